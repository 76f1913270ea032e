"""The Dutch of a condition is its code: true for the same cases, never without words, and not to be misread."""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import numpy as np
import pytest

from tests.planner.cases import STANDARD, accounts_around
from tests.spec.conditions import (
    AND,
    COMPARE,
    UNKNOWN,
    Clause,
    Condition,
    anchor,
    condition,
    number_words,
    with_numbers,
)
from tests.spec.language import MONDAY
from tests.spec.phrases import CHOICES, WHOLE
from tests.spec.reading import expression, meaning, parameters
from tests.spec.sentences import again, becomes, terms, terms_in, when
from tests.spec.terms import TERMS
from tests.spec.terms import WAITS as SAID
from tijdig.planner import customers, steps
from tijdig.planner.codes import NEVER, PREMIUM, Event, Kind, Need, Room, Stage
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.when import WAITS
from tijdig.planner.plan import TABLES, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today

Rule = Callable[[Accounts, Today, Decisions], Any]
RULES: list[tuple[str, Rule]] = [
    *((f"{name} {number}", test) for name, table in TABLES.items() for number, (_, _, test) in enumerate(table, 1)),
    *((f"limit {number}", one.test) for number, one in enumerate(LIMITS, 1)),
]
SHARED: list[tuple[str, Rule]] = [(name, (vars(steps) | vars(customers))[name]) for name in TERMS]
BY_NAME = dict(RULES)
SUNDAY = MONDAY - timedelta(days=1)
SIZE = 4_000
FOUR_DAYS = "4 dagen (`contacts.days_between_moments`)"


def of(dimension: str, reason: Reason) -> str:
    """The sentence of the first line of a table that gives this reason."""
    return next(when(condition(test)) for _, other, test in TABLES[dimension] if other == reason)


def limit(reason: Reason) -> str:
    return next(when(condition(one.test)) for one in LIMITS if one.reason == reason)


def holds(told: Condition, names: dict[str, Any]) -> Any:
    """Whether a condition is true, by what stands behind its words."""
    if isinstance(told, Clause):
        found = np.broadcast_to(value(told.code, names), SIZE)
        return one_of(told, found) if told.codes else found
    parts = [holds(part, names) for part in told.parts]
    return np.logical_and.reduce(parts) if told.joint == AND else np.logical_or.reduce(parts)


def one_of(told: Clause, found: Any) -> Any:
    known = list(CHOICES[ast.unparse(told.code)].words)
    return np.isin(found, list(told.codes)) | ((UNKNOWN in told.codes) & ~np.isin(found, known))


def value(node: ast.expr, names: dict[str, Any]) -> Any:
    """What an expression comes to."""
    match node:
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name():
            return meaning(node)
        case ast.Constant(value=found):
            return found
        case ast.Attribute(value=inner, attr=name):
            return getattr(value(inner, names), name)
        case ast.Call(func=function, args=arguments):
            return meaning(function)(*(value(argument, names) for argument in arguments))
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            found = value(inner, names)
            return not found if isinstance(found, bool) else ~found
        case ast.BinOp(left=left, op=sign, right=right):
            return SIGNS[type(sign)](value(left, names), value(right, names))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return COMPARE[type(sign)](value(left, names), value(right, names))
    raise AssertionError(ast.dump(node))


SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.BitAnd: lambda one, other: one & other,
    ast.BitOr: lambda one, other: one | other,
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
}


