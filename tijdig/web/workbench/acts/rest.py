"""Acts of rest: a pause, a reason to wait that is over, and the end of a case."""

from datetime import timedelta

from django import forms

from tijdig.actions import closing, holds, stops
from tijdig.actions.refusals import ConflictError
from tijdig.queries import access, standing
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.fields import DayField, FewField, offer
from tijdig.words import ClosingReason, PauseReason

_FOUR_WEEKS = timedelta(weeks=4)
_BY_HAND = (ClosingReason.PAID, ClosingReason.SETTLED, ClosingReason.WAIVED, ClosingReason.CORRECTED)


class Pause(ActForm):
    """Rest, with a coded reason and an end."""

    title = "Rust geven"
    button = "Rust geven"
    lead = "Tot de einddatum gaat er niets uit. Daarna kijkt Tijdig opnieuw; niemand wordt vergeten."
    done = "De klant heeft rust. Wat klaarstond, gaat niet uit."

    reason = FewField(label="Waarom?", choices=PauseReason.choices())
    until_on = DayField(label="Tot welke dag?")
    note = forms.CharField(
        label="Notitie", max_length=400, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )

    def prepare(self) -> None:
        self.initial.setdefault("until_on", self.day + _FOUR_WEEKS)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("reason") == PauseReason.OTHER and not values.get("note"):
            self.add_error("note", "Schrijf erbij wat de reden is.")

    def act(self) -> None:
        values = self.cleaned_data
        more = {"until_on": values["until_on"], "note": values["note"]}
        stops.paused(self.case, reason=PauseReason(values["reason"]), **more, **self.how)


class Resume(ActForm):
    """A reason to wait that is over."""

    title = "Rust opheffen"
    button = "Opheffen"
    lead = "Is het uitgezocht, of is de reden voorbij? De volgende nacht kijkt Tijdig opnieuw naar dit dossier."
    done = "De rust is voorbij."

    hold = FewField(label="Welke reden is voorbij?")

    def prepare(self) -> None:
        rows = standing.active_holds(self.day).filter(case=self.case, arrangement__isnull=True).order_by("pk")
        self.rests = list(rows)
        offer(self, "hold", [(str(one.pk), one.get_kind_display()) for one in self.rests])
        if len(self.rests) == 1:
            self.initial.setdefault("hold", str(self.rests[0].pk))

    def cannot(self) -> str:
        return super().cannot() or ("" if self.rests else "Er is nu geen reden om te wachten.")

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        hold = access.hold_for(self.staff, int(self.cleaned_data["hold"]))
        holds.lift(hold, by=self.staff.actor, at=self.at, version=hold.version)


class Close(ActForm):
    """Nothing is left to arrange."""

    title = "Dossier sluiten"
    button = "Sluiten"
    lead = "Komt er later weer iets open te staan, dan gaat het dossier vanzelf weer open."
    done = "Het dossier is gesloten."

    reason = FewField(label="Waarom?", choices=[(reason.value, reason.label) for reason in _BY_HAND])

    def act(self) -> None:
        closing.close_by_hand(self.case, ClosingReason(self.cleaned_data["reason"]), **self.how)
