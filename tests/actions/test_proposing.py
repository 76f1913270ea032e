"""What a customer proposes: a yes at once inside the band, else a person with a day; never a no."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_request, make_room, make_transfer
from tijdig.actions import arrangements, asked, audit, proposing, solving
from tijdig.actions.arrangements import Yes
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, AuditEvent, Case, Contact, Hold, Request
from tijdig.queries import arrangements as found
from tijdig.queries import offers_made
from tijdig.rules.solutions.shapes import Shape
from tijdig.words import ChangeReason, ChannelKind, RequestKind, Rhythm

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 15)
ANNA = Asker(session=7, by="customer:1", at=NOW, once="a")
CODE = replace(ANNA, by_code=True)
SHAPE = Shape(first_on=FIRST, instalment_cents=2_500)
STAFF: dict[str, Any] = {"by": "user:1", "at": NOW}


def told() -> list[str]:
    return [str(key).split("-")[1] for key in Contact.objects.order_by("pk").values_list("key", flat=True)]


def proposed(case: Case, shape: Shape = SHAPE, asker: Asker = ANNA, *, is_sure: bool | None = True) -> Request:
    return proposing.propose(case, shape, asker, is_sure=is_sure)


def test_proposal_inside_the_band_is_agreed_in_the_same_moment(late: Case) -> None:
    request = proposed(late)

    made = Arrangement.objects.get()
    request.refresh_from_db()
    assert (request.state, request.details["arrangement"]) == ("answered", made.pk)
    assert request.answer.startswith("Wij spraken af: u betaalt")
    assert (made.decided_by, made.is_sure, made.made_by, found.parts(made)) == (
        "automatic", True, "customer:1", SHAPE.parts(10_000, arrangements._policy(late, TODAY)),
    )  # fmt: skip
    assert told() == ["arranged"]


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (replace(SHAPE, instalment_cents=900), ["small"]),
        (replace(SHAPE, instalment_cents=100), ["long"]),
        (replace(SHAPE, first_on=TODAY + timedelta(days=50)), ["late"]),
        (replace(SHAPE, instalment_cents=1_000, first_on=date(2028, 12, 20)), ["late"]),
    ],
)
def test_proposal_outside_the_band_waits_for_a_person_with_a_day(late: Case, shape: Shape, why: list[str]) -> None:
    request = proposed(late, shape)

    assert (request.state, request.details["why_person"]) == ("open", why)
    assert request.answer_due_on > TODAY
    assert Arrangement.objects.count() == 0
    assert told() == ["received"]


def test_proposal_that_somebody_doubts_goes_to_a_person(late: Case) -> None:
    assert proposed(late, is_sure=False).details["why_person"] == ["unsure"]


def test_proposal_above_what_can_be_missed_goes_to_a_person(late: Case) -> None:
    make_room(late)

    assert proposed(late).details["why_person"] == ["room"]


def test_proposal_with_the_code_alone_goes_to_a_person(late: Case) -> None:
    request = proposed(late, asker=CODE)

    assert (request.state, "why_person" in request.details, request.details["by_code"]) == ("open", False, True)
    assert Arrangement.objects.count() == 0


def test_proposal_in_distress_brings_a_person_and_no_message(late: Case) -> None:
    request = proposed(late, asker=replace(ANNA, text="Ik zie het niet meer zitten."))

    assert (request.state, Arrangement.objects.count(), told()) == ("open", 0, [])
    assert Hold.objects.filter(reason="distress").count() == 1


def test_proposal_sent_twice_is_one(late: Case) -> None:
    first = proposed(late)

    assert proposed(late).pk == first.pk
    assert (Arrangement.objects.count(), told()) == (1, ["arranged"])


def test_proposal_answers_what_was_asked_before_about_paying(late: Case) -> None:
    before = asked.receive(late, RequestKind.PAY_LATER, {"pay_on": "2026-12-01"}, ANNA)

    proposed(late, asker=replace(ANNA, once="b"))

    before.refresh_from_db()
    assert before.state == "answered"


@pytest.mark.parametrize("shape", [replace(SHAPE, first_on=TODAY), replace(SHAPE, instalment_cents=None)])
def test_proposal_that_cannot_be_is_refused_and_leaves_nothing(late: Case, shape: Shape) -> None:
    with pytest.raises(RefusedError):
        proposed(late, shape)

    assert (Request.objects.count(), Hold.objects.count()) == (0, 0)


def test_proposal_beside_one_that_runs_or_away_at_an_agency_is_refused_whole(late: Case) -> None:
    make_transfer(late)
    with pytest.raises(RefusedError) as refused:
        proposed(late)

    assert (refused.value.code, Request.objects.count()) == (Refusal.AWAY, 0)


def test_proposal_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real = audit.record

    def fail(what: str, *args: Any, **values: Any) -> Any:
        if what == "arrangement.agreed":
            raise OSError("the trace cannot be written")
        return real(what, *args, **values)

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        proposed(late)

    assert (Request.objects.count(), Arrangement.objects.count(), Contact.objects.count()) == (0, 0, 0)


def running(case: Case) -> Arrangement:
    return arrangements.agree(case, instalment_cents=2_500, first_on=FIRST, **STAFF)


def test_change_inside_the_band_is_made_at_once_and_told(late: Case) -> None:
    before = running(late)

    request = proposing.propose_change(
        before, ChangeReason.AMOUNT, replace(SHAPE, instalment_cents=2_000), ANNA, is_sure=True
    )

    made = Arrangement.objects.get(state="active")
    assert (made.replaces, made.change, made.decided_by) == (before, "amount", "automatic")
    assert (request.state, request.details["change"], request.details["arrangement"]) == ("answered", "lower", made.pk)
    assert told() == ["changed"]


def test_change_outside_the_band_waits_and_the_old_one_holds(late: Case) -> None:
    before = running(late)
    lower = replace(SHAPE, instalment_cents=700)

    for asker, why in ((ANNA, ["small", "long"]), (replace(CODE, once="b"), ["small", "long"])):
        request = proposing.propose_change(before, ChangeReason.AMOUNT, lower, asker, is_sure=None)
        assert (request.state, request.details["why_person"]) == ("open", why)
    before.refresh_from_db()
    assert before.state == "active"


def test_pause_button_works_at_once_within_its_limits(late: Case) -> None:
    before = running(late)

    request = proposing.propose_pause(before, 4, ANNA)

    made = Arrangement.objects.get(state="active")
    assert (made.change, request.state, request.details["weeks"]) == ("pause", "answered", 4)
    assert told() == ["changed"]


@pytest.mark.parametrize(("weeks", "asker"), [(6, ANNA), (4, CODE)])
def test_pause_beyond_its_limits_or_with_the_code_alone_is_done_by_a_person(
    late: Case, weeks: int, asker: Asker
) -> None:
    before = running(late)

    request = proposing.propose_pause(before, weeks, asker)

    before.refresh_from_db()
    assert (request.state, before.state, told()) == ("open", "active", ["received"])


def offered(case: Case, **values: Any) -> Request:
    request = asked.receive(case, RequestKind.PAY_IN_PARTS, {"instalment_cents": 300, "first_on": None}, ANNA)
    facts: dict[str, Any] = {"until_on": date(2026, 12, 8), **STAFF}
    return proposing.offer(request, replace(SHAPE, instalment_cents=2_000), **facts | values)


def test_offer_goes_out_and_waits_for_the_customer_until_its_last_day(late: Case) -> None:
    request = offered(late)

    offer = offers_made.standing(request, TODAY)
    assert offer is not None
    assert (offer.total_cents, offer.until_on, [part.amount_cents for part in offer.parts]) == (
        10_000, date(2026, 12, 8), [2_000] * 5,
    )  # fmt: skip
    assert (request.state, request.answer_due_on) == ("open", date(2026, 12, 9))
    assert told() == ["received", "offered"]
    assert AuditEvent.objects.filter(what="request.offered").count() == 1


def test_offer_is_taken_with_one_tap_and_twice_is_once(late: Case) -> None:
    request = offered(late)

    made = proposing.take(request, by="customer:1", at=NOW + timedelta(days=14))

    request.refresh_from_db()
    assert (made.decided_by, made.is_sure, request.state) == ("handler", True, "answered")
    assert proposing.take(request, by="customer:1", at=NOW + timedelta(days=14)) == made
    assert Arrangement.objects.count() == 1
    assert told() == ["received", "offered", "arranged"]


def test_offer_changes_an_arrangement_that_runs(late: Case) -> None:
    before = running(late)

    made = proposing.take(offered(late), by="customer:1", at=NOW)

    assert (made.replaces, made.change) == (before, "amount")


def test_offer_that_is_over_is_not_taken(late: Case) -> None:
    request = offered(late)

    with pytest.raises(RefusedError) as refused:
        proposing.take(request, by="customer:1", at=NOW + timedelta(days=15))

    assert (refused.value.code, Arrangement.objects.count()) == (Refusal.OFFER_OVER, 0)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"until_on": TODAY}, Refusal.END_NEEDED),
        ({"until_on": FIRST}, Refusal.END_NEEDED),
        ({"version": 5}, Refusal.CONFLICT),
    ],
)
def test_offer_is_refused_and_nothing_goes_out(late: Case, values: dict[str, Any], code: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        offered(late, **values)

    assert (refused.value.code, told()) == (code, ["received"])


def test_offer_stays_within_the_mandate_of_who_makes_it(late: Case) -> None:
    request, low = make_request(late, kind="pay_in_parts"), replace(SHAPE, instalment_cents=450)
    how: dict[str, Any] = {"until_on": date(2026, 12, 8), **STAFF}

    with pytest.raises(RefusedError) as refused:
        proposing.offer(request, low, **how)
    assert refused.value.code == Refusal.ARRANGE_BY_LEAD

    proposing.offer(request, low, by_lead=True, reason="Meer lukt niet.", **how)
    assert proposing.take(request, by="customer:1", at=NOW).decided_by == "lead"


def test_offer_for_a_question_that_has_its_answer_is_refused(late: Case) -> None:
    request = offered(late)
    proposing.take(request, by="customer:1", at=NOW)

    with pytest.raises(RefusedError) as refused:
        proposing.offer(request, SHAPE, until_on=date(2026, 12, 8), **STAFF)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_offer_is_gone_when_all_was_paid_meanwhile(late: Case) -> None:
    request = offered(late)
    found.open_claims(late, TODAY)[0].entries.create(
        creditor=late.creditor, kind="payment", amount_cents=-10_000, booked_on=TODAY, made_by="test", made_at=NOW
    )

    assert offers_made.standing(request, TODAY) is None


def test_colleague_changes_and_pauses_and_the_customer_reads_it(late: Case) -> None:
    before = running(late)
    request = asked.receive(late, RequestKind.CHANGE, {"change": "lower"}, ANNA)

    made = solving.rearrange(
        before, ChangeReason.AMOUNT, instalment_cents=2_000, first_on=FIRST, rhythm=Rhythm.FOUR_WEEKLY, **STAFF
    )
    later = solving.pause(made, 6, yes=Yes(), **STAFF)

    request.refresh_from_db()
    assert (request.state, later.replaces) == ("answered", made)
    assert told() == ["received", "changed", "changed"]
    assert Contact.objects.filter(kind=ChannelKind.EMAIL).count() == 3
    with pytest.raises(ConflictError):
        solving.pause(later, 1, version=9, **STAFF)
