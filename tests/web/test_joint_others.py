"""The other organisations in a plan: what they see to find somebody, what a colleague writes down, a yes once more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.web import pages
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.portal.test_answering_pages import inside, make_link
from tests.web.portal.visits import visit
from tests.web.test_joint_counter import act, went, works_at
from tests.web.test_workbench import read, said
from tests.web.workbench import signed_in
from tijdig.actions import proving
from tijdig.models import AuditEvent, Consent, Creditor, Hold, Joint, JointPart
from tijdig.queries import worksources
from tijdig.words import ProofMeans

pytestmark = pytest.mark.django_db
WHO = ["who", "balance", "status", "contact"]


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


@pytest.fixture
def anna(cast: Cast) -> Client:
    return visit(cast.anna, level=2)


def named(joint: Joint, name: str, **values: Any) -> JointPart:
    """Under words that name who somebody is."""
    found: JointPart = joint.parts.get(creditor__name=name)
    Consent.objects.filter(pk=found.consent_id).update(data=WHO, text_version="samen-2026-11-b", **values)
    return found


# The page behind the link


def test_page_says_what_is_needed_to_find_somebody_and_no_more(four: Four) -> None:
    joint = make_joint(four, "inventory", "accepted", "accepted", "asked", standstill_until=date(2027, 1, 5))
    make_link(named(joint, "Waterheld"))

    text = words(inside().get("/antwoord"))

    assert "Klant Anna de Wit Geboren op 17 mei 1984 Postcode 1288 AW Klantnummer bij u W-7741" in text
    assert "De klant weet dat u deze gegevens ziet." in text
    assert "Lindepad" not in text
    assert "Stuurt u de klant tot en met maandag 4 januari geen herinneringen?" in text


def test_who_said_no_finds_nothing_more(four: Four) -> None:
    joint = make_joint(four, "inventory", "accepted", "accepted", "asked")
    part = named(joint, "Waterheld")
    make_link(part)
    client = inside()
    JointPart.objects.filter(pk=part.pk).update(state="declined", reason="Nee.")

    text = words(client.get("/antwoord"))

    assert "1984" not in text
    assert "1288" not in text


def test_amount_of_the_file_here_stands_there_and_another_is_asked_after(four: Four) -> None:
    joint = make_joint(four, "inventory", "accepted", "asked")
    Creditor.objects.filter(name="Bosstroom").update(joint_email="samen@bosstroom.example")
    part = named(joint, "Bosstroom")
    make_link(part)
    client, typed = inside(), {"contact": "Bo, 020 555 02 22", "dreigt": "nee", "vraag": "balance", "versie": "1"}

    page = client.get("/antwoord").content.decode()
    other = client.post("/antwoord", typed | {"bedrag": "90"})
    part.refresh_from_db()
    assert 'name="bedrag" value="51,00"' in page
    assert "In het dossier staat € 51,00 open. Klopt uw bedrag toch? Vink dat dan aan." in words(other)
    assert part.balance_cents is None

    client.post("/antwoord", typed | {"bedrag": "90", "klopt": "on"})

    part.refresh_from_db()
    assert part.balance_cents == 9_000
    assert AuditEvent.objects.get(what="joint.other_balance").facts == {"cents": 9_000, "file_cents": 5_100}


# A colleague there


def test_colleague_there_sees_whom_to_look_for_and_shows_the_file(four: Four) -> None:
    joint = make_joint(four, "inventory", "accepted", "asked", standstill_until=date(2027, 1, 5))
    part = named(joint, "Bosstroom")
    JointPart.objects.filter(pk=part.pk).update(case=None, customer_number="E-1", standstill=None)
    Hold.objects.all().delete()
    bo = signed_in(works_at(four.energy.creditor, "Bo Bos"))

    page = read(bo, f"/werk/samen/{joint.pk}")
    sent = act(bo, joint, "dossier", part, number=four.energy.customer.number)

    assert "Naam: Anna de Wit Geboren op 17 mei 1984 Postcode 1288 AW Klantnummer bij ons: E-1" in said(page)
    assert "Zoek ons dossier" in page.links
    assert "Wij weten hier nog niet welk dossier het is" in said(page)
    assert went(sent, joint, "dossier")
    assert Hold.objects.get(case=four.energy, reason="joint").until_on == date(2027, 1, 5)
    assert "Zoek ons dossier" not in read(bo, f"/werk/samen/{joint.pk}").links


def test_silence_is_promised_only_where_it_is_kept(samira: Client, anna: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "asked", "asked", "silent", standstill_until=date(2027, 1, 5))

    work, home = said(read(samira, f"/werk/samen/{joint.pk}")), words(anna.get("/samen-regelen/plan"))

    assert "Tot en met 4 januari 2027 gaat er niets uit van Woonstede en Bosstroom." in work
    assert "Wij vroegen Waterheld en Zorgpunt om ook te wachten, tot en met 4 januari 2027." in work
    assert "krijgt u geen brieven en geen telefoontjes van Woonstede en Bosstroom over" in home
    assert "Wij vroegen Waterheld en Zorgpunt om ook te wachten, tot en met maandag 4 januari." in home


# What an organisation says on the telephone


def test_amount_said_on_the_telephone_is_written_down_with_who_and_when(samira: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "accepted", "accepted", "silent")
    part = joint.parts.get(creditor__name="Waterheld")
    assert "Antwoord van Waterheld opschrijven" in read(samira, f"/werk/samen/{joint.pk}").links

    typed = {"what": "balance", "cents": "90", "who": "Wim, 020 555 02 22", "on": TODAY.isoformat()}
    sent = act(samira, joint, "gezegd", part, **typed)

    part.refresh_from_db()
    assert went(sent, joint, "gezegd")
    assert (part.balance_cents, part.contact) == (9_000, "Wim, 020 555 02 22")
    assert part.answered_by.startswith("user:")
    assert AuditEvent.objects.get(what="joint.heard").facts == {"what": "balance", "on": TODAY.isoformat()}
    assert "Gezegd aan de telefoon, op 24 november 2026." in said(read(samira, f"/werk/samen/{joint.pk}"))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"what": "yes"}, "accepted"),
        ({"what": "other", "cents": "30", "reason": "Dit is te weinig."}, "countered"),
        ({"what": "no", "reason": "Dit is al bij de deurwaarder."}, "declined"),
    ],
)
def test_answer_on_the_proposal_is_written_down(samira: Client, four: Four, values: dict[str, str], state: str) -> None:
    joint = make_joint(four, "proposed", "accepted", "accepted", "undecided")
    make_plan(joint)
    part = joint.parts.get(creditor__name="Waterheld")

    act(samira, joint, "gezegd", part, who="Wim", on=TODAY.isoformat(), **values)

    part.refresh_from_db()
    assert (part.state, part.contact) == (state, "Wim")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"who": ""}, "Wie sprak u?"),
        ({"who": "\u202e\u200b"}, "Dit kunnen wij niet lezen."),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "Deze dag moet nog komen."),
        ({"on": (TODAY - timedelta(days=9)).isoformat()}, "Op die dag was het deze organisatie nog niet gevraagd."),
        ({"what": "no", "reason": ""}, "Schrijf op waarom."),
        ({"what": "other", "cents": "", "reason": "Te weinig."}, "Vul in welk deel zij per keer vragen."),
    ],
)
def test_answer_without_who_when_or_why_is_not_written_down(
    samira: Client, four: Four, values: dict[str, str], says: str
) -> None:
    joint = make_joint(four, "proposed", "accepted", "accepted", "undecided")
    make_plan(joint)
    part = joint.parts.get(creditor__name="Waterheld")

    sent = act(samira, joint, "gezegd", part, **{"what": "yes", "who": "Wim", "on": TODAY.isoformat()} | values)

    part.refresh_from_db()
    assert says in words(sent)
    assert part.state == "undecided"


def test_nobody_elsewhere_writes_down_what_another_said(four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "proposed", "undecided")
    make_plan(joint)
    bo = signed_in(works_at(four.energy.creditor, "Bo Bos"))

    sent = act(bo, joint, "gezegd", joint.parts.get(creditor__name="Waterheld"), what="yes", who="W", on=str(TODAY))

    assert sent.status_code == 404


# Yes once more


def ending(four: Four, *, days: int = 40) -> Joint:
    """A plan that runs longer than what was agreed."""
    joint = make_joint(four, "active", "running", "running", "running", "declined")
    make_plan(joint, months=6, confirmed_at=NOW)
    Consent.objects.filter(joint_parts__joint=joint).update(until_on=TODAY + timedelta(days=days))
    return joint


def waits(joint: Joint) -> list[str]:
    """Of whom a colleague still asks whether it may be longer."""
    creditor = joint.case.creditor
    head = worksources.items(
        creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14, renew_call_days=21
    )
    values = {"creditor": creditor.pk, "user": 0, "actor": "user:0", "day": TODAY}
    with connection.cursor() as cursor:
        cursor.execute(f"{head} SELECT words FROM items WHERE kind = 'joint' AND code = 'renew' ORDER BY words", values)
        return [row[0] for row in cursor.fetchall()]


def test_plan_asks_in_time_and_one_press_is_a_yes_for_all(anna: Client, four: Four) -> None:
    joint = ending(four)
    plan = words(anna.get("/samen-regelen/plan"))
    page = pages.read(anna.get("/samen-regelen/langer").content)

    sent = anna.post("/samen-regelen/langer", {
        "wie": "alle", "tekst": "samen-2026-11-b", "taal": "nl", "versie": joint.version,
    })  # fmt: skip

    assert "Uw toestemming voor Bosstroom en Waterheld geldt tot en met 2 januari 2027. Mag het langer?" in plan
    assert "Woonstede geeft elke organisatie hieronder uw naam, geboortedatum en postcode." in pages.said(page)
    assert sent["Location"] == "/samen-regelen/plan"
    until = {part.consent.until_on for part in joint.parts.all() if part.consent and part.state == "running"}
    assert until == {date(2028, 11, 24)}
    assert "geldt tot en met" not in words(anna.get("/samen-regelen/plan"))
    assert set(joint.parts.values_list("state", flat=True)) == {"running", "declined"}


def test_yes_for_one_leaves_the_question_for_the_other(anna: Client, four: Four) -> None:
    joint = ending(four)
    water = joint.parts.get(creditor__name="Waterheld")

    sent = anna.post("/samen-regelen/langer", {
        "wie": str(water.pk), "tekst": "samen-2026-11-b", "taal": "nl", "versie": joint.version,
    })  # fmt: skip

    assert sent["Location"] == "/samen-regelen/langer"
    assert "eerder dat wij met Bosstroom mogen praten" in words(anna.get("/samen-regelen/langer"))


def test_no_is_kept_and_asked_no_more_and_can_still_become_a_yes(anna: Client, four: Four) -> None:
    joint = ending(four, days=20)
    typed = {"tekst": "samen-2026-11-b", "taal": "nl"}

    sent = anna.post("/samen-regelen/langer", typed | {"wie": "nee", "versie": joint.version})

    plan = words(anna.get("/samen-regelen/plan"))
    assert sent["Location"] == "/samen-regelen/plan"
    assert "geldt tot en met 13 december 2026. Zo wilde u het. Toch langer?" in plan
    assert waits(joint) == []
    joint.refresh_from_db()
    anna.post("/samen-regelen/langer", typed | {"wie": "alle", "versie": joint.version})
    assert "geldt tot en met" not in words(anna.get("/samen-regelen/plan"))


def test_nothing_is_asked_before_it_is_time_and_a_page_of_before_is_not_enough(anna: Client, four: Four) -> None:
    joint = ending(four, days=90)
    assert anna.get("/samen-regelen/langer")["Location"] == "/samen-regelen/plan"
    assert "geldt tot en met" not in words(anna.get("/samen-regelen/plan"))

    Consent.objects.filter(joint_parts__joint=joint).update(until_on=TODAY + timedelta(days=40))
    sent = anna.post("/samen-regelen/langer", {"wie": "alle", "tekst": "samen-2026-11-b", "taal": "nl"})

    assert sent.status_code == 400


def test_saying_yes_again_asks_proof_as_the_first_time(cast: Cast, four: Four) -> None:
    ending(four)

    assert visit(cast.anna, level=1).get("/samen-regelen/langer")["Location"].startswith("/bewijs?naar=")


def test_colleague_reads_it_aloud_and_writes_the_yes_down(samira: Client, cast: Cast, four: Four) -> None:
    joint = ending(four, days=20)
    water = joint.parts.get(creditor__name="Waterheld")
    assert waits(joint) == ["Bosstroom", "Waterheld"]
    page = read(samira, f"/werk/samen/{joint.pk}")
    unsure = said(read(samira, f"/werk/samen/{joint.pk}/langer?deel={water.pk}"))
    proving.record(cast.anna, ProofMeans.COUNTER, ["paspoort"], by="user:1", at=NOW)

    shown = said(read(samira, f"/werk/samen/{joint.pk}/langer?deel={water.pk}"))
    bare = act(samira, joint, "langer", water, answer="ja", by_channel="phone", proof="")
    sent = act(samira, joint, "langer", water, answer="ja", by_channel="phone", proof="gesprek van vandaag")

    assert "Toestemming verlengen: Waterheld" in page.links
    assert waits(joint) == ["Bosstroom"]
    assert "Stel eerst vast wie de klant is." in unsure
    assert "De toestemming geldt tot en met 13 december 2026." in shown
    assert "Mag ik dit samen met Waterheld regelen?" in shown
    assert "Schrijf op hoe de klant ja zei" in words(bare)
    assert went(sent, joint, "langer")
    water.refresh_from_db()
    assert water.consent is not None
    assert (water.consent.by_channel, water.consent.proof) == ("phone", "gesprek van vandaag")


def test_rather_not_is_written_down_and_nobody_asks_once_more(samira: Client, cast: Cast, four: Four) -> None:
    joint = ending(four, days=20)
    proving.record(cast.anna, ProofMeans.COUNTER, ["paspoort"], by="user:1", at=NOW)

    for name in ("Waterheld", "Bosstroom"):
        part = joint.parts.get(creditor__name=name)
        act(samira, joint, "langer", part, answer="nee", by_channel="phone", proof="")

    assert waits(joint) == []
    assert set(joint.parts.exclude(state="declined").values_list("state", flat=True)) == {"running"}


def test_who_takes_part_reads_that_it_ends_and_what_comes_then(four: Four) -> None:
    joint = ending(four)
    make_link(joint.parts.get(creditor__name="Waterheld"))
    bo = signed_in(works_at(four.energy.creditor, "Bo Bos"))

    outside, inhouse = words(inside().get("/antwoord")), said(read(bo, f"/werk/samen/{joint.pk}"))

    assert "De toestemming van de klant geldt tot en met 2 januari 2027." in outside
    assert "Komt er geen ja? Dan gaat wat u afsprak vanaf dan bij u apart verder." in outside
    assert "De toestemming van de klant geldt tot en met 2 januari 2027. Wij vroegen de klant" in inhouse


def test_silence_has_one_last_day_and_after_it_no_other_day_is_promised(anna: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "confirmed", "silent", standstill_until=date(2027, 1, 5))
    before = words(anna.get("/samen-regelen/plan"))
    joint.parts.filter(state="silent").update(due_on=date(2027, 1, 5))

    after = words(anna.get("/samen-regelen/plan"))
    JointPart.objects.filter(joint=joint, state="silent").update(state="declined", due_on=None)

    assert "vraagt het na. Uiterlijk woensdag 2 december weten wij meer." in before
    assert "Zij antwoordden niet. Het plan gaat verder zonder hen." in after
    assert "Uiterlijk" not in after.partition("Waterheld")[2][:200]
    assert "Zij gaven geen antwoord, en doen niet mee." in words(anna.get("/samen-regelen/plan"))
