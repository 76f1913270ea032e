"""Call hours: everybody sees them, a team lead looks at a change and then makes it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions.hours import Hours, put
from tijdig.actions.refusals import MOST_PEOPLE, Refusal, RefusedError
from tijdig.queries import hours as standing
from tijdig.queries.hours import QUARTER, HoursPage
from tijdig.web.workbench import typed
from tijdig.web.workbench.fields import DayField
from tijdig.web.workbench.frames import show, staff_of
from tijdig.web.workbench.session import staff_required
from tijdig.web.workbench.teamhours import TeamForm

DONE = {
    "open": "De uren staan klaar.",
    "team": "De tijd van het team staat klaar.",
    "dicht": "De uren zijn dicht. Wat beloofd is, blijft staan.",
}
_HOUR = "Vul een uur in, bijvoorbeeld 9.00."
_PEOPLE = Refusal.PEOPLE_NEEDED.label
_WHERE = {
    Refusal.DAYS_TURNED: "until_on",
    Refusal.DAYS_TOO_MANY: "until_on",
    Refusal.YEAR_UNKNOWN: "until_on",
    Refusal.HOURS_TURNED: "until",
    Refusal.HOURS_OUTSIDE: "start",
    Refusal.PEOPLE_NEEDED: "people",
}


class HourField(forms.TimeField):
    """An hour, in quarters where the browser helps."""

    def __init__(self, **more: Any) -> None:
        attributes = {"type": "time", "step": QUARTER.seconds, "autocomplete": "off", "class": "field__short"}
        widget = forms.TimeInput(format="%H:%M", attrs=attributes)
        errors = {"invalid": _HOUR, "required": _HOUR}
        formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
        super().__init__(widget=widget, input_formats=formats, error_messages=errors, **more)


class HoursForm(forms.Form):
    """So many people, on these days, between these hours: looked at before it is set."""

    from_on = DayField(label="Eerste dag")
    until_on = DayField(label="Laatste dag", required=False, help_text="Laat dit leeg voor één dag.")
    start = HourField(label="Van")
    until = HourField(label="Tot")
    people = forms.IntegerField(
        label="Hoeveel mensen kunnen dan bellen?",
        help_text="Bij 0 gaan de uren dicht.",
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off", "class": "field__short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _PEOPLE),
    )

    def __init__(self, *values: Any, page: HoursPage, **more: Any) -> None:
        super().__init__(*values, **more)
        self.page, self.is_kept = page, False
        self.lines: list[str] = []
        self.fields["until"].help_text = f"Bellen mag van {page.window.text}."

    @property
    def looked_at(self) -> str:
        """What the preview is of: with other words than were looked at, nothing is set."""
        return "/".join(str(value) for value in self.cleaned_data.values())

    @property
    def step(self) -> str:
        """What became of it, as the way back tells."""
        return "open" if self.cleaned_data["people"] else "dicht"

    def carried_out(self, *, by: str, at: datetime) -> bool:
        """First only shown; set with the second button."""
        values = self.cleaned_data
        hours = Hours(**values | {"until_on": values["until_on"] or values["from_on"]})
        is_set = self.data.get("stap") == "instellen" and self.data.get("bekeken") == self.looked_at
        try:
            self.lines = put(self.page.creditor, hours, by=by, at=at, dry_run=not is_set).lines
        except RefusedError as error:
            self.add_error(_WHERE.get(error.code, "from_on"), str(error))
            return False
        return is_set


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """The coming days, and for a lead the form to change them."""
    staff, at = staff_of(request), clock.now()
    if request.method == "POST" and not staff.is_lead:
        raise Http404
    page = standing.page(staff.creditor_id, at)
    is_team = request.POST.get("stap") == "team"
    form = _form(request, page, is_team=is_team) if staff.is_lead else None
    team = TeamForm(request.POST if is_team else None) if staff.is_lead else None
    if step := _carried_out(form, team, page, is_team=is_team, by=staff.actor, at=at):
        return redirect(f"{reverse('work-hours')}?gedaan={step}")
    status = 422 if any(one.errors for one in (form, team) if one) else 200
    done = DONE.get(request.GET.get("gedaan", ""), "") if request.method != "POST" else ""
    return show(request, "work/hours.html", here="hours", page=page, form=form, team=team, done=done, status=status)


def _carried_out(
    form: HoursForm | None, team: TeamForm | None, page: HoursPage, *, is_team: bool, by: str, at: datetime
) -> str:
    """What was set, as the way back tells; nothing when nothing was."""
    if is_team:
        return "team" if team and team.is_valid() and team.carried_out(page, by=by, at=at) else ""
    sent = form and form.is_bound and not form.is_kept
    return form.step if form and sent and form.is_valid() and form.carried_out(by=by, at=at) else ""


def _form(request: HttpRequest, page: HoursPage, *, is_team: bool) -> HoursForm:
    again = typed.kept(request, staff_of(request))
    data = request.POST if request.method == "POST" and not is_team else again
    form = HoursForm(data, page=page, initial=_of_day(page, request.GET.get("dag", "")))
    form.is_kept = again is not None
    return form


def _of_day(page: HoursPage, wanted: str) -> dict[str, Any]:
    """The day that was pointed at, as it stands."""
    day = next((day for day in page.days if day.on.isoformat() == wanted), None)
    span = day.spans[0] if day and day.spans else None
    hours = {"start": span.start, "until": span.until, "people": span.people} if span else {}
    return {"from_on": day.on, **hours} if day else {}
