"""Silence that is promised is kept: the file here of who is asked is found, surely or not at all, and then held."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_case, make_claim, make_consent, make_creditor, make_customer, make_details
from tijdig.actions import joint as acts
from tijdig.actions import night
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.consents import tellings
from tijdig.messages.consents.tellings import Telling
from tijdig.models import (
    AnswerLink,
    AuditEvent,
    Case,
    Contact,
    Creditor,
    CustomerDetails,
    Hold,
    Joint,
    JointPart,
    Shared,
)
from tijdig.queries import jointquiet, jointwho, standingstill
from tijdig.words import AssuranceLevel, ChannelKind

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": "user:1", "at": NOW}
NOW_WORDS, OLD_WORDS = "samen-2026-11-b", "samen-2026-11"
UNTIL = TODAY + timedelta(days=42)


@pytest.fixture
def energy(carry: Callable[[str], type[Carrier]]) -> Creditor:
    """An organisation with files here, that looks itself before it says anything."""
    return make_creditor(
        name="Bosstroom", code="bosstroom", joint_email="samen@bosstroom.example",
        policy_overrides={"joint.yes_months_max": 0},
    )  # fmt: skip


def ask(case: Case, other: Creditor, *, words: str = NOW_WORDS, number: str = "") -> JointPart:
    joint = acts.start(case, [other], by_channel=ChannelKind.PHONE, **WHO)
    acts.consent(
        joint.parts.get(creditor=other), text_version=words, language="nl", by_channel=ChannelKind.PHONE,
        level=AssuranceLevel.PROVEN, proof="gesprek 12", customer_number=number, **WHO,
    )  # fmt: skip
    acts.ask(joint, **WHO)
    return joint.parts.get(creditor=other)


def twin(creditor: Creditor, **details: Any) -> Case:
    """A file with a bill that is late, of somebody with these details."""
    customer = make_customer(creditor)
    make_details(customer, **details)
    make_claim(customer, amount_cents=5_000, due_on=TODAY - timedelta(days=10))
    return make_case(customer)


def held(case: Case) -> list[date | None]:
    return list(Hold.objects.filter(case=case, reason="joint", lifted_at=None).values_list("until_on", flat=True))


def test_the_same_person_is_found_without_a_number_and_nothing_goes_out_there(late: Case, energy: Creditor) -> None:
    there = make_late_case(energy)
    night.run(TODAY, at=NOW, by="test")
    assert Contact.objects.filter(case=there, state="planned").exists()

    part = ask(late, energy)

    assert (part.case, part.state) == (there, "asked")
    assert part.consent is not None
    assert part.consent.other_customer == there.customer
    assert held(there) == [UNTIL]
    assert not Contact.objects.filter(case=there, state="planned").exists()
    for days in range(1, 42):  # what can be spared is not told, so that it stays with asking
        at = NOW + timedelta(days=days)
        night.run(TODAY + timedelta(days=days), at=at, by="test")
        assert not Contact.objects.filter(case=there, state="planned", moment__isnull=False).exists()


def test_nothing_is_added_there_while_it_is_promised_to_be_quiet(late: Case, energy: Creditor) -> None:
    there = make_late_case(energy)

    ask(late, energy)

    (spans,) = standingstill.days(there, TODAY + timedelta(days=60)).values()
    assert spans == [(TODAY, UNTIL - timedelta(days=1))]


def test_what_the_customer_shared_of_themselves_stands_in_the_register(late: Case, energy: Creditor) -> None:
    make_late_case(energy)

    part = ask(late, energy)

    told = Shared.objects.get(to=energy)
    assert (told.data, told.consent) == (["status", "who"], part.consent)
    assert tellings.read(told.what) == (Telling.WHO, Telling.BALANCE)


@pytest.mark.parametrize(
    "other",
    [
        {"first_name": "Anne"},
        {"last_name": "Wit"},
        {"birth_on": date(1984, 5, 18)},
        {"birth_on": None},
        {"postcode": "1288 AX"},
        {"postcode": ""},
    ],
)
def test_whoever_differs_in_anything_is_somebody_else(late: Case, energy: Creditor, other: dict[str, Any]) -> None:
    there = twin(energy, **other)

    part = ask(late, energy)

    assert part.case is None
    assert held(there) == []
    assert AnswerLink.objects.filter(part=part).count() == 1  # asked like one without a file here


@pytest.mark.parametrize("name", ["A.", "A", "a", "A.B.", "A. B.", "Th.", "AB", "J-P", "A. Anna"])
@pytest.mark.parametrize("number", ["", "E-1"])
def test_an_initial_is_no_first_name_for_twins_share_it(late: Case, energy: Creditor, name: str, number: str) -> None:
    there = make_late_case(energy, number="E-1")
    CustomerDetails.objects.update(first_name=name)

    part = ask(late, energy, number=number)

    assert part.case is None
    assert held(there) == []
    assert AnswerLink.objects.filter(part=part).count() == 1


@pytest.mark.parametrize("name", ["Bo", "Anna M.", "Jean-Pierre", "Zoë"])
def test_a_short_name_and_a_second_initial_tell_who_it_is(late: Case, energy: Creditor, name: str) -> None:
    there = make_late_case(energy)
    CustomerDetails.objects.update(first_name=name)

    assert ask(late, energy).case == there


def test_list_in_capitals_tells_names_as_well(late: Case, energy: Creditor) -> None:
    there = twin(energy, first_name="ANNA", last_name="DE WIT")

    assert ask(late, energy).case == there


def test_of_two_that_fit_neither_is_it_and_with_the_number_it_is(late: Case, energy: Creditor) -> None:
    one, two = twin(energy), twin(energy)

    part = ask(late, energy)

    assert part.case is None
    assert held(one) == held(two) == []


def test_number_tells_two_files_of_one_person_apart(late: Case, energy: Creditor) -> None:
    _, two = twin(energy), twin(energy)

    assert ask(late, energy, number=two.customer.number).case == two


def test_number_of_somebody_else_finds_nobody(late: Case, energy: Creditor) -> None:
    mine, theirs = twin(energy), twin(energy, first_name="Bram")

    part = ask(late, energy, number=theirs.customer.number)

    assert part.case is None
    assert held(mine) == held(theirs) == []


def test_words_that_did_not_name_who_somebody_is_find_nobody(late: Case, energy: Creditor) -> None:
    twin(energy)

    part = ask(late, energy, words=OLD_WORDS)

    assert part.case is None
    assert Shared.objects.get(to=energy).data == ["status"]


def test_closed_file_and_another_organisation_are_not_it(late: Case, energy: Creditor) -> None:
    Case.objects.filter(pk=twin(energy).pk).update(state="closed")
    twin(make_creditor(name="Water", code="water"))

    assert ask(late, energy).case is None


@pytest.mark.parametrize("state", ["open", "closed"])
@pytest.mark.parametrize("is_beside", [False, True], ids=["by number", "put beside this one"])
def test_closed_file_is_not_it_by_its_number_or_by_a_link(
    late: Case, energy: Creditor, state: str, is_beside: bool
) -> None:
    there = twin(energy)
    Case.objects.filter(pk=there.pk).update(state=state)
    if is_beside:
        make_consent(late.customer, other=energy, other_customer=there.customer, purpose="overview", data=[])

    part = ask(late, energy, number="" if is_beside else there.customer.number)

    assert part.case == (there if state == "open" else None)


def test_file_that_came_later_is_found_in_the_night(late: Case, energy: Creditor) -> None:
    part = ask(late, energy)
    there = twin(energy)

    acts.pass_all(NOW + timedelta(days=1), by="test")

    part.refresh_from_db()
    assert part.case == there
    assert held(there) == [UNTIL]
    assert AuditEvent.objects.filter(what="joint.file_found", case_id_text=str(there.pk)).count() == 1


def test_night_finds_nobody_once_the_consent_was_taken_back(late: Case, energy: Creditor) -> None:
    part = ask(late, energy)
    acts.withdraw(part, **WHO)
    there = twin(energy)

    acts.pass_all(NOW + timedelta(days=1), by="test")

    assert held(there) == []


# A colleague there shows it


def test_colleague_there_shows_the_file_and_it_is_quiet(late: Case, energy: Creditor) -> None:
    there = twin(energy, birth_on=None, postcode="")
    part = ask(late, energy)

    acts.show_file(part, f" {there.customer.number} ", by="user:2", at=NOW)

    assert part.case == there
    assert held(there) == [UNTIL]


@pytest.mark.parametrize("other", [{"birth_on": date(1950, 1, 1)}, {"last_name": "de Boer"}, {"postcode": "9999 ZZ"}])
def test_colleague_cannot_show_the_file_of_somebody_else(late: Case, energy: Creditor, other: dict[str, Any]) -> None:
    there = twin(energy, **other)
    part = ask(late, energy)

    with pytest.raises(RefusedError) as refused:
        acts.show_file(part, there.customer.number, by="user:2", at=NOW)

    assert refused.value.code == Refusal.NO_FILE
    assert held(there) == []


def test_file_of_another_organisation_cannot_be_shown(late: Case, energy: Creditor) -> None:
    elsewhere = twin(make_creditor(name="Water", code="water"))
    part = ask(late, energy)

    with pytest.raises(RefusedError) as refused:
        acts.show_file(part, elsewhere.customer.number, by="user:2", at=NOW)

    assert refused.value.code == Refusal.NO_FILE


def test_file_is_shown_once_and_only_under_words_that_name_it(late: Case, energy: Creditor) -> None:
    there = twin(energy)
    part = ask(late, energy, words=OLD_WORDS)

    with pytest.raises(RefusedError) as refused:
        acts.show_file(part, there.customer.number, by="user:2", at=NOW)

    assert refused.value.code == Refusal.NO_CONSENT


# What an outsider sees, and until when


def test_who_somebody_is_is_told_as_long_as_it_is_needed(late: Case, energy: Creditor) -> None:
    part = ask(late, energy, number="E-77")

    assert jointwho.of(part, TODAY) == jointwho.Who("Anna de Wit", "17 mei 1984", "1288 AW", "E-77")
    acts.decline(part, "Wij kennen deze klant niet.", by="creditor:2", at=NOW)
    assert jointwho.of(JointPart.objects.get(pk=part.pk), TODAY) == jointwho.Who()


def test_without_a_birth_date_only_what_we_know_is_told(late: Case, energy: Creditor) -> None:
    CustomerDetails.objects.filter(customer=late.customer).update(birth_on=None, postcode="")

    assert jointwho.of(ask(late, energy), TODAY) == jointwho.Who("Anna de Wit")


def test_day_until_which_it_is_quiet_is_one_day_wherever_it_is_read(late: Case, energy: Creditor) -> None:
    outside = ask(late, energy)
    joint = Joint.objects.get()
    own = joint.parts.get(creditor=late.creditor)

    assert jointquiet.until_of(outside) == jointquiet.until_of(own) == joint.standstill_until == UNTIL
    for days in (1, 9, 20):
        acts.pass_all(NOW + timedelta(days=days), by="test")
        assert jointquiet.until_of(JointPart.objects.get(pk=outside.pk)) == UNTIL
