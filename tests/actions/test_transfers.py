"""The gate before an agency: refused while anything is missing, never by itself, and always to be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_arrangement,
    make_call,
    make_claim,
    make_consent,
    make_contact,
    make_decision,
    make_entry,
    make_hold,
    make_moment,
    make_representative,
    make_request,
    make_room,
    make_step,
    make_support_need,
    make_transfer,
)
from tijdig.actions import arrangements, audit, night, transfers
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.actions.transfers import LackError
from tijdig.models import Arrangement, AuditEvent, Case, Claim, Contact, Hold, RoomToPay, Step, Transfer
from tijdig.planner.codes import NEVER
from tijdig.queries import frames
from tijdig.queries import transfers as standing
from tijdig.words import ClaimLack, RecallReason, TransferLack

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HELP = "Er staat nog iets open. De gemeente geeft gratis hulp."


def told(
    case: Case, days: int, stage: str, *kinds: str, text: str = HELP, state: str = "delivered", **more: Any
) -> None:
    claims = [{"id": claim.pk, "open_cents": 1} for claim in Claim.objects.filter(customer=case.customer)]
    moment = make_moment(case, day=TODAY - days * DAY, stage=stage, claims=claims, **more)
    for kind in kinds:
        make_contact(moment, kind=kind, state=state, text=text, send_from=NOW - days * DAY)


def called(case: Case, days: int, result: str = "not_reached") -> None:
    at = NOW - days * DAY
    make_call(Contact.objects.create(
        case=case, kind="phone", state="failed", key=f"call-{case.pk}-{days}", send_from=at, happened_at=at
    ), result=result)  # fmt: skip


def last_call(case: Case) -> Contact:
    return Contact.objects.filter(case=case, kind="phone").latest("pk")


@pytest.fixture
def ready() -> Case:
    """All was tried: three messages by letter and e-mail, two calls; there is room to pay, and nothing rests."""
    case = make_late_case(days=100)
    told(case, 80, "S1", "letter", "email")
    told(case, 60, "S2", "letter")
    told(case, 40, "S3", "letter", pay_before_on=TODAY - 20 * DAY)
    called(case, 50)
    called(case, 30)
    make_room(case, state="ok", source="helper", told_by="Budgetcoach van de gemeente")
    return case


def give(case: Case, **values: Any) -> Transfer:
    facts: dict[str, Any] = {"by_lead": True, "by": "user:1", "at": NOW} | values
    return transfers.hand_over(case, "Deurne & Zoon", "Wij krijgen geen contact.", **facts)


def lacks(case: Case) -> set[TransferLack]:
    return set(standing.look(case, NOW).lacks)


def test_case_on_which_all_was_tried_may_go(ready: Case) -> None:
    make_contact(make_moment(ready, day=TODAY, stage="S2"), kind="email", state="planned")
    step = make_step(ready)

    given = give(ready)

    ready.refresh_from_db()
    assert (given.state, given.agency, given.reason) == ("handed_over", "Deurne & Zoon", "Wij krijgen geen contact.")
    assert (given.decided_by, given.decided_at, ready.version) == ("user:1", NOW, 2)
    assert Contact.objects.get(state="stopped").stop_reason == "with_agency"
    assert Step.objects.get(pk=step.pk).state == "stopped"
    claim = Claim.objects.get()
    assert (list(given.claims.all()), given.total_cents) == ([claim], 10_000)
    facts = {"efforts": 5, "claims": [claim.pk], "cents": 10_000, "stopped": 1}
    assert AuditEvent.objects.get(what="transfer.handed_over").facts == facts


def test_customer_is_told_who_takes_over_and_how_to_come_back(ready: Case) -> None:
    given = give(ready)

    contact = Contact.objects.get(key=f"reply-S4a-{given.pk}-letter")
    assert (contact.state, contact.content["template"]) == ("planned", "nl/S4a.letter")
    assert given.agency in contact.text
    assert "Terug naar ons" in contact.text
    assert "Het gaat om €\u00a0" in contact.text


def test_what_is_taken_back_in_time_is_not_told(ready: Case) -> None:
    given = give(ready)

    recall(ready)

    contact = Contact.objects.get(key=f"reply-S4a-{given.pk}-letter")
    assert (contact.state, contact.stop_reason) == ("stopped", "changed")


def test_who_may_not_be_written_to_is_handed_over_all_the_same(ready: Case) -> None:
    ready.customer.points.all().delete()

    give(ready)

    assert not Contact.objects.filter(key__startswith="reply-S4a").exists()


def test_efforts_are_frozen_with_the_decision(ready: Case) -> None:
    given = give(ready)

    assert given.efforts[0] == {
        "on": "2026-09-05",
        "kind": "message",
        "ways": ["letter", "email"],
        "what": "Eerste herinnering per brief en e-mail",
        "outcome": "aangekomen",
    }
    assert [(one["kind"], one["outcome"]) for one in given.efforts[1:]] == [
        ("message", "aangekomen"), ("call", "niet bereikt"), ("message", "aangekomen"), ("call", "niet bereikt"),
    ]  # fmt: skip
    called(ready, 1)
    assert len(Transfer.objects.get().efforts) == 5


def test_planner_rests_while_a_case_is_away(ready: Case) -> None:
    give(ready)

    night.run(TODAY + 60 * DAY, at=NOW + 60 * DAY, by="test")

    decision = ready.decisions.get()
    assert (decision.outcome, decision.rules["whether"], decision.owner) == ("stop", "with_agency", "agency")


# What is missing


def _unsay(case: Case) -> None:
    Contact.objects.filter(case=case).update(text="Er staat nog iets open.")


def _by_letter_only(case: Case) -> None:
    Contact.objects.filter(case=case, kind="email").delete()
    Contact.objects.filter(case=case, kind="phone").delete()


MISSING: dict[str, tuple[Callable[[Case], Any], set[TransferLack]]] = {
    "one way only": (_by_letter_only, {TransferLack.CHANNELS, TransferLack.CALLS}),
    "one call only": (lambda case: last_call(case).delete(), {TransferLack.CALLS}),
    "room was not asked": (lambda case: case.rooms.all().delete(), {TransferLack.ROOM_UNKNOWN}),
    "no room": (lambda case: make_room(case, noted_on=TODAY), {TransferLack.NO_ROOM}),
    "help was not offered": (_unsay, {TransferLack.HELP}),
    "in distress": (
        lambda case: make_hold(case, kind="paused", reason="distress"), {TransferLack.DISTRESS, TransferLack.REST},
    ),
    "was in distress": (
        lambda case: make_hold(
            case, kind="paused", reason="distress", made_at=NOW - 9 * DAY, since_on=TODAY - 9 * DAY, lifted_at=NOW,
            lifted_by="user:1",
        ),
        {TransferLack.DISTRESS},
    ),
    "a dispute": (lambda case: make_hold(case, kind="disputed"), {TransferLack.DISPUTE}),
    "a dispute of one bill": (
        lambda case: make_claim(case.customer, due_on=TODAY - 9 * DAY, disputed_on=TODAY), {TransferLack.DISPUTE},
    ),
    "an arrangement": (make_arrangement, {TransferLack.REST}),
    "a reaction": (lambda case: make_hold(case, kind="reacted"), {TransferLack.REST}),
    "a joint arrangement": (lambda case: make_consent(case.customer), {TransferLack.REST}),
    "an administrator": (lambda case: make_representative(case.customer), {TransferLack.REPRESENTED}),
    "a term that runs": (
        lambda case: case.moments.filter(stage="S3").update(pay_before_on=TODAY), {TransferLack.NOTICE},
    ),
    "no last notice": (lambda case: case.moments.filter(stage="S3").delete(), {TransferLack.NOTICE}),
    "all was paid": (
        lambda case: make_entry(Claim.objects.get(), kind="payment", amount_cents=-10_000),
        {TransferLack.NOTHING_LATE},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_gate_names_what_is_missing_and_refuses(ready: Case, name: str) -> None:
    plant, wanted = MISSING[name]
    plant(ready)

    with pytest.raises(LackError, match="Overdragen kan nog niet") as refused:
        give(ready)

    found = set(refused.value.lacks)
    assert wanted <= found
    assert found - wanted <= {TransferLack.HELP, TransferLack.NOTICE, TransferLack.CHANNELS, TransferLack.CALLS}
    assert all(lack.label in str(refused.value) for lack in found)
    assert Transfer.objects.count() == 0


def test_exactly_enough_is_enough(ready: Case) -> None:
    assert lacks(ready) == set()


def test_number_of_somebody_else_is_no_try(ready: Case) -> None:
    last_call(ready).call.delete()
    called(ready, 29, "wrong_number")

    assert lacks(ready) == {TransferLack.CALLS}


def test_text_message_is_no_way_of_its_own(ready: Case) -> None:
    Contact.objects.filter(kind="email").update(kind="sms")
    Contact.objects.filter(kind="phone").delete()

    assert lacks(ready) == {TransferLack.CHANNELS, TransferLack.CALLS}


def test_letter_that_came_back_counts_for_nothing(ready: Case) -> None:
    Contact.objects.filter(kind="letter").update(state="failed")
    Contact.objects.filter(kind="phone").delete()

    assert TransferLack.CHANNELS in lacks(ready)


def test_what_was_tried_for_earlier_arrears_does_not_count() -> None:
    case = make_late_case(days=20)
    told(case, 80, "S1", "letter", "email")
    called(case, 70)
    called(case, 75)

    assert {TransferLack.CHANNELS, TransferLack.CALLS, TransferLack.HELP} <= lacks(case)


def test_visit_is_a_way_and_a_try(ready: Case) -> None:
    last_call(ready).delete()
    at = NOW - 5 * DAY
    Contact.objects.create(case=ready, kind="visit", state="handed_over", key="v", send_from=at, handed_over_at=at)

    assert lacks(ready) == set()


def test_premiums_that_were_counted_need_no_last_notice(ready: Case) -> None:
    ready.moments.filter(stage="S3").delete()
    make_decision(ready, rules={"whether": "many_premiums"})

    assert lacks(ready) == set()


def test_energy_asks_for_more_calls_than_a_creditor_may_choose(ready: Case) -> None:
    ready.creditor.policy_overrides = {"steps.transfer_calls_min": 1}
    ready.creditor.save()
    last_call(ready).delete()
    assert lacks(ready) == set()

    Claim.objects.update(kind="energy")

    assert lacks(ready) == {TransferLack.CALLS}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"by_lead": False}, Refusal.TRANSFER_BY_LEAD),
        ({"agency": " "}, Refusal.AGENCY_NEEDED),
        ({"reason": " "}, Refusal.WORDS_NEEDED),
    ],
)
def test_handing_over_is_refused(ready: Case, values: dict[str, Any], code: Refusal) -> None:
    facts: dict[str, Any] = {"agency": "Deurne & Zoon", "reason": "Geen contact.", "by_lead": True} | values

    with pytest.raises(RefusedError) as refused:
        transfers.hand_over(ready, by="user:1", at=NOW, **facts)

    assert (refused.value.code, Transfer.objects.count()) == (code, 0)


def test_handing_over_twice_is_refused(ready: Case) -> None:
    give(ready)

    with pytest.raises(RefusedError) as refused:
        give(ready)

    assert refused.value.code == Refusal.ALREADY_DONE


def keep(case: Case, **values: Any) -> Transfer:
    return transfers.keep(case, "Ik bel zelf.", until_on=TODAY + DAY, by="user:1", at=NOW, **values)


def recall(case: Case, **values: Any) -> Transfer:
    return transfers.recall(case, RecallReason.HEARD, by="user:1", at=NOW, **values)


ACTS: dict[str, Callable[..., Transfer]] = {"keep": keep, "hand_over": give, "recall": recall}


@pytest.mark.parametrize("act", ACTS)
def test_second_of_two_is_told(ready: Case, act: str) -> None:
    Case.objects.filter(pk=ready.pk).update(version=7)

    with pytest.raises(ConflictError):
        ACTS[act](ready, version=1)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_without_its_trace(ready: Case, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if act == "recall":
        give(ready)

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    before = list(Transfer.objects.values_list("state", flat=True))
    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        ACTS[act](ready)

    assert (list(Transfer.objects.values_list("state", flat=True)), Hold.objects.count()) == (before, 0)


# Keeping, and taking back


def test_kept_case_rests_until_its_day_with_an_owner(ready: Case) -> None:
    make_contact(make_moment(ready, day=TODAY, stage="S2"), kind="email", state="planned")

    kept = transfers.keep(ready, "Ik bel zelf.", until_on=TODAY + 9 * DAY, by="user:1", at=NOW)

    hold = Hold.objects.get()
    assert (kept.state, kept.agency, len(kept.efforts), kept.reason) == ("kept", "", 5, "Ik bel zelf.")
    assert (hold.kind, hold.reason, hold.until_on, hold.owner) == ("paused", "other", TODAY + 9 * DAY, "user:1")
    assert hold.note == "Ik bel zelf."
    assert Contact.objects.filter(state="stopped", stop_reason="paused").count() == 1
    assert AuditEvent.objects.get(what="transfer.kept").facts == {"until": "2026-12-03"}
    assert not frames.of_case(ready, TODAY).accounts.plain(0).is_handed_over


@pytest.mark.parametrize(
    ("reason", "until_on", "code"),
    [
        (" ", TODAY + DAY, Refusal.WORDS_NEEDED),
        ("Ik bel zelf.", TODAY, Refusal.END_NEEDED),
        ("Ik bel zelf.", date(2029, 1, 1), Refusal.PAUSE_TOO_LONG),
    ],
)
def test_keeping_is_refused(ready: Case, reason: str, until_on: date, code: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        transfers.keep(ready, reason, until_on=until_on, by="user:1", at=NOW)

    assert (refused.value.code, Transfer.objects.count(), Hold.objects.count()) == (code, 0, 0)


def test_recalled_case_is_looked_at_again(ready: Case) -> None:
    give(ready)
    assert frames.of_case(ready, TODAY + DAY).accounts.plain(0).is_handed_over

    back = transfers.recall(ready, RecallReason.HELP, words=" Belde. ", by="user:2", at=NOW + 9 * DAY)

    account = frames.of_case(ready, TODAY + 10 * DAY).accounts.plain(0)
    assert (back.state, back.recalled_by, back.recalled_at, back.version) == ("recalled", "user:2", NOW + 9 * DAY, 2)
    assert (account.is_handed_over, account.handed_over_days < NEVER) == (False, True)
    assert (back.recall_reason, back.recall_words) == ("help", "Belde.")
    assert AuditEvent.objects.get(what="transfer.recalled").facts == {"reason": "help"}


def test_no_arrangement_while_a_case_is_away(ready: Case) -> None:
    give(ready)
    how: dict[str, Any] = {"count": 2, "first_on": TODAY + 9 * DAY, "by": "user:1", "at": NOW}

    with pytest.raises(RefusedError) as refused:
        arrangements.agree(ready, **how)

    assert (refused.value.code, Arrangement.objects.count()) == (Refusal.AWAY, 0)
    transfers.recall(ready, RecallReason.HELP, words="", by="user:2", at=NOW)
    assert arrangements.agree(ready, **how).total_cents == 10_000


def test_case_that_is_not_away_cannot_be_taken_back(ready: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        recall(ready)

    assert refused.value.code == Refusal.NOT_AWAY


def test_case_comes_back_for_another_reason_only_in_words(ready: Case) -> None:
    give(ready)

    with pytest.raises(RefusedError) as refused:
        transfers.recall(ready, RecallReason.OTHER, words=" ", by="user:2", at=NOW)

    assert (refused.value.code, Transfer.objects.get().state) == (Refusal.WORDS_NEEDED, "handed_over")


# Which bills go along


def named(case: Case, claim: Claim, days: int, stage: str = "S1", **more: Any) -> None:
    """A letter and an e-mail that name this bill."""
    claims = [{"id": claim.pk, "open_cents": 1}]
    moment = make_moment(case, day=TODAY - days * DAY, stage=stage, claims=claims, **more)
    for kind in ("letter", "email"):
        make_contact(moment, kind=kind, state="delivered", text=HELP, send_from=NOW - days * DAY)


def staying(case: Case) -> list[tuple[int, tuple[ClaimLack, ...]]]:
    return [(bill.number, bill.lacks) for bill in standing.look(case, NOW).bills if bill.lacks]


def test_bill_named_last_week_stays_here(ready: Case) -> None:
    new = make_claim(ready.customer, amount_cents=5_000, due_on=TODAY - 12 * DAY)
    named(ready, new, 7)

    given = give(ready)

    assert (new not in given.claims.all(), given.total_cents) == (True, 10_000)
    assert staying(ready) == [(new.pk, (ClaimLack.CALLS, ClaimLack.NOTICE))]


def test_bill_that_was_never_named_stays_here(ready: Case) -> None:
    new = make_claim(ready.customer, due_on=TODAY - 3 * DAY)

    assert staying(ready) == [(new.pk, (ClaimLack.NOT_NAMED,))]
    assert [bill.number for bill in standing.look(ready, NOW).going] != [new.pk]


def test_bill_for_which_all_was_tried_goes_along(ready: Case) -> None:
    new = make_claim(ready.customer, amount_cents=5_000, due_on=TODAY - 70 * DAY)
    named(ready, new, 59)
    named(ready, new, 39, "S3", pay_before_on=TODAY - 5 * DAY)

    assert give(ready).total_cents == 15_000


def test_bill_that_is_disputed_says_so(ready: Case) -> None:
    make_hold(ready, kind="disputed", claim=Claim.objects.get())

    assert [lacks[0] for _, lacks in staying(ready)] == [ClaimLack.DISPUTED]


def test_case_is_away_until_all_that_went_along_is_paid(ready: Case) -> None:
    old, new = Claim.objects.get(), make_claim(ready.customer, due_on=TODAY - 3 * DAY)
    give(ready)
    assert frames.of_case(ready, TODAY + DAY).accounts.plain(0).is_handed_over
    assert standing.at_gate(ready).agency == "Deurne & Zoon"

    make_entry(old, kind="payment", amount_cents=-10_000)

    account = frames.of_case(ready, TODAY + DAY).accounts.plain(0)
    assert (account.is_handed_over, account.overdue_cents > 0) == (False, True)
    assert (standing.handed_over(ready), standing.at_gate(ready).agency) == (None, "")
    assert new.pk not in Transfer.objects.get().claims.values_list("pk", flat=True)


# Who told that there is room


@pytest.fixture
def noted(ready: Case) -> RoomToPay:
    """Somebody wrote down that there is room, as if it came from a talk."""
    ready.rooms.all().delete()
    return make_room(ready, state="ok", source="staff")


def test_room_that_nobody_told_opens_no_gate(ready: Case, noted: RoomToPay) -> None:
    assert lacks(ready) == {TransferLack.ROOM_UNHEARD}
    assert ("Ruimte om te betalen", "ja, maar niet duidelijk van wie wij dat weten", False) in [
        (one.what, one.how, one.is_right) for one in standing.gate(ready, "Anna", NOW).known
    ]


def test_room_told_in_a_talk_on_file_opens_it(ready: Case, noted: RoomToPay) -> None:
    called(ready, 1, "reached")

    assert lacks(ready) == set()


def test_talk_of_long_ago_says_nothing_of_room(ready: Case, noted: RoomToPay) -> None:
    called(ready, 9, "reached")

    assert lacks(ready) == {TransferLack.ROOM_UNHEARD}


def test_message_tells_of_room_when_it_is_the_customers_word(ready: Case, noted: RoomToPay) -> None:
    make_request(ready, received_at=NOW - DAY, state="answered", answered_at=NOW, answered_by="user:1")
    assert lacks(ready) == {TransferLack.ROOM_UNHEARD}

    RoomToPay.objects.update(source="customer")

    assert lacks(ready) == set()


def test_helper_without_a_name_tells_nothing(ready: Case, noted: RoomToPay) -> None:
    called(ready, 1, "reached")
    RoomToPay.objects.update(source="helper")

    assert lacks(ready) == {TransferLack.ROOM_UNHEARD}


# To which agency


def test_agency_is_one_of_the_card(ready: Case) -> None:
    ready.creditor.agencies = ["Bureau Een", "Bureau Twee"]
    ready.creditor.save()

    with pytest.raises(RefusedError) as refused:
        give(ready)

    assert (refused.value.code, Transfer.objects.count()) == (Refusal.AGENCY_UNKNOWN, 0)
    assert transfers.hand_over(ready, "Bureau Een", "Geen contact.", by_lead=True, by="user:1", at=NOW).claims.exists()


def test_agencies_are_those_of_the_card_else_those_used_before(ready: Case) -> None:
    make_transfer(ready, agency="Vroeger BV", state="recalled", recalled_at=NOW, recalled_by="user:1")
    make_transfer(make_late_case(days=9), agency="Van een ander")
    assert standing.agencies(ready.creditor) == ("Vroeger BV",)

    ready.creditor.agencies = ["Bureau Een"]

    assert standing.agencies(ready.creditor) == ("Bureau Een",)


def test_page_of_the_gate_says_it_all(ready: Case) -> None:
    make_support_need(ready.customer, kind="read_aloud")
    make_request(ready, received_at=NOW - DAY)

    page = standing.gate(ready, "Anna de Wit", NOW)

    assert [(one.what, one.how, one.is_right) for one in page.known] == [
        ("Wegen", "brief, e-mail en telefoon", True),
        ("Gesproken", "twee keer geprobeerd, nog niet bereikt", True),
        ("Reactie van de klant", "één keer", True),
        ("Ruimte om te betalen", "ja", True),
        ("Hulp aangeboden", "ja, in een bericht", True),
        ("Laatste brief", "verstuurd, de termijn is voorbij", True),
    ]
    assert (page.needs, page.lacks, page.may, page.is_offered) == (("Lees voor",), (), True, True)
    assert [one.kind for one in page.efforts] == ["message", "message", "call", "message", "call", "heard"]


def test_gate_is_offered_only_at_the_end_of_the_road(late: Case) -> None:
    assert not standing.at_gate(late).is_offered
    told(late, 5, "S2", "letter")
    make_decision(late, valid_from=TODAY - DAY, rules={"whether": "time_after_second"})
    assert not standing.at_gate(late).is_offered

    make_decision(late, rules={"whether": "person_decides"})

    assert standing.at_gate(late).is_offered
