"""The condition of a rule in Dutch, translated from how the rule is written: so it cannot say anything else."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import chain
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple

import numpy as np

from tests.spec.language import MONDAY
from tests.spec.phrases import BITS, CHOICES, FACTS, MEASURES, WHOLE, Bits, Choice
from tests.spec.reading import applied, expression, flat, meaning, number, numbers_in
from tests.spec.terms import TERMS
from tijdig.planner.dimensions.limits import misfits
from tijdig.planner.text import number_text
from tijdig.policy import Value, load
from tijdig.words import ClaimKind, Sector

AND, OR, OF = "en", "of", ", of "
OTHERWISE = {AND: OR, OR: AND}
ALONE, MOST_LISTED = "{}", 3
UNKNOWN = -99  # a code of tomorrow, which is none of those that have words
NUMBER = re.compile(r"\{(\w+\.\w+)\}")
COMPARE = {ast.Lt: lt, ast.LtE: le, ast.Gt: gt, ast.GtE: ge, ast.Eq: eq, ast.NotEq: ne}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
SAID = {
    ast.Lt: "minder dan",
    ast.LtE: "hooguit",
    ast.Gt: "meer dan",
    ast.GtE: "minstens",
    ast.Eq: "precies",
    ast.NotEq: "niet precies",
}


class Clause(NamedTuple):
    """One thing that is asked, in words that stand after "als"; `code` asks the same, or holds one of `codes`."""

    words: str
    code: ast.expr
    is_list: bool = False  # says an "of" or "en" of its own, so it stands alone on a line
    codes: frozenset[int] = frozenset()  # where one code is asked for: those that will do


class Group(NamedTuple):
    """Conditions that are joined: all of them, or any of them."""

    joint: str
    parts: tuple["Condition", ...]


Condition = Clause | Group


def condition(rule: Callable[..., Any]) -> Condition:
    """When a rule, a limit or a shared condition holds."""
    return read(expression(rule))


def read(node: ast.expr, *, no: bool = False) -> Condition:
    """An expression in words; with `no` its opposite, so that only single things are ever denied."""
    written = ast.unparse(node)
    if written in WHOLE and not no:
        return Clause(with_numbers(WHOLE[written], numbers_in(node), written), node)
    match node:
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() as sign):
            joint = AND if isinstance(sign, ast.BitAnd) else OR
            parts = [read(part, no=no) for part in flat(node, type(sign), () if no else WHOLE)]
            return joined(OTHERWISE[joint] if no else joint, parts)
        case ast.UnaryOp(op=ast.Invert() | ast.Not(), operand=inner):
            return read(inner, no=not no)
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            opposite = OPPOSITE[type(sign)]() if no else sign
            return compared(ast.Compare(left=in_full(left), ops=[opposite], comparators=[in_full(right)]))
        case ast.Call() if (name := meaning(node.func).__name__) in TERMS:
            return Clause(_term(name, no=no), _unless(node, no=no))
        case ast.Call():
            return read(applied(node), no=no)
        case ast.Attribute() if written in FACTS:
            return Clause(FACTS[written].no if no else FACTS[written].yes, _unless(node, no=no))
    raise missing("FACTS", written)


def compared(node: ast.Compare) -> Condition:
    """One comparison in words."""
    left, sign, right = node.left, node.ops[0], node.comparators[0]
    asked, written = ast.unparse(left), ast.unparse(node)
    if written in WHOLE:
        return Clause(with_numbers(WHOLE[written], numbers_in(node), written), node)
    if isinstance(left, ast.Compare) and isinstance(right, ast.Compare):
        is_same = isinstance(sign, ast.Eq)
        both = [(read(left, no=no), read(right, no=no == is_same)) for no in (False, True)]
        return joined(OR, [joined(AND, pair) for pair in both])
    if isinstance(right, ast.Call):
        cases = [(told, ast.Compare(left=left, ops=[sign], comparators=[value])) for told, value in outcomes(right)]
        return joined(OR, [joined(AND, (*told, compared(case))) for told, case in cases])
    if asked in CHOICES and isinstance(meaning(right), Enum):
        known = (*CHOICES[asked].words, *([UNKNOWN] if isinstance(sign, ast.NotEq) else []))
        return chosen(left, {code for code in known if COMPARE[type(sign)](code, int(meaning(right)))})
    if asked in BITS or (isinstance(left, ast.BinOp) and ast.unparse(left.left) in BITS):
        return Clause(_bits(node), node)
    if asked in MEASURES and (amount := _amount(right)):
        words, never = MEASURES[asked]
        said = words.format(f"{SAID[type(sign)]} {amount}")
        has_never = bool(never) and isinstance(sign, ast.Gt | ast.GtE)
        return Clause(f"{said}{OF}{never}" if has_never else said, node, has_never)
    raise missing("MEASURES, CHOICES, BITS or WHOLE", written)


def joined(joint: str, parts: Sequence[Condition]) -> Condition:
    """Conditions together; what asks the same column for one code twice becomes one question."""
    merged: list[Condition] = []
    for part in chain.from_iterable(_inside(joint, part) for part in parts):
        place = next((at for at, other in enumerate(merged) if _choice(part) and _choice(part) == _choice(other)), None)
        if place is None:
            merged.append(part)
        else:
            merged[place] = _together(joint, merged[place], part)
    return merged[0] if len(merged) == 1 else Group(joint, tuple(merged))


def chosen(subject: ast.expr, codes: set[int]) -> Clause:
    """That a column holds one of these codes."""
    words = _choice_words(CHOICES[ast.unparse(subject)], codes)
    return Clause(words, subject, OF in words, frozenset(codes))


def outcomes(node: ast.expr, *before: Condition) -> Iterator[tuple[tuple[Condition, ...], ast.expr]]:
    """The values that an expression can have, each with all that must be true for it."""
    node = in_full(node)
    match node:
        case ast.Call(args=[test, then, other]) if meaning(node.func) is np.where:
            yield from outcomes(then, *before, read(test))
            yield from outcomes(other, *before, read(test, no=True))
        case _:
            yield before, node


def in_full(node: ast.expr) -> ast.expr:
    """A value with what rules share written out, but for what has a heading of its own."""

    class WrittenOut(ast.NodeTransformer):
        def visit_Call(self, call: ast.Call) -> ast.expr:
            return call if meaning(call.func) in (misfits, np.where) else applied(call)

    return WrittenOut().visit(node)  # type: ignore[no-any-return]


def with_numbers(words: str, keys: Iterable[str], written: str) -> str:
    """Words with their numbers in place; a number that is read and not said is a fault."""
    if unsaid := [key for key in keys if f"{{{key}}}" not in words]:
        raise LookupError(f"say {', '.join(unsaid)} in the words for: {written}")
    return NUMBER.sub(lambda found: number_words(found[1]), words)


def number_words(key: str) -> str:
    """ "14 dagen (`stages.notice_after_days`)", with a star where it differs for some claims."""
    value, others = load(MONDAY).value(key), differences(key)
    if others and not value.value:  # a number that asks for nothing, but for some claims
        return f"{plain_number(value)} ({'; '.join(map(': '.join, others))}; `{key}`)"
    return f"{plain_number(value)}{'*' if others else ''} (`{key}`)"


def plain_number(value: Value) -> str:
    """ "14 dagen"."""
    return number_text(value).partition(" = ")[2].removesuffix(" proberen").removesuffix(" te laat")


@lru_cache(maxsize=128)
def differences(key: str) -> tuple[tuple[str, str], ...]:
    """For which sector or product a number is another one, and which."""
    general = load(MONDAY)
    of_sector = {sector: load(MONDAY, sector=sector.value) for sector in Sector}
    found = {f"sector {sector.label}": policy.value(key) for sector, policy in of_sector.items()}
    found = {name: value for name, value in found.items() if value.value != general.value(key).value}
    for kind in ClaimKind:
        for policy in (general, *of_sector.values()):
            own = policy.for_product(kind.value).value(key)
            if own.value != policy.value(key).value:
                found[f"product {kind.label}"] = own
    return tuple((name, plain_number(value)) for name, value in found.items())


def missing(table: str, written: str) -> LookupError:
    return LookupError(f"add Dutch words to {table} in tests/spec for: {written}")


def listed(words: Sequence[str], last: str = "of") -> str:
    """ "een brief, een e-mail of een sms"."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def anchor(title: str) -> str:
    """The place of a heading on its page."""
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign == "-")


