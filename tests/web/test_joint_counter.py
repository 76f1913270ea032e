"""A joint arrangement begun at the counter: identity, consents read aloud, balances, answers, and living with it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from accounts.models import User
from tests import beginnings
from tests.cast import Cast
from tests.factories import NOW, make_membership, make_user
from tests.web import pages, workbench
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.portal.visits import visit
from tests.web.test_workbench import do, read, said
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.actions import proving
from tijdig.models import Arrangement, AuditEvent, Consent, Creditor, Joint, JointPart, Shared
from tijdig.words import ProofMeans

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(cast: Cast) -> Four:
    return beginnings.go_on(lambda: make_silent_four(cast))


def make_silent_four(cast: Cast) -> Four:
    """Nobody gave its word beforehand: a person answers for each."""
    Creditor.objects.update(policy_overrides={})
    found = make_four(cast)
    # Colleagues pick from those that answer such questions; what a customer put side by side is not for them.
    Creditor.objects.filter(pk=found.energy.creditor_id).update(joint_email="samen@energie.example")
    Creditor.objects.update(policy_overrides={"joint.yes_months_max": 0})
    return found


@pytest.fixture
def bo(four: Four) -> Client:
    """Somebody who works at Bosstroom."""
    return workbench.signed_in(works_at(four.energy.creditor, "Bo Bos"))


def works_at(creditor: Creditor, name: str) -> User:
    return beginnings.go_on(lambda: _works_at(creditor, name), creditor.pk, name)


def _works_at(creditor: Creditor, name: str) -> User:
    user = make_user(email=f"{name.replace(' ', '.')}@elders.example", name=name)
    make_membership(user, creditor, role="handler")
    return user


def act(client: Client, joint: Joint, name: str, part: JointPart | None = None, **values: Any) -> Any:
    """Send the form of an act on the plan as it stands now."""
    address = f"/werk/samen/{joint.pk}/{name}" + (f"?deel={part.pk}" if part else "")
    return client.post(address, {"version": Joint.objects.get(pk=joint.pk).version} | values)


def text_of(response: Any) -> str:
    return said(pages.read(response.content))


def went(response: Any, joint: Joint, name: str) -> bool:
    assert response.status_code == 302, text_of(response)
    return bool(response["Location"] == f"/werk/samen/{joint.pk}?gedaan={name}")


def part(joint: Joint, name: str) -> JointPart:
    return joint.parts.get(creditor__name=name)


def begin(samira: Client, four: Four) -> Joint:
    """Begun at the counter, with two others."""
    proving.record(four.anna, ProofMeans.COUNTER, ["paspoort"], by="user:1", at=NOW)
    picks = {f"pick_{one.pk}": "on" for one in (four.energy.creditor, four.water)}
    response = do(samira, four.anna, "samen", by_channel="counter", **picks)
    joint = Joint.objects.get()
    assert went(response, joint, "begonnen")
    return joint


def consented(samira: Client, joint: Joint, name: str, **values: Any) -> Any:
    said_yes = {"answer": "ja", "by_channel": "counter", "proof": "aan de balie, 10.15 uur"}
    return act(samira, joint, "toestemming", part(joint, name), **said_yes | values)


def asked(samira: Client, four: Four) -> Joint:
    """Asked everywhere, with what can be spared."""
    return beginnings.go_on(lambda: _asked(samira, four), who(samira), four.anna.pk)


def who(client: Client) -> str:
    """Who is signed in there."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return str(SessionStore(key).get(SESSION_KEY))


def _asked(samira: Client, four: Four) -> Joint:
    joint = begin(samira, four)
    for name in ("Bosstroom", "Waterheld"):
        assert went(consented(samira, joint, name), joint, "toestemming")
    assert went(act(samira, joint, "ruimte", spare="60", rhythm="monthly", first_on="2026-12-15"), joint, "ruimte")
    assert went(act(samira, joint, "vragen"), joint, "vragen")
    return joint


@dataclass(frozen=True)
class Everywhere:
    """A plan about which all were asked, Samira of the house and Bo of another organisation in it."""

    samira: User
    bo: User
    joint: Joint


@pytest.fixture
def everywhere(db: None, data_dir: Path) -> Everywhere:
    clock.fix(NOW)
    return beginnings.begin_with(ask_everywhere)


