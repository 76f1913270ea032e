"""Saying yes again to what was agreed for a plan: one page, one press."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.queries import jointagain, jointrows
from tijdig.web.portal.joint import BIND, read_or_send, sent, shown, typed
from tijdig.web.portal.joint_forms import CHOOSE, Versioned
from tijdig.web.portal.session import customer_required
from tijdig.words import ChannelKind

ALL, NONE = "alle", "nee"


class AgainForm(Versioned):
    """For all of them, or for one."""

    wie = forms.ChoiceField(error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})
    tekst = forms.CharField(widget=forms.HiddenInput, max_length=24)
    taal = forms.CharField(widget=forms.HiddenInput, max_length=8)

    def __init__(self, data: Any, *, ones: tuple[tuple[int, str], ...]) -> None:
        super().__init__(data)
        self.ones = ones
        self.fields["wie"].choices = [(ALL, ALL), (NONE, NONE), *((str(number), name) for number, name in ones)]  # type: ignore[attr-defined]

    @property
    def numbers(self) -> list[int]:
        """Which organisations."""
        chosen = self.cleaned_data["wie"]
        return [number for number, _ in self.ones if chosen in {ALL, NONE, str(number)}]

    @property
    def is_no(self) -> bool:
        """Rather not, for all."""
        return bool(self.cleaned_data["wie"] == NONE)


@read_or_send
@customer_required(level=BIND)
def again(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/langer`: whether what was agreed may hold longer; a no is kept, so that nobody asks again."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page = jointagain.page(visitor, at)
    if page is None:
        return redirect("portal-joint-plan")
    form = AgainForm(typed(request), ones=page.ones)

    def act() -> None:
        said, joint = form.cleaned_data, jointrows.there(visitor).joint
        if form.is_no:
            acts.decline_each(joint, form.numbers, by=visitor.actor, at=at, version=form.version)
            return
        acts.renew_each(
            joint, form.numbers, text_version=said["tekst"], language=said["taal"],
            by_channel=ChannelKind.PORTAL, level=visitor.level, proof=f"session:{visitor.session_id}",
            by=visitor.actor, at=at, version=form.version,
        )  # fmt: skip

    if sent(request, form, act):
        is_more = not form.is_no and jointagain.page(visitor, at) is not None
        return redirect("portal-joint-again" if is_more else "portal-joint-plan")
    return shown(request, "again", page, form)
