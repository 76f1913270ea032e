"""A letter of the night that cannot go out: no address mends that, so a person gets a task with a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.actions.carriers import Carrier
from tests.factories import NOW, TODAY
from tijdig.actions import night, sending
from tijdig.models import Case, Contact, CustomerDetails, Step
from tijdig.queries import steps, worksources

pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]


@pytest.fixture
def queued(late: Case) -> Case:
    night.run(TODAY, at=NOW, by="test")
    return late


def listed(case: Case) -> list[tuple[str, str, str]]:
    head = worksources.items(case.creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14)
    with connection.cursor() as cursor:
        values = {"creditor": case.creditor_id, "user": 0, "actor": "", "day": TODAY}
        cursor.execute(f"{head} SELECT kind, code, due_on FROM items ORDER BY kind", values)
        return [(kind, code, str(on)[:10]) for kind, code, on in cursor.fetchall()]


def test_name_with_a_sign_that_no_typeface_has_is_a_task_for_a_person(late: Case, data_dir: Any) -> None:
    CustomerDetails.objects.update(last_name="\u1206\u1208")  # Ethiopic: none of our typefaces holds it
    night.run(TODAY, at=NOW, by="test")

    sending.send_due(NOW, by="test")

    letter = Contact.objects.get(kind="letter")
    assert (letter.state, letter.error) == ("failed", "letter_not_printable")
    assert listed(late) == [("decision", "not_printed", TODAY.isoformat())]
    assert steps.advise("decision", "not_printed").title == "Bel: onze brief kon niet weg"
    assert steps.advise("decision", "not_printed", can_call=False).act == "gegevens"


def test_it_is_one_task_however_often_it_fails(queued: Case, carry: Carry, monkeypatch: pytest.MonkeyPatch) -> None:
    carry("Busy")
    for _ in range(6):
        Contact.objects.filter(state="planned").update(send_from=NOW)
        sending.send_due(NOW, by="test")

    assert set(Contact.objects.values_list("state", flat=True)) <= {"failed", "stopped"}
    assert [(step.why, step.on_day, step.state) for step in Step.objects.filter(why="not_printed")] == [
        ("not_printed", date(2026, 11, 24), "given")
    ]


def test_address_that_does_not_work_is_no_task_as_another_way_is_looked_for(queued: Case, carry: Carry) -> None:
    carry("NoSuchAddress")

    sending.send_due(NOW, by="test")

    assert not Step.objects.filter(why="not_printed").exists()
