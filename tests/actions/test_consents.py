"""The register of consents: given in known words, taken back at once, and nothing told outside of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from tests.actions.conftest import make_late_case
from tests.factories import (
    TODAY,
    make_arrangement,
    make_consent,
    make_contact,
    make_creditor,
    make_moment,
    make_room,
)
from tijdig.actions import audit, consents
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.messages import consents as texts
from tijdig.models import AuditEvent, Case, Consent, Contact, Creditor, Shared
from tijdig.queries import consents as known
from tijdig.rules.consents import ConsentFault
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, SharedData

pytestmark = pytest.mark.django_db
JOINT, LATER, HELP = ConsentPurpose.JOINT, ConsentPurpose.ASK_LATER, ConsentPurpose.HELP
BALANCE, CONTACT, ROOM = SharedData.BALANCE, SharedData.CONTACT, SharedData.ROOM
BY_PHONE: dict[str, Any] = {
    "text_version": "samen-2026-11", "language": "nl", "by_channel": ChannelKind.PHONE, "level": AssuranceLevel.PROVEN,
    "proof": "gesprek 12", "by": "user:7",
}  # fmt: skip


@pytest.fixture
def case() -> Case:
    return make_late_case()


@pytest.fixture
def other() -> Creditor:
    return make_creditor(code="bosstroom", name="Bosstroom", sector="energy")


def trace() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.order_by("pk").values_list("what", "by", "case_id_text"))


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(RefusedError) as error:
        act()
    return error.value.code


def fault_of(act: Callable[[], object]) -> ConsentFault:
    with pytest.raises(NoConsentError) as error:
        act()
    return error.value.code


# Giving


def test_give_keeps_who_what_to_whom_how_long_and_in_which_words(case: Case, other: Creditor, at: datetime) -> None:
    given = consents.give(case, JOINT, other, [CONTACT, BALANCE], **BY_PHONE, at=at)

    kept = Consent.objects.get()
    assert (kept, kept.customer, kept.purpose, kept.other) == (given, case.customer, "joint", other)
    assert (kept.data, kept.text_version, kept.language) == (["balance", "contact"], "samen-2026-11", "nl")
    assert (kept.by_channel, kept.level, kept.proof) == ("phone", 2, "gesprek 12")
    assert (kept.given_by, kept.given_at, kept.until_on) == ("user:7", at, date(2028, 11, 24))
    assert trace() == [("consent.given", "user:7", str(case.pk))]


def test_give_for_a_joint_arrangement_stops_what_is_queued_and_for_later_does_not(
    case: Case, other: Creditor, at: datetime
) -> None:
    letter = make_contact(make_moment(case=case))
    later = BY_PHONE | {"text_version": "later-vragen-2026-11", "level": AssuranceLevel.CODE}

    consents.give(case, LATER, case.creditor, [], **later, at=at)
    assert Contact.objects.get(pk=letter.pk).stop_reason == ""
    consents.give(case, JOINT, other, [BALANCE], **BY_PHONE, at=at)

    assert Contact.objects.get(pk=letter.pk).stop_reason == "agreed"
    assert known.may_ask_later(case, TODAY)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"text_version": "samen-2020-01"}, Refusal.CONSENT_WORDS),
        ({"text_version": "hulp-2026-11"}, Refusal.CONSENT_WORDS),
        ({"language": "fr"}, Refusal.CONSENT_WORDS),
        ({"level": AssuranceLevel.KNOWN}, Refusal.NOT_SURE_WHO),
        ({"proof": "  "}, Refusal.PROOF_NEEDED),
    ],
)
def test_give_is_refused_without_known_words_a_sure_person_and_a_proof(
    changed: dict[str, Any], refusal: Refusal, case: Case, other: Creditor, at: datetime
) -> None:
    found = refused(lambda: consents.give(case, JOINT, other, [BALANCE], **BY_PHONE | changed, at=at))

    assert (found, Consent.objects.count(), trace()) == (refusal, 0, [])


def test_give_is_refused_for_data_that_the_words_do_not_name(case: Case, other: Creditor, at: datetime) -> None:
    for_help = BY_PHONE | {"text_version": "hulp-2026-11"}

    assert refused(lambda: consents.give(case, JOINT, other, [SharedData.REACH], **BY_PHONE, at=at)) == (
        Refusal.CONSENT_WORDS
    )
    assert refused(lambda: consents.give(case, HELP, other, [BALANCE], **for_help, at=at)) == Refusal.CONSENT_WORDS


def test_give_is_of_another_organisation_except_for_asking_later(case: Case, other: Creditor, at: datetime) -> None:
    later = BY_PHONE | {"text_version": "later-vragen-2026-11"}

    assert refused(lambda: consents.give(case, JOINT, case.creditor, [BALANCE], **BY_PHONE, at=at)) == (
        Refusal.OWN_ORGANISATION
    )
    assert refused(lambda: consents.give(case, LATER, other, [], **later, at=at)) == Refusal.OWN_ORGANISATION


def test_give_is_given_once_until_it_is_taken_back_or_over(case: Case, other: Creditor, at: datetime) -> None:
    first = consents.give(case, JOINT, other, [BALANCE], **BY_PHONE, at=at)
    assert refused(lambda: consents.give(case, JOINT, other, [BALANCE], **BY_PHONE, at=at)) == Refusal.ALREADY_DONE

    years_later = at + timedelta(days=800)
    second = consents.give(case, JOINT, other, [BALANCE], **BY_PHONE, at=years_later)

    first.refresh_from_db()
    assert (first.withdrawn_by, first.withdrawn_at) == ("tijdig", years_later)
    assert second.withdrawn_at is None


def test_new_version_of_the_words_leaves_old_consents_as_they_are(
    case: Case, other: Creditor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = consents.give(case, JOINT, other, [BALANCE], **BY_PHONE, at=at)
    first = texts.current(JOINT, TODAY)
    second = texts.ConsentText("samen-2027-01", JOINT, TODAY, first.data, first.on_request, first.words)
    every = (*texts.versions(), second)
    monkeypatch.setattr(texts, "versions", lambda _folder=None: every)

    newer = consents.give(case, JOINT, make_creditor(), [BALANCE], **BY_PHONE | {"text_version": second.code}, at=at)

    given.refresh_from_db()
    assert (texts.current(JOINT, TODAY).code, newer.text_version) == ("samen-2027-01", "samen-2027-01")
    assert given.text_version == "samen-2026-11"
    assert consents.share(given.pk, [BALANCE], "uw bedrag", other, by="user:7", at=at).consent == given


# Taking back


def test_withdraw_ends_it_at_once_and_lists_what_was_told(case: Case, other: Creditor, at: datetime) -> None:
    given = consents.give(case, JOINT, other, [BALANCE, CONTACT], **BY_PHONE, at=at)
    told = [
        consents.share(given.pk, [data], "wat er openstaat", other, by="user:7", at=at + timedelta(minutes=minutes))
        for minutes, data in enumerate((BALANCE, CONTACT))
    ]

    later = at + timedelta(hours=1)
    listed = consents.withdraw(given, by=f"customer:{case.customer_id}", at=later)

    assert list(listed) == told
    given.refresh_from_db()
    assert (given.withdrawn_at, given.withdrawn_by) == (later, f"customer:{case.customer_id}")
    refuse = fault_of(lambda: consents.share(given.pk, [BALANCE], "x", other, by="user:7", at=at))
    assert (refuse, Shared.objects.count()) == (ConsentFault.WITHDRAWN, 2)
    assert refused(lambda: consents.withdraw(given, by="x", at=later)) == Refusal.ALREADY_DONE
    assert [what for what, _, _ in trace()] == [
        "consent.given", "consent.shared", "consent.shared", "consent.withdrawn", "consent.refused",
    ]  # fmt: skip


# Telling


def test_share_writes_one_line_and_its_trace(case: Case, other: Creditor, at: datetime) -> None:
    given = make_consent(case.customer, other=other)

    shared = consents.share(given.pk, [CONTACT, BALANCE], "wat er openstaat, en wie helpt", other, by="user:7", at=at)

    assert Shared.objects.get() == shared
    assert (shared.consent, shared.to, shared.data) == (given, other, ["balance", "contact"])
    assert (shared.what, shared.at, shared.by) == ("wat er openstaat, en wie helpt", at, "user:7")
    assert trace() == [("consent.shared", "user:7", str(case.pk))]


@pytest.mark.parametrize(
    ("values", "data", "to_other", "fault"),
    [
        ({"until_on": TODAY}, [BALANCE], True, ConsentFault.OVER),
        ({}, [ROOM], True, ConsentFault.OTHER_DATA),
        ({}, [], True, ConsentFault.OTHER_DATA),
        ({}, [BALANCE], False, ConsentFault.OTHER_SIDE),
        ({"purpose": "overview", "data": []}, [BALANCE], True, ConsentFault.OTHER_DATA),
    ],
)
def test_share_tells_nothing_outside_the_consent_and_says_in_the_trail_that_somebody_tried(
    values: dict[str, Any], data: list[SharedData], fault: ConsentFault, case: Case, other: Creditor, at: datetime,
    *, to_other: bool,
) -> None:  # fmt: skip
    given = make_consent(case.customer, other=other, **values)
    to = other if to_other else make_creditor(code="derde", name="Derde")

    found = fault_of(lambda: consents.share(given.pk, data, "x", to, by="user:7", at=at))

    assert (found, Shared.objects.count()) == (fault, 0)
    assert trace() == [("consent.refused", "user:7", str(case.pk))]
    assert AuditEvent.objects.get().facts == {"code": fault.value, "data": [item.value for item in data]}


@pytest.mark.parametrize("number", [None, 10_000])
def test_share_without_a_consent_tells_nothing(number: int | None, other: Creditor, at: datetime) -> None:
    assert fault_of(lambda: consents.share(number, [BALANCE], "x", other, by="t", at=at)) == ConsentFault.UNKNOWN
    assert (Shared.objects.count(), len(trace())) == (0, 1)


def test_look_at_a_file_elsewhere_without_consent_is_refused_with_a_line_in_the_trail(
    case: Case, other: Creditor, at: datetime
) -> None:
    how: dict[str, Any] = {"what": "wat er openstaat", "by": "user:9", "at": at}

    assert fault_of(lambda: consents.look(other, case, [BALANCE], **how)) == ConsentFault.UNKNOWN
    make_consent(case.customer, other=other, withdrawn_at=at, withdrawn_by="customer:1")
    assert fault_of(lambda: consents.look(other, case, [BALANCE], **how)) == ConsentFault.WITHDRAWN

    assert (Shared.objects.count(), trace()) == (0, [("consent.refused", "user:9", str(case.pk))] * 2)


def test_look_tells_what_was_agreed_and_no_more(case: Case, other: Creditor, at: datetime) -> None:
    make_consent(case.customer, other=other, purpose="overview", data=[])
    make_consent(case.customer, other=other)
    make_room(case, spare_cents=4_000)
    make_arrangement(case)

    told, shared = consents.look(other, case, [BALANCE, SharedData.STATUS], what="bedrag", by="user:9", at=at)

    assert (told.open_cents, told.is_arranged) == (10_000, True)
    assert (told.contact, told.room_cents, told.reach) == ("", None, ())
    assert shared.to == other
    assert fault_of(lambda: consents.look(other, case, [ROOM], what="x", by="user:9", at=at)) == ConsentFault.OTHER_DATA


def test_look_goes_both_ways_under_a_consent_of_the_other_side(case: Case, other: Creditor, at: datetime) -> None:
    there = make_late_case(other, cents=7_000)
    make_consent(case.customer, other=other, other_customer=there.customer, data=["balance", "room", "contact"])
    make_room(there, spare_cents=4_000)

    told, _ = consents.look(case.creditor, there, [BALANCE, ROOM, CONTACT], what="bedrag", by="user:9", at=at)

    assert (told.open_cents, told.room_cents) == (7_000, 4_000)
    assert told.contact == f"Het team van {other.sender_name}, {other.phone}"


def test_reach_is_only_told_for_help_and_only_what_is_safe(case: Case, other: Creditor, at: datetime) -> None:
    make_consent(case.customer, other=other, purpose="help", data=["reach"])
    case.customer.points.filter(kind="email").update(is_safe=False)

    told, _ = consents.look(other, case, [SharedData.REACH], what="naam en nummer", by="user:9", at=at)

    assert told.reach == ("Anna de Wit", "06 00 00 01 01")
    assert told.open_cents is None


# All of them

ACTS: dict[str, Callable[[Case, Creditor], Callable[..., object]]] = {
    "give": lambda case, other: lambda **how: consents.give(case, JOINT, other, [BALANCE], **BY_PHONE | how),
    "withdraw": lambda case, other: _after(consents.withdraw, make_consent(case.customer, other=other)),
}


def _after(act: Callable[..., object], *values: Any) -> Callable[..., object]:
    return lambda **how: act(*values, **how)


@pytest.mark.parametrize("name", ACTS)
def test_each_is_undone_when_its_trace_fails_and_refused_when_somebody_was_first(
    name: str, case: Case, other: Creditor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(make_moment(case=case))
    act = ACTS[name](case, other)
    before = rows()

    with pytest.raises(ConflictError):
        act(by="user:7", at=at, version=case.version + 1)
    monkeypatch.setattr(audit, "record", _fail)
    with pytest.raises(DatabaseError):
        act(by="user:7", at=at)

    assert rows() == before


def test_share_is_undone_when_its_trace_fails(
    case: Case, other: Creditor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = make_consent(case.customer, other=other)
    monkeypatch.setattr(audit, "record_all", _fail)

    with pytest.raises(DatabaseError):
        consents.share(given.pk, [BALANCE], "x", other, by="user:7", at=at)

    assert Shared.objects.count() == 0


def rows() -> list[Any]:
    return [list(table.objects.order_by("pk").values()) for table in (Consent, Shared, Case, Contact)]


def _fail(*_args: object, **_more: object) -> None:
    raise DatabaseError
