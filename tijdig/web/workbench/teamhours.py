"""The form for the time of a team: how many minutes on which days, for calls, visits or looks by itself."""

from datetime import datetime

from django import forms

from tijdig.actions.refusals import MOST_MINUTES, Refusal, RefusedError
from tijdig.actions.teamhours import TeamTime, put
from tijdig.queries.hours import HoursPage
from tijdig.web.workbench.fields import DayField, FewField
from tijdig.words import Skill

_MINUTES = Refusal.MINUTES_NEEDED.label
_WHERE = {Refusal.MINUTES_NEEDED: "minutes", Refusal.DAYS_TURNED: "until_on", Refusal.DAYS_TOO_MANY: "until_on"}


class TeamForm(forms.Form):
    """So many minutes a day."""

    prefix = "team"

    from_on = DayField(label="Eerste dag")
    until_on = DayField(label="Laatste dag", required=False, help_text="Laat dit leeg voor één dag.")
    skill = FewField(label="Waarvoor?", choices=[(skill.value, skill.label.capitalize()) for skill in Skill])
    minutes = forms.IntegerField(
        label="Hoeveel minuten op een dag?",
        help_text="Bij 0 heeft niemand tijd.",
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off", "class": "field__short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _MINUTES),
    )

    def carried_out(self, page: HoursPage, *, by: str, at: datetime) -> bool:
        """Set it; else the form says why not."""
        values = self.cleaned_data
        last, skill = values["until_on"] or values["from_on"], Skill(values["skill"])
        try:
            put(page.creditor, TeamTime(values["from_on"], last, skill, values["minutes"]), by=by, at=at)
        except RefusedError as error:
            self.add_error(_WHERE.get(error.code, "from_on"), str(error))
            return False
        return True