@pytest.fixture(scope="module", params=[MONDAY, SUNDAY], ids=["monday", "sunday"])
def names(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Cases around every boundary, the day, and what was decided on them."""
    accounts, today = accounts_around(seed=31, size=SIZE), Today.of(STANDARD, request.param)
    decided = plan_block(accounts, today)
    return {"a": accounts, "p": today, "d": decided, "NEVER": NEVER, "PREMIUM": PREMIUM}


@pytest.mark.parametrize(("name", "test"), RULES, ids=BY_NAME)
def test_words_are_true_when_the_rule_is(name: str, test: Rule, names: dict[str, Any]) -> None:
    told = holds(condition(test), names)

    assert np.array_equal(told, test(names["a"], names["p"], names["d"]))


@pytest.mark.parametrize(("name", "shared"), SHARED, ids=[name for name, _ in SHARED])
def test_words_of_a_shared_condition_are_true_when_it_is(name: str, shared: Rule, names: dict[str, Any]) -> None:
    asked = (names[name] for name in parameters(shared))

    assert np.array_equal(holds(condition(shared), names), shared(*asked))


def clauses(told: Condition) -> Iterator[Clause]:
    if isinstance(told, Clause):
        yield told
    else:
        yield from chain.from_iterable(map(clauses, told.parts))


def test_every_rule_says_when_it_holds() -> None:
    said = [when(condition(test)) for _, test in RULES]

    assert all(sentence.startswith("als ") for sentence in said)
    assert [clause.words for _, test in RULES for clause in clauses(condition(test)) if len(clause.words) < 8] == []
    assert all(becomes(one) for one in LIMITS)
    assert all(again(wait) for wait in WAITS.values())


def test_words_for_a_whole_expression_are_all_in_use() -> None:
    """Words of a rule that is no longer there would wait for somebody to trust them."""
    asked = {ast.unparse(clause.code) for _, test in [*RULES, *SHARED] for clause in clauses(condition(test))}

    assert set(WHOLE) - asked == set()


def test_words_for_waits_are_all_in_use() -> None:
    waits = [expression(wait) for wait in WAITS.values()]
    days = {ast.unparse(wait.args[-1] if isinstance(wait, ast.Call) else wait) for wait in waits}

    assert set(SAID) - days - {ast.unparse(wait) for wait in waits} == set()


def test_every_shared_condition_with_a_heading_is_spoken_of() -> None:
    pages = "".join(when(condition(test)) for _, test in [*RULES, *SHARED])

    assert [term.title for term in TERMS.values() if f"(#{anchor(term.title)})" not in pages] == []


@pytest.mark.parametrize(
    ("dimension", "reason", "sentence"),
    [
        ("whether", Reason.ALREADY_CLOSED, "als het dossier niet open is."),
        (
            "whether",
            Reason.DIED,
            "als [de rust nog loopt](#de-rust-loopt-nog), en de reden van rust *overleden* is.",
        ),
        (
            "whether",
            Reason.OTHER_HOLD,
            "als [de rust nog loopt](#de-rust-loopt-nog), en er een andere reden van rust is dan "
            "*iemand anders regelt de geldzaken*.",
        ),
        (
            "whether",
            Reason.REPRESENTED,
            "als dit allemaal waar is:\n\n* [de rust nog loopt](#de-rust-loopt-nog), en\n"
            "* de reden van rust *iemand anders regelt de geldzaken* is, en\n"
            "* [wij geen bewindvoerder bereiken](#een-bewindvoerder-die-wij-bereiken)",
        ),
        ("whether", Reason.NOT_SAFE, "als de klant niet veilig te bereiken is."),
        ("whether", Reason.NOBODY_REACHABLE, "als geen brief en geen e-mail [bruikbaar](#bruikbaar) is."),
        (
            "whether",
            Reason.DAYS_BETWEEN,
            "als dit allemaal waar is:\n\n"
            "* [er geen rekening is die nu genoemd moet worden](#een-rekening-die-nu-genoemd-moet-worden), en\n"
            "* [er geen gevolg is dat nu per brief verteld moet worden](#een-gevolg-dat-nu-per-brief-verteld-wordt), en"
            "\n* het laatste bericht minder dan 4 dagen (`contacts.days_between_moments`) geleden is",
        ),
        (
            "whether",
            Reason.REST_DAY,
            "als het dossier open is, en vandaag [geen dag is waarop iets uit mag](#een-dag-waarop-iets-uit-mag).",
        ),
        (
            "history",
            Reason.H4_HANDED_OVER,
            "als een eerdere achterstand minder dan 1095 dagen (`histories.handed_over_days`) geleden naar een "
            "incassobureau ging.",
        ),
        ("channels", Reason.TO_ADMINISTRATOR_EMAIL, "als de klant een bewindvoerder heeft."),
        ("channels", Reason.ALL_THREE, "als brief, e-mail en sms [bruikbaar](#bruikbaar) zijn."),
        (
            "frame",
            Reason.SOLUTIONS_LARGE,
            "als de stap S1 (eerste herinnering) of later is, en [het bedrag hier groot is](#een-groot-bedrag).",
        ),
        ("tone", Reason.CALM_FACTS, "als de stap S3 (laatste herinnering) of later is."),
        ("tone", Reason.THANKS_FOR_PART, "als er een deel is betaald, en er daarna nog geen bericht was."),
        (
            "by_whom",
            Reason.NOTICE_WITH_PERSON,
            "als dit allebei waar is:\n\n* de stap S3 (laatste herinnering) of later is, en\n"
            "* bekend is dat er geen ruimte is om te betalen, of "
            "[de klant nu of kort geleden in nood was](#in-nood-nu-of-kort-geleden)",
        ),
        (
            "by_whom",
            Reason.SPOKEN_WORD,
            "als bij 'wat helpt' *lees voor* of *in een andere taal* staat, en [bellen kan](#bellen-kan).",
        ),
        ("by_whom", Reason.NO_MORE_CALLS, "als minstens 3 keer (`steps.calls_unanswered_max`) op rij niemand opnam."),
        (
            "form",
            Reason.FORM_LIGHT,
            "als dit allebei waar is:\n\n* er geen brief bij de wegen is, en\n"
            "* de stap S0 (voor de betaaldatum) is, of de vorm van de laatste aanpak niet *licht: e-mail en sms* was",
        ),
        (
            "options",
            Reason.SMALL_PRODUCT,
            "als het niet gaat om een vaste last, een rekening die wonen, levering of verzekering bedreigt of een "
            "rekening waar een huis van afhangt.",
        ),
        ("rank", Reason.TURN_URGENT, "als de stap S4b (dagvaarding) of S5 (ontruiming of afsluiting) is."),
        ("to_whom", Reason.TO_CUSTOMER, "als de klant geen bewindvoerder heeft."),
    ],
)
def test_sentence_of_a_rule_is(dimension: str, reason: Reason, sentence: str) -> None:
    assert of(dimension, reason) == sentence


def test_sentence_of_a_limit_denies_one_thing_at_a_time() -> None:
    """`~(a & b & c)` is any of not a, not b, not c."""
    assert limit(Reason.NOT_BY_GUESS) == (
        "als dit allebei waar is:\n\n* de toon *eerlijk en duidelijk* is, en\n"
        "* minstens een van deze dingen waar is:\n"
        "  * de stap S0 (voor de betaaldatum) of S1 (eerste herinnering) is, of\n"
        "  * de klant niet in een gesprek zei wel te kunnen maar niet te willen betalen, of\n"
        "  * niet bekend is dat er ruimte is om te betalen, of\n"
        "  * [de klant nu of kort geleden in nood was](#in-nood-nu-of-kort-geleden)"
    )


def test_sentence_of_a_limit_on_what_is_true_says_both_ways_to_be_untrue() -> None:
    said = limit(Reason.NOTHING_NEAR)

    assert "de stap S4b (dagvaarding) is, en als gevolg geen *dagvaarding* is vastgelegd, of" in said
    assert "de stap niet S4b (dagvaarding) is, en als gevolg een *dagvaarding* is vastgelegd, of" in said


def test_what_a_limit_does_is_said_with_its_conditions() -> None:
    done = {one.reason: becomes(one) for one in LIMITS}

    assert done[Reason.NOT_BY_GUESS] == "**betrokken**"
    assert done[Reason.CALLED_ENOUGH] == (
        "**een medewerker** als de stap S5 (ontruiming of afsluiting) is; "
        "**het team** als de stap S4b (dagvaarding) of eerder is"
    )


def test_wait_says_until_when() -> None:
    assert again(WAITS[Reason.DAYS_BETWEEN]) == (
        f"{FOUR_DAYS} na het laatste bericht, of eerder: zodra een rekening die nog niet is genoemd, "
        "3 dagen* (`stages.first_reminder_from_days`) te laat is"
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (lambda a, p, d: a.days_since_moment >= p.contacts.days_between_moments,
         f"als het laatste bericht minstens {FOUR_DAYS} geleden is, of er nog geen bericht was."),
        (lambda a, p, d: ~(a.days_since_moment < p.contacts.days_between_moments),
         f"als het laatste bericht minstens {FOUR_DAYS} geleden is, of er nog geen bericht was."),
        (lambda a, p, d: ~(a.days_since_moment <= p.contacts.days_between_moments),
         f"als het laatste bericht meer dan {FOUR_DAYS} geleden is, of er nog geen bericht was."),
        (lambda a, p, d: ~(a.visits > p.steps.visits_max),
         "als er in een jaar hooguit 2 bezoeken (`steps.visits_max`) waren."),
        (lambda a, p, d: ~(a.is_open & ~a.by_hand),
         "als het dossier niet open is, of een medewerker dit dossier zelf doet."),
        (lambda a, p, d: ~(a.is_open | a.by_hand),
         "als het dossier niet open is, en geen medewerker dit dossier zelf doet."),
        (lambda a, p, d: (a.needs & (Need.PAPER | Need.READ_ALOUD)) == 0,
         "als bij 'wat helpt' niet *lees voor* en niet *op papier* staat."),
        (lambda a, p, d: (a.events & ~Event.TURNING_18) != 0,
         "als er een andere gebeurtenis bekend is dan *wordt 18*."),
        (lambda a, p, d: (d.channels & Kind.LETTER) != 0, "als er een brief bij de wegen is."),
        (lambda a, p, d: a.room != Room.OK, "als niet bekend is dat er ruimte is om te betalen."),
        (lambda a, p, d: a.room != Room.UNKNOWN, "als bekend is of er ruimte is om te betalen."),
        (lambda a, p, d: (d.stage > Stage.S0) & (d.stage < Stage.S3),
         "als de stap S1 (eerste herinnering) of S2 (tweede herinnering) is."),
        (lambda a, p, d: d.stage != Stage.S2, "als de stap niet S2 (tweede herinnering) is."),
        (lambda a, p, d: a.premiums_late < p.stages.second_from_premiums * PREMIUM,
         f"als er minder dan {number_words('stages.second_from_premiums')} te laat zijn."),
    ],
)  # fmt: skip
def test_words_turn_with_the_signs(rule: Rule, sentence: str) -> None:
    """What somebody could write tomorrow: the words follow."""
    assert when(condition(rule)) == sentence


@pytest.mark.parametrize(
    ("rule", "table"),
    [
        (lambda a, p, d: a.moment_today, "FACTS in tests/spec for: a.moment_today"),
        (lambda a, p, d: a.visits > a.calls_today, "WHOLE in tests/spec for: a.visits > a.calls_today"),
        (lambda a, p, d: a.language == 1, "WHOLE in tests/spec for: a.language == 1"),
        (lambda a, p, d: ~steps.rests(a, p), "TERMS in tests/spec for: not rests"),
        (lambda a, p, d: (d.options & Kind.LETTER) != 0, "WHOLE in tests/spec for: d.options & Kind.LETTER != 0"),
    ],
)
def test_rule_without_words_stops_the_pages_and_says_where_to_add_them(rule: Rule, table: str) -> None:
    with pytest.raises(LookupError, match="add Dutch words to") as stopped:
        when(condition(rule))

    assert str(stopped.value).endswith(table)


def with_a_loop(a: Accounts, p: Today, d: Decisions) -> Any:
    for _ in ():
        pass
    return a.is_open


def test_rule_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(LookupError, match="only steps with a name and one return can be read"):
        condition(with_a_loop)


def test_words_for_a_whole_expression_say_its_numbers() -> None:
    with pytest.raises(LookupError, match=r"say steps\.visits_max in the words for: a\.visits > 1"):
        with_numbers("te veel bezoek", ["steps.visits_max"], "a.visits > 1")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("contacts.moments_per_day", "1 moment (`contacts.moments_per_day`)"),
        ("contacts.call_attempts_per_day", "2 keer (`contacts.call_attempts_per_day`)"),
        ("stages.notice_from_cents", "€\xa025,00 (`stages.notice_from_cents`)"),
        ("stages.first_reminder_from_days", "3 dagen* (`stages.first_reminder_from_days`)"),
        (
            "stages.notice_from_premiums",
            "0 maandpremies (product zorgpremie: 4 maandpremies; `stages.notice_from_premiums`)",
        ),
    ],
)
def test_number_is_said_with_its_unit_and_a_star_where_it_differs(key: str, words: str) -> None:
    assert number_words(key) == words


def test_words_that_a_page_uses_bring_the_words_behind_them() -> None:
    shared = [title for title, _ in terms_in("[x](#een-gevolg-dat-nu-per-brief-verteld-wordt)")]

    assert shared == [
        "Bruikbaar",
        "Een gevolg dat nog verteld moet worden",
        "Een gevolg dat nu per brief verteld wordt",
        "Een gevolg dichtbij",
        "Iets te laat",
    ]
    assert terms()[anchor("Bruikbaar")][1].count("\n* ") == 4
