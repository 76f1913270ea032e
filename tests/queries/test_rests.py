"""Why a case is quiet, in words for each kind of hold; what says the same is said once."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_hold, make_membership, make_user
from tijdig.actions import arrangements, calls, requests, stops
from tijdig.models import CallSlot, Case, Creditor
from tijdig.queries import rests
from tijdig.words import CallResult, ChannelKind, HoldKind, PauseReason, RequestKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(data_dir: Any) -> Case:
    return make_late_case()


@pytest.fixture
def by(late: Case) -> str:
    return f"user:{make_membership(make_user(name='Samira Kaya'), Creditor.objects.get()).user.pk}"


def told(case: Case) -> list[str]:
    return [one.text for one in rests.of(case, TODAY)]


def spoken(case: Case, by: str) -> None:
    calls.log(case, CallResult.REACHED, "Verteld.", good_conversation=True, by=by, at=NOW)


def test_two_calls_on_one_day_are_told_once(late: Case, by: str) -> None:
    spoken(late, by)
    spoken(late, by)

    assert told(late) == ["Stil tot en met 30 november: wij spraken de klant op 24 november"]


def test_promised_call_is_no_reaction(late: Case, by: str) -> None:
    slot = CallSlot.objects.create(creditor=late.creditor, starts_at=NOW + timedelta(days=2), places=1)

    calls.plan(late, slot.pk, "06 00 00 01 01", by=by, at=NOW)

    assert told(late) == ["Stil tot en met 26 november: wij beloofden te bellen"]


def test_reaction_waits_for_our_answer(late: Case) -> None:
    requests.receive(late, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)

    assert told(late) == ["Stil tot ons antwoord: de klant reageerde op 24 november"]


def test_of_reactions_the_longest_counts(late: Case, by: str) -> None:
    stops.reacted(late, by="customer:1", at=NOW)
    spoken(late, by)
    requests.receive(late, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)

    assert told(late) == ["Stil tot ons antwoord: de klant reageerde op 24 november"]


def test_dispute_names_its_bills(late: Case) -> None:
    stops.disputed(late, claims=list(late.customer.claims.all()), by="customer:1", at=NOW)

    assert told(late) == ["Stil tot het is uitgezocht: de klant is het niet eens met Huur november 2026"]


def test_dispute_of_all_is_about_the_bill(late: Case) -> None:
    stops.disputed(late, by="customer:1", at=NOW)

    assert told(late) == ["Stil tot het is uitgezocht: de klant is het niet eens met de rekening"]


def test_rest_keeps_its_reason_and_its_note(late: Case, by: str) -> None:
    stops.paused(late, reason=PauseReason.NOT_NOW, until_on=date(2027, 1, 8), by=by, at=NOW, note="Logeert elders.")

    assert [(one.text, one.note) for one in rests.of(late, TODAY)] == [
        ("Rust tot en met 7 januari 2027: het lukt nu even niet", "Logeert elders.")
    ]


def test_arrangement_keeps_quiet_while_it_runs(late: Case, by: str) -> None:
    arrangements.agree(late, count=2, first_on=date(2026, 12, 1), by=by, at=NOW)

    assert told(late) == ["Stil zolang de regeling loopt"]


@pytest.mark.parametrize("kind", HoldKind)
def test_every_kind_of_hold_has_its_words(kind: HoldKind, late: Case) -> None:
    reason = "asked" if kind == HoldKind.PAUSED else ""
    make_hold(late, kind=kind, until_on=date(2026, 12, 1), reason=reason)

    (text,) = told(late)

    assert text.split(": ")[0] in {"Stil tot en met 30 november", "Rust tot en met 30 november"}
    assert len(text.split(": ")[1]) > 8
