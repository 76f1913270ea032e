"""The page of a plan when an e-mail to an organisation did not arrive."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.actions.carriers import Carrier
from tests.actions.conftest import carry, late
from tests.actions.test_joint import FIRST, WHO, asked, running
from tests.actions.test_joint_mail import lost, send
from tests.factories import make_membership, make_user
from tests.web import workbench
from tijdig.actions import joint as acts
from tijdig.models import Joint

__all__ = ["asked", "carry", "late", "lost", "send"]
pytestmark = pytest.mark.django_db


def test_page_says_whom_our_mail_did_not_reach_and_mails_again(
    lost: Joint, carry: Callable[[str], type[Carrier]], send: Any
) -> None:
    user = make_user(email="noor@house.example", name="Noor Bos")
    make_membership(user, lost.case.creditor, role="handler")
    client = workbench.signed_in(user)
    water = lost.parts.get(creditor__name="Water")

    page = client.get(reverse("work-joint", args=[lost.pk])).content.decode()
    assert "Onze e-mail aan Water@x.example kwam niet aan" in page
    assert f"Bel {water.creditor.phone} en vraag welk adres wel werkt." in page
    address = f"{reverse('work-joint-act', args=[lost.pk, 'opnieuw'])}?deel={water.pk}"
    assert address in page

    form = client.get(address).content.decode()
    assert "De e-mail gaat naar Water@x.example." in form
    carrier = carry("Carrier")
    lost.refresh_from_db()
    with send():
        answer = client.post(address, {"version": lost.version})

    assert answer.status_code == 302
    assert len(carrier.kept) == 1
    page = client.get(reverse("work-joint", args=[lost.pk])).content.decode()
    assert "aan Water@x.example kwam niet aan" not in page
    assert "aan Zorg@x.example kwam niet aan" in page


def test_page_takes_a_payment_for_all_back(asked: Joint) -> None:
    joint = running(asked)
    acts.pay(joint, 6_000, FIRST, "bank-1", **WHO)
    user = make_user(email="noor@house.example", name="Noor Bos")
    make_membership(user, joint.case.creditor, role="handler")
    client = workbench.signed_in(user)
    address = reverse("work-joint-act", args=[joint.pk, "terug"])

    assert address in client.get(reverse("work-joint", args=[joint.pk])).content.decode()
    joint.refresh_from_db()
    (paid,) = joint.payments.all()
    answer = client.post(address, {"version": joint.version, "payment": paid.pk})

    assert answer.status_code == 302
    page = client.get(reverse("work-joint", args=[joint.pk])).content.decode()
    assert "€ 60,00 teruggeboekt" in page.replace("\xa0", " ")
    assert "Er is geen betaling om terug te draaien." in client.get(address).content.decode()


def test_page_of_a_plan_that_was_done_takes_its_last_payment_back_and_it_runs_again(asked: Joint) -> None:
    joint = running(asked)
    acts.pay(joint, 36_000, FIRST, "bank-1", **WHO)
    user = make_user(email="noor@house.example", name="Noor Bos")
    make_membership(user, joint.case.creditor, role="handler")
    client = workbench.signed_in(user)
    address = reverse("work-joint-act", args=[joint.pk, "terug"])
    joint.refresh_from_db()
    assert joint.state == "completed"

    assert address in client.get(reverse("work-joint", args=[joint.pk])).content.decode()
    answer = client.post(address, {"version": joint.version, "payment": joint.payments.get().pk})

    assert answer.status_code == 302
    joint.refresh_from_db()
    assert joint.state == "active"
    page = client.get(reverse("work-joint", args=[joint.pk])).content.decode().replace("\xa0", " ")
    assert "€ 360,00 teruggeboekt" in page
