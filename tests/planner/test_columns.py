"""The columns take plain rows and arrays, keep their types, and every one of them is explained."""

from dataclasses import replace
from enum import Enum

import numpy as np
import pytest

from tests.planner.cases import MONDAY, STANDARD, accounts_around, policy_with
from tijdig.planner import customers, steps
from tijdig.planner.codes import (
    NEVER,
    ConsequenceCode,
    Event,
    Form,
    HoldCode,
    Kind,
    Need,
    Option,
    ProductCode,
    Room,
    SectorCode,
    Stage,
    Weight,
)
from tijdig.planner.columns import DEFAULTS, DTYPES, NAMES, AccountRow, Accounts
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.records import WAYS
from tijdig.planner.today import Today
from tijdig.words import (
    ApproachForm,
    ChannelKind,
    ClaimKind,
    ConsequenceKind,
    EventKind,
    HoldKind,
    Sector,
    SupportNeedKind,
)
from tijdig.words import Room as RoomWord
from tijdig.words import Stage as StageWord


def test_columns_rows_and_meanings_have_the_same_names_in_the_same_order() -> None:
    assert NAMES == AccountRow._fields == tuple(COLUMNS) == tuple(DTYPES) == tuple(DEFAULTS)


def test_each_column_has_a_unit_a_meaning_and_a_label() -> None:
    assert [name for name, column in COLUMNS.items() if not all(column)] == []


def test_money_is_wide_and_everything_else_is_small() -> None:
    wide = [name for name, dtype in DTYPES.items() if dtype.itemsize > 2]

    assert wide == ["case_id", "open_cents", "overdue_cents", "named_overdue_cents"]


def test_rows_go_in_and_come_out_unchanged() -> None:
    rows = [AccountRow(case_id=1), AccountRow(case_id=2, open_cents=18_240, hold=8, is_safe=False, not_by=3)]

    accounts = Accounts.from_rows(rows)

    assert [accounts.plain(number) for number in range(len(accounts))] == rows


def test_no_rows_make_empty_columns_of_the_right_types() -> None:
    accounts = Accounts.from_rows([])

    assert len(accounts) == 0
    assert {name: getattr(accounts, name).dtype for name in NAMES} == dict(DTYPES)


def test_columns_left_out_hold_the_default() -> None:
    accounts = Accounts.from_columns(case_id=np.array([5, 6]))

    assert accounts.plain(1) == AccountRow(case_id=6)


def test_a_row_of_which_nothing_is_said_is_somebody_who_can_be_reached_and_is_late_for_the_first_time() -> None:
    reachable = ("is_open", "has_post", "has_email", "has_mobile", "has_phone", "is_safe")
    unknown = (*(name for name, way in WAYS.items() if way.none == NEVER), "customer_months")
    first_time = {"late_bills": 1, "late_in_a_row": 1, "bills_on_time": 12}

    told = dict.fromkeys(reachable, True) | dict.fromkeys(unknown, NEVER) | first_time

    assert {name: value for name, value in DEFAULTS.items() if value} == told


def test_columns_of_an_unknown_name_are_refused() -> None:
    with pytest.raises(TypeError, match="no such columns: days_since_full_moon"):
        Accounts.from_columns(case_id=[1], days_since_full_moon=[3])


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different lengths: \[1, 2\]"):
        Accounts.from_columns(case_id=[1], open_cents=[1, 2])


def test_what_happened_a_century_ago_does_not_turn_negative() -> None:
    accounts = Accounts.from_columns(oldest_overdue_days=[46_000], days_since_moment=[99_999], due_in_days=[-50_000])

    assert accounts.plain(0)[NAMES.index("oldest_overdue_days")] == NEVER
    assert accounts.days_since_moment.tolist() == [NEVER]
    assert accounts.due_in_days.tolist() == [-NEVER]


