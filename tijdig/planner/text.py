"""The explanation of a decision as plain Dutch text, for `tijdig explain` and for the page of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, cast

from tijdig.planner.changes import WITHOUT_ARREARS, WITHOUT_HOLD, Change
from tijdig.planner.codes import NEVER, Whether
from tijdig.planner.decisions import Decision
from tijdig.planner.explain import Explanation, Line
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.outcomes import (
    CODES,
    DIMENSIONS,
    FLAGS,
    OUTCOMES,
    OWNERS,
    bits_text,
    hold_text,
    kinds_text,
    outcome_text,
)
from tijdig.planner.reasons import Reason
from tijdig.policy import Source, Value
from tijdig.policy.values import UNITS
from tijdig.rules import dutch
from tijdig.rules.money import euros

ONE = {
    "attempts": "keer",
    "attributes": "eigenschap",
    "channels": "weg",
    "characters": "teken",
    "claims": "rekening",
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
    "premiums": "maandpremie",
    "visits": "bezoek",
    "words": "woord",
    "workdays": "werkdag",
}
"""Units whose Dutch word differs when there is one of it."""

HELD = "gepland, maar vastgehouden; een medewerker kijkt"


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


def decision_text(decision: Decision, *, is_held: bool = False) -> str:
    """A decision in a few words: what happens, or until when we wait and for whom; held: a person looks instead."""
    if decision.whether == Whether.ACT:
        if is_held:
            return f"{outcome_text('stage', decision.stage)}: {HELD}"
        person = f", {outcome_text('by_whom', decision.by_whom)}" if decision.person_on else ""
        return f"{outcome_text('stage', decision.stage)} ({kinds_text(decision.channels)}{person})"
    if decision.whether == Whether.CLOSE:
        return "sluiten"
    return f"{OUTCOMES['whether'][decision.whether]} tot {date_text(decision.wait_until)}"


def line_text(explanation: Explanation, line: Line) -> str:
    """What a rule decides in words; that something goes out is not said of what is held."""
    if explanation.is_held and line.decides and (line.dimension, line.outcome) == ("whether", Whether.ACT):
        return HELD
    return outcome_text(line.dimension, line.outcome)


def _value_text(unit: str, value: int) -> str:
    if unit == "yes/no":
        return "ja" if value else "nee"
    if unit == "cents":
        return euros(value)
    if unit in FLAGS:
        return bits_text(unit, value)
    if unit in CODES:
        return CODES[unit].get(value, CODES[unit][0])
    return "geen" if value >= NEVER else str(value)


def _heading(explanation: Explanation) -> Iterator[str]:
    decision = explanation.decision
    yield f"Dossier {decision.case_id} op {date_text(explanation.day)}"
    yield f"  Besluit: {decision_text(decision, is_held=explanation.is_held)}"
    yield f"  Waarom:  {decision.reason.text}"
    if decision.whether in (Whether.WAIT, Whether.STOP):
        yield f"  Aan zet: {OWNERS[decision.owner]}"
    elif explanation.is_held:
        yield f"  Een mens: {date_text(explanation.day)}"
    elif decision.person_on:
        yield f"  Een mens: vanaf {date_text(decision.person_on)}"


def _winners(explanation: Explanation) -> Iterator[str]:
    yield ""
    yield "Welke regels beslisten?"
    deciding = [line for line in explanation.lines if line.decides]
    for line in deciding:
        if line.reason != Reason.NO_MESSAGE:
            yield f"  {DIMENSIONS[line.dimension]} {line_text(explanation, line)} ({line.reason.value})"
    if any(line.reason == Reason.NO_MESSAGE for line in deciding):
        yield "  Er gaat niets uit. De andere vragen komen dan niet aan de orde."


def _deciding_in_words(explanation: Explanation) -> Iterator[str]:
    """What comes to nothing because nothing goes out is not said six times."""
    for line in explanation.lines:
        outcome = line_text(explanation, line)
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
        yield from _rule(line, sources, explanation, codes=codes)


def _rule(line: Line, sources: list[Source], explanation: Explanation, *, codes: bool) -> Iterator[str]:
    mark = "=>" if line.decides else "  "
    truth = "waar  " if line.holds else "onwaar"
    limit = "GRENS. " if line.is_limit else ""
    where = "".join(f"[{sources.index(source) + 1}]" for source in line.sources)
    code = f"{line.reason.value}: " if codes else ""
    yield f"{mark} {truth} {limit}{code}{line_text(explanation, line)}. {line.reason.text} {where}"
    if line.reason == Reason.REST_DAY:  # it judges the calendar; that the case is open tells a reader nothing
        yield f"            feit:  de dag: {date_text(explanation.day)}"
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
        decided = decision_text(change.decision, is_held=change.is_held)
        yield f"  {change_text(change, explanation)}: {decided}{code}"


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
