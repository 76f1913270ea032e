"""Acts of money: a payment by hand, an arrangement looked at and agreed, an arrangement ended."""

from datetime import date, timedelta
from typing import Any

from django import forms

from tijdig.actions import arrangements, payments, solving
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.queries import access, booked, casepage, replies, visible
from tijdig.queries import arrangements as running
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.web.workbench.acts.base import NO_WAY, ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, EurosField, FewField, offer, one_of
from tijdig.words import EntryReason, ReplyKind, RequestKind

_TWO_WEEKS, _TWO_YEARS = timedelta(weeks=2), timedelta(days=731)
_BACK = {
    "storno": ("De bank boekte het terug (storno)", EntryReason.BANK),
    "fout": ("Het was verkeerd geboekt", EntryReason.BY_HAND),
}
_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)


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


class TakeBack(ActForm):
    """A payment that went back, or that was booked by mistake."""

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

    def act(self) -> None:
        payment = access.payment_for(self.staff, self.case, int(self.cleaned_data["payment"]))
        _, reason = _BACK[self.cleaned_data["reason"]]
        payments.reverse(payment, booked_on=self.day, reason=reason, **self.how)


def _payment(entry: Any) -> str:
    """One payment as it can be told from the others."""
    what = entry.claim.description or entry.claim.reference
    mark = f" ({entry.reference})" if entry.reference else ""
    return f"{euros(-entry.amount_cents)} op {dutch.day(entry.booked_on)}, {what}{mark}"


class Arrange(ActForm):
    """A simple arrangement, looked at before it is agreed."""

    title = "Een regeling afspreken"
    button = "Zo afspreken"
    lead = "Vraag eerst wat de klant kan missen. Een eigen voorstel houdt het vaakst stand. Er komen geen kosten bij."
    done = "De regeling is afgesproken. Er gaan geen herinneringen meer uit."

    instalment = EurosField(label="Bedrag per maand", required=False, help_text="Vul dit in, of het aantal termijnen.")
    count = forms.IntegerField(
        label="Of: in hoeveel termijnen?",
        required=False,
        min_value=1,
        widget=forms.NumberInput({"class": "field__short", "autocomplete": "off"}),
    )
    first_on = DayField(label="Eerste betaling op", help_text="Liefst vlak na de dag waarop het inkomen komt.")

    def prepare(self) -> None:
        self.parts: tuple[tuple[str, str], ...] = ()
        self.together, self.is_new = "", False
        self.waiting = tuple(one for one in casepage.asked(self.case) if one.kind in _ABOUT_PAYING)
        one_of(self, "instalment", "count")
        self._take_over()
        way = next(iter(replies.ways(self.case, self.day, ReplyKind.ARRANGED)), None)
        self.to = way.told(ReplyKind.ARRANGED) if way else NO_WAY
        inside = {claim.pk for claim in arrangements.open_claims(self.case, self.day)}
        self.bills = casepage.bills_of(self.case, self.day)
        self.total = sum(bill.open_cents for bill in self.bills if bill.number in inside)
        self.outside = tuple(_outside(bill) for bill in self.bills if bill.open_cents > 0 and bill.number not in inside)

    def _take_over(self) -> None:
        """The customer's own proposal, which holds best."""
        cents, first_on = casepage.proposal(self.case)
        if cents:
            self.initial.setdefault("instalment", f"{cents // 100},{cents % 100:02d}")
        is_to_come = first_on is not None and first_on > self.day
        self.initial.setdefault("first_on", first_on if is_to_come else self.day + _TWO_WEEKS)

    def cannot(self) -> str:
        if self.case.customer.died_on:
            return "Deze klant is overleden. Vraag de familie eerst wie alles regelt."
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
        terms = "één termijn" if len(parts) == 1 else f"{dutch.count(len(parts))} termijnen"
        self.together = f"Samen {euros(sum(part.amount_cents for part in parts))} in {terms}."
        is_same = self.data.get("bekeken") == self.looked_at
        self.is_new = "bekeken" in self.data and not is_same
        return self.data.get("stap") == "afspreken" and is_same and super().carried_out()

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


def _outside(bill: casepage.Bill) -> str:
    why = "de klant is het er niet mee eens" if bill.is_disputed else "nog niet te laat"
    return f"{bill.what} ({bill.open_text}) hoort er niet bij: {why}."


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
