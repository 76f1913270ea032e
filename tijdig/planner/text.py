"""The explanation of a decision as plain Dutch text, for `tijdig explain` and for the page of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, cast

from tijdig.planner.changes import WITHOUT_ARREARS, WITHOUT_HOLD, Change
from tijdig.planner.codes import NEVER, ByWhom, Frame, HoldCode, Kind, Owner, Stage, Tone, ToWhom, Whether
from tijdig.planner.decisions import Decision
from tijdig.planner.explain import Explanation, Line
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.reasons import Reason
from tijdig.policy import Source, Value
from tijdig.policy.values import UNITS
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.words import ChannelKind, HoldKind
from tijdig.words import Stage as StageWord

DIMENSIONS = {
    "whether": "Gaat er iets uit?",
    "stage": "Welke stap?",
    "channels": "Langs welke weg?",
    "frame": "Wat staat voorop?",
    "tone": "Op welke toon?",
    "by_whom": "Door wie?",
    "to_whom": "Aan wie?",
}
OUTCOMES: dict[str, dict[int, str]] = {
    "whether": {
        Whether.CLOSE: "sluiten",
        Whether.STOP: "helemaal stoppen",
        Whether.WAIT: "wachten",
        Whether.ACT: "bericht sturen",
    },
    "stage": {
        Stage.NONE: "geen",
        **{Stage[word.name]: f"{word.value}, {word.label}" for word in StageWord if word.name in Stage.__members__},
    },
    "frame": {Frame.NONE: "geen", Frame.SOLUTION: "oplossing", Frame.NEUTRAL_NOTICE: "feitelijk bericht"},
    "tone": {
        Tone.NONE: "geen",
        Tone.THANKFUL: "dankbaar",
        Tone.FRIENDLY: "vriendelijk",
        Tone.CONCERNED: "betrokken",
        Tone.FACTUAL: "rustig en precies",
    },
    "by_whom": {ByWhom.NONE: "niemand", ByWhom.TEAM: "het team", ByWhom.HANDLER: "een medewerker"},
    "to_whom": {ToWhom.NONE: "niemand", ToWhom.CUSTOMER: "de klant", ToWhom.ADMINISTRATOR: "de bewindvoerder"},
}
KINDS = {Kind[word.name]: word.label for word in ChannelKind if word.name in Kind.__members__}
OWNERS = {
    Owner.CUSTOMER: "de klant",
    Owner.TEAM: "het team",
    Owner.HANDLER: "een medewerker",
    Owner.ADMINISTRATOR: "de bewindvoerder",
    Owner.MUNICIPALITY: "de gemeente of hulpverlener",
}
ONE = {
    "attributes": "eigenschap",
    "characters": "teken",
    "days": "dag",
    "days late": "dag te laat",
    "letters": "brief",
    "minutes": "minuut",
    "moments": "moment",
    "months": "maand",
    "pages": "bladzijde",
    "parts": "deel",
    "phrases": "zin",
    "points": "punt",
    "words": "woord",
    "workdays": "werkdag",
}
"""Units whose Dutch word differs when there is one of it."""


def render(explanation: Explanation, *, short: bool = False) -> str:
    """The decision, the rules that made it and what would lead elsewhere; unless short, every rule and its sources."""
    story = (*_heading(explanation), *_winners(explanation), *_changes(explanation))
    if short:
        return "\n".join(story) + "\n"
    return "\n".join((*story, *_rules_and_sources(explanation))) + "\n"


class Told(NamedTuple):
    """An explanation in three parts, for who reads no codes."""

    decision: tuple[str, ...]
    winners: tuple[str, ...]
    rest: tuple[str, ...]


def told(explanation: Explanation) -> Told:
    """The same for a colleague: what was decided, by which rules, and all the others; without the codes of the code."""
    rest = (*_changes(explanation, codes=False), *_rules_and_sources(explanation, codes=False))
    return Told(tuple(_heading(explanation)), tuple(_deciding_in_words(explanation)), rest)


def outcome_text(dimension: str, code: int) -> str:
    """The outcome of one dimension in Dutch."""
    return kinds_text(code) if dimension == "channels" else OUTCOMES[dimension][code]


def kinds_text(kinds: int) -> str:
    """The carriers in a set of bits."""
    return " + ".join(text for kind, text in KINDS.items() if kinds & kind) or "geen"


def date_text(day: date) -> str:
    """A date as people say it."""
    return dutch.weekday(day)


def fact_text(column: str, value: int) -> str:
    """What a column says of this case."""
    unit, _, label = COLUMNS[column]
    return f"{label}: {_value_text(unit, value)}"


def number_text(value: Value) -> str:
    """A number of the policy with its unit."""
    if value.unit == "cents":
        return f"{value.key} = {euros(cast(int, value.value))}"
    if value.unit == "weekdays":
        return f"{value.key} = {', '.join(dutch.WEEKDAYS[number - 1] for number in cast(tuple[int, ...], value.value))}"
    units = ONE if value.value == 1 else UNITS
    return f"{value.key} = {value.value} {units.get(value.unit, UNITS[value.unit])}"


def decision_text(decision: Decision) -> str:
    """A decision in a few words: what happens, or until when we wait and for whom."""
    if decision.whether == Whether.ACT:
        return f"{outcome_text('stage', decision.stage)} ({kinds_text(decision.channels)})"
    if decision.whether == Whether.CLOSE:
        return "sluiten"
    return f"{OUTCOMES['whether'][decision.whether]} tot {date_text(decision.wait_until)}"


def _value_text(unit: str, value: int) -> str:
    if unit == "yes/no":
        return "ja" if value else "nee"
    if unit == "cents":
        return euros(value)
    if unit.startswith("Kind"):
        return kinds_text(value)
    if unit == "HoldCode":
        return hold_text(value)
    return "geen" if value >= NEVER else str(value)


def hold_text(code: int) -> str:
    """The hold in Dutch, in the words that the rest of the house uses."""
    labels = {kind.name: kind.label for kind in HoldKind} | {"NONE": "geen", "OTHER": "een andere reden"}
    names = {hold.value: hold.name for hold in HoldCode}
    return labels[names.get(code, "OTHER")]


def _heading(explanation: Explanation) -> Iterator[str]:
    decision = explanation.decision
    yield f"Dossier {decision.case_id} op {date_text(explanation.day)}"
    yield f"  Besluit: {decision_text(decision)}"
    yield f"  Waarom:  {decision.reason.text}"
    if decision.whether in (Whether.WAIT, Whether.STOP):
        yield f"  Aan zet: {OWNERS[decision.owner]}"


def _winners(explanation: Explanation) -> Iterator[str]:
    yield ""
    yield "Welke regels beslisten?"
    for line in explanation.lines:
        if line.decides:
            outcome = outcome_text(line.dimension, line.outcome)
            yield f"  {DIMENSIONS[line.dimension]} {outcome} ({line.reason.value})"


def _deciding_in_words(explanation: Explanation) -> Iterator[str]:
    """What comes to nothing because nothing goes out is not said six times."""
    for line in explanation.lines:
        outcome = outcome_text(line.dimension, line.outcome)
        if line.decides and outcome not in {"geen", "niemand"}:
            yield f"{DIMENSIONS[line.dimension]} {outcome[0].upper()}{outcome[1:]}. {line.reason.text}"


def _rules_and_sources(explanation: Explanation, *, codes: bool = True) -> Iterator[str]:
    sources = list(dict.fromkeys(source for line in explanation.lines for source in line.sources))
    yield from _rules(explanation, sources, codes=codes)
    yield ""
    yield "Bronnen"
    yield from (f"  [{number}] {source.title}" for number, source in enumerate(sources, start=1))


def _rules(explanation: Explanation, sources: list[Source], *, codes: bool) -> Iterator[str]:
    shown = ""
    for line in explanation.lines:
        if line.dimension != shown:
            shown = line.dimension
            yield ""
            yield f"{DIMENSIONS[shown]} De eerste regel die waar is, beslist."
        yield from _rule(line, sources, explanation.day, codes=codes)


def _rule(line: Line, sources: list[Source], day: date, *, codes: bool) -> Iterator[str]:
    mark = "=>" if line.decides else "  "
    truth = "waar  " if line.holds else "onwaar"
    where = "".join(f"[{sources.index(source) + 1}]" for source in line.sources)
    outcome = outcome_text(line.dimension, line.outcome)
    code = f"{line.reason.value}: " if codes else ""
    yield f"{mark} {truth} {code}{outcome}. {line.reason.text} {where}"
    if line.reason == Reason.REST_DAY:  # it judges the calendar; that the case is open tells a reader nothing
        yield f"            feit:  de dag: {date_text(day)}"
    elif line.facts:
        yield "            feit:  " + "; ".join(fact_text(column, value) for column, value in line.facts.items())
    if line.numbers:
        numbers = [number_text(value) for value in line.numbers]
        yield "            getal: " + "; ".join(numbers if codes else [text.partition(" = ")[-1] for text in numbers])


def _changes(explanation: Explanation, *, codes: bool = True) -> Iterator[str]:
    yield ""
    yield "Wat leidt ergens anders heen?"
    if not explanation.changes:
        yield "  Geen kleine verandering leidt ergens anders heen."
    for change in explanation.changes:
        code = f" ({change.decision.reason.value})" if codes else ""
        yield f"  {change_text(change, explanation)}: {decision_text(change.decision)}{code}"


def change_text(change: Change, explanation: Explanation) -> str:
    """A change in words: so many days later, or one fact that is different."""
    if change.days:
        unit = "dag" if change.days == 1 else "dagen"
        return f"over {change.days} {unit}, {date_text(explanation.day + timedelta(days=change.days))}"
    if change.columns == WITHOUT_HOLD:
        return f"zonder rust ({hold_text(explanation.account.hold)})"
    if change.columns == WITHOUT_ARREARS:
        return "als alles wat te laat is, is betaald"
    now = explanation.account._asdict()
    return "als " + " en ".join(
        f"{fact_text(column, value)} (nu {_value_text(COLUMNS[column].unit, now[column])})"
        for column, value in change.columns.items()
    )
