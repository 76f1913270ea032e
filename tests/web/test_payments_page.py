"""Payments from a file on the workbench: look first, book exactly that, and nobody else reads what came back."""

import csv
import os
import re
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_creditor, make_membership
from tests.web import pages, workbench
from tests.web.pages import Page
from tests.web.portal.companions import make_elsewhere, make_link
from tests.web.portal.test_joint_here import agreed
from tijdig.actions import payments
from tijdig.models import AuditEvent, Case, Claim, Creditor, Intake, Joint, MoneyEntry
from tijdig.queries.doors import memberships
from tijdig.web.workbench.held import Held, named, unsealed

pytestmark = pytest.mark.django_db

PAGE = "/werk/betalingen"
HEADER = "Klantnummer;Bedrag;Datum;Bankreferentie"
LIMITS: Any = {"most": 1_048_576, "lasts": timedelta(hours=1)}


def a_file(*rows: str, name: str = "bank.csv", header: str = HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "".join(f"{row}\r\n" for row in (header, *rows)).encode())


def look(client: Client, file: Any) -> Any:
    return client.post(PAGE, {"stap": "bekijk", "file": file})


def hidden(response: Any) -> dict[str, str]:
    """What the page carries along to the second button."""
    content = response.content.decode()
    return dict(re.findall(r'name="(content|seal)" value="([^"]*)"', content))


def said(response: Any) -> str:
    return pages.said(pages.read(response.content))


def row(case: Case, amount: str, bank: str = "") -> str:
    return f"{case.customer.number};{amount};20-11-2026;{bank}"


def paid() -> list[int]:
    return [
        -cents
        for cents in MoneyEntry.objects.filter(kind="payment").order_by("pk").values_list("amount_cents", flat=True)
    ]


def everyone(cast: Cast) -> list[str]:
    return [row(case, "1,00") for case in (cast.anna, cast.bram, cast.chantal, cast.emre)]


# Look, then book ----------------------------------------------------------------------------------------------------


def test_page_tells_what_to_choose_and_hangs_in_the_menu(samira: Client) -> None:
    page: Page = pages.read(samira.get(PAGE).content)

    assert page.headings[0] == (1, "Betalingen uit een bestand")
    assert page.links["Betalingen"] == PAGE
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))


def test_look_tells_what_would_happen_and_changes_nothing(samira: Client, cast: Cast) -> None:
    before = AuditEvent.objects.count()

    response = look(samira, a_file(row(cast.anna, "182,40"), "WEG;1,00;20-11-2026;", row(cast.bram, "5,00")))

    words = said(response)
    assert response.status_code == 200
    assert "2 van de 3 regels, samen € 187,40" in words
    assert "Dossiers die sluiten 1" in words
    assert "“WEG” in “Klantnummer” kennen wij niet bij deze organisatie." in words
    assert response["Cache-Control"] == "no-store, private"
    assert (paid(), Intake.objects.count(), AuditEvent.objects.count()) == ([], 0, before)


def test_book_books_what_was_looked_at(samira: Client, cast: Cast) -> None:
    seen = look(samira, a_file(row(cast.anna, "182,40", "B-1"), row(cast.bram, "5,00"), "WEG;1,00;20-11-2026;"))

    response = samira.post(PAGE, {"stap": "boek"} | hidden(seen))

    file = Intake.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}/{file.pk}")
    assert (file.made_by, file.file_name, sum(paid())) == (f"user:{cast.samira.pk}", "bank.csv", 18_740)
    cast.anna.refresh_from_db()
    assert cast.anna.state == "closed"
    page = said(samira.get(response["Location"]))
    assert "2 betalingen zijn geboekt, samen € 187,40" in page
    assert "WEG;1,00;20-11-2026;" in page


def test_second_click_books_nothing_more_and_ends_at_the_same_page(samira: Client, cast: Cast) -> None:
    form = {"stap": "boek"} | hidden(look(samira, a_file(row(cast.anna, "1,00"))))

    first, second = samira.post(PAGE, form), samira.post(PAGE, form)

    assert (second.status_code, second["Location"], paid()) == (302, first["Location"], [100])


def test_same_file_by_a_colleague_says_that_it_is_booked(samira: Client, dewi: Client, cast: Cast) -> None:
    rows = everyone(cast)
    dewis = hidden(look(dewi, a_file(*rows)))
    samira.post(PAGE, {"stap": "boek"} | hidden(look(samira, a_file(*rows))))

    booked, looked = dewi.post(PAGE, {"stap": "boek"} | dewis), look(dewi, a_file(*rows))

    assert len(paid()) == 4
    for response in (booked, looked):
        assert "Precies dit bestand is al geboekt, op dinsdag 24 november" in said(response)
        assert hidden(response) == {}


