"""Acts of money: a payment by hand, a payment taken back, an arrangement ended."""

from datetime import date, timedelta
from typing import Any

from django import forms

from tijdig.actions import arrangements, payments
from tijdig.actions.refusals import ConflictError, Refusal
from tijdig.queries import access, booked, visible
from tijdig.queries import arrangements as running
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, EurosField, FewField, offer
from tijdig.words import EntryReason

OF_ALL = (
    "Dit is een deel van een betaling voor alle organisaties samen. Hier gaat alleen ons deel terug. Ging het hele "
    "bedrag terug? Dan draait wie het geld ontving het terug in het gezamenlijke plan: zo gaat het overal terug."
)
_TWO_YEARS = timedelta(days=731)
_BACK = {
    "storno": ("De bank boekte het terug (storno)", EntryReason.BANK),
    "fout": ("Het was verkeerd geboekt", EntryReason.BY_HAND),
}


class BookPayment(AskFirst):
    """A payment by hand; more than is open, or the same once more, is asked about first."""

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

    def doubt(self) -> tuple[str, ...]:
        values = self.cleaned_data
        open_cents = next((one.open_cents for one in self.open if str(one.pk) == values["claim"]), 0)
        above = values["amount"] - open_cents
        lines = [f"Dat is {euros(above)} meer dan er open staat. Klopt dat?"] if above > 0 else []
        if above > 0 and len(self.open) > 1:
            lines.append("Is een deel voor een andere rekening? Boek dat deel daar.")
        if booked.is_alike(self.case, values["amount"], values["booked_on"]):
            day, amount = dutch.day(values["booked_on"]), euros(values["amount"])
            lines.append(f"Op {day} is al {amount} geboekt voor deze klant. Is dit een andere betaling?")
        return tuple(lines)

    def act(self) -> None:
        values = self.cleaned_data
        claim = access.claim_for(self.staff, self.case, int(values["claim"]))
        payments.book(claim, values["amount"], booked_on=values["booked_on"], reference=values["reference"], **self.how)


class TakeBack(AskFirst):
    """A payment that went back, or that was booked by mistake; of one for all together it is asked whether all went."""

    title = "Een betaling terugdraaien"
    button = "Betaling terugdraaien"
    lead = "Hetzelfde bedrag staat daarna weer open. Een gesloten dossier gaat dan weer open."
    done = "De betaling is teruggedraaid."
    works_closed = True

    payment = forms.ChoiceField(label="Welke betaling?", error_messages={"required": "Kies een betaling."})
    reason = FewField(label="Waarom?", choices=[(value, label) for value, (label, _) in _BACK.items()])

    def prepare(self) -> None:
        self.standing = list(booked.payments(self.case, self.day))
        lines = [(str(one.pk), _payment(one)) for one in self.standing]
        offer(self, "payment", lines if len(lines) == 1 else [("", "Kies een betaling"), *lines])

    def cannot(self) -> str:
        return super().cannot() or ("" if self.standing else "Er is geen betaling om terug te draaien.")

    def doubt(self) -> tuple[str, ...]:
        chosen = next(one for one in self.standing if str(one.pk) == self.cleaned_data["payment"])
        return (OF_ALL,) if hasattr(chosen, "joint_entry") else ()

    def act(self) -> None:
        payment = access.payment_for(self.staff, self.case, int(self.cleaned_data["payment"]))
        _, reason = _BACK[self.cleaned_data["reason"]]
        payments.reverse(payment, booked_on=self.day, reason=reason, **self.how)


def _payment(entry: Any) -> str:
    """One payment as it can be told from the others."""
    what = entry.claim.description or entry.claim.reference
    mark = f" ({entry.reference})" if entry.reference else ""
    return f"{euros(-entry.amount_cents)} op {dutch.day(entry.booked_on)}, {what}{mark}"


class EndArrangement(ActForm):
    """An arrangement that does not work any more."""

    title = "De regeling stoppen"
    button = "Regeling stoppen"
    lead = "Doe dit alleen in overleg met de klant. Wat betaald is, blijft betaald. Daarna past een nieuwe afspraak."
    done = "De regeling is gestopt."

    def prepare(self) -> None:
        self.running = running.of(self.case)

    def cannot(self) -> str:
        if self.running and running.is_share(self.running):
            return Refusal.IN_JOINT.label
        return "" if self.running else "Er loopt geen regeling."

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        found = access.arrangement_for(self.staff, self.running.pk if self.running else 0)
        arrangements.end(found, by=self.staff.actor, at=self.at, version=found.version)