def ask_everywhere() -> Everywhere:
    people = workbench.make_morning()
    found = make_silent_four(people)
    bo = works_at(found.energy.creditor, "Bo Bos")
    return Everywhere(people.samira, bo, asked(workbench.signed_in(people.samira), found))


def balances(samira: Client, bo: Client, joint: Joint) -> None:
    """Woonstede and Bosstroom say what is open; Waterheld says so by its link."""
    beginnings.go_on(lambda: _balances(samira, bo, joint), who(samira), who(bo), joint.pk)


def _balances(samira: Client, bo: Client, joint: Joint) -> None:
    for client, name, amount in ((samira, "Woonstede", "182,40"), (bo, "Bosstroom", "51")):
        values = {"amount": amount, "contact": "Bo Bos"}
        assert went(act(client, joint, "bedrag", part(joint, name), **values), joint, "bedrag")
    acts.balance(part(joint, "Waterheld"), 9_000, contact="W. Ater", by="organisation:3", at=clock.now())


def accepted(samira: Client, bo: Client, joint: Joint) -> None:
    """All organisations said yes."""
    beginnings.go_on(lambda: _accepted(samira, bo, joint), who(samira), who(bo), joint.pk)


def _accepted(samira: Client, bo: Client, joint: Joint) -> None:
    for client, name in ((samira, "Woonstede"), (bo, "Bosstroom")):
        assert went(act(client, joint, "besluit", part(joint, name), answer="ja"), joint, "besluit")
    acts.accept(part(joint, "Waterheld"), by="organisation:3", at=clock.now())


def running(samira: Client, bo: Client, joint: Joint) -> None:
    """All said yes, and so did the customer."""
    beginnings.go_on(lambda: _running(samira, bo, joint), who(samira), who(bo), joint.pk)


def _running(samira: Client, bo: Client, joint: Joint) -> None:
    accepted(samira, bo, joint)
    assert "Elke betaling" in said(read(samira, f"/werk/samen/{joint.pk}/klant"))
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")


def state(joint: Joint) -> str:
    return str(Joint.objects.get(pk=joint.pk).state)


# Begin


def test_nobody_begins_before_it_is_known_who_the_customer_is(samira: Client, four: Four) -> None:
    page = said(read(samira, f"/werk/dossier/{four.anna.pk}/samen"))
    response = do(samira, four.anna, "samen", by_channel="counter", **{f"pick_{four.water.pk}": "on"})

    assert "Stel eerst vast wie de klant is." in page
    assert response.status_code == 200
    assert not Joint.objects.exists()


def test_case_leads_to_the_plan_in_three_clicks(samira: Client, four: Four) -> None:
    first = read(samira, f"/werk/dossier/{four.anna.pk}").links["Samen regelen met anderen"]
    joint = begin(samira, four)
    then = read(samira, f"/werk/dossier/{four.anna.pk}").links["Bekijk het gezamenlijke plan"]

    assert (first, then) == (f"/werk/dossier/{four.anna.pk}/samen", f"/werk/samen/{joint.pk}")
    again = read(samira, first)
    assert "Deze klant heeft al een plan voor alles samen. Ga daar verder." in said(again)
    assert again.links["Naar het plan"] == f"/werk/samen/{joint.pk}"
    assert (joint.state, joint.by_channel) == ("requested", "counter")
    assert "Toestemming vragen: Bosstroom" in read(samira, then).links


def test_somebody_has_to_be_picked(samira: Client, four: Four) -> None:
    proving.record(four.anna, ProofMeans.COUNTER, ["paspoort"], by="user:1", at=NOW)

    response = do(samira, four.anna, "samen", by_channel="counter")

    assert "Kies minstens één organisatie." in text_of(response)


def test_consent_is_read_aloud_and_kept_with_how_it_was_said(samira: Client, four: Four, cast: Cast) -> None:
    joint = begin(samira, four)

    shown = said(read(samira, f"/werk/samen/{joint.pk}/toestemming?deel={part(joint, 'Waterheld').pk}"))
    without = consented(samira, joint, "Waterheld", proof="")
    response = consented(samira, joint, "Waterheld")

    assert "Mag ik dit samen met Waterheld regelen?" in shown
    assert "Schrijf op hoe de klant ja zei" in text_of(without)
    assert went(response, joint, "toestemming")
    given = Consent.objects.get(purpose="joint")
    assert (given.by_channel, given.level, given.proof) == ("counter", 2, "aan de balie, 10.15 uur")
    assert (given.given_by, given.text_version) == (f"user:{cast.samira.pk}", "samen-2026-11-b")


