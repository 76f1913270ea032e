"""Writes the policy as Markdown for people: every number with its reason, source and certainty (docs/policy).

`python -m tijdig.policy.documents docs/policy` writes the pages anew.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, time
from itertools import chain
from pathlib import Path

from tijdig.policy import evidence, rulepages
from tijdig.policy.loader import FOLDER, load_from
from tijdig.policy.reading import Data, read
from tijdig.policy.reasons import reasons_from
from tijdig.policy.rules import load_rules
from tijdig.policy.subjects import SUBJECTS
from tijdig.policy.values import CERTAINTIES, UNITS, Value
from tijdig.stats import documents as evidence_page
from tijdig.words import ClaimKind, Sector

TITLES = {
    "contacts": "Contact: hoe vaak, wanneer en hoe lang niet",
    "stages": "Stappen: wanneer komt welke brief",
    "histories": "Voorgeschiedenis: wat er eerder was",
    "steps": "Mensen: wie wat doet, en met hoeveel moeite",
    "claims": "Rekeningen: wat weegt zwaar",
    "costs": "Kosten: wat een stap kost, en wat de klant betaalt",
    "law": "Wet: wat vaststaat",
    "intake": "Bestanden: wat we niet inlezen",
    "messages": "Teksten: hoe lang en hoe moeilijk",
    "doors": "Deuren: wie er binnenkomt, en hoe lang",
    "solutions": "Oplossingen: wat meteen mag, en hoe we ermee leven",
    "joint": "Samen regelen: met wie, hoe lang, en wanneer een mens eerst kijkt",
    "holidays": "Feestdagen: wanneer er niets uitgaat",
    "sources": "Bronnen",
    "evidence": "Onderzoek: wat werkt, en hoe zeker dat is",
    "rules": "Regels: wat we doen, en wat nooit mag",
    "strict": "Waarom 'streng werkt later' hier een proef is en geen regel",
}
_NOTE = "<!-- Made from tijdig/policy by `python -m tijdig.policy.documents docs/policy`: change the data instead. -->"
_ONE = {"days": "dag", "moments": "moment", "pages": "bladzijde", "parts": "deel", "workdays": "werkdag"}
_USUAL = {
    ClaimKind.RENT: Sector.HOUSING,
    ClaimKind.SERVICE_COSTS: Sector.HOUSING,
    ClaimKind.MORTGAGE: Sector.MORTGAGE,
    ClaimKind.ENERGY: Sector.ENERGY,
    ClaimKind.WATER: Sector.WATER,
    ClaimKind.HEALTH_PREMIUM: Sector.HEALTH,
    ClaimKind.OWN_RISK: Sector.HEALTH,
    ClaimKind.TELECOM: Sector.TELECOM,
    ClaimKind.PURCHASE: Sector.WEBSHOP,
    ClaimKind.CONSUMER_CREDIT: Sector.CREDIT,
    ClaimKind.MUNICIPAL: Sector.MUNICIPAL,
}
"""Each kind of claim with the sector that usually sends it, for the table of ladders."""
_LADDER = {
    "stages.information_before_due_days": "S0: dagen vooraf",
    "stages.first_reminder_from_days": "S1: vanaf dag",
    "stages.second_reminder_after_days": "S2: dagen na S1",
    "stages.notice_after_days": "S3: dagen na S2",
    "stages.person_after_last_days": "mens kijkt: dagen na S3",
    "steps.transfer_channels_min": "S4a: eerst zoveel wegen",
    "steps.transfer_calls_min": "S4a: eerst zo vaak bellen",
    "steps.reminders_before_end": "S4b, S5: eerst zoveel herinneringen",
    "stages.tell_consequence_within_days": "S4b, S5: dagen vooraf verteld",
}
_PREMIUMS = ("stages.second_from_premiums", "stages.notice_from_premiums", "stages.person_from_premiums")
_ATTRIBUTES = {
    "fixed_cost": "vaste last",
    "threatening": "bedreigt wonen, levering of verzekering",
    "preferential": "gaat voor door de wet",
    "credit_registered": "kan bij BKR staan",
    "home": "er hangt een huis van af",
    "signalling": "melding aan de gemeente kan",
}


def pages(folder: Path = FOLDER) -> dict[str, str]:
    """File name to Markdown: an index, a page per subject, holidays, sources, evidence and rules."""
    data, studies = read(folder), evidence.load(folder)
    written = {key: described(values[-1]) for key, values in data.values.items()}
    made = {f"{name}.md": _page(name, _subject(name, data)) for name in SUBJECTS}
    made["stages.md"] = _page("stages", chain(_ladders(folder, data), _subject("stages", data)))
    made["holidays.md"] = _page("holidays", _holidays(data))
    made["sources.md"] = _page("sources", _sources(data))
    made["evidence.md"] = _page("evidence", evidence_page.lines(studies))
    grounds = rulepages.Grounds(data, written, reasons_from(folder))
    made["rules.md"] = _page("rules", rulepages.lines(load_rules(folder), grounds))
    strict = evidence_page.comparisons(studies, rulepages.STRICT)
    made["strict.md"] = _page("strict", rulepages.strict(studies, strict))
    links = (f"* [{title}]({name}.md)" for name, title in TITLES.items())
    intro = (
        "Elk getal heeft een eenheid, een begindatum, een reden, een bron en een zekerheid. "
        "De namen tussen haakjes staan zo in de gegevens."
    )
    made["README.md"] = "\n".join((_NOTE, "", "# Het beleid in getallen", "", intro, "", *links, ""))
    return made


def write(folder: Path) -> None:
    """Write all pages to a folder, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def described(value: Value) -> str:
    """A value as a person reads it: "7 dagen", "€ 25,00", "15%", "07:00 uur"."""
    found = value.value
    match value.unit, found:
        case "cents", int():
            return _euros(found)
        case "basis points" | "basis points a year", int():
            return f"{_percent(found)} per jaar" if value.unit.endswith("year") else _percent(found)
        case "scale", tuple():
            return "; ".join(f"{_percent(rate)} over {_euros(width)}" for width, rate in found)
        case "attributes", tuple():
            return "; ".join(_ATTRIBUTES[name] for name, holds in found if holds) or "geen"
        case "share", float():
            return f"{found * 100:g}%".replace(".", ",")
    words = _plain(found)
    if value.unit in ("yes or no", "date", "phrases", "day"):
        return words
    unit = _ONE.get(value.unit) if found == 1 else None
    return f"{words} {unit or UNITS[value.unit]}"