def test_payment_above_what_is_open_and_one_that_looks_booked_are_pointed_out(samira: Client, cast: Cast) -> None:
    claim = Claim.objects.filter(customer=cast.bram.customer).earliest("due_on")
    payments.book(claim, 100, booked_on=TODAY.replace(day=20), by="user:1", at=NOW)

    words = said(look(samira, a_file(row(cast.anna, "200,00"), row(cast.bram, "1,00"))))

    assert "Regel 2: € 17,60 meer dan er open staat." in words
    assert "Lijkt op een andere betaling: zelfde klant, dag en bedrag. Regel: 3." in words


def test_payment_for_all_above_what_is_open_is_pointed_out_before_and_after(samira: Client, cast: Cast) -> None:
    energy = make_elsewhere(amount_cents=5_100)
    make_link(cast.anna, energy)
    plan = agreed(cast.anna, energy)
    Joint.objects.filter(pk=plan.pk).update(pay_to=cast.woonstede)
    header = "Betalingskenmerk;Bedrag;Datum;Bankreferentie"
    seen = look(samira, a_file(f"SAMEN-{plan.pk};240,00;20-11-2026;B-1", header=header))

    done = samira.get(samira.post(PAGE, {"stap": "boek"} | hidden(seen))["Location"])

    before, after = said(seen), said(done)
    assert "1 van de 1 regel, samen € 233,40" in before
    assert f"Regel 2: € 6,60 meer dan er open is in het gezamenlijke plan (SAMEN-{plan.pk}). Dat boeken wij" in before
    assert "1 betaling is geboekt, samen € 233,40." in after
    assert "Dit is niet geboekt. Betaal het terug of boek het met de hand." in after
    assert f"Regel 2: € 6,60 meer dan er open was in SAMEN-{plan.pk}." in after
    assert f'href="/werk/samen/{plan.pk}">SAMEN-{plan.pk}</a>' in done.content.decode()


# Nothing else than was looked at ------------------------------------------------------------------------------------


def swapped(form: dict[str, str], content: bytes) -> dict[str, str]:
    return form | {"content": Held("bank.csv", content).packed}


@pytest.mark.parametrize("change", ["content", "seal", "junk", "nothing", "bomb", "letters"])
def test_other_content_than_was_looked_at_is_not_booked(samira: Client, cast: Cast, change: str) -> None:
    form = {"stap": "boek"} | hidden(look(samira, a_file(row(cast.anna, "1,00"))))
    other = hidden(look(samira, a_file(row(cast.anna, "100,00"))))
    sent = {
        "content": form | {"content": other["content"]},
        "seal": form | {"seal": other["seal"]},
        "junk": form | {"content": "AAAA"},
        "nothing": {"stap": "boek"},
        "bomb": swapped(form, b"0" * 50_000_000),
        "letters": form | {"content": "é€", "seal": "é€"},
    }[change]

    response = samira.post(PAGE, sent)

    assert (response.status_code, paid()) == (409, [])
    assert "Dit is niet meer wat u bekeek. Er is niets geboekt." in said(response)


def test_what_a_colleague_looked_at_is_not_booked_by_another(samira: Client, dewi: Client, cast: Cast) -> None:
    form = {"stap": "boek"} | hidden(look(samira, a_file(row(cast.anna, "1,00"))))

    assert (dewi.post(PAGE, form).status_code, paid()) == (409, [])


def test_what_was_looked_at_elsewhere_is_not_booked_here(samira: Client, cast: Cast) -> None:
    membership = make_membership(cast.samira, make_creditor())
    here, there = sorted(memberships(cast.samira.pk, TODAY), key=lambda staff: staff.membership_id != membership.pk)[
        ::-1
    ]
    held = Held("bank.csv", b"x", "y")

    assert unsealed(held.packed, held.seal(here), here, **LIMITS) == held
    assert unsealed(held.packed, held.seal(there), here, **LIMITS) is None


def test_seal_lasts_as_long_as_the_policy_says(samira: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"stap": "boek"} | hidden(look(samira, a_file(row(cast.anna, "1,00"))))
    now, met = time.time(), []

    for minutes in (61, 59):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: now + minutes * 60)
        met.append((samira.post(PAGE, form).status_code, paid()))

    assert met == [(409, []), (302, [100])]


