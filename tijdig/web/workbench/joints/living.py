"""Living with a joint arrangement: what the customer says of it, payments, another day, a pause, made anew, stopped."""

from datetime import date
from typing import Any

from django import forms

from tijdig.actions import joint as acts
from tijdig.queries import jointdesk, jointstart, jointwork
from tijdig.rules.money import euros
from tijdig.web.workbench.fields import DayField, EurosField, FewField, offer, one_of
from tijdig.web.workbench.joints.base import NOT_NOW, AskFirst, JointForm
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

OLD, DOUBT, WITHOUT = "oud", "twijfel", "zonder"
ANSWERS = [("ja", "Ja: zo beginnen"), ("anders", "Een ander bedrag past beter"), (OLD, "Het oude plan houden")]


EACH = "Aan alle organisaties, ieder zijn deel"


class CustomerSays(JointForm):
    """What the customer says of the plan that lies there."""

    title = "Wat zegt de klant van het plan?"
    button = "Zo opschrijven"
    lead = "Loop elke betaling samen door. Vraag: gaat dit lukken, ook naast de gewone rekeningen?"
    done = "Het staat erin."
    states = frozenset({S.OFFERED})

    answer = FewField(label="Gaat dit lukken?", choices=ANSWERS)
    spare = EurosField(label="Welk bedrag per keer?", required=False)

    def prepare(self) -> None:
        one_of(self, "spare")
        page = jointwork.page_of(self.joint, self.staff, self.at)
        self.lines = page.lines
        if page.passed:
            self.lead = (
                f"Eerst stond hier {page.passed} als eerste dag. Die dag is voorbij. Met een ja van nu gelden de dagen "
                f"hieronder. {CustomerSays.lead}"
            )
        until = jointdesk.offered_until(self.joint)
        known = [one for one in ANSWERS if one[0] != OLD or jointdesk.has_run(self.joint)]
        offer(self, "answer", [*known, (DOUBT, f"De klant twijfelt, of wil nu niet kiezen. Het blijft liggen{until}")])

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("answer") == "anders" and not values.get("spare") and not self.errors:
            self.add_error("spare", "Vul in wat de klant per keer kan missen.")

    def act(self) -> None:
        values = self.cleaned_data
        if values["answer"] == "ja":
            acts.confirm(self.joint, **self.how)
        elif values["answer"] == "anders":
            acts.want_other(self.joint, values["spare"], **self.how)
        elif values["answer"] == DOUBT:
            acts.doubt(self.joint, **self.how)
        else:
            acts.keep_old(self.joint, **self.how)


class TakeCounter(JointForm):
    """What an organisation asks for is all right with the customer."""

    title = "Een tegenvoorstel bespreken"
    button = "De klant vindt het goed"
    done = "Het antwoord van de klant staat erin."
    or_else = (WITHOUT, "Liever zonder deze organisatie")
    part_states = frozenset({P.COUNTERED})

    def prepare(self) -> None:
        if self.part is not None and self.part.counter_cents:
            wanted = euros(self.part.counter_cents)
            self.lead = (
                f"{self.part.creditor.name} vraagt {wanted} per keer. Vraag de klant of dat past. "
                f"Wil de klant dat u eerst met hen praat? Bel {self.part.contact or self.part.creditor.phone}, en "
                "kies hier nog niets. Het plan wacht daar niet op."
            )

    def act(self) -> None:
        do = acts.leave if self.data.get("answer") == WITHOUT else acts.take_counter
        do(self.part, **self.how)


class Paid(AskFirst):
    """Money that came in: in one go for all, or at one of them where each takes its own."""

    by_payee = True
    title = "Een betaling opschrijven"
    button = "Betaling opschrijven"
    lead = "Het bedrag wordt verdeeld over de organisaties. De oudste betaling gaat voor."
    done = "De betaling is opgeschreven."
    states = frozenset({S.ACTIVE, S.MISSED, S.PAUSED})

    part_to = forms.ChoiceField(label="Aan wie is betaald?", required=False)
    amount = EurosField(label="Bedrag", error_messages={"required": "Vul een bedrag in, bijvoorbeeld 25 of 182,40."})
    paid_on = DayField(label="Op welke dag is betaald?")
    reference = forms.CharField(
        label="Kenmerk van de betaling", max_length=60,
        help_text="Bij elke betaling een ander, bijvoorbeeld met de dag erbij.",
    )  # fmt: skip

    def prepare(self) -> None:
        one_of(self, "part_to")
        self.initial.setdefault("paid_on", self.day)
        self.apart = [] if self.joint.pay_to_id else jointdesk.paid_at(self.joint, self.day)
        if self.joint.pay_to_id:
            del self.fields["part_to"]
            return
        offer(self, "part_to", [("", EACH), *((str(one.pk), one.creditor.name) for one in self.apart)])
        self.lead = (
            "De klant betaalt elke organisatie apart. Wat een organisatie met een dossier hier zelf boekt, komt "
            "vanzelf in het plan: schrijf dat niet nog een keer op."
        )

    def clean_paid_on(self) -> date:
        day: date = self.cleaned_data["paid_on"]
        if day > self.day:
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        return day

    def clean_reference(self) -> str:
        typed: str = self.cleaned_data["reference"]
        if known := jointdesk.named_so(self.joint, typed):
            raise forms.ValidationError(f"Dit kenmerk staat al bij {known}. Is dit een andere? Geef een ander kenmerk.")
        return typed

    def doubt(self) -> tuple[str, ...]:
        values, lines = self.cleaned_data, list[str]()
        if self.left and values["amount"] > self.left:
            above = euros(values["amount"] - self.left)
            lines.append(f"Er is nog {euros(self.left)} te betalen. {above} is te veel: geef dat terug aan de klant.")
        if known := jointdesk.alike(self.joint, values["amount"], values["paid_on"]):
            lines.append(f"Er staat al zo'n betaling: {known}. Is dit een andere?")
        return tuple(lines)

    @property
    def to(self) -> Any:
        """At whom, where each takes its own."""
        return next((one for one in self.apart if str(one.pk) == self.cleaned_data.get("part_to")), None)

    @property
    def left(self) -> int:
        """What is left to pay there."""
        return jointdesk.left_cents(self.joint, self.to, self.day)

    def act(self) -> None:
        values = self.cleaned_data
        above = max(0, values["amount"] - self.left) if self.left else 0
        acts.pay(
            self.joint, values["amount"], values["paid_on"], values["reference"], part=self.to, above_cents=above,
            is_another=True, **self.how,
        )  # fmt: skip


