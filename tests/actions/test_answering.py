"""The door of an organisation without an installation: a link, a code to the same address, and every look kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_consent, make_creditor
from tijdig.actions import answering, audit
from tijdig.actions.answering import AnswerFault, AnswerShutError
from tijdig.channels.base import Message
from tijdig.messages import between
from tijdig.messages.between import Letter
from tijdig.models import AnswerLink, AuditEvent, Joint, JointPart
from tijdig.queries import answering as known

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def part(carry: Callable[[str], type[Carrier]]) -> JointPart:
    case = make_late_case()
    water = make_creditor(
        code="waterheld", name="Waterheld", sender_name="Waterheld", sector="water", joint_email="samen@water.example"
    )
    joint = Joint.objects.create(case=case, state="inventory", by_channel="portal", made_by="customer:1", made_at=NOW)
    consent = make_consent(case.customer, other=water, data=["balance", "status", "contact"])
    return JointPart.objects.create(
        joint=joint, creditor=water, state="asked", consent=consent, customer_number="W-7741", due_on=TODAY
    )


@pytest.fixture
def token(part: JointPart, django_capture_on_commit_callbacks: Any) -> str:
    """That of a fresh link, as it stands in the e-mail."""
    with django_capture_on_commit_callbacks(execute=True):
        answering.invite(part, Letter.BALANCE, by="user:1", at=NOW)
    return str(re.findall(r"/antwoord/([0-9a-f]+)", newest().content.text)[0])


def newest() -> Message:
    return list(Carrier.kept.values())[-1]


def mailed_code(token: str) -> str:
    answering.send_code(token, at=NOW)
    return str(re.findall(r"\b\d{6}\b", newest().content.text)[0])


def shut(act: Callable[[], object]) -> AnswerFault:
    with pytest.raises(AnswerShutError) as error:
        act()
    return error.value.code


def trace() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


def test_link_goes_to_the_registered_address_without_a_word_about_the_customer(part: JointPart, token: str) -> None:

    mail, link = newest(), AnswerLink.objects.get()
    assert (mail.recipient.email, mail.recipient.name) == ("samen@water.example", "Waterheld")
    for secret in ("Anna", "Wit", "W-7741", part.joint.case.customer.number, "100,00"):
        assert secret not in mail.content.text + mail.content.subject
    assert token not in link.token_hash
    assert trace() == ["answer.invited"]


def test_organisation_without_an_address_gets_no_link(part: JointPart) -> None:
    part.creditor.joint_email = ""

    assert answering.invite(part, Letter.BALANCE, by="user:1", at=NOW) is None
    assert AnswerLink.objects.count() == 0


def test_new_link_ends_the_one_before(part: JointPart, token: str) -> None:
    answering.invite(part, Letter.PROPOSAL, by="user:1", at=NOW + SECOND)

    assert shut(lambda: answering.look(token, at=NOW + SECOND)) == AnswerFault.LINK_OLD


def test_code_opens_it_once_and_every_step_is_kept(part: JointPart, token: str) -> None:
    answering.look(token, at=NOW)
    code = mailed_code(token)

    link = answering.enter(token, f" {code[:3]} {code[3:]} ", at=NOW)

    assert link.part == part
    assert shut(lambda: answering.enter(token, code, at=NOW)) == AnswerFault.CODE_OLD
    answering.seen(link, at=NOW)
    assert trace() == ["answer.invited", "answer.looked", "answer.code_sent", "answer.opened", "answer.seen"]
    assert set(AuditEvent.objects.values_list("by", flat=True)) == {"user:1", f"creditor:{part.creditor_id}"}


def test_wrong_codes_end_the_link_and_the_right_one_comes_too_late(part: JointPart, token: str) -> None:
    code = mailed_code(token)
    wrong = "000000" if code != "000000" else "111111"

    met = [shut(lambda: answering.enter(token, wrong, at=NOW)) for _ in range(5)]

    assert met == [AnswerFault.WRONG] * 4 + [AnswerFault.LOCKED]
    assert shut(lambda: answering.enter(token, code, at=NOW)) == AnswerFault.LINK_OLD
    assert (AnswerLink.objects.get().wrong_codes, trace()[-1]) == (5, "answer.locked")


def test_wrong_codes_count_over_codes_that_are_asked_anew(token: str) -> None:
    for turn in range(5):
        answering.send_code(token, at=NOW + turn * SECOND)
        fault = shut(lambda turn=turn: answering.enter(token, "no code", at=NOW + turn * SECOND))  # type: ignore[misc]

    assert fault == AnswerFault.LOCKED


def test_code_ends_after_its_minutes_and_a_link_after_its_days(part: JointPart, token: str) -> None:
    code = mailed_code(token)

    assert shut(lambda: answering.enter(token, code, at=NOW + timedelta(minutes=30))) == AnswerFault.CODE_OLD
    assert answering.enter(token, code, at=NOW + timedelta(minutes=30) - SECOND).part == part
    over = NOW + timedelta(days=21)
    assert answering.look(token, at=over - SECOND).part == part
    assert shut(lambda: answering.look(token, at=over)) == AnswerFault.LINK_OLD
    assert shut(lambda: answering.send_code(token, at=over)) == AnswerFault.LINK_OLD


def test_no_code_before_it_was_asked_and_not_that_of_another_link(token: str) -> None:

    assert shut(lambda: answering.enter(token, "", at=NOW)) == AnswerFault.CODE_OLD
    assert shut(lambda: answering.enter("no-such-token", "123456", at=NOW)) == AnswerFault.LINK_OLD


def test_codes_are_mailed_a_few_times_an_hour_only(token: str) -> None:

    for turn in range(5):
        answering.send_code(token, at=NOW + turn * SECOND)

    assert shut(lambda: answering.send_code(token, at=NOW + 6 * SECOND)) == AnswerFault.MANY_CODES


def test_no_link_is_made_when_the_trail_cannot_be_written(part: JointPart, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_facts: object) -> None:
        raise DatabaseError("no trail")

    monkeypatch.setattr(audit, "record_all", broken)

    with pytest.raises(DatabaseError):
        answering.invite(part, Letter.BALANCE, by="user:1", at=NOW)

    assert AnswerLink.objects.count() == 0
    assert Carrier.kept == {}


@pytest.mark.usefixtures("token")
def test_page_shows_nothing_once_the_consent_is_taken_back(part: JointPart) -> None:
    link = known.link_of(part.pk, NOW)
    page = known.page(link, NOW)
    part.consent.withdrawn_at, part.consent.withdrawn_by = NOW, "customer:1"  # type: ignore[union-attr]
    part.consent.save()  # type: ignore[union-attr]

    assert page is not None
    assert (page.number, page.wants) == ("W-7741", "balance")
    assert known.page(known.link_of(part.pk, NOW), NOW) is None


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_has_words_and_a_sender(letter: Letter) -> None:
    made = between.content(
        letter, signer="Het team van Woonstede", house="Woonstede", link="https://x/antwoord/1", until="morgen",
        quiet="maandag 4 januari", lasts="27 november 2028", code="123456", minutes="30",
    )  # fmt: skip

    assert "{" not in made.text + made.subject
    assert made.text.endswith("Het team van Woonstede")