def test_other_outcome_than_was_looked_at_is_shown_first(samira: Client, cast: Cast) -> None:
    seen = look(samira, a_file(row(cast.anna, "100,00")))
    claim = Claim.objects.filter(customer=cast.anna.customer).earliest("due_on")
    payments.book(claim, 100, booked_on=TODAY, by="user:9", at=NOW)

    response = samira.post(PAGE, {"stap": "boek"} | hidden(seen))

    assert (response.status_code, paid()) == (409, [100])
    assert "Intussen is er iets veranderd bij deze klanten." in said(response)
    assert samira.post(PAGE, {"stap": "boek"} | hidden(response)).status_code == 302
    assert sum(paid()) == 10_100


def test_colleague_who_books_it_by_hand_after_the_look_is_told_first(samira: Client, cast: Cast) -> None:
    first, last = Claim.objects.filter(customer=cast.anna.customer).order_by("due_on", "pk")[:2]
    header = "Factuurnummer;Bedrag;Datum;Bankreferentie"
    seen = look(samira, a_file(f"{last.reference};50,00;20-11-2026;B-1", header=header))
    payments.book(first, 5_000, booked_on=TODAY.replace(day=20), by="user:9", at=NOW)

    response = samira.post(PAGE, {"stap": "boek"} | hidden(seen))

    assert "Lijkt op een andere betaling" not in said(seen)
    assert (response.status_code, paid()) == (409, [5_000])
    assert "Lijkt op een andere betaling: zelfde klant, dag en bedrag. Regel: 2." in said(response)
    assert samira.post(PAGE, {"stap": "boek"} | hidden(response)).status_code == 302
    assert paid() == [5_000, 5_000]


# Files that are none ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Kies een bestand: .csv of .xlsx."),
        (SimpleUploadedFile("bank.pdf", b"%PDF-1.7"), "Kies een bestand: .csv of .xlsx."),
        (SimpleUploadedFile("bank.csv", b""), "Dit bestand is leeg. Maak het opnieuw."),
        (SimpleUploadedFile("bank.csv", os.urandom(1000) * 10_500), "Dit bestand is te groot"),
    ],
    ids=["nothing", "pdf", "empty", "large"],
)
def test_file_that_cannot_be_chosen_says_why(samira: Client, file: Any, words: str) -> None:
    response = samira.post(PAGE, {"stap": "bekijk"} | ({"file": file} if file else {}))

    assert response.status_code == 422
    assert words in said(response)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("bank.xlsx", b"PK\x03\x04 none"), "is geen heel .xlsx- of .csv-bestand"),
        (
            SimpleUploadedFile("bank.csv", b"\x89PNG\r\n\x1a\n\xff\xfe"),
            "De letters in “bank.csv” zijn anders opgeslagen",
        ),
        (a_file("K1,1,20-11-2026", header="Klantnummer,Bedrag,Datum"), "staan op regel 1 komma's tussen de kolommen"),
        (a_file("W-1;1;2", header="a;b;c"), "ontbreekt de kolom"),
        (a_file(), "staat alleen een kopregel"),
        (SimpleUploadedFile("x" * 200 + "é.csv", b"a"), "ontbreekt de kolom"),
    ],
    ids=["no-xlsx", "picture", "commas", "columns", "no-rows", "long-name"],
)
def test_file_that_cannot_be_used_says_why_and_offers_nothing_to_book(samira: Client, file: Any, words: str) -> None:
    response = look(samira, file)

    assert (response.status_code, hidden(response)) == (422, {})
    assert "Dit bestand kan niet mee" in said(response)
    assert words in said(response)


def test_refused_file_is_not_booked_by_who_sends_the_form_anyway(samira: Client, cast: Cast) -> None:
    response = look(samira, a_file("X1;1,00;20-11-2026;", "X2;1,00;20-11-2026;"))

    answer = samira.post(PAGE, {"stap": "boek"} | hidden(response))

    assert "“bank.csv” horen 2 van de 2 regels bij niemand" in said(response)
    assert (answer.status_code, paid()) == (422, [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a.csv", "a.csv"),
        ("..", "betalingen"),
        ("a\x00\nb.csv", "ab.csv"),
        ("", "betalingen"),
    ],
)
def test_file_name_leads_nowhere(given: str, kept: str) -> None:
    assert named(given) == kept


def test_file_name_and_cells_are_shown_as_text(samira: Client, cast: Cast) -> None:
    file = a_file(*everyone(cast), "<script>alert(1)</script>;1,00;20-11-2026;", name="<b>x.csv")

    content = look(samira, file).content.decode()

    assert "<script>alert" not in content
    assert "<b>x" not in content
    assert "&lt;script&gt;alert" in content


