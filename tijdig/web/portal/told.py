"""What customers tell if they like: what happened, with one tap, and their own story."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import told as acts
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.queries import access, policies, portal, told
from tijdig.rules import distress
from tijdig.rules.workdays import local_day
from tijdig.web.languages import later
from tijdig.web.portal.questions import is_number, without_hidden_signs
from tijdig.web.portal.session import JUST_TOLD, customer_required
from tijdig.words import AssuranceLevel, Cause

MOST = 4000


class _CauseForm(forms.Form):
    """One of the list, or taken back."""

    oorzaak = forms.ChoiceField(choices=[(cause.value, cause.value) for cause in Cause])
    weg = forms.BooleanField(required=False)


class _StoryForm(forms.Form):
    """The own words."""

    tekst = forms.CharField(
        label=later("[[Uw|Je]] verhaal"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": later("Schrijf iets op, of ga terug. Het hoeft niet."),
            "max_length": later("Dit is te lang. Maak het korter, of bel ons."),
        },
    )


def _may_take_back(request: HttpRequest, cause: Cause) -> bool:
    """Who said who they are; with a code alone only what this very visit told."""
    level = request.customer.level  # type: ignore[attr-defined]
    return level >= AssuranceLevel.KNOWN or cause.value in _just_told(request)


def _just_told(request: HttpRequest) -> list[str]:
    """The causes that this very visit told."""
    number, found = request.session.get(JUST_TOLD) or (0, [])
    return list(found) if number == request.customer.session_id else []  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required()
def happened(request: HttpRequest) -> HttpResponse:
    """`/wat-gebeurde`: one tap for each thing, never required; after it what may fit, and what more there was."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    form, fault = _CauseForm(request.POST), ""
    if request.method == "POST" and form.is_valid():
        case, cause = access.case_of(visitor), Cause(form.cleaned_data["oorzaak"])
        others = [told_before for told_before in _just_told(request) if told_before != cause.value]
        if form.cleaned_data["weg"] and _may_take_back(request, cause):
            acts.not_so(case, cause, by=visitor.actor, at=at)
            request.session[JUST_TOLD] = [visitor.session_id, others]
        elif not form.cleaned_data["weg"]:
            try:
                acts.happened(case, cause, by=visitor.actor, at=at, by_code=not visitor.is_known)
                request.session[JUST_TOLD] = [visitor.session_id, [*others, cause.value]]
            except RefusedError as refused:
                fault = say(refused.code.label)
        if not fault:
            return redirect("portal-happened")
    page = told.causes(visitor, _just_told(request))
    return render(request, "portal/happened.html", {"page": page, "fault": fault}, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required()
def story(request: HttpRequest) -> HttpResponse:
    """`/verhaal`: told once, for the own contact person only; it can be taken away again."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    form, case = _StoryForm(request.POST or None), access.case_of(visitor)
    if request.method == "POST" and is_number(request.POST.get("weg", "")):
        acts.take_back(access.story_of(visitor, int(request.POST["weg"])), by=visitor.actor, at=at)
        return redirect("portal-story")
    if request.method == "POST" and form.is_valid():
        words = without_hidden_signs(form.cleaned_data["tekst"])
        try:
            is_by_code = not visitor.is_known
            acts.tell(case, words, session=visitor.session_id, by=visitor.actor, at=at, by_code=is_by_code)
            return redirect("portal-story")
        except RefusedError as refused:
            form.add_error("tekst", say(refused.code.label))
    told_before = told.stories(visitor)
    policy = policies.of(case.creditor, local_day(at))
    is_distress = any(distress.suggests(one.text, policy) for one in told_before)
    shown = {"page": portal.frame_for(visitor), "form": form, "told": told_before, "is_distress": is_distress}
    return render(request, "portal/story.html", shown)
