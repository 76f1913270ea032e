"""What a message may know: names, addresses, references, from rows as files and people brought them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_contact,
    make_creditor,
    make_customer,
    make_details,
    make_life_event,
    make_moment,
    make_point,
)
from tijdig.actions import knowing, mine, solutions
from tijdig.messages.facts import Facts
from tijdig.models import Case
from tijdig.queries import facts, frames, policies
from tijdig.rules.solutions.types import Debt, Freeze, Frozen
from tijdig.words import FactSource, Stage, SupportNeedKind


def told(case: Case, stage: Stage = Stage.S1, **asked: Any) -> Facts:
    frame = frames.of_case(case, TODAY)
    one = facts.Asked(0, stage, ("letter", "email"), asked.get("to_administrator", False), asked.get("tone", ""))
    (found,) = facts.read(frame, [one], policies.of(case.creditor, TODAY), TODAY)
    return found.facts


@pytest.mark.parametrize(
    ("title", "first", "last", "formality", "said"),
    [
        ("mevrouw", "Anna", "de Wit", "u", "Anna de Wit"),
        ("Dhr.", "B.", "Yilmaz", "u", "B. Yilmaz"),
        ("de heer", "", "van 't Hof", "u", "meneer Van 't Hof"),
        ("mevrouw", "Anna", "de Wit", "je", "Anna"),
        ("mevrouw", "", "de Wit", "je", "mevrouw De Wit"),
        ("familie", "", "Mensah", "u", "Mensah"),
        ("", "Chantal", "Mensah", "u", "Chantal Mensah"),
        ("mevrouw", "Chantal", "", "u", "Chantal"),
        ("", "", "", "u", ""),
    ],
)
def test_salutation_follows_a_greeting(title: str, first: str, last: str, formality: Any, said: str) -> None:
    assert facts.salutation(title, first, last, formality) == said


@pytest.mark.django_db
def test_facts_take_the_bills_own_reference_when_there_is_one_bill() -> None:
    customer = make_customer(number="K-1")
    make_claim(customer, payment_reference="1000 0000 0000 0001")
    case = make_case(customer)
    assert told(case).payment_reference == "1000 0000 0000 0001"

    make_claim(customer, payment_reference="2000 0000 0000 0002")

    assert told(case).payment_reference.startswith("RF")


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["---", "K" * 30, "Ж1"])
def test_facts_do_without_a_reference_where_none_can_be_made(number: str) -> None:
    customer = make_customer(number=number)
    make_claim(customer)

    assert told(make_case(customer)).payment_reference == ""


@pytest.mark.django_db
def test_facts_take_the_best_address() -> None:
    customer = make_customer()
    make_claim(customer)
    make_details(customer, first_name="Oud", since_intake=0)
    for value, values in (
        ("file@post.example", {}),
        ("told@post.example", {"source": "customer", "noted_on": TODAY - timedelta(days=90)}),
        ("bounced@post.example", {"source": "customer", "state": "bounced"}),
        ("unsafe@post.example", {"source": "customer", "is_safe": False}),
    ):
        make_point(customer, kind="email", value=value, **values)

    recipient = told(make_case(customer)).recipient

    assert (recipient.email, recipient.mobile, recipient.address_lines) == ("told@post.example", "", ("",))


@pytest.mark.django_db
def test_facts_know_a_third_party_and_the_sentences_of_signalling() -> None:
    creditor = make_creditor(sender_type="third_party", wki_registration="W-1", sender_name="Incassobureau")
    customer = make_customer(creditor)
    make_claim(customer, kind="rent")

    found = told(make_case(customer))

    assert (found.sender.on_behalf_of, found.sender.registration, found.signalling) == ("Woonstede", "W-1", True)


@pytest.mark.django_db
def test_facts_state_no_costs_to_a_business() -> None:
    customer = make_customer(make_creditor(charges_costs=True))
    make_details(customer, kind="business")
    make_claim(customer)

    assert told(make_case(customer), Stage.S3).notice is None


@pytest.mark.django_db
def test_facts_pass_on_the_tone_of_the_planner() -> None:
    customer = make_customer()
    make_claim(customer)

    assert told(make_case(customer), tone="thankful").tone == "thankful"


@pytest.mark.django_db
def test_facts_name_what_happened_before_the_due_date_only() -> None:
    customer = make_customer()
    make_claim(customer)
    make_life_event(customer, kind="moving")
    make_life_event(customer, kind="high_bill")
    case = make_case(customer)

    assert (told(case, Stage.S0).event, told(case, Stage.S1).event) == ("high_bill", "")


@pytest.mark.django_db
@pytest.mark.parametrize("charges", [True, False])
def test_facts_state_costs_where_the_policy_of_the_creditor_lets_them_be_claimed(charges: bool) -> None:
    case = make_case(make_customer(make_creditor(charges_costs=charges)))
    make_details(case.customer)
    claim = make_claim(case.customer, due_on=TODAY - timedelta(days=60), amount_cents=10_000)
    make_contact(make_moment(case, day=TODAY - timedelta(days=20), claims=[{"id": claim.pk}]), state="delivered")

    assert policies.of(case.creditor, TODAY).costs.charges_collection_costs is charges
    assert (told(case, Stage.S3).notice is not None) is charges


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "is_named"), [("costs", False), ("principal", True)])
def test_facts_name_no_costs_to_come_while_costs_stand_still(what: str, is_named: bool) -> None:
    case = make_case(make_customer(make_creditor(charges_costs=True)))
    make_details(case.customer)
    claim = make_claim(case.customer, due_on=TODAY - timedelta(days=60), amount_cents=10_000)
    make_contact(make_moment(case, day=TODAY - timedelta(days=20), claims=[{"id": claim.pk}]), state="delivered")
    debt = Debt(claim=claim.pk, principal_cents=10_000, interest_cents=0, costs_cents=0)
    still = Freeze(
        what=frozenset({Frozen(what)}),
        debts=(debt,),
        since_on=TODAY,
        until_on=TODAY + timedelta(days=30),
        why="Beslag.",
    )
    made = solutions.agree(case, still, by="user:1", at=NOW)

    while_it_runs = told(case, Stage.S3).notice is not None
    solutions.end(made, by="user:1", at=NOW)

    assert (while_it_runs, told(case, Stage.S3).notice is not None) == (is_named, True)


@pytest.mark.django_db
def test_facts_know_where_a_letter_can_be_heard(settings: Any, tmp_path: Path) -> None:
    settings.SPOKEN_DIR = tmp_path
    customer = make_customer()
    make_claim(customer)
    case = make_case(customer)
    (tmp_path / case.creditor.code / "nl").mkdir(parents=True)
    (tmp_path / case.creditor.code / "nl" / "S2-0123456789ab.mp3").write_bytes(b"sound")

    assert told(case).spoken == ""
    assert told(case, Stage.S2).spoken == f"{case.creditor.portal_url}/voorlezen/{case.creditor.code}/S2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "noted", "read"),
    [
        ("nl", "Türkçe", "tr"),
        ("nl", "Turks", "tr"),
        ("", "العربية", "ar"),
        ("nl", "English", "nl"),  # there is no line in it, and nobody asked for letters in English
        ("nl", "met mijn dochter", "nl"),
        ("en", "Türkçe", "en"),  # the file knows already which texts go out
        ("nl", "", "nl"),
    ],
)
def test_facts_know_which_language_was_told_where_the_file_says_dutch(file: str, noted: str, read: str) -> None:
    case = make_case(make_customer(make_creditor()))
    make_details(case.customer, language=file)
    make_claim(case.customer)
    if noted:
        knowing.note_need(
            case, SupportNeedKind.OTHER_LANGUAGE, source=FactSource.CUSTOMER, expires_on=date(2027, 11, 1),
            detail=noted, by="customer:1", at=NOW,
        )  # fmt: skip

    assert told(case).recipient.language == read


@pytest.mark.django_db
def test_facts_forget_a_language_that_was_taken_away() -> None:
    case = make_case(make_customer(make_creditor()))
    make_details(case.customer, language="nl")
    make_claim(case.customer)
    mine.speak(case, "Türkçe", by="customer:1", at=NOW)
    mine.speak(case, "", by="customer:1", at=NOW)

    assert told(case).recipient.language == "nl"


@pytest.mark.django_db
def test_facts_of_nothing_ask_nothing() -> None:
    frame = frames.of_case(make_case(), TODAY)

    assert list(facts.read(frame, [], policies.of(frame.part.creditor, TODAY), TODAY)) == []