# What came back -----------------------------------------------------------------------------------------------------


def cells(response: Any) -> list[list[str]]:
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_lines_that_come_back_can_be_saved_before_and_after_and_run_no_formula(samira: Client, cast: Cast) -> None:
    seen = look(samira, a_file(*everyone(cast), '"=HYPERLINK(""x"")";1,00;20-11-2026;+cmd|x', "@SUM;1,00;20-11-2026;"))

    before = samira.post(PAGE, {"stap": "regels"} | hidden(seen))
    done = samira.post(PAGE, {"stap": "boek"} | hidden(seen))
    after = samira.get(f"{done['Location']}/regels.csv")

    assert before.content == after.content
    for response in (before, after):
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="betalingen-terug.csv"'
        assert response["Cache-Control"] == "no-store, private"
    header, first, second = cells(after)
    assert header == [*HEADER.split(";"), "tijdig_regel", "tijdig_kolom", "tijdig_reden", "tijdig_advies"]
    assert first[:7] == ['\'=HYPERLINK("x")', "1,00", "20-11-2026", "'+cmd|x", "6", "Klantnummer", "unknown_key"]
    assert second[0] == "'@SUM"


def test_lines_that_came_back_are_mended_and_chosen_again(samira: Client, cast: Cast) -> None:
    seen = look(samira, a_file(*everyone(cast), "WEG;2,00;20-11-2026;"))
    done = samira.post(PAGE, {"stap": "boek"} | hidden(seen))
    back = samira.get(f"{done['Location']}/regels.csv").content
    mended = SimpleUploadedFile("terug.csv", back.replace(b"WEG", cast.anna.customer.number.encode()))

    samira.post(PAGE, {"stap": "boek"} | hidden(look(samira, mended)))

    assert paid() == [100, 100, 100, 100, 200]


def test_lines_asked_of_an_old_page_stand_at_the_booked_file(samira: Client, cast: Cast) -> None:
    seen = hidden(look(samira, a_file(*everyone(cast), "WEG;2,00;20-11-2026;")))
    done = samira.post(PAGE, {"stap": "boek"} | seen)

    assert samira.post(PAGE, {"stap": "regels"} | seen)["Location"] == done["Location"]


def test_only_who_booked_a_file_reads_what_came_back(samira: Client, dewi: Client, cast: Cast) -> None:
    seen = look(samira, a_file(*everyone(cast), "WEG;2,00;20-11-2026;"))
    address = samira.post(PAGE, {"stap": "boek"} | hidden(seen))["Location"]
    stranger = workbench.signed_in(make_membership(creditor=make_creditor(), role="lead").user)

    for path in (address, f"{address}/regels.csv"):
        met = [client.get(path).status_code for client in (samira, dewi, stranger, Client())]
        assert met == [200, 404, 404, 302]


def test_other_files_of_a_creditor_are_no_payments(samira: Client, cast: Cast) -> None:
    listed = Intake.objects.create(
        creditor=cast.woonstede, number=7, kind="full", made_by=f"user:{cast.samira.pk}", started_at=NOW
    )

    assert samira.get(f"{PAGE}/{listed.pk}").status_code == 404


# Who, and what is left behind ---------------------------------------------------------------------------------------


def test_file_of_one_organisation_pays_nobody_of_another(cast: Cast) -> None:
    other: Creditor = make_creditor()
    stranger = workbench.signed_in(make_membership(creditor=other).user)

    response = look(stranger, a_file(row(cast.anna, "1,00")))

    assert "“bank.csv” horen 1 van de 1 regels bij niemand" in said(response)


def test_nobody_looks_without_signing_in(cast: Cast) -> None:
    response = look(Client(), a_file(row(cast.anna, "1,00")))

    assert (response.status_code, paid()) == (302, [])


def test_nothing_is_sent_without_the_token_of_the_page(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = workbench.signed_in(cast.samira).cookies

    assert look(strict, a_file(row(cast.anna, "1,00"))).status_code == 403


def test_file_is_kept_nowhere(
    data_dir: Path, samira: Client, cast: Cast, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path_factory.mktemp("passing")
    monkeypatch.setattr(tempfile, "tempdir", str(passing))

    seen = look(samira, a_file(*everyone(cast), "WEG;2,00;20-11-2026;"))
    samira.post(PAGE, {"stap": "boek"} | hidden(seen))

    session = Session.objects.get(session_key=samira.cookies["sessionid"].value)
    assert "content" not in str(session.get_decoded())
    assert list(passing.iterdir()) == []
    assert [path.name for path in data_dir.rglob("*.csv")] == []
