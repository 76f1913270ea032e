"""Acts of rest: a pause, a reason to wait that is over, and the end of a case."""

from datetime import timedelta

from django import forms

from tijdig.actions import closing, holds, solving
from tijdig.actions.refusals import ConflictError
from tijdig.queries import access, replies, standing, visible
from tijdig.rules.money import euros
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, FewField, offer
from tijdig.words import ClosingReason, HoldKind, PauseReason, ReplyKind

_FOUR_WEEKS = timedelta(weeks=4)
IN_DISTRESS = "Zit de klant in nood? Dan gaat er geen bericht. Bel dan zelf."
_BY_HAND = (ClosingReason.PAID, ClosingReason.SETTLED, ClosingReason.WAIVED, ClosingReason.CORRECTED)
_SURE = {
    ClosingReason.SETTLED: ("Ja, het is geregeld", "Er staat nog {amount} open. Dat boekt u nu af."),
    ClosingReason.WAIVED: ("Ja, kwijtschelden", "U scheldt {amount} kwijt."),
    ClosingReason.CORRECTED: ("Ja, de rekening klopte niet", "U zet {amount} op nul."),
}


class Pause(ActForm):
    """Rest, with a coded reason and an end."""

    title = "Rust geven"
    button = "Rust geven"
    lead = "Tot de einddatum gaat er niets uit. Daarna kijkt Tijdig opnieuw; niemand wordt vergeten."
    done = "De klant heeft rust. Wat klaarstond, gaat niet uit."

    # That things are arranged together is no reason to choose: it comes with its own end (DECISIONS 11).
    reason = FewField(label="Waarom?", choices=[one for one in PauseReason.choices() if one[0] != PauseReason.JOINT])
    until_on = DayField(label="Tot welke dag?", help_text="Op deze dag mag er weer iets uit.")
    note = forms.CharField(
        label="Notitie",
        max_length=400,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Schrijf geen ziekte op.",
    )

    def prepare(self) -> None:
        self.initial.setdefault("until_on", self.day + _FOUR_WEEKS)
        way = next(iter(replies.ways(self.case, self.day)), None)
        self.lead = f"{Pause.lead} {way.told(ReplyKind.PAUSED)} {IN_DISTRESS}" if way else Pause.lead

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("reason") == PauseReason.OTHER and not values.get("note"):
            self.add_error("note", "Schrijf erbij wat de reden is.")

    def act(self) -> None:
        values = self.cleaned_data
        more = {"until_on": values["until_on"], "note": values["note"]}
        solving.rest(self.case, PauseReason(values["reason"]), **more, **self.how)


class Resume(ActForm):
    """A reason to wait that is over."""

    title = "Rust opheffen"
    button = "Opheffen"
    lead = "Is het uitgezocht, of is de reden voorbij? De volgende nacht kijkt Tijdig opnieuw naar dit dossier."
    done = "De rust is voorbij."

    hold = FewField(label="Welke reden is voorbij?")

    def prepare(self) -> None:
        rows = standing.active_holds(self.day).filter(case=self.case, arrangement__isnull=True).order_by("pk")
        self.rests = list(rows.exclude(kind=HoldKind.DIED))
        offer(self, "hold", [(str(one.pk), one.get_kind_display()) for one in self.rests])
        if len(self.rests) == 1:
            self.initial.setdefault("hold", str(self.rests[0].pk))

    def cannot(self) -> str:
        if self.case.customer.died_on:
            return "Deze klant is overleden. Er gaat niets vanzelf uit, en dat blijft zo."
        return super().cannot() or ("" if self.rests else "Er is nu geen reden om te wachten.")

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        hold = access.hold_for(self.staff, int(self.cleaned_data["hold"]))
        holds.lift(hold, by=self.staff.actor, at=self.at, version=hold.version)


class Close(AskFirst):
    """Nothing is left to arrange; what is let go is shown first."""

    title = "Dossier sluiten"
    button = "Sluiten"
    lead = "Komt er later weer iets open te staan, dan gaat het dossier vanzelf weer open."
    done = "Het dossier is gesloten."

    reason = FewField(label="Waarom?", choices=[(reason.value, reason.label) for reason in _BY_HAND])

    def prepare(self) -> None:
        self.open_cents = visible.open_cents(self.case)

    @property
    def sure(self) -> str:
        """The second button says what it does."""
        return _SURE[ClosingReason(self.cleaned_data["reason"])][0]

    @property
    def looked_at(self) -> str:
        """The reason and the amount."""
        return f"{self.cleaned_data['reason']}/{self.open_cents}"

    def doubt(self) -> tuple[str, ...]:
        reason = ClosingReason(self.cleaned_data["reason"])
        closing.check(self.case, reason, by_lead=self.staff.is_lead, at=self.at)
        if not self.open_cents or reason not in _SURE:
            return ()
        return (
            f"{_SURE[reason][1].format(amount=euros(self.open_cents))} Er blijft niets open staan.",
            "Haal het ook uit uw administratie. Staat het in het volgende bestand nog open, dan gaat dit dossier weer "
            "open.",
            "De klant krijgt hier vanzelf geen bericht van. Vertel het zelf.",
        )

    def act(self) -> None:
        reason = ClosingReason(self.cleaned_data["reason"])
        closing.close_by_hand(self.case, reason, by_lead=self.staff.is_lead, **self.how)
