"""Acts of money: a payment by hand, an arrangement looked at and agreed, an arrangement ended."""

from datetime import date, timedelta
from typing import Any

from django import forms

from tijdig.actions import arrangements, payments, solving
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.queries import access, casepage, replies, visible
from tijdig.queries import arrangements as running
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.web.workbench.acts.base import NO_WAY, ActForm
from tijdig.web.workbench.fields import DayField, EurosField, offer
from tijdig.words import RequestKind

_TWO_WEEKS, _TWO_YEARS = timedelta(weeks=2), timedelta(days=731)
_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)


class BookPayment(ActForm):
    """A payment by hand."""

    title = "Een betaling boeken"
    button = "Betaling boeken"
    lead = "Is het hele bedrag betaald, dan sluit het dossier vanzelf. Wat klaarstaat om te versturen, stopt meteen."
    done = "De betaling is geboekt."

    claim = forms.ChoiceField(label="Voor welke rekening?")
    amount = EurosField(label="Bedrag", error_messages={"required": "Vul een bedrag in, bijvoorbeeld 25 of 182,40."})
    booked_on = DayField(label="Op welke dag is betaald?")
    reference = forms.CharField(label="Kenmerk van de betaling", max_length=60, required=False)

    def prepare(self) -> None:
        self.open = [claim for claim in visible.claims(self.case) if claim.open_cents > 0]
        offer(
            self,
            "claim",
            [
                (str(claim.pk), f"{claim.description or claim.reference}: nog {euros(claim.open_cents)} open")
                for claim in self.open
            ],
        )
        self.initial.setdefault("booked_on", self.day)

    def cannot(self) -> str:
        return super().cannot() or ("" if self.open else "Er staat niets meer open.")

    def clean_booked_on(self) -> date:
        day: date = self.cleaned_data["booked_on"]
        if day > self.day:
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        if day < self.day - _TWO_YEARS:
            raise forms.ValidationError("Deze dag is lang geleden. Klopt het jaar?")
        return day

    def act(self) -> None:
        values = self.cleaned_data
        claim = access.claim_for(self.staff, self.case, int(values["claim"]))
        payments.book(claim, values["amount"], booked_on=values["booked_on"], reference=values["reference"], **self.how)


class Arrange(ActForm):
    """A simple arrangement, looked at before it is agreed."""

    title = "Een regeling afspreken"
    button = "Zo afspreken"
    lead = "Vraag eerst wat de klant kan missen. Een eigen voorstel houdt het vaakst stand. Er komen geen kosten bij."
    done = "De regeling is afgesproken. Er gaan geen herinneringen meer uit."

    instalment = EurosField(label="Bedrag per maand", required=False)
    count = forms.IntegerField(
        label="Of: in hoeveel termijnen?",
        required=False,
        min_value=1,
        widget=forms.NumberInput({"class": "field__short", "autocomplete": "off"}),
    )
    first_on = DayField(label="Eerste betaling op", help_text="Liefst vlak na de dag waarop het inkomen komt.")

    def prepare(self) -> None:
        self.parts: tuple[tuple[str, str], ...] = ()
        self.waiting = tuple(one for one in casepage.asked(self.case) if one.kind in _ABOUT_PAYING)
        self.initial.setdefault("first_on", self.day + _TWO_WEEKS)
        way = next(iter(replies.ways(self.case, self.day)), None)
        self.to = f"De klant krijgt dit meteen op schrift, {way.text}." if way else NO_WAY
        self.total = sum(visible.balance_cents(claim) for claim in arrangements.open_claims(self.case, self.day))

    def cannot(self) -> str:
        if running.of(self.case):
            return "Er loopt al een regeling. Stop die eerst, als er een andere moet komen."
        return super().cannot() or ("" if self.total else "Er staat niets te laat open waarvoor een regeling nodig is.")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if bool(values.get("instalment")) == bool(values.get("count")) and not self.errors:
            self.add_error("instalment", "Vul één van de twee in: een bedrag per maand, of het aantal termijnen.")

    def carried_out(self) -> bool:
        """First only shown; agreed with the second button."""
        self.seen = self.cleaned_data["version"]
        try:
            parts = arrangements.preview(self.case, at=self.at, **self._wish)
        except RefusedError as error:
            self.add_error(None, error.code.label)
            return False
        self.parts = tuple((dutch.weekday(part.due_on), euros(part.amount_cents)) for part in parts)
        is_agreed = self.data.get("stap") == "afspreken" and self.data.get("bekeken") == self.looked_at
        return is_agreed and super().carried_out()

    @property
    def looked_at(self) -> str:
        """What the preview is of: with other numbers than were looked at, nothing is agreed."""
        return "/".join(str(value) for value in self._wish.values())

    @property
    def _wish(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"instalment_cents": values["instalment"], "count": values["count"], "first_on": values["first_on"]}

    def act(self) -> None:
        solving.arrange(self.case, **self._wish, **self.how)


class EndArrangement(ActForm):
    """An arrangement that does not work any more."""

    title = "De regeling stoppen"
    button = "Regeling stoppen"
    lead = "Doe dit alleen in overleg met de klant. Wat betaald is, blijft betaald. Daarna past een nieuwe afspraak."
    done = "De regeling is gestopt."

    def prepare(self) -> None:
        self.running = running.of(self.case)

    def cannot(self) -> str:
        return "" if self.running else "Er loopt geen regeling."

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        found = access.arrangement_for(self.staff, self.running.pk if self.running else 0)
        arrangements.end(found, by=self.staff.actor, at=self.at, version=found.version)
