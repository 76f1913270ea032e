"""What customers tell if they like: what happened, with one tap, and their own story."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import told as acts
from tijdig.actions.refusals import RefusedError
from tijdig.queries import access, policies, portal, told
from tijdig.rules import distress
from tijdig.rules.workdays import local_day
from tijdig.web.portal.questions import is_number, without_hidden_signs
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel, Cause

JUST_TOLD = "verteld"
MOST = 4000


class _CauseForm(forms.Form):
    """One of the list, or taken back."""

    oorzaak = forms.ChoiceField(choices=[(cause.value, cause.value) for cause in Cause])
    weg = forms.BooleanField(required=False)


class _StoryForm(forms.Form):
    """The own words."""

    tekst = forms.CharField(
        label="[[Uw|Je]] verhaal",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Schrijf iets op, of ga terug. Het hoeft niet.",
            "max_length": "Dit is te lang. Maak het korter, of bel ons.",
        },
    )


def _may_take_back(request: HttpRequest, cause: Cause) -> bool:
    """Who said who they are; with a code alone only what this very visit told."""
    visitor = request.customer  # type: ignore[attr-defined]
    return visitor.level >= AssuranceLevel.KNOWN or request.session.get(JUST_TOLD) == [visitor.session_id, cause.value]


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required()
def happened(request: HttpRequest) -> HttpResponse:
    """`/wat-gebeurde`: one tap, never required; after it what may fit."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    form = _CauseForm(request.POST)
    if request.method == "POST" and form.is_valid():
        case, cause = access.case_of(visitor), Cause(form.cleaned_data["oorzaak"])
        if form.cleaned_data["weg"] and _may_take_back(request, cause):
            acts.not_so(case, cause, by=visitor.actor, at=at)
            request.session.pop(JUST_TOLD, None)
        elif not form.cleaned_data["weg"]:
            acts.happened(case, cause, by=visitor.actor, at=at)
            request.session[JUST_TOLD] = [visitor.session_id, cause.value]
        return redirect("portal-happened")
    number, just = request.session.get(JUST_TOLD) or (0, "")
    page = told.causes(visitor, just if number == visitor.session_id else "")
    return render(request, "portal/happened.html", {"page": page, "is_wrong": request.method == "POST"})


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
            acts.tell(case, words, session=visitor.session_id, by=visitor.actor, at=at)
            return redirect("portal-story")
        except RefusedError as refused:
            form.add_error("tekst", refused.code.label)
    told_before = told.stories(visitor)
    policy = policies.of(case.creditor, local_day(at))
    is_distress = any(distress.suggests(one.text, policy) for one in told_before)
    shown = {"page": portal.frame_for(visitor), "form": form, "told": told_before, "is_distress": is_distress}
    return render(request, "portal/story.html", shown)
