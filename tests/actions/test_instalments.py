"""Around a part: a kind reminder once, in time, to who may hear it; thanks for what came in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_hold, make_request
from tijdig.actions import arrangements, instalments, night, payments
from tijdig.models import Arrangement, Case, Contact
from tijdig.words import ChangeReason

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 15)
DAY = datetime(2026, 12, 12, 2, 0, tzinfo=UTC)  # three days before, in the night


def agree(case: Case, **values: Any) -> Arrangement:
    facts: dict[str, Any] = {"instalment_cents": 2_500, "first_on": FIRST, "by": "user:1", "at": NOW}
    return arrangements.agree(case, **facts | values)


def pay(made: Arrangement, cents: int, at: datetime = NOW) -> None:
    payments.book(made.claims.get(), cents, booked_on=at.date(), by="user:1", at=at)


def kept(what: str) -> list[Contact]:
    return list(Contact.objects.filter(key__startswith=f"reply-{what}-").order_by("pk"))


def remind(at: datetime = DAY) -> int:
    return instalments.remind_all(at, by="system")


def test_reminder_goes_three_days_before_once_and_tells_what_and_when(late: Case) -> None:
    agree(late)

    assert remind(DAY - timedelta(days=1)) == 0
    assert remind() == 1
    assert (remind(), remind(DAY + timedelta(days=1))) == (0, 0)

    (message,) = kept("instalment")
    assert "De volgende termijn is € 25,00, op dinsdag 15 december 2026." in message.text.replace("\xa0", " ")
    assert (message.kind, message.state) == ("email", "planned")
    assert message.send_from == datetime(2026, 12, 12, 6, 0, tzinfo=UTC)  # in the hours of outreach
    assert message.send_until == datetime(2026, 12, 15, 23, 0, tzinfo=UTC)


def test_reminder_asks_what_is_left_of_the_part(late: Case) -> None:
    made = agree(late)
    pay(made, 1_000)

    assert remind() == 1
    assert "€ 15,00" in kept("instalment")[0].text.replace("\xa0", " ")


def test_reminder_of_a_paid_part_or_of_one_after_a_missed_one_does_not_go() -> None:
    early, behind = make_late_case(), make_late_case()
    pay(agree(early), 2_500)
    agree(behind, first_on=date(2026, 11, 30), rhythm="weekly")

    assert remind() == 0


def test_reminder_for_what_was_agreed_in_those_very_days_does_not_go(late: Case) -> None:
    agree(late, at=DAY)

    assert remind(DAY + timedelta(hours=2)) == 0


@pytest.mark.parametrize("hold", ["paused", "disputed", "debt_help", "died", "reacted"])
def test_reminder_stays_back_while_something_else_keeps_the_case_quiet(late: Case, hold: str) -> None:
    agree(late)
    make_hold(late, kind=hold, until_on=None if hold == "reacted" else date(2027, 1, 1), since_on=TODAY)

    assert remind() == 0


def test_reminder_goes_in_the_quiet_days_after_an_answer(late: Case) -> None:
    agree(late)
    make_hold(late, kind="reacted", until_on=date(2027, 1, 1), since_on=TODAY)

    assert remind() == 1


def test_reminder_follows_the_version_that_runs(late: Case) -> None:
    arrangements.pause(agree(late), 4, by="customer:1", at=NOW)

    assert remind() == 0
    assert remind(DAY + timedelta(days=31)) == 1


def test_reminder_goes_in_the_night_and_not_when_nobody_can_be_written(late: Case) -> None:
    agree(late)
    agree(make_late_case(is_safe_to_contact=False))

    night.run(DAY.date(), at=DAY, by="test")

    assert len(kept("instalment")) == 1


def test_thanks_for_a_part_name_the_next_one(late: Case) -> None:
    made = agree(late)

    pay(made, 1_000)
    assert kept("thanked") == []
    pay(made, 1_500)

    (message,) = kept("thanked")
    text = message.text.replace("\xa0", " ")
    assert "Dank u wel! De volgende termijn is € 25,00, op vrijdag 15 januari 2027." in text
    assert "schuld" not in text
    assert message.send_until == datetime(2027, 1, 14, 23, 0, tzinfo=UTC)  # then another day is the next


def test_thanks_for_the_last_part_are_those_of_the_whole(late: Case) -> None:
    made = agree(late)
    for _ in range(4):
        pay(made, 2_500)

    late.refresh_from_db()
    assert (len(kept("thanked")), late.state) == (3, "closed")
    assert {message.state for message in kept("thanked")} == {"stopped"}  # one thank-you, not four on one morning


def test_reminder_that_money_overtook_does_not_go(late: Case) -> None:
    made = agree(late)
    remind()

    pay(made, 1_000, at=DAY)

    assert [message.state for message in kept("instalment")] == ["stopped"]


def test_thanks_are_for_a_payment_of_the_arrangement_only(late: Case) -> None:
    make_request(late)
    payments.book(late.customer.claims.get(), 500, booked_on=TODAY, by="user:1", at=NOW)

    assert kept("thanked") == []


def test_missed_part_of_a_version_before_is_forgotten(late: Case) -> None:
    first = agree(late)

    made = arrangements.change(
        first, ChangeReason.MISSED, instalment_cents=2_000, first_on=date(2027, 1, 15), by="user:1",
        at=datetime(2026, 12, 22, 9, 0, tzinfo=UTC),
    )  # fmt: skip

    assert (made.change, first.instalments.count(), made.instalments.count()) == ("missed", 4, 5)