def _page(name: str, lines: Iterator[str]) -> str:
    return "\n".join((_NOTE, "", f"# {TITLES[name]}", "", *lines)).rstrip() + "\n"


def _subject(name: str, data: Data) -> Iterator[str]:
    for key, values in data.values.items():
        if key.startswith(f"{name}."):
            yield f"## `{key}`"
            yield ""
            for value in values:
                yield from _lines(value, data)
            for words, group in (("voor de sector", data.by_sector), ("bij", data.by_product)):
                for member, own in sorted(group.items()):
                    for value in own.get(key, ()):
                        yield from _lines(value, data, f" {words} `{member}`")


def _ladders(folder: Path, data: Data) -> Iterator[str]:
    """The whole road per kind of claim in one table, as it holds since the newest of its numbers."""
    dated = [value for key in (*_LADDER, *_PREMIUMS) for group in _groups(data) for value in group.get(key, ())]
    on = max(value.since for value in dated)
    yield f"De hele weg per soort rekening, zoals die geldt vanaf {on}. Een organisatie mag kiezen, binnen de grenzen."
    yield "Bij een zorgpremie telt ook hoeveel maandpremies er open staan."
    yield from ("", f"| rekening | {' | '.join(_LADDER.values())} | maandpremies |", "|---" * (len(_LADDER) + 2) + "|")
    for kind, sector in _USUAL.items():
        policy = load_from(folder, on, sector=sector).for_product(kind)
        numbers = " | ".join(_plain(policy.value(key).value) for key in _LADDER)
        premiums = [_plain(policy.value(key).value) for key in _PREMIUMS if policy.value(key).value]
        yield f"| {kind.label} | {numbers} | {', '.join(premiums) or '–'} |"
    yield ""


def _groups(data: Data) -> Iterator[Mapping[str, tuple[Value, ...]]]:
    yield data.values
    yield from (*data.by_sector.values(), *data.by_product.values())


def _lines(value: Value, data: Data, whom: str = "") -> Iterator[str]:
    """One dated value as a small list."""
    yield f"**{described(value)}**{whom}, vanaf {value.since}. {value.why}"
    yield ""
    yield f"* Zekerheid: {CERTAINTIES[value.certainty]}"
    for key in value.source:
        source = data.sources[key]
        yield f"* Bron: {source.title} (`{key}`; {source.ref})"
    if value.bounds:
        low, high = (_plain(bound) for bound in value.bounds)
        yield f"* Een organisatie mag kiezen: {low} tot en met {high}"
    yield ""


def _holidays(data: Data) -> Iterator[str]:
    yield f"Bekend van {data.holiday_years[0]} tot en met {data.holiday_years[1]}. Elk jaar nakijken."
    yield ""
    yield "Termijnen van de wet rekenen alleen met deze jaren. Dagen om te betalen kunnen later vallen: dan tellen "
    yield f"{', '.join(rule.name for rule in data.yearly)}, uitgerekend per jaar. Wat een besluit later gelijkstelt, "
    yield "staat daar nog niet bij."
    yield ""
    yield "| dag | naam | bron |"
    yield "|---|---|---|"
    for day, value in sorted(data.holidays.items()):
        yield f"| {day} | {value.value} | {data.sources[value.source[0]].title} |"


def _sources(data: Data) -> Iterator[str]:
    yield "| sleutel | wat | waar |"
    yield "|---|---|---|"
    for key, source in sorted(data.sources.items()):
        yield f"| `{key}` | {source.title} | {source.ref} |"


def _euros(cents: int) -> str:
    return f"€ {cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def _percent(basis_points: int) -> str:
    return f"{basis_points / 100:g}%".replace(".", ",")


def _plain(value: object) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(_plain(item) for item in value)
        case _:
            return str(value)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
