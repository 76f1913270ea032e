"""Files at several organisations on one page: for the customer alone, only when it is surely the same person."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_consent
from tests.web import pages
from tests.web.portal.companions import give_letter, make_elsewhere, make_helper, make_link
from tests.web.portal.visits import visit
from tests.web.workbench import signed_in
from tijdig.actions import together
from tijdig.models import AuditEvent, Case, Consent, CustomerSession, DoorTry, Request, Touched
from tijdig.queries import frames
from tijdig.queries.doors import keyed_hash, visitor_of
from tijdig.web.portal.session import COOKIE

WRONG = "CCC CCC CCC"


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def mark_on(response: Any) -> str:
    text = response.content.decode()
    return str(text.partition('name="akkoord" value="')[2].partition('"')[0])


def put_beside(anna: Client, code: str) -> Any:
    """The code of the other letter, the words, and yes."""
    sure = anna.post("/samen/erbij", {"code": code})
    return anna.post("/samen/akkoord", {"akkoord": mark_on(sure)}, follow=True)


@pytest.fixture
def other(cast: Cast) -> Case:
    return make_elsewhere()


def test_customer_puts_the_file_of_another_organisation_beside_this_one(cast: Cast, other: Case) -> None:
    anna, code = visit(cast.anna, level=1), give_letter(other)

    before = words(anna.get("/samen"))
    sure = words(anna.post("/samen/erbij", {"code": code.lower()}))
    page = put_beside(anna, code)

    given = Consent.objects.get()
    said = words(page)
    assert "Ook bij een andere organisatie?" in before
    assert "De organisaties krijgen niets van elkaar te horen." in sure
    assert (given.purpose, given.customer, given.other, given.other_customer, given.by_channel) == (
        "overview", cast.anna.customer, other.creditor, other.customer, "portal",
    )  # fmt: skip
    assert given.text_version != ""
    assert "€ 232,40 Dat is € 182,40 bij Woonstede en € 50,00 bij Bosstroom." in said
    assert "Het team van Bosstroom helpt u: 020 555 01 77" in said
    assert "Dit is uw energie" in said
    assert DoorTry.objects.count() == 0


def test_both_files_show_each_other(cast: Cast, other: Case) -> None:
    make_link(cast.anna, other)

    here, there = (words(visit(case, level=1).get("/samen")) for case in (cast.anna, other))

    assert "€ 182,40 bij Woonstede en € 50,00 bij Bosstroom" in here
    assert "€ 50,00 bij Bosstroom en € 182,40 bij Woonstede" in there


def test_page_says_je_where_this_organisation_does(cast: Cast, other: Case) -> None:
    make_link(cast.anna, other)
    cast.woonstede.is_formal = False
    cast.woonstede.save()

    said = words(visit(cast.anna, level=1).get("/samen"))

    assert "Dit is je energie" in said
    assert "[[" not in said


# Only the same person -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "details",
    [
        {"postcode": "1288 AX"},
        {"birth_on": None},
        {"postcode": ""},
        {"birth_on": TODAY},
        {"last_name": "Bakker"},
        {"last_name": ""},
    ],
    ids=["postcode", "no birth date", "no postcode", "birth date", "name", "no name"],
)
def test_code_of_somebody_else_looks_and_counts_like_a_wrong_one(details: dict[str, Any], cast: Cast) -> None:
    code = give_letter(make_elsewhere(**details))

    wrong = visit(cast.anna, level=1).post("/samen/erbij", {"code": WRONG})
    of_another = visit(cast.anna, level=1).post("/samen/erbij", {"code": code})

    assert words(wrong).replace(WRONG, "") == words(of_another).replace(code, "")
    assert "Dan kent die organisatie u misschien met een ander adres." in words(of_another)
    assert mark_on(of_another) == ""
    assert DoorTry.objects.filter(kind="code").count() == 2


def test_nobody_knows_facts_that_both_do_not_know(cast: Cast) -> None:
    """Two empty birth dates are not the same birth date."""
    cast.anna.customer.details.update(birth_on=None)
    code = give_letter(make_elsewhere(birth_on=None))

    assert mark_on(visit(cast.anna, level=1).post("/samen/erbij", {"code": code})) == ""


def test_code_of_this_very_file_links_nothing(cast: Cast) -> None:
    assert mark_on(visit(cast.anna, level=1).post("/samen/erbij", {"code": give_letter(cast.anna)})) == ""


def test_ten_wrong_codes_close_it_for_an_hour_in_every_browser(cast: Cast, other: Case) -> None:
    code = give_letter(other)
    wrong = [visit(cast.anna, level=1).post("/samen/erbij", {"code": WRONG}).status_code for _ in range(10)]

    locked = visit(cast.anna, level=1).post("/samen/erbij", {"code": code})

    assert (wrong, locked.status_code) == ([200] * 10, 429)
    assert "Bel het nummer in de andere brief." in words(locked)
    assert visit(other, level=1).post("/samen/erbij", {"code": give_letter(cast.anna)}).status_code == 200


@pytest.mark.parametrize("mark", ["", "verzonnen", "of another customer"])
def test_yes_without_having_read_the_words_links_nothing(mark: str, cast: Cast, other: Case) -> None:
    if mark.startswith("of"):
        mark = mark_on(visit(cast.anna, level=1).post("/samen/erbij", {"code": give_letter(other)}))

    answer = visit(cast.chantal, level=1).post("/samen/akkoord", {"akkoord": mark})

    assert (answer.status_code, Consent.objects.count()) == (404 if len(mark) > 10 else 302, 0)


def test_file_that_changed_between_the_words_and_yes_is_not_linked(cast: Cast, other: Case) -> None:
    anna = visit(cast.anna, level=1)
    mark = mark_on(anna.post("/samen/erbij", {"code": give_letter(other)}))
    other.customer.details.update(postcode="9999 XX")

    answer = anna.post("/samen/akkoord", {"akkoord": mark})

    assert Consent.objects.count() == 0
    assert answer.status_code == 409
    assert "Het lukte niet meer. Wat Bosstroom van u weet, is net veranderd." in words(answer)


def test_yes_sent_twice_is_one_link(cast: Cast, other: Case) -> None:
    anna = visit(cast.anna, level=1)
    mark = mark_on(anna.post("/samen/erbij", {"code": give_letter(other)}))

    answers = [anna.post("/samen/akkoord", {"akkoord": mark})["Location"] for _ in range(2)]

    assert answers == ["/samen"] * 2
    assert Consent.objects.count() == 1


def test_link_from_the_other_side_is_the_same_link(cast: Cast, other: Case) -> None:
    make_link(cast.anna, other)

    put_beside(visit(other, level=1), give_letter(cast.anna))

    assert Consent.objects.count() == 1


@pytest.mark.parametrize("may_ask", [False, True])
def test_who_looks_along_sees_nothing_of_it(may_ask: bool, cast: Cast, other: Case) -> None:
    link = make_link(cast.anna, other)
    fatima = visit(cast.anna, helper=make_helper(cast.anna, may_ask=may_ask))

    met = [fatima.get(page).status_code for page in ("/samen", "/samen/erbij")]
    met += [fatima.post(f"/samen/{link.pk}/{act}").status_code for act in ("weg", "openen")]

    assert met == [403] * 4
    assert "Bosstroom" not in words(fatima.get("/overzicht"))


# Nothing for the organisations --------------------------------------------------------------------------------------


def test_organisations_see_nothing_and_no_fact_of_the_planner_moves(cast: Cast, other: Case) -> None:
    samira, address = signed_in(cast.samira), f"/werk/dossier/{cast.anna.pk}"
    Touched.objects.all().delete()
    facts = [repr(frames.of_case(case, TODAY)) for case in (cast.anna, other)]
    versions = list(Case.objects.order_by("pk").values_list("version", flat=True))
    told, today = words(samira.get(address)), words(samira.get("/werk/"))

    put_beside(visit(cast.anna, level=1), give_letter(other))

    assert Consent.objects.count() == 1
    assert [repr(frames.of_case(case, TODAY)) for case in (cast.anna, other)] == facts
    assert list(Case.objects.order_by("pk").values_list("version", flat=True)) == versions
    assert Touched.objects.count() == 0
    assert (words(samira.get(address)), words(samira.get("/werk/"))) == (told, today)
    assert "Bosstroom" not in told
    assert Request.objects.count() == 0


def test_consent_to_arrange_together_is_another_one_and_shows_nothing(cast: Cast, other: Case) -> None:
    joint = make_consent(cast.anna.customer, other=other.creditor)
    anna = visit(cast.anna, level=1)

    assert "Bosstroom" not in words(anna.get("/samen"))
    assert [anna.post(f"/samen/{joint.pk}/{act}").status_code for act in ("weg", "openen")] == [404] * 2


# Going over, and back -----------------------------------------------------------------------------------------------


def test_who_went_out_meanwhile_does_not_come_in_at_the_other_file(cast: Cast, other: Case) -> None:
    visit(cast.anna, level=1)
    session = CustomerSession.objects.get()
    visitor = visitor_of(session, NOW)
    CustomerSession.objects.update(ended_at=NOW)

    assert together.go_over(visitor, other, key="k", at=NOW) is None
    assert CustomerSession.objects.count() == 1


def test_customer_goes_on_to_the_other_file_under_a_new_key(cast: Cast, other: Case) -> None:
    link, anna = make_link(cast.anna, other), visit(cast.anna, level=1)
    old = anna.cookies[COOKIE].value

    went = anna.post(f"/samen/{link.pk}/openen")

    before, after = (CustomerSession.objects.get(customer=case.customer) for case in (cast.anna, other))
    assert (went["Location"], before.ended_at, after.level) == ("/overzicht", NOW, 1)
    assert after.key_hash == keyed_hash("session", anna.cookies[COOKIE].value)
    assert (after.expires_at, after.proved_until) == (before.expires_at, before.proved_until)
    assert "€ 50,00" in words(anna.get("/overzicht"))
    assert Client(headers={"Cookie": f"{COOKIE}={old}"}).get("/overzicht").status_code == 302
    trail = AuditEvent.objects.filter(what__startswith="together.").order_by("pk")
    assert [(one.what, one.by, one.case_id_text) for one in trail] == [
        ("together.went_over", f"customer:{cast.anna.customer_id}", str(cast.anna.pk)),
        ("together.came_over", f"customer:{other.customer_id}", str(other.pk)),
    ]
    anna.post(f"/samen/{link.pk}/openen")
    assert "€ 182,40" in words(anna.get("/overzicht"))


@pytest.mark.parametrize("side", ["here", "there"])
@pytest.mark.parametrize("change", [{"postcode": "9999 XX"}, {"birth_on": TODAY}, {"last_name": "Bakker"}])
def test_link_sleeps_while_the_organisations_know_other_facts_and_says_so(
    side: str, change: dict[str, Any], cast: Cast, other: Case
) -> None:
    link, anna = make_link(cast.anna, other), visit(cast.anna, level=1)
    details = (cast.anna if side == "here" else other).customer.details
    before = details.values().get()
    details.update(**change)

    page = words(anna.get("/samen"))
    went = anna.post(f"/samen/{link.pk}/openen")

    assert "Dit laten wij nu niet zien." in page
    assert "is bij Bosstroom anders dan bij Woonstede" in page
    assert "50,00" not in page
    assert (went["Location"], CustomerSession.objects.filter(customer=other.customer).count()) == ("/samen", 0)
    assert anna.get("/overzicht").status_code == 200  # still inside here
    details.update(**{name: before[name] for name in change})
    assert "€ 50,00" in words(anna.get("/samen"))


def test_link_that_sleeps_can_be_taken_away(cast: Cast, other: Case) -> None:
    link, anna = make_link(cast.anna, other), visit(cast.anna, level=1)
    other.customer.details.update(last_name="Bakker")

    anna.post(f"/samen/{link.pk}/weg")

    assert "Bosstroom" not in words(anna.get("/samen"))


def test_taking_it_back_ends_what_went_over_by_it_and_nothing_else(cast: Cast, other: Case) -> None:
    link, here = make_link(cast.anna, other), visit(cast.anna, level=1)
    over, directly = visit(cast.anna, level=1), visit(other, level=1)
    over.post(f"/samen/{link.pk}/openen")
    assert "€ 50,00" in words(over.get("/overzicht"))

    here.post(f"/samen/{link.pk}/weg")

    assert over.get("/overzicht").status_code == 302
    assert [client.get("/overzicht").status_code for client in (here, directly)] == [200, 200]
    left = AuditEvent.objects.get(what="door.left")
    assert (left.by, left.case_id_text) == (f"customer:{other.customer_id}", str(other.pk))


def test_who_takes_it_back_over_there_stays_inside(cast: Cast, other: Case) -> None:
    link, over = make_link(cast.anna, other), visit(cast.anna, level=1)
    over.post(f"/samen/{link.pk}/openen")

    over.post(f"/samen/{link.pk}/weg")

    assert over.get("/overzicht").status_code == 200


def test_link_taken_back_meanwhile_opens_nothing(cast: Cast, other: Case) -> None:
    make_link(cast.anna, other)
    visit(cast.anna, level=1)
    visitor = visitor_of(CustomerSession.objects.get(), NOW)
    Consent.objects.update(withdrawn_at=NOW, withdrawn_by="customer:1")

    with pytest.raises(together.AsleepError):
        together.go_over(visitor, other, key="k", at=NOW)
    assert CustomerSession.objects.get().ended_at is None


def test_proof_at_one_organisation_is_no_proof_at_the_other(cast: Cast, other: Case) -> None:
    link, anna = make_link(cast.anna, other), visit(cast.anna, level=2)

    anna.post(f"/samen/{link.pk}/openen")

    assert CustomerSession.objects.get(customer=other.customer).level == 1


@pytest.mark.parametrize("side", ["here", "there"])
def test_taking_it_back_works_from_both_sides_for_both_at_once(side: str, cast: Cast, other: Case) -> None:
    link = make_link(cast.anna, other)
    case = cast.anna if side == "here" else other

    visit(case, level=1).post(f"/samen/{link.pk}/weg")

    link.refresh_from_db()
    assert (link.withdrawn_at, link.withdrawn_by) == (NOW, f"customer:{case.customer_id}")
    assert "Bosstroom" not in words(visit(cast.anna, level=1).get("/samen"))
    assert "Woonstede" not in words(visit(other, level=1).get("/samen"))
    assert visit(cast.anna, level=1).post(f"/samen/{link.pk}/openen").status_code == 404
    assert AuditEvent.objects.filter(what="together.unlinked").count() == 2


def test_link_of_somebody_else_is_not_there(cast: Cast, other: Case) -> None:
    link = make_link(cast.anna, other)

    met = [visit(cast.chantal, level=1).post(f"/samen/{link.pk}/{act}").status_code for act in ("weg", "openen")]
    early = visit(cast.anna).post(f"/samen/{link.pk}/openen")

    assert met == [404] * 2
    assert early["Location"].startswith("/wie")
    assert Consent.objects.get().withdrawn_at is None


def test_file_that_is_not_to_be_seen_now_says_so_and_can_be_taken_away(cast: Cast, other: Case) -> None:
    link, anna = make_link(cast.anna, other), visit(cast.anna, level=1)
    Case.objects.filter(pk=other.pk).update(since_intake=9)

    page = words(anna.get("/samen"))

    assert "Bosstroom Dit kunnen wij nu niet laten zien. Bel Bosstroom." in page
    assert anna.post(f"/samen/{link.pk}/openen").status_code == 404
    assert anna.post(f"/samen/{link.pk}/weg")["Location"] == "/samen"


def test_nothing_too_late_anywhere_is_said_calmly(cast: Cast, other: Case) -> None:
    make_link(cast.anna, other)
    for case in (cast.anna, other):
        for claim in case.customer.claims.all():
            claim.due_on = TODAY
            claim.save()

    assert "Er is nu nergens iets te laat." in words(visit(cast.anna, level=1).get("/samen"))


def test_more_organisations_stand_in_the_order_in_which_they_came(cast: Cast, other: Case) -> None:
    third = make_elsewhere(code="waternet", amount_cents=1_000)
    for case in (other, third):
        make_link(cast.anna, case)

    page = pages.read(visit(cast.anna, level=1).get("/samen").content)

    names = [text for level, text in page.headings if level == 2][:3]
    assert names == ["Woonstede", "Bosstroom", "Bosstroom"]
    assert "€ 182,40 bij Woonstede, € 50,00 bij Bosstroom en € 10,00 bij Bosstroom" in words(
        visit(cast.anna, level=1).get("/samen")
    )


@pytest.mark.parametrize("address", ["/samen", "/samen/erbij"])
@pytest.mark.parametrize("linked", [False, True])
def test_page_is_plain_dutch_with_a_person(address: str, linked: bool, cast: Cast, other: Case) -> None:
    if linked:
        make_link(cast.anna, other)

    page = pages.read(visit(cast.anna, level=1).get(address).content)

    assert [line for line in page.sentences if len(line.split()) > pages.WORDS] == []
    assert (page.language, [level for level, _ in page.headings].count(1), page.inline) == ("nl", 1, [])
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert "schuld" not in page.text.lower()
