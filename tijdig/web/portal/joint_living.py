"""Living with a joint arrangement: where it stands, the offer, paying, pausing, changing, taking back, stopping."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.languages import marked, say
from tijdig.queries import jointpages, jointpausing, jointpayments, jointrows, jointsteps
from tijdig.web.portal.joint import BIND, SEE, go_on, read_or_send, sent, shown, typed
from tijdig.web.portal.joint_forms import DOUBT, NO, OTHER, YES, AnswerForm, FromForm, SpareForm, Versioned
from tijdig.web.portal.session import customer_required
from tijdig.words import ChangeReason

COUNTER = (
    (YES, marked("Dat is goed")),
    (NO, marked("Dan liever zonder hen")),
    (OTHER, marked("Laat iemand met hen praten")),
)
CHANGES = (
    (ChangeReason.AMOUNT.value, marked("Het bedrag past niet meer")),
    (ChangeReason.LESS_INCOME.value, marked("Ik heb minder inkomen")),
    (ChangeReason.SEIZURE.value, marked("Er is beslag gelegd")),
    (ChangeReason.MORE_ROOM.value, marked("Ik kan meer missen")),
)


def while_it_goes_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is over can be read, and nothing of it changes any more."""

    @wraps(view)
    def only(request: HttpRequest) -> HttpResponse:
        if jointrows.there(request.customer).is_over:  # type: ignore[attr-defined]
            return redirect("portal-joint-plan")
        return view(request)

    return only


@require_safe
@customer_required(level=SEE)
def plan(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/plan`: where each organisation stands, what comes next, what was told when."""
    page = jointpages.page(request.customer, clock.now())  # type: ignore[attr-defined]
    return shown(request, "plan", page, None) if page else redirect("portal-joint")


@read_or_send
@customer_required(level=BIND)
def offer(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/voorstel`: every payment, who gets what, and whether that will work out."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page = jointpayments.offer(visitor, at)
    if page is None:
        return redirect("portal-joint-plan")
    form = AnswerForm(typed(request), answers=((YES, YES), (DOUBT, DOUBT), (NO, NO)))
    if request.method == "POST" and form.is_valid() and form.cleaned_data["keuze"] != YES:
        return redirect("portal-joint-doubt")
    joint = jointrows.there(visitor).joint
    if sent(request, form, lambda: acts.confirm(joint, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-plan")
    return shown(request, "offer", page, form)


@read_or_send
@customer_required(level=BIND)
def doubt(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/twijfel`: it does not fit: another amount, a person, or as it was."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointpayments.offer(visitor, at), jointrows.there(visitor).joint
    if page is None:
        return redirect("portal-joint-plan")
    form: Any = Versioned(request.POST) if "blijft" in request.POST else SpareForm(typed(request))

    def act() -> None:
        more = {"by": visitor.actor, "at": at, "version": form.version}
        if "blijft" in request.POST:
            acts.keep_old(joint, **more)
        else:
            acts.want_other(joint, form.cleaned_data["bedrag"], **more)

    if sent(request, form, act):
        return redirect("portal-joint-plan")
    return shown(request, "doubt", page, form)


@require_safe
@customer_required(level=SEE)
def pay(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/betalen`: what to pay where, on one page."""
    page = jointpayments.paying(request.customer, clock.now())  # type: ignore[attr-defined]
    return shown(request, "pay", page, None) if page else redirect("portal-joint-plan")


@read_or_send
@customer_required(level=SEE)
@while_it_goes_on
def pause(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/pauze`: nothing to pay until a day."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointpausing.pausing(visitor, at), jointrows.there(visitor).joint
    form = FromForm(typed(request), days=page.ends, every=page.every)
    if sent(request, form, lambda: acts.pause(joint, form.day, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-plan")
    return shown(request, "pause", page, form)


@read_or_send
@customer_required(level=SEE)
@while_it_goes_on
def day(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/dag`: on from another day, after a missed payment or out of a pause."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointsteps.moving(visitor, at), jointrows.there(visitor).joint
    form = FromForm(typed(request), days=page.days, every=page.every)
    if sent(request, form, lambda: acts.new_day(joint, form.day, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-plan")
    return shown(request, "day", page, form)


@read_or_send
@customer_required(level=BIND)
@while_it_goes_on
def change(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/anders`: what does not fit any more; from there a new amount, or a person."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, held = jointsteps.picking(visitor), jointrows.there(visitor)
    form = AnswerForm(typed(request), answers=tuple((code, say(label)) for code, label in CHANGES))
    if sent(request, form, lambda: _changed(held.joint, form, by=visitor.actor, at=at, version=form.version)):
        return go_on_from(form)
    return shown(request, "change", page, form)


def go_on_from(form: AnswerForm) -> HttpResponse:
    """To the amount that fits now; after a seizure there is a person first."""
    is_seized = form.cleaned_data["keuze"] == ChangeReason.SEIZURE
    return redirect("portal-joint-plan" if is_seized else "portal-joint-spare")


def _changed(joint: Any, form: AnswerForm, **more: Any) -> None:
    """A seizure goes to a person first; for the rest the plan is made anew."""
    why = ChangeReason(form.cleaned_data["keuze"])
    if why == ChangeReason.SEIZURE:
        acts.seizure(joint, **more)
    else:
        acts.revise(joint, why, **more)


@read_or_send
@customer_required(level=SEE)
@while_it_goes_on
def help_first(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/hulp`: somebody calls first; help is offered, never a condition (DECISIONS 13)."""
    return _sure(request, "help", acts.ask_help)


@read_or_send
@customer_required(level=SEE)
@while_it_goes_on
def stop(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/stoppen`: what stays and what ends, and then it ends."""
    return _sure(request, "stop", acts.end)


def _sure(request: HttpRequest, template: str, act: Any) -> HttpResponse:
    """One question with one button."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointpages.page(visitor, at), jointrows.there(visitor).joint
    form = Versioned(typed(request))
    if sent(request, form, lambda: act(joint, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-plan")
    return shown(request, template, page, form)


# One organisation ----------------------------------------------------------------------------------------------------


@require_safe
@customer_required(level=SEE)
def part(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen-regelen/<n>`: one organisation: where it stands, and what was told when."""
    return shown(request, "part", jointpages.one(request.customer, number), None)  # type: ignore[attr-defined]


@read_or_send
@customer_required(level=SEE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen-regelen/<n>/intrekken`: from now on nothing is told there."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, found = jointpages.one(visitor, number), jointrows.part_of(visitor, number)[1]
    form = Versioned(typed(request))
    if sent(request, form, lambda: acts.withdraw(found, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-part", number)
    return shown(request, "withdraw", page, form)


@read_or_send
@customer_required(level=BIND)
def counter(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen-regelen/<n>/anders`: what this organisation asks for instead, in plain words, with what can be chosen."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, found = jointpages.one(visitor, number), jointrows.part_of(visitor, number)[1]
    if page.one.state != "countered":
        return redirect("portal-joint-part", number)
    form = AnswerForm(typed(request), answers=tuple((code, say(label)) for code, label in COUNTER))
    if request.method == "POST" and form.is_valid() and form.cleaned_data["keuze"] == OTHER:
        return redirect("portal-joint-plan")

    def act() -> None:
        do = acts.take_counter if form.cleaned_data["keuze"] == YES else acts.leave
        do(found, by=visitor.actor, at=at, version=form.version)

    if sent(request, form, act):
        return go_on(visitor)
    return shown(request, "counter", page, form)