def test_usable_is_what_exists_and_is_not_refused() -> None:
    rows = [
        AccountRow(),
        AccountRow(has_email=False),
        AccountRow(not_by=int(Kind.LETTER | Kind.PHONE)),
        AccountRow(has_post=False, has_email=False, has_mobile=False),
    ]

    assert Accounts.from_rows(rows).usable.tolist() == [7, 5, 6, 0]


def test_take_by_mask_slice_and_number() -> None:
    accounts = accounts_around(seed=1, size=10)

    assert accounts.take(accounts.case_id > 8).case_id.tolist() == [9, 10]
    assert accounts.take(slice(2, 4)).case_id.tolist() == [3, 4]
    assert accounts.row(4).case_id.tolist() == [5]


def test_codes_have_the_names_of_the_words_of_the_house() -> None:
    assert {kind.name for kind in HoldKind} == {code.name for code in HoldCode} - {"NONE", "OTHER"}
    assert {sector.name for sector in Sector} == {code.name for code in SectorCode} - {"OTHER"}
    assert {kind.name for kind in Kind} <= {kind.name for kind in ChannelKind}
    assert {stage.name for stage in Stage} - {"NONE"} <= {word.name for word in StageWord}


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (ProductCode, ClaimKind),
        (Need, SupportNeedKind),
        (Event, EventKind),
        (Room, RoomWord),
        (ConsequenceCode, ConsequenceKind),
        (Form, ApproachForm),
    ],
)
def test_codes_of_what_is_told_have_the_names_of_their_words(codes: type[Enum], words: type[Enum]) -> None:
    assert {word.name for word in words} | {"NONE", "OTHER"} == {code.name for code in codes} | {"NONE", "OTHER"}


def test_bits_do_not_overlap_and_fit_in_their_column() -> None:
    for bits in (Kind, Need, Event, Weight, Option):
        values = [int(bit) for bit in bits if bit]

        assert sum(values) == 2 ** len(values) - 1
        assert sum(values) <= np.iinfo(np.int16).max


def test_some_of_the_rows_are_those_rows_in_every_column() -> None:
    accounts = accounts_around(seed=2, size=50)
    rows = np.array([40, 3, 3, 17])

    some, taken = accounts.some(rows), accounts.take(rows)

    assert len(some) == 4
    assert all(np.array_equal(getattr(some, name), getattr(taken, name)) for name in (*NAMES, "usable"))
    with pytest.raises(AttributeError, match="days_since_full_moon"):
        _ = some.days_since_full_moon  # type: ignore[attr-defined]


def test_what_was_worked_out_is_no_part_of_the_accounts() -> None:
    accounts = accounts_around(seed=3, size=5)
    again = replace(accounts)
    assert accounts.usable.tolist() == accounts.memo["usable"].tolist()

    assert again == accounts
    assert again.memo == replace(accounts).memo == {}
    assert "memo" not in repr(accounts)


def test_what_was_worked_out_for_one_day_does_not_answer_for_another() -> None:
    accounts = Accounts.from_columns(size_percent=[70])
    usual, strict = Today.of(STANDARD, MONDAY), Today.of(policy_with(STANDARD, "steps.large_from_percent", 71), MONDAY)

    first = customers.is_large(accounts, usual)

    assert first.tolist() == [True]
    assert customers.is_large(accounts, usual) is first
    assert customers.is_large(accounts, strict).tolist() == [False]


def test_what_is_worked_out_once_has_a_name_of_its_own() -> None:
    """It is remembered by name: two conditions with one name would answer for each other."""
    found = [
        name
        for module in (customers, steps)
        for name, condition in vars(module).items()
        if hasattr(condition, "__wrapped__") and condition.__module__ == module.__name__
    ]

    assert len(found) > 10
    assert len(found) == len(set(found))
    assert not set(found) & {*NAMES, "usable"}


def test_a_hold_that_may_give_way_is_the_weakest() -> None:
    assert max(HoldCode) == HoldCode.REPRESENTED
