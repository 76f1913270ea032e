"""A name or a contact that nobody can see is refused, whatever page it comes from."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.actions.carriers import Carrier
from tests.actions.test_joint import WHO, asked, parts
from tests.factories import NOW, TODAY
from tijdig.actions import forms, granting, helpers, knowing, naming
from tijdig.actions import joint as acts
from tijdig.actions.arrangements import Yes
from tijdig.actions.joint.hearing import Heard, Said, hear
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Helper, Joint, JointPart, OpenForm, RoomToPay, Solution
from tijdig.rules.solutions.types import Referral
from tijdig.web.portal.door_forms import ContactForm
from tijdig.web.portal.joint_forms import BalanceForm
from tijdig.web.visible import NameField
from tijdig.web.workbench.acts.knowing import Know
from tijdig.web.workbench.acts.solutions import Refer
from tijdig.web.workbench.acts.transfers import GiveToAgency
from tijdig.web.workbench.joints.answers import TellBalance
from tijdig.web.workbench.joints.recording import HeardThem
from tijdig.words import ChannelKind, FactSource, Room

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
UNSEEN = "\u202e\u200b\u3164"
Carry = Callable[[str], type[Carrier]]


def test_each_line_of_names_is_one_that_can_be_seen() -> None:
    assert naming.readable_lines(" Water \r\n\n\u202eZorg\n") == "Water\nZorg"
    with pytest.raises(RefusedError):
        naming.readable_lines("Water\n\u202e")


def test_readable_is_as_it_is_seen_and_nothing_stays_nothing() -> None:
    assert (naming.readable(" \u202eWim  Bos "), naming.readable(""), naming.readable("  ")) == ("Wim Bos", "", "")


def pick_others(joint: Joint) -> object:
    return acts.pick_exactly(joint, [], others=f"Telefoonbedrijf\n{UNSEEN}", **WHO)


ACTS: dict[str, Callable[[Joint], object]] = {
    "balance": lambda joint: acts.balance(parts(joint)[2], 9_000, contact=UNSEEN, **WHO),
    "heard": lambda joint: hear(parts(joint)[2], Said(Heard.BALANCE, UNSEEN, TODAY, cents=9_000), **WHO),
    "others": pick_others,
    "helper": lambda joint: helpers.let_look(
        joint.case, UNSEEN, may_ask=False, days=3, token="t" * 24, by="customer:1", at=NOW
    ),
    "form": lambda joint: forms.receive(joint.case.creditor, UNSEEN, ChannelKind.PHONE, "0612345678", at=NOW),
    "reach": lambda joint: forms.receive(joint.case.creditor, "Wim", ChannelKind.PHONE, UNSEEN, at=NOW),
    "referral": lambda joint: granting.grant(joint.case, Referral(to=UNSEEN, on_day=TODAY, consent=None), Yes(), **WHO),
    "told_by": lambda joint: knowing.note_room(
        joint.case, Room.OK, source=FactSource.HELPER, told_by=UNSEEN, spare_cents=100, **WHO
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_name_of_signs_that_show_nothing_is_refused_and_nothing_is_kept(name: str, asked: Joint) -> None:
    contact, rooms = parts(asked)[2].contact, RoomToPay.objects.count()

    with pytest.raises(RefusedError) as refused:
        ACTS[name](asked)

    assert refused.value.code == Refusal.UNREADABLE
    assert JointPart.objects.get(pk=parts(asked)[2].pk).contact == contact
    assert (Helper.objects.count(), OpenForm.objects.count(), Solution.objects.count()) == (0, 0, 0)
    assert RoomToPay.objects.count() == rooms


FIELDS: list[tuple[Any, str]] = [
    (ContactForm, "name"), (ContactForm, "reach_at"), (BalanceForm, "contact"),
    (TellBalance, "contact"), (HeardThem, "who"), (Refer, "other"), (Know, "told_by"), (GiveToAgency, "another"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "name"), FIELDS)
def test_each_page_refuses_it_with_a_sentence(form: Any, name: str) -> None:
    field = form.base_fields[name]
    assert isinstance(field, NameField)

    with pytest.raises(Exception, match="Dit kunnen wij niet lezen"):
        field.clean(UNSEEN)
    assert field.clean(" \u202eWim  Bos ") == "Wim Bos"
