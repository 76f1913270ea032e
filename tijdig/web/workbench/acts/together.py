"""Begin to arrange together, with the customer on the phone or at the counter."""

from typing import Any

from django import forms
from django.urls import reverse

from tijdig.actions import joint as acts
from tijdig.queries import jointdesk, jointwork
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.fields import FewField, WordsField, one_of
from tijdig.web.workbench.joints.aloud import BY, NOT_SURE, is_sure
from tijdig.web.workbench.joints.asking import named
from tijdig.words import ChannelKind

BEGUN = "begonnen"
"""What the address of the plan says just after."""


class Together(ActForm):
    """Which organisations; then, on the page of the plan, consent for each of them."""

    title = "Samen regelen met anderen"
    button = "Beginnen"
    lead = (
        "Eén plan met alle organisaties samen. Vraag de klant bij wie er iets open staat. Er wordt nog niets gevraagd "
        "en niets verteld: eerst vraagt u voor elke organisatie toestemming."
    )
    done = "Het gezamenlijke plan is begonnen. Vraag nu per organisatie toestemming."

    needs_identity = False
    plan: int | None = None  # the one that is there already

    by_channel = FewField(label="Hoe spreekt u de klant?", choices=BY)

    def prepare(self) -> None:
        self.found = jointdesk.to_pick(self.case)
        for one in self.found:
            self.fields[f"pick_{one.pk}"] = forms.BooleanField(label=named(one), required=False)
        one_of(self, *(f"pick_{one.pk}" for one in self.found))
        self.fields["others"] = WordsField(
            label="Ook bij anderen, die hier niet staan?", rows=2, required=False,
            help_text="Eén op een regel. Wij vragen daar niets; zo weet u wel of er meer speelt.",
        )  # fmt: skip

    def cannot(self) -> str:
        running = jointwork.of_case(self.case, self.day)
        if running is not None and not jointdesk.is_over(running):
            self.plan = running.pk
            return "Deze klant heeft al een plan voor alles samen. Ga daar verder."
        self.needs_identity = not is_sure(self.case, self.at)
        if self.needs_identity:
            return NOT_SURE
        return super().cannot() or ("" if self.found else "Er is nog geen andere organisatie die mee kan doen.")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"pick_{one.pk}") for one in self.found) and self.found:
            self.add_error(f"pick_{self.found[0].pk}", "Kies minstens één organisatie.")

    def act(self) -> None:
        values: dict[str, Any] = self.cleaned_data
        picks = [one.pk for one in self.found if values[f"pick_{one.pk}"]]
        channel = ChannelKind(values["by_channel"])
        self.plan = acts.start(self.case, picks, by_channel=channel, others=values["others"], **self.how).pk

    def lands(self) -> str:
        return f"{reverse('work-joint', args=[self.plan])}?gedaan={BEGUN}"
