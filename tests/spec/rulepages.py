"""The pages on which every rule says when it holds: in its order, in words, with its numbers and its sources."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import indent

from tests.spec.conditions import condition, differences, number_words, plain_number, with_numbers
from tests.spec.language import MONDAY
from tests.spec.phrases import FACTS
from tests.spec.sentences import KEY, again, becomes, terms_in, when
from tests.spec.tables import HEADINGS, MADE, table
from tests.spec.terms import WAITS
from tijdig.planner.codes import When, Whether
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Test
from tijdig.planner.dimensions.limits import LIMITS, Limit
from tijdig.planner.dimensions.when import WAITS as WAITING
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.outcomes import DIMENSIONS, OUTCOMES, OWNERS, outcome_text
from tijdig.planner.plan import GATE, TABLES, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.text import date_text
from tijdig.planner.today import Today
from tijdig.planner.watching import look
from tijdig.policy import load

FILES = {
    name: f"regels-{number:02}-{file}.md"
    for number, (name, file) in enumerate(
        {
            "whether": "gaat-er-iets-uit",
            "history": "wat-ging-vooraf",
            "stage": "welke-stap",
            "channels": "welke-weg",
            "frame": "wat-staat-voorop",
            "tone": "welke-toon",
            "by_whom": "door-wie",
            "form": "welke-vorm",
            "options": "wat-gaat-er-mee",
            "when": "wanneer",
            "rank": "wie-komt-eerst",
            "to_whom": "aan-wie",
        }.items(),
        start=1,
    )
}
LIMITS_FILE = "regels-13-grenzen.md"
STEP = "    "  # how far a list moves in under a numbered line


def pages() -> dict[str, str]:
    """A page per dimension and one for the limits, by its file name."""
    return {file: _page(DIMENSIONS[name], _dimension(name)) for name, file in FILES.items()} | {
        LIMITS_FILE: _page("Grenzen die niemand voorbijgaat", _limits())
    }


def places(reason: Reason) -> Iterator[str]:
    """Where a reason is given: the page and the number of the line."""
    tables = [(FILES[name], DIMENSIONS[name], [line[1] for line in lines]) for name, lines in TABLES.items()]
    limits = (LIMITS_FILE, "Grenzen", [one.reason for one in LIMITS])
    for file, title, reasons in (*tables, limits):
        yield from (f"[{title} {number}]({file})" for number, one in enumerate(reasons, start=1) if one == reason)


def _page(title: str, lines: Iterable[str]) -> str:
    """The rules of a page, then the words and the numbers that they use."""
    rules, _, read = "\n".join(lines).partition(READ)
    shared = terms_in(rules)
    words = [f"### {title}\n\n{text}\n" for title, text in shared]
    numbers = list(_numbers("\n".join((rules, *words))))
    meant = ["## Wat deze woorden betekenen", "", *words] if words else []
    return "\n".join((f"# {title}", "", MADE, "", rules.rstrip(), "", *meant, *numbers, f"{READ}{read}"))


READ = "## Wat elke regel leest"


def _dimension(name: str) -> Iterator[str]:
    yield "Tijdig probeert de regels van boven naar beneden. De eerste die waar is, beslist."
    yield "Wat daaronder staat, telt dan niet meer."
    if name == "whether":
        yield from _gate()
    if name == "when":
        yield from _days()
    yield from ("", "## Volgorde", "")
    for number, (outcome, reason, test) in enumerate(TABLES[name], start=1):
        held = when(condition(test))
        if number == len(TABLES[name]) and held == f"als {FACTS['d.acts'].yes}.":
            held = "in alle andere gevallen waarin er vandaag een bericht uitgaat."
        said = f"**{outcome_text(name, outcome)}** ({_ids(reason)}), {held}"
        yield from _numbered(number, said, _waits(outcome, reason) if name == "whether" else "")
    yield from ("", READ, "")
    heading = ["", "reden", "wat de klant mag lezen", "kijkt naar", "eerder besloten", "getallen", "bron"]
    lines = enumerate(TABLES[name], start=1)
    yield from table(heading, [[str(number), *_seen(reason, test)] for number, (_, reason, test) in lines])


def _gate() -> Iterator[str]:
    """Which rules hold for what others propose as well."""
    held = {id(test) for _, _, test in GATE}
    places = [number for number, (_, _, test) in enumerate(TABLES["whether"], start=1) if id(test) in held]
    starts = [number for number in places if number - 1 not in places]
    ends = [number for number in places if number + 1 not in places]
    parts = " en ".join(f"{start} tot en met {end}" for start, end in zip(starts, ends, strict=True))
    yield f"Regels {parts} zijn grenzen: die gelden ook voor wat een proef of een medewerker voorstelt."
    yield "Een dossier dat wacht of stopt, wordt op zijn vroegst morgen opnieuw bekeken."
    yield "Verandert er iets in het dossier, dan kijkt Tijdig de nacht daarna."


def _days() -> Iterator[str]:
    """On which day a person comes; see `person_in_days` and `Today.of`."""
    soon, after = OUTCOMES["when"][When.SOON], OUTCOMES["when"][When.AFTER_MESSAGE]
    yield f"Bij *{soon}* is dat binnen {number_words('steps.person_within_workdays')}."
    yield f"Bij *{after}* is dat {number_words('steps.call_after_days')} na het bericht, of op de eerste dag daarna"
    yield "waarop iets uit mag."


def _limits() -> Iterator[str]:
    """The gate: what it looks at, and what it changes."""
    yield "Een grens geldt meteen na een vraag, ook voor wat een proef of een medewerker voorstelt."
    yield "Hij maakt een stap milder, haalt er iets af, of geeft hem aan een mens."
    yield "Alle grenzen die waar zijn, gelden, in deze volgorde. Houdt een grens het bericht tegen? Dan stopt het daar."
    yield f"Of er vandaag iets uit mag, staat bij [{DIMENSIONS['whether']}]({FILES['whether']})"
    yield from ("", "## Volgorde", "")
    for number, one in enumerate(LIMITS, start=1):
        said = f"Na '{DIMENSIONS[one.after]}' ({_ids(one.reason)}), {when(condition(one.test))}"
        yield from _numbered(number, said, f"Dan wordt {_changed(one)}")
    yield from ("", READ, "")
    heading = ["", "reden", "wat de klant mag lezen", "kijkt naar", "eerder besloten", "getallen", "bron"]
    lines = enumerate(LIMITS, start=1)
    yield from table(heading, [[str(number), *_seen(one.reason, one.test)] for number, one in lines])


def _changed(one: Limit) -> str:
    """What a limit makes of it; a step that it keeps back waits for somebody."""
    if one.changes != "whether":
        kept = " Waarom de rest is gekozen, blijft de reden." if one.keeps_reason else ""
        return f"'{DIMENSIONS[one.changes]}': {becomes(one)}.{kept}"
    keys, days = ["contacts.no_channel_review_workdays"], WAITS["p.review_in_days"]
    owner = OWNERS[one.reason.owner]
    return f"het besluit: {becomes(one)}. Aan zet: {owner}, {with_numbers(days, keys, one.reason.value)}."


def _numbered(number: int, said: str, more: str) -> Iterator[str]:
    """A numbered line, with what belongs to it moved in."""
    first, _, rest = said.partition("\n")
    yield f"{number}. {first}"
    if rest:
        yield indent(rest, STEP)
    if more:
        yield from ("", f"{STEP}{more}")
    yield ""


def _ids(reason: Reason) -> str:
    links = [f"[{rule}](../policy/rules.md#{rule.lower()})" for rule in sorted(reason.rules)]
    return ", ".join((f"`{reason.value}`", *links))


def _waits(outcome: int, reason: Reason) -> str:
    if outcome not in (Whether.WAIT, Whether.STOP):
        return ""
    return f"Aan zet: {OWNERS[reason.owner]}. Opnieuw bekeken: {again(WAITING[reason])}."


def _numbers(text: str) -> Iterator[str]:
    """The numbers that a page speaks of, where they differ, and why they are what they are."""
    keys = list(dict.fromkeys(KEY.findall(text)))
    if not keys:
        return
    yield from ("## Getallen", "", f"Zoals ze gelden op {date_text(MONDAY)}.")
    yield from ("Bij een ster (*) verschilt het per sector of product. Een getal van een product gaat voor.", "")
    heading = ["getal", "in het algemeen", "anders", "een organisatie mag kiezen (leeg: niemand)", "waarom"]
    yield from table(heading, [_number(key) for key in sorted(keys)])


def _number(key: str) -> list[str]:
    value = load(MONDAY).value(key)
    low, high = (plain_number(replace(value, value=bound)) for bound in value.bounds) if value.bounds else ("", "")
    return [
        f"[`{key}`](../policy/{key.partition('.')[0]}.md)",
        plain_number(value),
        "; ".join(f"{name}: {number}" for name, number in differences(key)),
        f"{low} tot {high}" if low else "",
        value.why,
    ]


def _seen(reason: Reason, test: Test) -> list[str]:
    """A rule in words: its reason, what it was seen to read, and where it comes from."""
    policy, account = load(MONDAY), Accounts.from_rows([AccountRow()])
    today = Today.of(policy, MONDAY)
    read = look(test, account, today, plan_block(account, today))
    return [
        f"`{reason.value}`",
        reason.text,
        ", ".join(COLUMNS[column].label for column in read.columns),
        ", ".join(HEADINGS.get(name, name) for name in read.decided),
        ", ".join(f"`{key}`" for key in read.numbers),
        "; ".join(policy.source(key).title for key in reason.sources if not key.startswith("rule:")),
    ]
