"""Everything we hold on a customer: every table and column is there, or left out with a reason; nobody else's."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.http import StreamingHttpResponse
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import (
    make_claim,
    make_contact,
    make_decision,
    make_details,
    make_hand_over,
    make_hold,
    make_letter_code,
    make_moment,
    make_open_form,
    make_request,
    make_support_need,
)
from tests.web import pages
from tests.web.portal.companions import make_elsewhere, make_link
from tests.web.portal.visits import visit
from tijdig.actions import arrangements, calls
from tijdig.models import Case, ContactPoint
from tijdig.queries import mydata
from tijdig.queries.mydata_tables import ACTORS, HIDDEN, LABELS, LEFT_OUT, TABLES
from tijdig.words import CallResult

KNOWN = 1
MODELS = [model for label in ("tijdig", "accounts") for model in apps.get_app_config(label).get_models()]


def body(client: Client, address: str) -> str:
    response: Any = client.get(address)
    assert response.status_code == 200
    assert isinstance(response, StreamingHttpResponse)
    assert response["Cache-Control"] == "no-store, private"
    return response.getvalue().decode()  # type: ignore[no-any-return]


def as_json(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body(client, "/mijn-gegevens.json"))
    return found


def test_every_table_is_in_the_file_or_left_out_with_a_reason() -> None:
    """A new model fails here until somebody decides: a Table in TABLES, or a sentence in LEFT_OUT."""
    inside, outside = {table.model for table in TABLES}, set(LEFT_OUT)

    assert {model.__name__ for model in MODELS} == {model.__name__ for model in inside | outside}
    assert inside & outside == set()
    assert all(len(reason.split()) > 4 for reason in LEFT_OUT.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model.__name__)
def test_every_column_has_a_word_or_a_reason_to_be_left_out(table: Any) -> None:
    fields = [*table.model._meta.concrete_fields, *table.model._meta.many_to_many]
    decided = {field.name for field in fields if mydata.is_hidden(table.model, field.name) or field.name in LABELS}

    assert {field.name for field in fields} - decided == set()
    assert mydata.shown(table.model) != []


def test_lists_name_no_column_that_is_gone() -> None:
    models = {table.model.__name__: table.model for table in TABLES}
    names = {f.name for model in models.values() for f in [*model._meta.concrete_fields, *model._meta.many_to_many]}

    assert {name for name in HIDDEN if "." not in name} - names == set()
    assert {name for name in HIDDEN if "." in name and name.partition(".")[0] not in models} == set()
    assert set(LABELS) - names == set()
    assert set(LABELS) >= ACTORS


def _live(cast: Cast, case: Case) -> None:
    """A life with something in many tables."""
    by = f"user:{cast.samira.pk}"
    make_support_need(case.customer, detail="met mijn dochter erbij")
    make_request(case, text="Kan het later?", details={"pay_on": "2026-12-01"}, answered_by="")
    moment = make_moment(case, day=date(2026, 11, 10), decision=make_decision(case, rules={"whether": "say_first"}))
    make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag Anna de Wit, uw huur.")
    make_contact(make_moment(case, day=date(2026, 11, 26)), kind="email", text="DIT-STAAT-NOG-KLAAR")
    calls.log(case, CallResult.REACHED, "GEHEIM-GESPREK", good_conversation=True, by=by, at=NOW)
    arrangements.agree(case, count=3, first_on=date(2026, 12, 1), by=by, at=NOW)
    make_hold(case, note="GEHEIME-NOTITIE")
    make_hand_over(case, summary="GEHEIME-SAMENVATTING", to_user=cast.dewi)
    make_letter_code(case, code_hash=f"{case.pk:f>64}")
    make_open_form(case.creditor, case=case, name="Anna de Wit")


def test_file_for_a_computer_holds_all_of_one_customer(cast: Cast) -> None:
    _live(cast, cast.anna)

    found = as_json(visit(cast.anna, level=KNOWN))

    tables = found["tables"]
    assert set(tables) == {table.model.__name__ for table in TABLES}
    assert found["about"] | {"made_at": ""} == {
        "organisation": "Woonstede", "customer": cast.anna.customer.number, "made_at": "",
    }  # fmt: skip
    assert tables["CustomerDetails"][0]["last_name"] == "de Wit"
    assert [claim["reference"] for claim in tables["Claim"]] == [
        claim.reference for claim in cast.anna.customer.claims.order_by("pk")
    ]
    assert tables["SupportNeed"][0]["detail"] == "met mijn dochter erbij"
    assert tables["Decision"][0]["rules"] == {"whether": "say_first"}
    assert len(tables["Instalment"]) == 3
    assert tables["Request"][0]["details"] == {"pay_on": "2026-12-01"}
    assert {row["what"] for row in tables["AuditEvent"]} >= {"call.logged"}
    assert found["left_out"]["columns"]["code_hash"]


@pytest.mark.parametrize("address", ["/mijn-gegevens.json", "/mijn-gegevens/lezen"])
def test_file_holds_nothing_of_others_and_no_notes_of_colleagues(address: str, cast: Cast) -> None:
    for case in (cast.chantal, cast.anna):
        _live(cast, case)
    Case.objects.update(handler=cast.samira)

    said = body(visit(cast.anna, level=KNOWN), address)

    for word in ("GEHEIM", "DIT-STAAT-NOG-KLAAR", "f" * 60, "Mensah", cast.chantal.customer.number, "Dewi", "user:"):
        assert word not in said, word
    assert "Dag Anna de Wit, uw huur." in said
    assert "Samira Kaya" in said  # the own contact person, whom customers see


def test_other_customer_with_the_same_words_gets_their_own(cast: Cast) -> None:
    _live(cast, cast.anna)

    found = as_json(visit(cast.chantal, level=KNOWN))

    assert found["tables"]["Request"] == []
    assert found["tables"]["Contact"] == []
    assert {row["last_name"] for row in found["tables"]["CustomerDetails"]} == {"Mensah"}
    assert found["tables"]["AuditEvent"] == []


def test_address_that_is_not_safe_is_not_read_along(cast: Cast) -> None:
    point = ContactPoint.objects.get(customer=cast.anna.customer, kind="email")
    ContactPoint.objects.filter(pk=point.pk).update(is_safe=False)

    values = [row["value"] for row in as_json(visit(cast.anna, level=KNOWN))["tables"]["ContactPoint"]]

    assert point.value not in values
    assert f"{point.value[:2]}…@{point.value.partition('@')[2]}" in values
    assert len(values) == 3


def test_what_an_unpublished_file_brings_is_not_there_yet(cast: Cast) -> None:
    make_details(cast.anna.customer, last_name="Toekomst", since_intake=9)
    make_claim(cast.anna.customer, reference="LATER", since_intake=9)

    said = body(visit(cast.anna, level=KNOWN), "/mijn-gegevens.json")

    assert "Toekomst" not in said
    assert "LATER" not in said


def test_page_to_read_is_a_whole_page_in_words(cast: Cast) -> None:
    _live(cast, cast.anna)
    make_support_need(cast.anna.customer, kind="paper", detail="<script>x</script>[[u|je]]")

    content = body(visit(cast.anna, level=KNOWN), "/mijn-gegevens/lezen")
    page = pages.read(content)

    text = " ".join(page.text.replace("\x00", " ").split()).replace("\N{NO-BREAK SPACE}", " ")
    assert page.headings[0] == (1, "Alles wat wij van u bewaren")
    assert page.language == "nl"
    assert page.inline == []
    assert "<script>" not in content
    assert "Achternaam de Wit" in text
    assert "Geboren 17 mei 1984" in text
    assert "Bedrag € 121,20" in text
    assert "In woorden met mijn dochter erbij" in text
    assert len(page.ids) == len(set(page.ids))
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert content.rstrip().endswith("</html>")


def test_page_before_says_what_is_left_out_and_why(cast: Cast) -> None:
    said = pages.said(pages.read(visit(cast.anna, level=KNOWN).get("/mijn-gegevens").content))

    for what, why in mydata.left_out():
        assert what in said
        assert (
            why.partition(".")[0]
            .replace("[[uw|je]]", "uw")
            .replace("[[u|je]]", "u")
            .replace("[[U leest|Je leest]]", "U leest")
            in said
        )


@pytest.mark.parametrize("address", ["/mijn-gegevens", "/mijn-gegevens/lezen", "/mijn-gegevens.json"])
def test_code_alone_is_not_enough(address: str, cast: Cast) -> None:
    response = visit(cast.anna).get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/wie?naar=")


def test_file_is_made_in_few_questions_to_the_database(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        make_request(cast.anna)
        make_contact(make_moment(cast.anna, day=date(2026, 10, 1 + _)), state="handed_over", handed_over_at=NOW)
    client = visit(cast.anna, level=KNOWN)

    with django_assert_max_num_queries(len(TABLES) + 8):
        as_json(client)


def test_consent_given_at_the_other_organisation_is_in_the_file_of_both(cast: Cast) -> None:
    other = make_elsewhere()
    make_link(cast.anna, other)

    here, there = (as_json(visit(case, level=KNOWN))["tables"]["Consent"] for case in (cast.anna, other))

    assert [row["other"] for row in here] == ["Bosstroom"]
    assert [row["other"] for row in there] == ["Woonstede"]
    assert "Woonstede" in body(visit(other, level=KNOWN), "/mijn-gegevens/lezen")


@pytest.mark.parametrize("address", ["/mijn-gegevens.json", "/mijn-gegevens/lezen"])
def test_code_that_opens_the_door_is_left_out_and_what_looks_like_one_elsewhere_stays(address: str, cast: Cast) -> None:
    words = "Vul de code KTR 4WD 9FM in, of ga naar mijn.woonstede.example/?code=KTR4WD9FM"
    make_contact(make_moment(cast.anna), state="handed_over", handed_over_at=NOW, text=words)
    make_claim(cast.anna.customer, reference="KTR 4WD 9FM", description="Rekening KTR 4WD 9FM")

    said = body(visit(cast.anna, level=KNOWN), address)

    assert "code KTR" not in said
    assert "KTR4WD9FM" not in said
    assert "Vul de code ••• ••• ••• in" in said
    assert "Rekening KTR 4WD 9FM" in said
