"""Acts of talking: a call written down, an answer, a call promised, a case handed over."""

from django import forms

from tijdig.actions import calls, handovers, requests, solving
from tijdig.actions.refusals import ConflictError
from tijdig.queries import access, casepage, colleagues, replies, slots, texts, visible
from tijdig.rules import dutch
from tijdig.web.workbench.acts.base import NO_WAY, ActForm
from tijdig.web.workbench.fields import FewField, WordsField, offer
from tijdig.words import CallResult, Direction


class LogCall(ActForm):
    """What became of a call."""

    title = "Een gesprek opschrijven"
    button = "Opschrijven"
    lead = "Zo leest een collega het later terug. Schrijf op wat de klant zei, in de woorden van de klant."
    done = "Het gesprek is opgeschreven."
    works_closed = True

    direction = FewField(
        label="Wie belde?", choices=[(Direction.OUT.value, "Wij belden"), (Direction.IN.value, "De klant belde")]
    )
    result = FewField(label="Hoe ging het?", choices=CallResult.choices())
    words = WordsField(label="Wat is er gezegd?", required=False, help_text="Nodig als u de klant sprak.")
    is_good = forms.BooleanField(
        label="Het was een goed gesprek", required=False, help_text="Dan blijft het een week stil, behalve de afspraak."
    )
    answers = forms.BooleanField(label="Hiermee is ook de open vraag beantwoord", required=False, initial=True)
    phone = forms.CharField(label="Welk nummer?", max_length=20, required=False)

    def prepare(self) -> None:
        phones = [point.value for point in visible.points(self.case).filter(kind__in=["mobile", "phone"])]
        self.fields["phone"].widget = forms.Select(choices=[("", "Niet ingevuld"), *((one, one) for one in phones)])
        self.initial.setdefault("direction", Direction.OUT.value)
        if not casepage.asked(self.case):
            del self.fields["answers"]

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("result") == CallResult.REACHED and not values.get("words", "").strip():
            self.add_error("words", "Schrijf op wat er is gezegd. Zo kan een collega verder.")

    def act(self) -> None:
        values = self.cleaned_data
        solving.spoke(
            self.case,
            CallResult(values["result"]),
            values["words"],
            good_conversation=values["is_good"],
            answers=bool(values.get("answers")),
            direction=Direction(values["direction"]),
            phone=values["phone"],
            once=f"{self.case.pk}-{self.staff.user_id}-{values['version']}",
            **self.how,
        )


class Answer(ActForm):
    """An answer to what the customer asked."""

    title = "Antwoord geven"
    button = "Verstuur het antwoord"
    done = "Het antwoord staat op de eigen pagina van de klant."

    request = forms.ChoiceField(label="Waarop?")
    text = WordsField(label="Uw antwoord", rows=7, help_text="Kort, in gewone woorden. Eén onderwerp per alinea.")
    as_is = forms.BooleanField(label="Zo laten, en versturen", required=False)

    def prepare(self) -> None:
        self.waiting = casepage.asked(self.case)
        offer(self, "request", [(str(one.number), f"{one.label}: {one.due_text}") for one in self.waiting])
        if len(self.waiting) == 1:
            self.fields["request"].widget = forms.HiddenInput()
            self.initial["request"] = self.waiting[0].number
        way = next(iter(replies.ways(self.case, self.day)), None)
        self.lead = f"Dit gaat nu {way.text}. Het staat ook op de eigen pagina van de klant." if way else NO_WAY
        if not self.data.get("as_is"):
            self.fields["as_is"].widget = forms.HiddenInput()

    def clean(self) -> None:
        """Hard words are pointed at once; who means them says so and sends."""
        values = super().clean() or self.cleaned_data
        self.advice = () if values.get("as_is") else texts.advice(self.case, values.get("text", ""), self.day)
        if self.advice:
            self.fields["as_is"].widget = forms.CheckboxInput()
            for line in self.advice:
                self.add_error("text", line)

    def cannot(self) -> str:
        return super().cannot() or ("" if self.waiting else "Er wacht geen vraag op antwoord.")

    def act(self) -> None:
        request = access.request_for(self.staff, int(self.cleaned_data["request"]))
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        requests.answer(request, self.cleaned_data["text"], by=self.staff.actor, at=self.at, version=request.version)


def _hour(slot: slots.Slot) -> str:
    return f"{dutch.WEEKDAYS[slot.day.weekday()]} {slot.hour} uur"


class PlanCall(ActForm):
    """A call-back in a slot that exists."""

    title = "Bellen beloven"
    button = "Moment vastleggen"
    lead = "Alleen momenten waarop echt iemand kan bellen, staan hier."
    done = "Het moment is vastgelegd."

    slot = forms.TypedChoiceField(label="Welk moment?", coerce=int)
    phone = forms.CharField(
        label="Op welk nummer?", max_length=20, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )

    def prepare(self) -> None:
        offered = slots.offered(self.case.creditor, self.at)
        days = dict.fromkeys(slot.day for slot in offered)
        hours = [(dutch.weekday(day), [(one.number, _hour(one)) for one in offered if one.day == day]) for day in days]
        offer(self, "slot", [("", "Kies een moment"), *hours])
        self.fields["slot"].error_messages["required"] = "Kies een moment."
        self.has_slots = bool(offered)
        phones = visible.points(self.case).filter(kind__in=["mobile", "phone"], is_safe=True)
        first = phones.exclude(state__in=["bounced", "wrong"]).first()
        self.initial.setdefault("phone", first.value if first else "")

    def cannot(self) -> str:
        none = "Er zijn de komende week geen momenten vrij. Vraag uw teamleider om uren, of bel nu."
        return super().cannot() or ("" if self.has_slots else none)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not 9 <= sum(sign.isdigit() for sign in phone) <= 13:
            raise forms.ValidationError("Vul een nummer in met tien cijfers.")
        return phone

    def act(self) -> None:
        calls.plan(self.case, self.cleaned_data["slot"], self.cleaned_data["phone"], **self.how)


class HandOver(ActForm):
    """To a colleague, with a summary."""

    title = "Overdragen aan een collega"
    button = "Overdragen"
    lead = "Met uw samenvatting hoeft de klant het verhaal niet nog een keer te doen."
    done = "Het dossier is overgedragen."

    to = forms.ChoiceField(label="Aan wie?")
    summary = WordsField(label="Samenvatting", help_text="Wat speelt er, wat is beloofd, en wat is de volgende stap?")

    def prepare(self) -> None:
        people = colleagues.of(self.staff.creditor_id, self.day)
        offer(
            self,
            "to",
            [(str(one.pk), one.name if one.pk != self.staff.user_id else f"{one.name} (uzelf)") for one in people],
        )

    def act(self) -> None:
        to = access.colleague_for(self.staff, int(self.cleaned_data["to"]), self.day)
        handovers.give(self.case, to, self.cleaned_data["summary"], **self.how)