def test_no_leaves_that_organisation_out(samira: Client, four: Four) -> None:
    joint = begin(samira, four)

    response = consented(samira, joint, "Waterheld", answer="nee", proof="")

    assert went(response, joint, "toestemming")
    assert (part(joint, "Waterheld").state, Consent.objects.filter(purpose="joint").count()) == ("left", 0)


# Answers


def test_whole_of_it_from_the_counter_to_the_last_payment(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    assert state(joint) == "proposed"
    running(samira, bo, joint)
    assert state(joint) == "active"
    page = said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "15 dec 2026 Woonstede € 33,84, Bosstroom € 9,46, Waterheld € 16,70 € 60,00" in page
    assert Arrangement.objects.filter(case=four.anna, state="active").exists()

    paid = {"amount": "60", "paid_on": "2026-11-24", "reference": "balie 1"}
    assert went(act(samira, joint, "betaald", **paid), joint, "betaald")
    clock.fix(NOW + timedelta(days=70))
    acts.tick(Joint.objects.get(pk=joint.pk), by="system", at=clock.now())
    assert state(joint) == "missed"
    missed = said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "Bel vriendelijk." in missed
    on = (clock.now().date() + timedelta(days=14)).isoformat()
    assert went(act(samira, joint, "gemist", first_on=on), joint, "gemist")
    later = (clock.now().date() + timedelta(days=22)).isoformat()
    assert went(act(samira, joint, "pauze", until_on=later), joint, "pauze")
    assert state(joint) == "paused"
    assert went(act(samira, joint, "herberekenen", change="less_income"), joint, "herberekenen")
    assert went(act(samira, joint, "ruimte", spare="40", rhythm="monthly", first_on=later), joint, "ruimte")
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    today = clock.now().date().isoformat()
    left = sum(one.balance_cents or 0 for one in joint.parts.all()) - 6_000
    last = {"amount": f"{left // 100},{left % 100:02d}", "paid_on": today, "reference": "balie 2"}
    assert went(act(samira, joint, "betaald", **last), joint, "betaald")
    assert state(joint) == "completed"


def test_counter_proposal_and_no_come_with_a_reason(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    own = part(joint, "Bosstroom")
    asks = said(read(bo, f"/werk/samen/{joint.pk}/besluit?deel={own.pk}"))
    assert (
        "Het voorstel, elke maand: € 9,46 per keer, 5 keer, en dan nog € 3,70. Klaar in mei 2027. "
        "De laatste keer is op 18 mei 2027."
    ) in asks

    without = act(bo, joint, "besluit", own, answer="nee")
    less = act(bo, joint, "besluit", own, answer="anders", reason="Dit is te weinig.")
    response = act(bo, joint, "besluit", own, answer="anders", share="20", reason="Dit is te weinig.")

    assert "Schrijf op waarom. De klant leest het." in text_of(without)
    assert "Vul in welk deel wij per keer vragen." in text_of(less)
    assert went(response, joint, "besluit")
    page = read(samira, f"/werk/samen/{joint.pk}")
    assert "Vraagt € 20,00 per keer. Dit is te weinig." in said(page)
    assert "Tegenvoorstel van Bosstroom" in page.links
    assert went(act(samira, joint, "tegenvoorstel", own), joint, "tegenvoorstel")


def test_amount_that_was_taken_stands_there_at_once_also_while_a_person_looks(
    samira: Client, bo: Client, four: Four
) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    own = part(joint, "Bosstroom")
    act(bo, joint, "besluit", own, answer="anders", share="20", reason="Dit is te weinig.")
    Joint.objects.filter(pk=joint.pk).update(state="weighed", weighs=[{"why": "help", "since_on": "2026-11-24"}])
    before = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert went(act(samira, joint, "tegenvoorstel", own), joint, "tegenvoorstel")

    after = said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "Op 15 december 2026 € 9,46" in before
    assert "Op 15 december 2026 € 20,00" in after
    assert "€ 9,46" not in after
    assert "Bosstroom € 20,00" in after.partition("Het plan")[2]
    assert "Samen Op 15 december 2026 € 60,00" in after
    plan = said(pages.read(visit(four.anna, level=2).get("/samen-regelen/plan").content))
    assert "€ 20,00 per keer, 2 keer, en dan nog € 11,00." in plan


def test_column_of_what_each_gets_is_of_one_day_and_adds_up(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "accepted", "accepted")
    make_plan(joint)
    joint.plans.get().lines.filter(part__creditor__name="Waterheld", number=1).delete()  # once another is paid

    text = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert "Op 1 december 2026 € 60,80" in text
    assert "Samen Op 1 december 2026 € 77,80" in text
    assert "Begint op 1 januari 2027; eerst gaan andere voor. € 30,00 per keer, 2 keer." in text
    assert "Open € 90,00 Op 1 december 2026 € 0,00" in text


def test_debt_help_gets_one_whole_file(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)

    early = samira.get(f"/werk/samen/{joint.pk}/hulp.json")
    response = act(samira, joint, "hulp", reason="De klant vraagt het zelf.")
    file = samira.get(f"/werk/samen/{joint.pk}/hulp.json")

    assert early.status_code == 404
    assert went(response, joint, "hulp")
    assert (file.status_code, file.json()["reason"]) == (200, "De klant vraagt het zelf.")
    assert [one["name"] for one in file.json()["organisations"]] == ["Woonstede", "Bosstroom", "Waterheld"]
    assert "Het dossier voor schuldhulp" in said(read(samira, f"/werk/samen/{joint.pk}"))
    assert bo.get(f"/werk/samen/{joint.pk}/hulp.json").status_code == 404


def test_consent_is_taken_back_in_one_act_and_nothing_is_told_after_it(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    told = Shared.objects.filter(to__name="Bosstroom").count()

    response = act(samira, joint, "intrekken", part(joint, "Bosstroom"))

    assert went(response, joint, "intrekken")
    assert bo.get(f"/werk/samen/{joint.pk}").status_code == 404
    assert Shared.objects.filter(to__name="Bosstroom").count() == told


# Two at once, and others


def test_second_of_two_hears_that_it_changed(samira: Client, four: Four) -> None:
    joint = begin(samira, four)
    values = {"spare": "60", "rhythm": "monthly", "first_on": "2026-12-15"}
    act(samira, joint, "ruimte", **values)

    second = samira.post(f"/werk/samen/{joint.pk}/ruimte", {"version": joint.version, **values, "spare": "50"})

    assert second.status_code == 409
    assert "Dit plan is net veranderd" in text_of(second)
    assert b'value="50"' in second.content
    assert Joint.objects.get().spare_cents == 6_000


HOUSE = (
    "toestemming", "intrekken", "erbij", "vragen", "ruimte", "verder", "hulp", "klant", "tegenvoorstel", "betaald",
    "gemist", "pauze", "herberekenen", "stoppen",
)  # fmt: skip


@pytest.mark.parametrize("name", HOUSE)
@pytest.mark.parametrize("whose", ["own", "other", "none"])
def test_another_organisation_does_nothing_of_the_house(name: str, whose: str, everywhere: Everywhere) -> None:
    bo, joint = workbench.signed_in(everywhere.bo), everywhere.joint
    parts = {"own": part(joint, "Bosstroom"), "other": part(joint, "Waterheld"), "none": None}
    before = AuditEvent.objects.count()

    response = act(bo, joint, name, parts[whose])

    assert (response.status_code, AuditEvent.objects.count()) == (404, before)


@pytest.mark.parametrize("name", ["bedrag", "besluit", "uitstappen"])
def test_nobody_answers_for_another(name: str, everywhere: Everywhere) -> None:
    samira, bo, joint = *map(workbench.signed_in, (everywhere.samira, everywhere.bo)), everywhere.joint

    by_house = act(samira, joint, name, part(joint, "Bosstroom"), amount="1", contact="x", answer="ja")
    by_other = act(bo, joint, name, part(joint, "Waterheld"), amount="1", contact="x", answer="ja")
    without = act(bo, joint, name, None)

    assert [by_house.status_code, by_other.status_code, without.status_code] == [404, 404, 404]
    assert part(joint, "Bosstroom").state == "asked"


def test_part_of_another_plan_is_not_found(samira: Client, four: Four, cast: Cast) -> None:
    joint = asked(samira, four)
    strange = make_joint(four, "inventory", "confirmed", "asked", case=cast.bram)

    response = act(samira, joint, "bedrag", strange.parts.order_by("pk")[1], amount="1", contact="x")

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["bestaat-niet", "BEDRAG"])
def test_unknown_act_is_not_there(name: str, samira: Client, four: Four) -> None:
    assert act(samira, begin(samira, four), name).status_code == 404
