"""A customer reads each thing once and whole: what is paid, who told what, one day in one way, one step in front."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.web import pages
from tests.web.portal.companions import give_letter, make_elsewhere
from tests.web.portal.jointly import Four, consent_of, make_four, make_joint, make_payment, make_plan
from tests.web.portal.test_answering_pages import inside, make_link
from tests.web.portal.visits import visit
from tijdig.models import Creditor, Joint, JointLine, JointPart, JointPayment, Shared
from tijdig.queries.jointdue import back_of
from tijdig.templatetags.dates import whole
from tijdig.web.reading import COOKIE

HERE = "/samen-regelen"


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


@pytest.fixture
def anna(cast: Cast) -> Client:
    return visit(cast.anna, level=2)


def html_of(response: Any) -> str:
    found: str = response.content.decode()
    return found


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def running(four: Four) -> Joint:
    joint = make_joint(four, "active", "running", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    return joint


def part(joint: Joint, code: str) -> JointPart:
    return joint.parts.get(creditor__code=code)


# What was paid -------------------------------------------------------------------------------------------------------


def test_plan_that_runs_shows_each_payment_that_came_in(anna: Client, four: Four) -> None:
    joint = running(four)
    before = words(anna.get(f"{HERE}/plan"))
    make_payment(joint, part(joint, "waterheld"), 3_000)
    make_payment(joint, part(joint, "bosstroom"), 1_700)

    assert "Al betaald" not in before
    after = words(anna.get(f"{HERE}/plan"))
    assert after.partition("Al betaald: ")[2].startswith("€ 47,00 Wat er al is betaald24 november 2026 € 47,00")


def test_payment_that_went_back_was_not_paid(anna: Client, four: Four) -> None:
    joint = running(four)
    paid = make_payment(joint, part(joint, "waterheld"), 3_000)
    JointPayment.objects.create(
        joint=joint, amount_cents=3_000, shares=paid.shares, paid_on=TODAY, reference=back_of(paid), made_by="bank",
        made_at=NOW,
    )  # fmt: skip

    assert "Al betaald" not in words(anna.get(f"{HERE}/plan"))


# Who told what -------------------------------------------------------------------------------------------------------


def test_what_was_told_says_by_whom(anna: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "confirmed")
    energy = part(joint, "bosstroom")
    for to in (energy.creditor, four.anna.creditor):
        Shared.objects.create(consent=energy.consent, to=to, data=["balance"], what="balance", at=NOW, by="user:1")

    said = words(anna.get(f"{HERE}/{energy.pk}"))

    assert "Woonstede aan Bosstroom, op 24 november 2026." in said
    assert "Bosstroom aan Woonstede, op 24 november 2026." in said


# Once ----------------------------------------------------------------------------------------------------------------


def test_page_of_one_organisation_says_what_is_left_and_its_number_once(anna: Client, four: Four) -> None:
    joint = running(four)
    JointPart.objects.filter(pk=part(joint, "waterheld").pk).update(contact="Ina, 020 555 02 22")

    response = anna.get(f"{HERE}/{part(joint, 'waterheld').pk}")

    assert words(response).count("€ 90,00") == 1
    assert words(response).count("020 555 02 22") == 1
    assert '<a href="tel:0205550222">Ina, 020 555 02 22</a>' in html_of(response)


def test_number_of_an_organisation_stands_beside_a_contact_without_it(anna: Client, four: Four) -> None:
    joint = running(four)
    JointPart.objects.filter(pk=part(joint, "waterheld").pk).update(contact="Ina, toestel 12")

    assert "Telefoon 020 555 02 22" in words(anna.get(f"{HERE}/{part(joint, 'waterheld').pk}"))


def test_offer_names_its_last_day_once_above_who_gets_what(anna: Client, four: Four) -> None:
    plan = make_plan(make_joint(four, "offered", "accepted", "accepted", spare_cents=7_780))
    JointLine.objects.filter(plan=plan, number=3, part__creditor=four.anna.creditor).update(amount_cents=5_080)

    said = words(anna.get(f"{HERE}/voorstel")).partition("Wie krijgt hoeveel")[0]

    assert said.count("februari 2027") == 1


def test_only_one_button_stands_out_where_a_plan_lies_and_somebody_asks_for_more(anna: Client, four: Four) -> None:
    make_plan(make_joint(four, "offered", "accepted", "accepted", "countered"))

    found = re.findall(r'<a class="button ([a-z -]*)wide"', html_of(anna.get(f"{HERE}/plan")))

    assert sorted(found) == ["", "button--quiet "]


def test_who_has_a_pause_is_not_pressed_to_pay_sooner(anna: Client, four: Four) -> None:
    joint = make_joint(four, "paused", "running", "running")
    make_plan(joint, confirmed_at=NOW)

    assert '<a class="button button--quiet wide" href="/samen-regelen/dag">' in html_of(anna.get(f"{HERE}/plan"))


def test_nobody_is_led_to_stop_or_to_take_a_consent_back(anna: Client, four: Four) -> None:
    joint = running(four)

    for page in ("stoppen", f"{part(joint, 'waterheld').pk}/intrekken"):
        assert re.findall(r'<button class="([^"]+)"', html_of(anna.get(f"{HERE}/{page}"))) == [
            "button button--quiet wide"
        ]


# Whole ---------------------------------------------------------------------------------------------------------------


def test_day_of_the_next_payment_is_said_as_everywhere_and_stays_on_one_line(anna: Client, four: Four) -> None:
    running(four)

    response = anna.get(f"{HERE}/pauze")

    assert "De volgende betaling is nu op dinsdag 1 december." in words(response)
    assert "dinsdag 1&nbsp;december" in html_of(response)


def test_organisation_that_answers_reads_whole_days_too(four: Four) -> None:
    make_link(part(make_joint(four, "inventory", "confirmed", "asked", "asked"), "waterheld"))

    assert re.search(r"uiterlijk [a-z]+dag \d+&nbsp;december", html_of(inside().get("/antwoord")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("op 1 december 2026, en 12 maart", "op 1&nbsp;december 2026, en 12&nbsp;maart"),
        ("on 1 December", "on 1&nbsp;December"),
        ('<a title="1 december">1 december</a>', '<a title="1 december">1&nbsp;december</a>'),
        ("<textarea>op 1 december\nof 2 mei</textarea>", "<textarea>op 1 december\nof 2 mei</textarea>"),
        ("in december 3 keer, 13 keer, 4 meisjes", "in december 3 keer, 13 keer, 4 meisjes"),
    ],
)
def test_only_a_day_with_its_month_is_kept_together(before: str, after: str) -> None:
    assert whole(before) == after


# What is asked -------------------------------------------------------------------------------------------------------


def test_who_is_asked_what_may_be_open_sees_that_it_is_in_euros(anna: Client, four: Four) -> None:
    make_joint(four, "requested", "confirmed", "picked", "picked")
    for creditor in (four.energy.creditor, four.water):
        JointPart.objects.filter(creditor=creditor).update(consent=consent_of(four.anna, creditor))

    page = html_of(anna.get(f"{HERE}/open"))

    assert page.count('<div class="euro"><span aria-hidden="true">€</span> <input') == page.count('name="open_') > 0
    assert anna.post(f"{HERE}/open", {f"open_{part(Joint.objects.get(), 'waterheld').pk}": "abc"}).status_code == 400


def test_organisation_that_said_how_much_is_not_told_that_a_proposal_is_made_now(four: Four) -> None:
    make_link(part(make_joint(four, "inventory", "confirmed", "asked", "confirmed"), "waterheld"))

    said = words(inside().get("/antwoord"))

    assert "Hebben alle organisaties geantwoord? Dan mailen wij u een voorstel." in said
    assert "Wij maken nu een voorstel" not in said


# In which language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/toestemmingen", "/toestemmingen/later"])
@pytest.mark.parametrize(("language", "tag"), [("nl", "nl"), ("en", "en"), ("pl", "nl")])
def test_words_of_a_consent_say_in_which_language_they_are(page: str, language: str, tag: str, cast: Cast) -> None:
    Creditor.objects.update(draft_languages=["en", "pl"])
    client = visit(cast.anna, level=2)
    client.cookies[COOKIE] = f"taal-{language}"

    found = html_of(client.get(page))

    assert found.count(f'lang="{tag}" dir="auto"') == 4  # the question, its lines, yes and no
    assert re.search(r"24&nbsp;[Nn]ovember 2028", found)


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl"), ("pl", "nl")])
def test_words_that_were_agreed_to_say_in_which_language_they_were_read(
    language: str, tag: str, cast: Cast, four: Four
) -> None:
    Creditor.objects.update(draft_languages=["en", "pl"])
    given = consent_of(four.anna, four.water, text_version="samen-2026-11")
    client = visit(cast.anna, level=2)
    client.cookies[COOKIE] = f"taal-{language}"

    found = html_of(client.get(f"/toestemmingen/{given.pk}"))

    assert found.count(f'lang="{tag}" dir="auto"') == 2  # the question, and its lines


def test_words_of_the_overview_say_in_which_language_they_are(cast: Cast) -> None:
    Creditor.objects.update(draft_languages=["en", "pl"])
    anna, code = visit(cast.anna, level=2), give_letter(make_elsewhere())
    anna.cookies[COOKIE] = "taal-pl"

    assert html_of(anna.post("/samen/erbij", {"code": code})).count('lang="nl" dir="auto"') == 4
