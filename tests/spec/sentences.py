"""Conditions as sentences and lists that a lawyer can read, and what stands behind their words."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tests.spec.conditions import (
    AND,
    NUMBER,
    Clause,
    Condition,
    Group,
    anchor,
    condition,
    joined,
    missing,
    number_words,
    outcomes,
    with_numbers,
)
from tests.spec.reading import applied, expression, flat, meaning, numbers_in
from tests.spec.terms import (
    AMENDED,
    MISFITS,
    OR_NEXT_CLAIM,
    OUTREACH_DAY,
    OUTREACH_DAY_TEXT,
    OUTREACH_DAY_WRITTEN,
    TERMS,
    USABLE,
    WAITS,
)
from tijdig.planner import customers, steps
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.dimensions import limits
from tijdig.planner.dimensions.limits import Limit
from tijdig.planner.dimensions.when import Wait, or_next_claim
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.outcomes import kinds_text, outcome_text
from tijdig.rules import workdays

LINE = 150
LINK = re.compile(r"\]\(#([\w-]+)\)")
KEY = re.compile(r"`(\w+\.\w+)`")
ALL, BOTH, ANY = "dit allemaal waar is:", "dit allebei waar is:", "minstens een van deze dingen waar is:"


def when(told: Condition) -> str:
    """ "als het dossier niet open is.", or "als dit allemaal waar is:" and a list."""
    if line := _in_line(told):
        return f"als {line}."
    assert isinstance(told, Group)
    return "\n".join((f"als {_lead(told)}", "", *_bullets(told)))


def becomes(limit: Limit) -> str:
    """What a limit makes of a step."""
    parts = [(told, _outcome(limit.changes, node)) for told, node in outcomes(expression(limit.amend))]
    return "; ".join(f"{outcome}{_if(*told)}" for told, outcome in parts)


def again(wait: Wait) -> str:
    """When a case that waits is looked at again."""
    node = expression(wait)
    if isinstance(node, ast.Call) and meaning(node.func) is or_next_claim:
        frame, words = OR_NEXT_CLAIM
        days = ast.unparse(node.args[-1])
        if ast.unparse(applied(node)) != frame.format(days):
            raise missing("OR_NEXT_CLAIM", ast.unparse(applied(node)))
        return with_numbers(words, numbers_in(expression(or_next_claim)), frame).format(_wait(node.args[-1]))
    return _wait(node)


@lru_cache(maxsize=1)
def terms() -> Mapping[str, tuple[str, str]]:
    """Every shared condition by its place on a page: its heading, and what it means."""
    shared = vars(steps) | vars(customers)
    found = {term.title: f"Dit is zo {when(condition(shared[name]))}" for name, term in TERMS.items()}
    found |= {USABLE: _usable(), OUTREACH_DAY: _outreach_day(), MISFITS.title: "\n".join(_misfits())}
    return {anchor(title): (title, text) for title, text in sorted(found.items())}


def terms_in(text: str) -> list[tuple[str, str]]:
    """The shared conditions that a text speaks of, and those that these speak of in turn; in the order of the Dutch."""
    asked = set(LINK.findall(text))
    while more := {name for one in asked for name in LINK.findall(terms()[one][1])} - asked:
        asked |= more
    return [told for name, told in terms().items() if name in asked]


def _in_line(told: Condition) -> str:
    """A condition on one line, when it is short and cannot be read in two ways; else nothing."""
    match told:
        case Clause(words=words):
            return words
        case Group(joint=joint, parts=(Clause(is_list=False) as one, Clause(is_list=False) as other)):
            line = f"{one.words}, {joint} {other.words}"
            return line if len(re.sub(r"\]\(.*?\)", "", line)) <= LINE else ""
    return ""


def _if(*told: Condition) -> str:
    """A condition behind what it leads to; one that needs a list has no place there."""
    if not told:
        return ""
    if not (line := _in_line(joined(AND, told))):
        raise LookupError("give this a name in planner/steps.py or customers.py: it is too long to say in one line")
    return f" als {line}"


def _lead(told: Group) -> str:
    return ANY if told.joint != AND else BOTH if len(told.parts) == 2 else ALL


def _bullets(told: Group, indent: str = "") -> Iterator[str]:
    for place, part in enumerate(told.parts, start=1):
        if line := _in_line(part):
            yield f"{indent}* {line}" + (f", {told.joint}" if place < len(told.parts) else "")
        elif isinstance(part, Group):
            yield f"{indent}* {_lead(part)}"
            yield from _bullets(part, indent + "  ")


def _outcome(changes: str, node: ast.expr) -> str:
    value = meaning(node)
    if value is not None:
        return f"**{outcome_text(changes, int(value))}**"
    words = AMENDED.get(ast.unparse(node))
    if not words:
        raise missing("AMENDED", ast.unparse(node))
    return words


def _wait(node: ast.expr) -> str:
    written = ast.unparse(node)
    if written not in WAITS:
        raise missing("WAITS", written)
    return with_numbers(WAITS[written], numbers_in(node), written)


def _usable() -> str:
    """Seen rather than said: which fact makes which way usable."""
    nothing = AccountRow(has_post=False, has_email=False, has_mobile=False, has_phone=False, has_iban=False)
    found = []
    for column in (name for name in AccountRow._fields if name.startswith("has_")):
        row = nothing._replace(**{column: True})
        kinds = int(Accounts.from_rows([row]).usable[0])
        refused = int(Accounts.from_rows([row._replace(not_by=kinds)]).usable[0])
        if kinds:
            assert not refused
            found.append(f"* {kinds_text(kinds)}: er is een werkend {COLUMNS[column].label}")
    lead = "Een weg is bruikbaar als de klant niet zei 'liever niet via deze weg', en als:"
    return "\n".join((lead, "", *found))


def _outreach_day() -> str:
    written = ast.unparse(expression(workdays.is_outreach_day))
    if written != OUTREACH_DAY_WRITTEN:
        raise missing("OUTREACH_DAY_TEXT", written)
    return NUMBER.sub(lambda found: number_words(found[1]), OUTREACH_DAY_TEXT)


def _misfits() -> Iterator[str]:
    """What a limit takes out of what goes along, each with its condition."""
    yield from ("Dit kan niet mee:", "")
    for part in flat(expression(limits.misfits), ast.BitOr):
        (told, node), (_, nothing) = outcomes(part)
        assert not meaning(nothing)
        yield f"* {outcome_text('options', int(meaning(node)))}:{_if(*told)}"