def _term(name: str, *, no: bool) -> str:
    term = TERMS[name]
    if no and not term.no:
        raise missing("TERMS", f"not {name}")
    return f"[{term.no if no else term.yes}](#{anchor(term.title)})"


def _unless(node: ast.expr, *, no: bool) -> ast.expr:
    return ast.UnaryOp(op=ast.Invert(), operand=node) if no else node


def _inside(joint: str, part: Condition) -> Iterable[Condition]:
    return part.parts if isinstance(part, Group) and part.joint == joint else (part,)


def _choice(part: Condition) -> str:
    """The column of which a clause asks for one code; nothing for all others."""
    return ast.unparse(part.code) if isinstance(part, Clause) and part.codes else ""


def _together(joint: str, one: Condition, other: Condition) -> Clause:
    """Two questions to one column as one."""
    assert isinstance(one, Clause)
    assert isinstance(other, Clause)
    return chosen(one.code, set(one.codes & other.codes if joint == AND else one.codes | other.codes))


def _amount(node: ast.expr) -> str:
    """A number of the policy with its unit; monthly premiums are counted in hundredths."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=ast.Name(id="PREMIUM")) if key := number(left):
            return number_words(key)
        case _ if key := number(node):
            return number_words(key)
    return ""


def _choice_words(choice: Choice, codes: set[int]) -> str:
    """One of these codes, said as shortly as stays clear."""
    said = [code for code in choice.words if code != choice.unsaid]
    within, without = [code for code in said if code in codes], [code for code in said if code not in codes]
    if within == [choice.nothing] or without == [choice.nothing]:
        return choice.nothing_yes if within == [choice.nothing] else choice.nothing_no
    if choice.is_none and len(without) == 1 < len(within) and not choice.is_ordered:
        return choice.is_none.format(choice.words[without[0]])
    if choice.is_ordered and len(within) >= MOST_LISTED and within in (said[: len(within)], said[-len(within) :]):
        first, end = (within[-1], "eerder") if within[0] == said[0] else (within[0], "later")
        return choice.is_one.format(f"{choice.words[first]} of {end}")
    if 0 < len(within) <= MOST_LISTED:
        words = [choice.words[code] for code in within]
        return OF.join(words) if choice.is_one == ALONE else choice.is_one.format(listed(words))
    rest = [choice.words[code] for code in without if code != choice.nothing]
    if rest and choice.other and choice.nothing in without:
        return choice.other.format(listed(rest))
    if rest and choice.is_none and choice.nothing not in without:
        return choice.is_none.format(listed(rest, "en niet"))
    raise missing("CHOICES", f"all but {rest}")


def _bits(node: ast.Compare) -> str:
    """A question about several codes at once."""
    right, is_none = node.comparators[0], isinstance(node.ops[0], ast.Eq)
    is_zero = meaning(right) == 0 or (isinstance(right, ast.Constant) and right.value == 0)
    match node.left:
        case ast.BinOp(left=subject, op=ast.BitAnd(), right=ast.UnaryOp(op=ast.Invert(), operand=mask)):
            bits = BITS[ast.unparse(subject)]
            if is_zero and not is_none and bits.other and meaning(mask) is not None:
                return bits.other.format(listed(_names(bits, meaning(mask))))
        case ast.BinOp(left=subject, op=ast.BitAnd(), right=mask) if meaning(mask) is not None:
            bits, names = BITS[ast.unparse(subject)], _names(BITS[ast.unparse(subject)], meaning(mask))
            if is_zero and is_none:
                return bits.none.format(listed([bits.no_article + name for name in names], bits.no_last))
            if is_zero or (is_none and len(names) == 1):
                return bits.some.format(listed([bits.article + name for name in names]))
            if is_none and bits.all_of and meaning(right) == meaning(mask):
                return bits.all_of.format(listed(names, "en"))
        case subject if is_zero and (bits := BITS[ast.unparse(subject)]).anything:
            return bits.nothing if is_none else bits.anything
    raise missing("BITS or WHOLE", ast.unparse(node))


def _names(bits: Bits, mask: int) -> list[str]:
    return [word for code, word in bits.words.items() if code & mask]
