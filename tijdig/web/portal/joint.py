"""Arranging together, as a customer does it: what it is, with whom, yes or no for each, how much, and asked.

Seeing asks who somebody is; what binds others or tells them something asks proof (docs/adr/0043). Every answer is kept
where it belongs at once, so that who stops halfway goes on there.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.queries import access, jointpages, jointrows, jointsteps
from tijdig.queries.portal import frame_for
from tijdig.queries.proving import LEVELS, Deed, is_by_call
from tijdig.rules.joint.drafts import JointRefusedError
from tijdig.web.portal.joint_forms import MOST_CENTS, YES, ConsentForm, FromForm, PickForm, ToldForm, Versioned
from tijdig.web.portal.questions import cents_of
from tijdig.web.portal.session import customer_required, kept
from tijdig.words import ChannelKind, JointState, Rhythm

SEE, BIND = LEVELS[Deed.SEE_OTHERS], LEVELS[Deed.JOINT]
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@customer_required()
def begin(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen`: what it is, in four sentences; who began already goes on."""
    visitor = request.customer  # type: ignore[attr-defined]
    held = jointrows.of(visitor)
    if held is not None and not held.is_over and visitor.is_self:
        return redirect("portal-joint-plan")
    facts = {"page": frame_for(visitor), "was": held is not None, "by_call": is_by_call(visitor, clock.now())}
    return render(request, "portal/joint/begin.html", facts)


@read_or_send
@customer_required(level=BIND)
def pick(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/wie`: with which organisations."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page = jointsteps.picking(visitor)
    form = PickForm(typed(request), picks=page.picks)
    if sent(request, form, lambda: _picked(visitor, form, at)):
        return go_on(visitor)
    taken = form["wie"].value() or [str(one.number) for one in page.picks if one.is_picked or one.is_linked]
    return shown(request, "pick", page, form, taken=[str(one) for one in taken])


def _picked(visitor: Any, form: PickForm, at: datetime) -> None:
    """Begin with these; or bring what was begun in line with them."""
    held, numbers, others, version = jointrows.of(visitor), form.numbers, form.cleaned_data["andere"], form.version
    if held is None or held.is_over:
        case = access.case_of(visitor)
        acts.start(case, numbers, others=others, by_channel=ChannelKind.PORTAL, by=visitor.actor, at=at)
        return
    if held.state == JointState.REQUESTED:
        acts.pick_exactly(held.joint, numbers, others=others, by=visitor.actor, at=at, version=version)
        return
    acts.pick_each(held.joint, numbers, by=visitor.actor, at=at, version=version)


@read_or_send
@customer_required(level=BIND)
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen-regelen/<n>/mag`: what this organisation would be told, and yes or no."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page = jointsteps.consenting(visitor, number, at)
    if page is None:
        return go_on(visitor)
    form = ConsentForm(typed(request))
    if sent(request, form, lambda: _answered(visitor, number, form, at)):
        return go_on(visitor)
    return shown(request, "consent", page, form)


def _answered(visitor: Any, number: int, form: ConsentForm, at: datetime) -> None:
    said, part = form.cleaned_data, jointrows.part_of(visitor, number)[1]
    if said["antwoord"] != YES:
        acts.leave(part, by=visitor.actor, at=at, version=form.version)
        return
    acts.consent(
        part, text_version=said["tekst"], language=said["taal"], customer_number=said["klantnummer"],
        by_channel=ChannelKind.PORTAL, level=visitor.level, proof=f"session:{visitor.session_id}", by=visitor.actor,
        at=at, version=form.version,
    )  # fmt: skip


@read_or_send
@customer_required(level=BIND)
def spare(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/bedrag`: how much each time, how often, from when: one after another, in the address."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    jointrows.there(visitor)
    words = typed(request)
    source = words if words is not None else request.GET
    amount, rhythm = source.get("bedrag", "").strip()[:20], source.get("ritme", "")
    cents, is_rhythm = cents_of(amount), rhythm in {one.value for one in Rhythm}
    page = jointsteps.sparing(visitor, at, cents=cents, each=Rhythm(rhythm) if is_rhythm else None)
    if cents is None or cents > MOST_CENTS:
        is_wrong, is_high = bool(amount) or "bedrag" in source, (cents or 0) > MOST_CENTS
        return shown(request, "amount", page, None, amount=amount, is_wrong=is_wrong, is_high=is_high)
    if cents and not is_rhythm:
        return shown(request, "rhythm", page, None, amount=amount, is_wrong="ritme" in source)
    form: Any = FromForm(words, days=page.days, every=page.every)
    each = Rhythm(rhythm) if cents else Rhythm.MONTHLY
    if not cents:
        form = Versioned(typed(request))
    if sent(request, form, lambda: _spared(visitor, cents, each, form, at)):
        return go_on(visitor)
    monthly = jointsteps.monthly(cents, each)
    return shown(request, "from" if cents else "none", page, form, amount=amount, rhythm=rhythm, monthly=monthly)


def _spared(visitor: Any, cents: int, each: Rhythm, form: Any, at: datetime) -> None:
    """So much; for nothing at all no day is asked, and the last that may be chosen stands for it."""
    joint = jointrows.there(visitor).joint
    first_on = form.day if cents else jointsteps.sparing(visitor, at).window[1]
    acts.capacity(joint, cents, each, first_on, by=visitor.actor, at=at, version=form.version)


@read_or_send
@customer_required(level=BIND)
def told(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/open`: what somebody thinks is open where we do not know it; leaving it empty is fine."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointsteps.looking(visitor, at), jointrows.there(visitor).joint
    if page is None or not page.is_first:
        return redirect("portal-joint-plan")
    asked = [one for one in page.told if not one.is_known]
    if not asked:
        return redirect("portal-joint-look")
    form = ToldForm(typed(request), rows=asked)
    if sent(request, form, lambda: acts.tell_open(joint, form.told, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-look")
    return shown(request, "told", page, form)


@read_or_send
@customer_required(level=BIND)
def look(request: HttpRequest) -> HttpResponse:
    """`/samen-regelen/nakijken`: all that was said; from here on organisations are asked."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    page, joint = jointsteps.looking(visitor, at), jointrows.there(visitor).joint
    if page is None or not page.is_first:
        return redirect("portal-joint-plan")
    form = Versioned(typed(request))
    if sent(request, form, lambda: acts.ask(joint, by=visitor.actor, at=at, version=form.version)):
        return redirect("portal-joint-plan")
    return shown(request, "look", page, form)


# What all of these pages share ---------------------------------------------------------------------------------------


def go_on(visitor: Any) -> HttpResponse:
    """To what still has to be asked; else to the page on which everything stands."""
    name, number = jointpages.next_step(jointrows.there(visitor))
    return redirect(name, number) if number is not None else redirect(name)


def sent(request: HttpRequest, form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether it was sent, was right and was done; when not, the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except (RefusedError, JointRefusedError, NoConsentError) as refused:
        form.add_error(None, say(refused.code.label))
        return False
    return True


def shown(request: HttpRequest, template: str, page: Any, form: Any, **more: Any) -> HttpResponse:
    """The page of one question; what was not right is said there."""
    is_wrong = request.method == "POST" and form is not None and bool(form.errors)
    facts = {"page": page, "form": form, **more}
    return render(request, f"portal/joint/{template}.html", facts, status=400 if is_wrong else 200)


def typed(request: HttpRequest) -> Any:
    """What was sent; else what an end of the session interrupted."""
    return request.POST if request.method == "POST" else kept(request)