class PaidBack(JointForm):
    """A payment for all that the bank took back."""

    by_payee = True
    title = "Een betaling terugdraaien"
    button = "Betaling terugdraaien"
    lead = (
        "De bank boekte het terug (storno). Hetzelfde bedrag staat daarna weer open, bij elke organisatie. Was het "
        "plan al klaar? Dan loopt het weer, en de klant krijgt daar een vriendelijk bericht over."
    )
    done = "De betaling is teruggedraaid."

    payment = forms.ChoiceField(label="Welke betaling?", error_messages={"required": "Kies een betaling."})

    def prepare(self) -> None:
        self.standing = jointdesk.standing(self.joint)
        lines = [(str(one.pk), jointdesk.said_of(one)) for one in self.standing]
        offer(self, "payment", lines if len(lines) == 1 else [("", "Kies een betaling"), *lines])

    def cannot(self) -> str:
        return "" if self.standing else "Er is geen betaling om terug te draaien."

    def act(self) -> None:
        found = next(one for one in self.standing if str(one.pk) == self.cleaned_data["payment"])
        acts.take_back(found, booked_on=self.day, **self.how)


class OtherDay(AskFirst):
    """After a missed payment, or out of a pause: from this day on it goes on."""

    title = "Een andere dag afspreken"
    button = "Vanaf deze dag verder"
    lead = "Er wordt niets stopgezet, en het kost niets. Kies samen een dag die past."
    done = "Het plan gaat verder vanaf de nieuwe dag."
    states = frozenset({S.ACTIVE, S.MISSED, S.PAUSED})

    first_on = DayField(label="Volgende betaling op")

    def doubt(self) -> tuple[str, ...]:
        return jointstart.moves(self.joint, self.cleaned_data["first_on"], self.day)

    def act(self) -> None:
        acts.new_day(self.joint, self.cleaned_data["first_on"], **self.how)


class Pause(AskFirst):
    """Nothing to pay until this day, at all of them."""

    title = "Pauze geven"
    button = "Pauze geven"
    lead = "Eén pauze voor alle organisaties samen. Wat nog komt, schuift op. Het kost niets."
    done = "Het plan heeft pauze."
    states = frozenset({S.ACTIVE, S.MISSED})

    until_on = DayField(label="Volgende betaling op")

    def doubt(self) -> tuple[str, ...]:
        return jointstart.moves(self.joint, self.cleaned_data["until_on"], self.day)

    def act(self) -> None:
        acts.pause(self.joint, self.cleaned_data["until_on"], by_person=True, **self.how)


class Recalculate(JointForm):
    """Something changed for the customer, and the plan is made anew."""

    title = "Opnieuw berekenen"
    button = "Opnieuw berekenen"
    lead = "Verandert het inkomen, of is er beslag? Dan past een ander bedrag beter. Het kost niets."
    done = "Het plan wordt opnieuw berekend. Schrijf nu op wat de klant kan missen."
    states = frozenset({S.ACTIVE, S.MISSED, S.PAUSED})

    change = FewField(
        label="Wat is er veranderd?",
        choices=[
            (why.value, why.label) for why in (ChangeReason.LESS_INCOME, ChangeReason.SEIZURE, ChangeReason.MORE_ROOM)
        ],
    )

    def act(self) -> None:
        why = ChangeReason(self.cleaned_data["change"])
        if why == ChangeReason.SEIZURE:
            acts.seizure(self.joint, **self.how)
        else:
            acts.revise(self.joint, why, **self.how)


class Stop(JointForm):
    """The customer stops."""

    title = "Stoppen met samen regelen"
    button = "Stoppen"
    lead = "Alleen als de klant dit wil. Wat al is afgesproken, blijft staan bij elke organisatie."
    done = "Het samen regelen is gestopt."

    def cannot(self) -> str:
        return NOT_NOW if jointdesk.is_over(self.joint) else ""

    def act(self) -> None:
        acts.end(self.joint, **self.how)
