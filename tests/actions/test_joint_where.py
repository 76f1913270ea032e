"""What the customer reads of a plan: where the money goes, who is not in it, and until when it is quiet after it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from tests.actions.carriers import Carrier
from tests.actions.test_joint import FIRST, WHO, asked, parts, running
from tests.factories import NOW, TODAY, make_creditor
from tijdig.actions import joint as acts
from tijdig.models import Contact, Creditor, Joint, JointPart
from tijdig.queries import jointhouses, jointplans, jointquiet
from tijdig.rules import dutch
from tijdig.rules.references import in_fours, rf_of_customer
from tijdig.words import ChangeReason, Rhythm

__all__ = ["asked"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]
CARE = "NL20INGB0001234567"


@pytest.fixture
def named(asked: Joint) -> None:
    """Customers know each organisation by its own name."""
    Creditor.objects.filter(pk__in=asked.parts.values("creditor")).update(sender_name=F("name"))


def text_of(kind: str) -> str:
    """The newest message of this kind."""
    message = Contact.objects.filter(key__startswith=f"reply-{kind}-").order_by("pk").last()
    assert message is not None
    return message.text.replace("\xa0", " ")


def paid_to(joint: Joint, name: str, iban: str) -> None:
    Creditor.objects.filter(name=name).update(iban=iban, iban_name=f"Stichting {name}")
    JointPart.objects.filter(joint=joint, creditor__name=name).update(customer_number="4455")


# Where it goes -------------------------------------------------------------------------------------------------------


def test_agreed_plan_names_every_account_with_its_amount_and_its_own_reference(asked: Joint) -> None:
    paid_to(asked, "Zorg", CARE)

    running(asked)

    text = text_of("joint_agreed")
    care = "Zorg: € 20,00 per keer, zes keer. Rekening: NL20 INGB 0001 2345 67. Naam: Stichting Zorg. Kenmerk: 4455."
    assert care in text
    assert f"Kenmerk: {in_fours(rf_of_customer(asked.case.customer.number))}." in text
    assert "Bosstroom: Meestal € 8,33 per keer. Rekening: " in text
    water = text.partition("Water: € 15,00 per keer, zes keer. ")[2].partition("\n")[0]
    assert water.startswith("Rekening: NL")  # as on the page that says where to pay
    assert water.endswith("Kenmerk: uw klantnummer daar.")  # what we do not know, we do not make up
    assert "Vlak voor elke betaling sturen wij u de bedragen nog een keer." in text
    assert "SAMEN-" not in text


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((788, 788, 788), ("each", 788)),
        ((2005, 788, 788, 788), ("first", 788)),
        ((2005, 788), ("two", 788)),
        ((2005, 788, 788, 788, 24), ("first_mostly", 788)),
        ((788, 788, 788, 24), ("mostly", 788)),
        ((100, 200, 300, 400), ("in_all", 1_000)),
        ((500,), ("once", 500)),
    ],
)
def test_who_pays_by_what_is_said_pays_the_first_time_what_the_plan_asks(
    amounts: tuple[int, ...], said: tuple[str, int]
) -> None:
    assert jointhouses.how_often(amounts) == said


def test_whom_to_call_is_said_where_no_account_is_known(asked: Joint) -> None:
    Creditor.objects.filter(name="Water").update(iban="")

    running(asked)

    assert "Water: € 15,00 per keer, zes keer. Bel " in text_of("joint_agreed")


def test_agreed_plan_names_one_account_where_one_takes_it_for_all(asked: Joint) -> None:
    Creditor.objects.filter(name="Zorg").update(iban=CARE, iban_name="Stichting Zorg")
    Joint.objects.filter(pk=asked.pk).update(pay_to=Creditor.objects.get(name="Zorg"))

    running(Joint.objects.get(pk=asked.pk))

    how = text_of("joint_agreed").partition("Hoe betaalt u?")[2].partition("Zo kunt u ons bereiken")[0]
    assert how.split("\n\n")[1:3] == [
        "Zorg: € 60,00 per keer, zes keer. Rekening: NL20 INGB 0001 2345 67. Naam: Stichting Zorg. "
        f"Kenmerk: SAMEN-{asked.pk}.",
        "Zo krijgt iedereen zijn deel. Vlak voor elke betaling sturen wij u een geheugensteun.",
    ]


def test_changed_plan_says_anew_what_goes_where(asked: Joint) -> None:
    paid_to(asked, "Zorg", CARE)
    joint = running(asked)

    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.confirm(joint, **WHO)

    text = text_of("joint_changed")
    assert "Zorg: Vanaf 15 februari 2027 meestal € 11,61 per keer. Rekening: NL20 INGB 0001 2345 67." in text
    assert "Bosstroom: Eerst € 30,00, daarna € 20,00. Rekening: " in text


def test_who_comes_later_or_once_is_told_from_when(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 600, **WHO)
    acts.balance(care, 12_000, is_threatening=True, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)

    acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    how = text_of("joint_agreed").partition("Hoe betaalt u?")[2]
    assert "Zorg: € 60,00 per keer, twee keer." in how
    assert "Woonstede: Vanaf 15 februari 2027" in how
    assert "Water: € 6,00, op 15 februari 2027." in how


# Who is not in it ----------------------------------------------------------------------------------------------------


def test_who_said_no_is_named_in_the_proposal_and_never_why(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)

    acts.decline(care, "Wij doen dit nooit.", **WHO)

    text = text_of("joint_proposed")
    assert "Niet in dit plan: Zorg en Telefoonbedrijf." in text
    assert "Hiermee betaalt u ons en ook Bosstroom en Water." in text
    assert "nooit" not in text
    assert "120,00" not in text
    acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)
    assert "Niet in dit plan: Zorg en Telefoonbedrijf." in text_of("joint_agreed")


def test_who_did_not_answer_or_has_nothing_open_is_named_too(asked: Joint) -> None:
    acts.balance(parts(asked)[2], 0, **WHO)

    for days in range(1, 40):
        acts.pass_all(NOW + timedelta(days=days), by="system")
        if Joint.objects.get(pk=asked.pk).state == "offered":
            break

    assert "Niet in dit plan: Water, Zorg en Telefoonbedrijf." in text_of("joint_proposed")


def test_plan_with_everybody_names_nobody_who_is_out(asked: Joint) -> None:
    Joint.objects.filter(pk=asked.pk).update(others="")

    running(Joint.objects.get(pk=asked.pk))

    assert "Niet in dit plan" not in text_of("joint_proposed")
    assert "Niet in dit plan" not in text_of("joint_agreed")


def test_who_asks_for_something_else_still_is_named_once_the_plan_begins(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.counter(care, 5_900, "Wij willen meer.", **WHO)

    acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert "Niet in dit plan: Zorg en Telefoonbedrijf." in text_of("joint_agreed")


def test_who_was_only_named_is_told_of_as_not_in_it(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    ander = make_creditor(code="ander", name="Ander", sender_name="Ander")
    JointPart.objects.create(joint=asked, creditor=ander, state="picked")

    acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert "Niet in dit plan: Ander en Telefoonbedrijf." in text_of("joint_agreed")


def test_who_the_customer_did_not_let_us_ask_is_not_told_of(asked: Joint) -> None:
    acts.balance(parts(asked)[2], 9_000, **WHO)
    ander = make_creditor(code="ander", name="Ander", sender_name="Ander")
    JointPart.objects.create(joint=asked, creditor=ander, state="left")

    acts.balance(parts(asked)[3], 12_000, **WHO)
    acts.accept(parts(asked)[2], **WHO)
    acts.accept(parts(asked)[3], **WHO)

    assert "Ander" not in text_of("joint_proposed")


def test_organisation_hears_that_the_plan_may_go_on_without_somebody_and_never_without_whom(
    asked: Joint, carry: Callable[[str], type[Carrier]], django_capture_on_commit_callbacks: Any
) -> None:
    carrier = carry("Carrier")
    _, _, water, care = parts(asked)

    with django_capture_on_commit_callbacks(execute=True):
        acts.balance(water, 9_000, **WHO)
        acts.balance(care, 12_000, **WHO)
        acts.decline(care, "Wij doen dit nooit.", **WHO)
    with django_capture_on_commit_callbacks(execute=True):
        acts.accept(water, **WHO)
        acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    mails = [message.content.text for key, message in carrier.kept.items() if key.startswith("answer-")]
    assert [text for text in mails if "Doet een organisatie niet mee? Dan gaat het plan door met de andere." in text]
    assert [text for text in mails if "loopt nu, met wie ja zei." in text]
    assert [text for text in mails if "Zorg" in text or "Bosstroom" in text or "Water" in text] == []


# Until when it is quiet ----------------------------------------------------------------------------------------------


def test_end_names_the_last_day_on_which_nothing_goes_out(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    last = jointplans.told_of(Joint.objects.get(pk=asked.pk).plans.latest("number")).until

    for days in range(1, (last - TODAY).days + 2):
        acts.pass_all(NOW + timedelta(days=days), by="system")

    own = parts(Joint.objects.get(pk=asked.pk))[0]
    quiet = jointquiet.last_of(own)
    assert quiet is not None
    said = f"Hier is nu geen regeling. Geen herinneringen tot en met {dutch.weekday(quiet)}. Bel "
    rows = text_of("joint_ended").partition("Hoe gaat het nu verder?")[2]
    assert f"Woonstede: {said}" in rows
    assert f"Bosstroom: {said}" in rows
    assert "Water: Hier is nu geen regeling. Bel " in rows  # asked, and not ours to promise


def test_end_that_the_customer_asked_for_promises_no_silence(asked: Joint) -> None:
    acts.end(asked, **WHO)

    text = text_of("joint_ended")
    assert "Woonstede: Hier is nu geen regeling. Bel " in text
    assert "tot en met" not in text
