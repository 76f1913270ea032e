"""Disputes: who was right is written down, the bill is put right, the customer has it in writing, the case goes on."""

from datetime import timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_claim
from tijdig.actions import audit, disputes, requests, stops
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Claim, Contact, Hold, MoneyEntry, Request
from tijdig.queries import timeline, visible
from tijdig.words import ChannelKind

pytestmark = pytest.mark.django_db

WORDS = "Wij zochten het uit. U had gelijk."


@pytest.fixture
def claim(late: Case) -> Claim:
    return late.customer.claims.get()


def disagree(case: Case, claim: Claim) -> Request:
    return requests.disagree(case, [claim], by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, text="Te hoog.")


def settle(case: Case, outcome: dict[int, int | None], words: str = WORDS, **more: Any) -> Request:
    return disputes.settle(case, outcome, words, by="user:1", at=NOW, **more)


def test_dispute_settled_puts_the_bill_right_and_answers(late: Case, claim: Claim) -> None:
    asked = disagree(late, claim)

    answered = settle(late, {claim.pk: 6_000})

    assert (answered.pk, answered.state, answered.answer) == (asked.pk, "answered", WORDS)
    assert visible.balance_cents(claim) == 6_000
    assert Contact.objects.get(key__startswith="reply-answer").text.count(WORDS.split(". ")[0]) == 1
    holds = {hold.kind: hold for hold in Hold.objects.all()}
    assert holds["disputed"].lifted_by == "user:1"
    assert holds["reacted"].until_on == TODAY + timedelta(days=7)
    event = AuditEvent.objects.get(what="dispute.settled")
    assert (event.case_id_text, event.facts) == (str(late.pk), {"claims": 1, "corrected": 1})


def test_dispute_that_was_told_in_a_call_is_answered_in_writing_too(late: Case, claim: Claim) -> None:
    stops.disputed(late, by="user:1", at=NOW, claims=[claim])

    answered = settle(late, {claim.pk: None}, "De rekening klopt. Bel mij gerust.")

    assert (answered.kind, answered.by_channel, answered.state) == ("disagree", "phone", "answered")
    assert Contact.objects.filter(key=f"reply-answer-{answered.pk}-email").exists()
    assert visible.balance_cents(claim) == 10_000
    assert not Hold.objects.filter(until_on__isnull=True, lifted_at__isnull=True).exists()


def test_dispute_of_everything_won_closes_the_case(late: Case, claim: Claim) -> None:
    stops.disputed(late, by="user:1", at=NOW)

    settle(late, {claim.pk: 0})

    late.refresh_from_db()
    assert (late.state, late.closing_reason, visible.balance_cents(claim)) == ("closed", "corrected", 0)


def test_dispute_asked_about_twice_is_answered_once(late: Case, claim: Claim) -> None:
    for text in ("Te hoog.", "Echt te hoog."):
        requests.disagree(late, [claim], by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, text=text)

    settle(late, {claim.pk: None})

    assert set(Request.objects.values_list("state", "answer")) == {("answered", WORDS)}
    assert Contact.objects.filter(key__startswith="reply-answer").count() == 1


def test_dispute_is_refused_without_words_or_one_or_of_another_case(late: Case, claim: Claim) -> None:
    other = make_claim(make_late_case().customer)
    for outcome, words, code in (
        ({claim.pk: None}, " ", Refusal.WORDS_NEEDED),
        ({claim.pk: None}, WORDS, Refusal.NOT_DISPUTED),
    ):
        with pytest.raises(RefusedError) as refused:
            settle(late, outcome, words)
        assert refused.value.code == code
    disagree(late, claim)

    with pytest.raises(RefusedError) as refused:
        settle(late, {other.pk: 0})
    with pytest.raises(ConflictError):
        settle(late, {claim.pk: 0}, version=99)

    assert refused.value.code == Refusal.OTHER_CASE
    assert (Request.objects.get().state, visible.balance_cents(other)) == ("open", 12_120)


def test_dispute_is_not_settled_when_its_trace_fails(late: Case, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    disagree(late, claim)
    before, record = MoneyEntry.objects.count(), audit.record

    def fail(what: str, *args: Any, **values: Any) -> Any:
        if what == "dispute.settled":
            raise OSError("the trace cannot be written")
        return record(what, *args, **values)

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        settle(late, {claim.pk: 0})

    assert (MoneyEntry.objects.count(), Request.objects.get().state) == (before, "open")
    assert Hold.objects.filter(lifted_at__isnull=False).count() == 0


def test_outcome_of_what_was_only_noted_invents_no_question_of_today(late: Case, claim: Claim) -> None:
    noted = NOW - timedelta(days=6)
    stops.disputed(late, by="user:1", at=noted, claims=[claim], note="Zegt dat het niet klopt.")

    disputes.settle(late, {claim.pk: None}, "De rekening klopt.", by="user:1", at=NOW)

    titles = [event.title for event in timeline.of(Case.objects.get(pk=late.pk), NOW)]
    assert not any("Vraag van de klant" in title for title in titles)
    assert "Uitkomst, aan de klant" in titles
    assert Request.objects.get().received_at == noted
