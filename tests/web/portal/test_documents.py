"""Documents: how the sum is made up (art. 3.1), the arrangement and messages on paper: accessible, only one's own."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pdfplumber
import pdfua
import pikepdf
import pytest
from django.test import Client

from tests.cast import Cast
from tests.channels.messages import message
from tests.channels.test_letter_access import codes_of
from tests.conftest import NOW
from tests.factories import TODAY, make_claim, make_contact, make_entry, make_moment, make_point
from tests.messages import cases
from tests.web import pages
from tests.web.portal.test_asking import words
from tests.web.portal.visits import visit
from tijdig.actions import arrangements, payments, wishes
from tijdig.actions.mine import LACKED
from tijdig.channels.letter import paper
from tijdig.channels.letter.paper import SQUARE, TRIED
from tijdig.models import AuditEvent, Case, Claim, Contact, ContactPoint, Creditor, CustomerDetails, Moment
from tijdig.policy import load
from tijdig.queries.statements import LACKS, interest_of, lacks_of

KNOWN = 1


@pytest.fixture
def anna(cast: Cast) -> Client:
    """Anna, who said who she is."""
    return visit(cast.anna, level=KNOWN)


def pdf(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    return response.content


def printed(made: bytes) -> str:
    with pdfplumber.open(io.BytesIO(made)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def lacked(case: Case) -> list[Any]:
    rows = AuditEvent.objects.filter(what=LACKED, case_id_text=str(case.pk)).order_by("pk")
    return [event.facts["lacks"] for event in rows]


# The statement -----------------------------------------------------------------------------------------------------


def test_statement_names_all_that_the_law_asks(anna: Client, cast: Cast) -> None:
    october = cast.anna.customer.claims.order_by("due_on")[0]
    payments.book(october, 1_000, booked_on=date(2026, 11, 20), by="bank", at=NOW)

    said = words(anna.get("/opbouw"))

    assert "€ 172,40" in said
    assert f"Nummer van de rekening {october.reference}" in said
    assert october.invoiced_on is not None
    assert "Datum van de rekening 20 september 2026" in said
    assert "Betalen voor of op 1 oktober 2026 (11 dagen de tijd)" in said
    assert "Bedrag van de rekening € 61,20" in said
    assert "U betaalde 20 november 2026 € -10,00" in said
    assert "Nog open € 51,20" in said
    assert "Rente € 0,00" in said
    assert "Extra kosten € 0,00" in said
    assert "Woonstede Antwoordnummer 100 1280 WS Watermeer".replace(" ", "") in said.replace(" ", "")
    assert "Anna de Wit" in said
    assert "De rekening 20 september 2026 € 61,20" in said
    assert "Wij rekenen geen extra kosten." in said
    assert "wet" not in said
    assert "Dit weten wij niet" not in said
    assert lacked(cast.anna) == []


def test_statement_of_who_only_has_the_code_holds_no_address(cast: Cast) -> None:
    said = words(visit(cast.anna).get("/opbouw"))

    assert "€ 182,40" in said
    assert "Dat laten wij zien als wij weten wie u bent." in said
    assert cast.anna.customer.number not in said
    assert "Anna de Wit" not in said
    assert ContactPoint.objects.get(customer=cast.anna.customer, kind="post").value.splitlines()[0] not in said


def test_statement_shows_no_address_that_the_customer_told_or_that_is_not_safe(anna: Client, cast: Cast) -> None:
    ContactPoint.objects.filter(customer=cast.anna.customer, kind="post").update(source="customer", value="Schuil 3\nX")
    assert "Schuil" not in words(anna.get("/opbouw"))
    assert "Het adres dat u ons zelf gaf" in words(anna.get("/opbouw"))

    wishes.unsafe(cast.anna, by="customer:1", at=NOW)
    assert "Uw adres laten wij hier niet zien." in words(anna.get("/opbouw"))
    assert "Schuil" not in printed(pdf(anna, "/opbouw.pdf"))


def test_statement_explains_the_amount_of_the_overview_and_names_apart_what_is_to_come(
    anna: Client, cast: Cast
) -> None:
    make_claim(cast.anna.customer, due_on=TODAY + timedelta(days=7), amount_cents=45_000)

    overview, said = words(anna.get("/overzicht")), words(anna.get("/opbouw"))

    assert "€ 182,40" in overview
    assert "Nog te betalen € 182,40" in said
    assert "Er komt nog € 450,00 aan. Dat is niet te laat en staat hier niet bij." in said
    assert "€ 632,40" not in said


def test_who_is_on_time_reads_how_the_bill_to_come_is_made_up(cast: Cast) -> None:
    Claim.objects.filter(customer=cast.anna.customer).update(due_on=TODAY + timedelta(days=7))

    said = words(visit(cast.anna, level=1).get("/opbouw"))

    assert "Nog te betalen € 182,40" in said
    assert "Er komt nog" not in said


def test_claim_without_invoice_number_lists_the_missing_field() -> None:
    """T-WKI-5."""
    whole = Claim(reference="R1", invoiced_on=TODAY, due_on=TODAY, description="Huur")

    assert lacks_of(whole) == ()
    assert lacks_of(Claim(reference=" ", invoiced_on=TODAY, due_on=TODAY, description="Huur")) == ("invoice_number",)
    assert lacks_of(Claim(reference="R1", due_on=TODAY)) == ("invoice_date", "title")


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("李", "小龙", "\N{WHITE SQUARE} \N{WHITE SQUARE}\N{WHITE SQUARE}"),
        ("Anna\N{GRINNING FACE}", "de Wit", "Anna\N{WHITE SQUARE} de Wit"),
        ("Łucja", "Şık", "Łucja Şık"),
        ("Оксана", "Коваль", "Оксана Коваль"),
    ],
)
def test_a_name_in_any_script_stops_no_paper(anna: Client, cast: Cast, first: str, last: str, shown: str) -> None:
    CustomerDetails.objects.filter(customer=cast.anna.customer).update(first_name=first, last_name=last)

    made = pdf(anna, "/opbouw.pdf")

    said = printed(made)
    assert shown in said
    assert "€ 182,40" in said
    assert ("een teken dat wij hier niet kunnen afdrukken" in said) is (SQUARE in shown)
    assert first in words(anna.get("/opbouw"))


def test_a_message_with_signs_that_no_typeface_has_comes_on_paper(anna: Client, cast: Cast) -> None:
    signs = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * TRIED)))
    sent = make_contact(make_moment(cast.anna), text=f"Dank u wel. {signs}", state="delivered", handed_over_at=NOW)

    said = printed(pdf(anna, f"/verstuurd/{sent.pk}.pdf"))

    assert "Dank u wel." in said
    assert said.count(SQUARE) == 2 * TRIED + 1


def test_where_nothing_can_be_printed_a_page_says_so_and_who_helps(
    anna: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    CustomerDetails.objects.filter(customer=cast.anna.customer).update(first_name="李")
    monkeypatch.setattr(paper, "has_letter", lambda sign: True)  # so that no sign is found to be the one

    response = anna.get("/opbouw.pdf")

    assert (response.status_code, response["Content-Type"]) == (422, "text/html; charset=utf-8")
    said = words(response)
    assert "Er staat een teken in dat wij niet kunnen afdrukken." in said
    assert "U kunt alles wel op deze website lezen. Liever op papier? Bel" in said
    assert "182,40" in words(anna.get("/opbouw"))


def test_what_is_not_known_is_said_to_the_customer_and_once_to_colleagues(anna: Client, cast: Cast) -> None:
    Claim.objects.filter(customer=cast.anna.customer).update(invoiced_on=None)
    Creditor.objects.update(address_lines=[])

    said = words(anna.get("/opbouw"))
    anna.get("/opbouw")
    anna.get("/opbouw.pdf")

    assert "Datum van de rekening weten wij niet" in said
    assert "De rekening datum onbekend € 61,20" in said
    assert "Dit weten wij niet ons adres de datum van de rekening" in said
    assert lacked(cast.anna) == [["creditor_address", "invoice_date"]]

    Creditor.objects.update(address_lines=["Kade 1", "1234 AB Elders"])
    anna.get("/opbouw")
    assert lacked(cast.anna)[1:] == [["invoice_date"]]


def test_third_party_names_whom_it_collects_for_and_lacks_its_number(anna: Client, cast: Cast) -> None:
    Creditor.objects.update(sender_type="third_party", wki_registration="W-77", sender_name="Bureau Noord")

    said = words(anna.get("/opbouw"))

    assert "Namens Woonstede Registratienummer W-77".replace(" ", "") in said.replace(" ", "")
    assert lacked(cast.anna) == [["chamber_number"]]


def test_notice_that_went_out_gives_longer_time_and_says_until_when_it_is_free(anna: Client, cast: Cast) -> None:
    Creditor.objects.update(charges_costs=True)
    claim = cast.anna.customer.claims.order_by("due_on")[0]
    named = [{"id": claim.pk, "reference": claim.reference, "in_notice": True}]
    moment = make_moment(cast.anna, stage="S3", claims=named, costs_cents=4_000, pay_before_on=date(2026, 12, 8))
    make_contact(moment, state="planned")
    assert "Langer de tijd" not in words(anna.get("/opbouw"))

    Contact.objects.update(state="delivered", handed_over_at=NOW)

    said = words(anna.get("/opbouw"))
    assert "Langer de tijd gekregen tot en met 8 december 2026" in said
    assert "Tot en met 8 december 2026 komen er geen kosten bij." in said
    Moment.objects.update(pay_before_on=date(2026, 11, 20))
    assert "Tot nu toe rekenden wij geen extra kosten." in words(anna.get("/opbouw"))


def test_what_is_spared_is_said_only_once_the_law_would_allow_it(anna: Client, cast: Cast) -> None:
    first = cast.anna.customer.claims.order_by("due_on")[0]
    named = [{"id": first.pk, "reference": first.reference, "in_notice": True}]
    moment = make_moment(cast.anna, stage="S3", claims=named, costs_cents=4_000, pay_before_on=TODAY)
    make_contact(moment, state="delivered", handed_over_at=NOW)
    assert "scheelt" not in words(anna.get("/opbouw"))

    Moment.objects.update(pay_before_on=date(2026, 11, 20))
    assert "Wij rekenen geen extra kosten. Van de wet mag dat wel. Dat scheelt u € 40,00." in words(anna.get("/opbouw"))

    Moment.objects.update(claims=[{**named[0], "in_notice": False}])
    assert "scheelt" not in words(anna.get("/opbouw"))


def test_interest_is_shown_with_percentage_period_and_base_or_not_at_all(cast: Cast) -> None:
    policy = load(TODAY)
    charging = replace(policy, costs=replace(policy.costs, charges_interest=True))
    claim = cast.anna.customer.claims.order_by("due_on")[0]
    claim.open_cents = 6_120
    book = list(claim.entries.all())

    none, some = interest_of(claim, book, TODAY, policy), interest_of(claim, book, TODAY, charging)

    assert none is not None
    assert (none.cents, none.parts) == (0, ())
    assert some is not None
    assert some.cents > 0
    assert some.parts[0].first_on == date(2026, 10, 2)
    assert some.parts[-1].last_on == TODAY
    paid = make_entry(claim, booked_on=date(2026, 11, 20))
    assert interest_of(claim, [*book, paid], TODAY, charging) is None
    assert "interest" in LACKS


def test_statement_of_nothing_open_says_so(anna: Client, cast: Cast) -> None:
    for claim, cents in zip(cast.anna.customer.claims.order_by("due_on"), (6_120, 12_120), strict=True):
        payments.book(claim, cents, booked_on=TODAY, by="user:1", at=NOW)

    assert "Er staat niets meer open." in words(anna.get("/opbouw"))
    assert "€ 0,00 open" in printed(pdf(anna, "/opbouw.pdf"))


def test_helper_who_looks_along_sees_the_sums_and_no_address(cast: Cast) -> None:
    from tests.web.portal.companions import make_helper

    client = visit(cast.anna, helper=make_helper(cast.anna), level=KNOWN)
    said = words(client.get("/opbouw"))

    assert "€ 182,40" in said
    assert "Lindepad" not in said
    for address in ("/opbouw.pdf", "/afspraak.pdf", "/gegevens", "/mijn-gegevens.json", "/mijn-gegevens/lezen"):
        assert client.get(address).status_code == 403


def test_statement_is_light_and_asks_little_of_the_database(
    anna: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for place in range(20):
        make_entry(make_claim(cast.anna.customer, due_on=date(2026, 9, 1 + place)))

    with django_assert_max_num_queries(14):
        response = anna.get("/opbouw")

    assert response.status_code == 200
    assert len(visit(cast.anna, headers={"accept-encoding": "gzip"}).get("/opbouw").content) < 20_000


# On paper ----------------------------------------------------------------------------------------------------------


def test_statement_on_paper_says_the_same(anna: Client, cast: Cast) -> None:
    said = printed(pdf(anna, "/opbouw.pdf"))

    assert "Op 24 november 2026 staat er € 182,40 open." in said
    assert "Anna de Wit" in said
    for claim in cast.anna.customer.claims.all():
        assert claim.reference in said
    assert "Nog te betalen € 182,40" in said
    assert "020 555 01 23" in said
    assert "[[" not in said


def test_arrangement_on_paper_holds_the_parts_how_to_pay_and_what_if(anna: Client, cast: Cast) -> None:
    assert anna.get("/afspraak.pdf").status_code == 404
    arrangements.agree(cast.anna, instalment_cents=6_000, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    said = printed(pdf(anna, "/afspraak.pdf"))

    for part in ("dinsdag 1 december 2026 € 60,00", "maandag 4 januari 2027 € 60,00", "€ 2,40", "Samen € 182,40"):
        assert part in said
    assert "Er komen geen rente en geen extra kosten bij." in said
    assert "NL91 ABNA 0417 1643 00" in said
    assert "Lukt het een keer niet?" in said
    assert pages.read(anna.get("/overzicht").content).links["Bewaar de regeling (PDF)"] == "/afspraak.pdf"


@pytest.mark.parametrize("kind", ["mortgage", "consumer_credit"])
def test_arrangement_on_paper_promises_no_end_of_the_interest_of_a_loan(kind: str, anna: Client, cast: Cast) -> None:
    cast.anna.customer.claims.update(kind=kind)
    arrangements.agree(cast.anna, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    said = printed(pdf(anna, "/afspraak.pdf"))

    assert "geen rente" not in said
    assert "Er komen geen extra kosten bij. De rente van uw lening loopt gewoon door, zoals die nu is." in said


def _letter(case: Case, *, code: str = "", **values: Any) -> Contact:
    made = message(replace(cases.anna(), code=code), "letter")
    return make_contact(
        make_moment(case, day=date(2026, 11, 10)),
        state="handed_over", handed_over_at=NOW, text=made.content.text, content=made.content.to_json(),
        sender=made.sender.to_dict(), recipient=made.recipient.to_dict(), **values,
    )  # fmt: skip


def test_letter_comes_again_as_it_was_sent_whatever_changed_since(anna: Client, cast: Cast) -> None:
    contact = _letter(cast.anna)
    made = pdf(anna, f"/verstuurd/{contact.pk}.pdf")
    Creditor.objects.update(sender_name="Heel Anders")

    again = pdf(anna, f"/verstuurd/{contact.pk}.pdf")

    assert again == made
    assert contact.content["subject"].replace("\N{NO-BREAK SPACE}", " ") in printed(made)
    assert "Anna de Wit" in printed(made)


@pytest.mark.parametrize("lines", [None, []])
def test_letter_again_holds_no_code_to_come_in_with(lines: list[str] | None, anna: Client, cast: Cast) -> None:
    contact = _letter(cast.anna, code="KTR 4WD 9FM")
    assert contact.content["link"].endswith("/?code=KTR4WD9FM")
    assert "KTR\N{NO-BREAK SPACE}4WD\N{NO-BREAK SPACE}9FM" in contact.text  # as letters are set
    if lines is not None:
        Contact.objects.update(recipient=contact.recipient | {"address_lines": lines})

    page, made = words(anna.get(f"/verstuurd/{contact.pk}")), pdf(anna, f"/verstuurd/{contact.pk}.pdf")

    assert "••• ••• •••" in page
    assert [one for one in ("KTR", "4WD", "9FM") if one in page] == []
    assert [one for one in ("KTR", "4WD", "9FM") if one in printed(made)] == []
    assert "••• ••• •••" in printed(made)
    assert [read for read in codes_of(made) if "code=" in read] == []


def test_letter_whose_address_cannot_be_printed_comes_word_for_word(anna: Client, cast: Cast) -> None:
    contact = _letter(cast.anna)
    Contact.objects.update(recipient=contact.recipient | {"address_lines": []})

    assert "Dag Anna de Wit" in printed(pdf(anna, f"/verstuurd/{contact.pk}.pdf"))


@pytest.mark.parametrize("why", [{"source": "customer"}, {"is_safe": False}])
def test_letter_again_prints_no_address_that_was_told_or_is_not_safe(
    why: dict[str, Any], anna: Client, cast: Cast
) -> None:
    contact = _letter(cast.anna)
    lines = contact.recipient["address_lines"]
    make_point(cast.anna.customer, kind="post", value="\n".join(lines), **why)

    said = printed(pdf(anna, f"/verstuurd/{contact.pk}.pdf"))

    assert lines[0] not in said
    assert "Dag Anna de Wit" in said


def test_text_message_comes_word_for_word_and_nothing_in_it_is_run(anna: Client, cast: Cast) -> None:
    text = '#panic("x") [[u|je]] \N{RIGHT-TO-LEFT OVERRIDE}\n= Kop\n$x$ <b>'
    contact = make_contact(make_moment(cast.anna), kind="sms", state="handed_over", handed_over_at=NOW, text=text)

    said = printed(pdf(anna, f"/verstuurd/{contact.pk}.pdf"))

    assert '#panic("x") [[u|je]]' in said
    assert "= Kop" in said
    assert "$x$ <b>" in said


def test_letter_of_somebody_else_or_not_gone_out_is_not_there(anna: Client, cast: Cast) -> None:
    other, planned = _letter(cast.chantal), make_contact(make_moment(cast.anna))

    assert anna.get(f"/verstuurd/{other.pk}.pdf").status_code == 404
    assert anna.get(f"/verstuurd/{planned.pk}.pdf").status_code == 404


@pytest.mark.parametrize("address", ["/opbouw.pdf", "/afspraak.pdf", "/verstuurd/1.pdf"])
def test_paper_is_for_who_said_who_they_are(address: str, cast: Cast) -> None:
    assert visit(cast.anna).get(address)["Location"].startswith("/wie?naar=")


@pytest.mark.parametrize("name", ["opbouw", "afspraak", "bericht"])
def test_paper_is_accessible_and_fit_for_an_archive(name: str, anna: Client, cast: Cast, tmp_path: Path) -> None:
    arrangements.agree(cast.anna, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    contact = make_contact(make_moment(cast.anna), kind="sms", state="handed_over", handed_over_at=NOW)
    made = pdf(anna, f"/verstuurd/{contact.pk}.pdf" if name == "bericht" else f"/{name}.pdf")
    path = tmp_path / "paper.pdf"
    path.write_bytes(made)

    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    with pikepdf.open(path) as document:
        told = document.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in told
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told
        assert str(document.Root.Lang) == "nl"
        assert str(document.docinfo.Title)
