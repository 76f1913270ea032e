"""Acts of talking: a call written down, an answer, a call promised, a case handed over and taken, a link sent."""

import secrets  # noqa: TID251 - the token of a link
from collections import Counter

from django import forms

from tijdig.actions import consents, handovers, links, requests, solving
from tijdig.actions.refusals import ConflictError
from tijdig.queries import (
    access,
    casepage,
    colleagues,
    openforms,
    replies,
    slots,
    staffconsents,
    texts,
    visible,
)
from tijdig.rules import dutch
from tijdig.rules.phones import readable
from tijdig.web.workbench.acts.base import NO_WAY, ActForm
from tijdig.web.workbench.acts.consents import LANGUAGES, WAYS
from tijdig.web.workbench.fields import FewField, WordsField, offer, one_of
from tijdig.words import AssuranceLevel, CallResult, ChannelKind, Direction, ReplyKind

_WAYS = [(kind.value, WAYS[kind]) for kind in (ChannelKind.PHONE, ChannelKind.COUNTER)]
MOST_LINES = 40  # more does not fit in a letter that somebody reads to the end


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
    says_no = forms.BooleanField(
        label="De klant kan betalen, maar wil niet",
        required=False,
        help_text="Alleen als de klant dit zelf zo zei. Twijfelt u? Laat het leeg.",
    )
    asks_later = forms.BooleanField(
        label="De klant vindt goed dat wij later vragen om samen te regelen",
        required=False,
        help_text="Lees dit voor aan het eind van een goed gesprek. Nee is ook goed.",
    )
    later_way = FewField(label="Hoe sprak u de klant?", choices=_WAYS, initial=ChannelKind.PHONE.value, required=False)
    later_language = FewField(
        label="In welke taal las u dat voor?", choices=list(LANGUAGES.items()), initial="nl", required=False
    )
    answers = forms.BooleanField(label="Hiermee is ook de open vraag beantwoord", required=False, initial=True)
    phone = forms.CharField(label="Welk nummer?", max_length=20, required=False)
    is_distress = forms.BooleanField(
        label="Er is nood: vandaag nog iemand",
        required=False,
        help_text="De klant krijgt rust en komt bovenaan de lijst. Bij gedachten aan zelfdoding: 113.",
    )

    def prepare(self) -> None:
        one_of(self, "words")  # it may be empty only when nobody spoke, and says so itself
        points = visible.points(self.case).filter(kind__in=["mobile", "phone"]).exclude(state="wrong")
        self.phones = [point.value for point in points]
        choices = [("", "Niet ingevuld"), *((one, readable(one)) for one in self.phones)]
        self.fields["phone"].widget = forms.Select(choices=choices)
        if len(self.phones) == 1:
            self.initial.setdefault("phone", self.phones[0])
        self.initial.setdefault("direction", Direction.OUT.value)
        if not casepage.asked(self.case):
            del self.fields["answers"]
        if aloud := staffconsents.ask_later(self.case, self.at, LANGUAGES):
            read = " ".join(f"{name}: “{aloud[code]}”" for code, name in LANGUAGES.items())
            self.fields["asks_later"].help_text = f"Lees voor aan het eind van een goed gesprek. {read}"
        else:
            for name in ("asks_later", "later_way", "later_language"):
                del self.fields[name]

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("result") == CallResult.REACHED and not values.get("words", "").strip():
            self.add_error("words", "Schrijf op wat er is gezegd. Zo kan een collega verder.")
        if values.get("result") == CallResult.WRONG_NUMBER and self.phones and not values.get("phone"):
            self.add_error("phone", "Kies welk nummer niet klopt. Dan belt niemand het nog.")

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
            distress=values["is_distress"],
            says_no=values["says_no"],
            once=f"{self.case.pk}-{self.staff.user_id}-{values['version']}",
            **self.how,
        )
        if values.get("asks_later") and values["result"] == CallResult.REACHED:
            consents.may_ask_later(
                self.case, language=values["later_language"] or "nl",
                by_channel=ChannelKind(values["later_way"] or ChannelKind.PHONE), level=AssuranceLevel.CODE,
                proof=f"gesprek van {dutch.day(self.day)}", by=self.staff.actor, at=self.at,
            )  # fmt: skip


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
        self.way = way = next(iter(replies.ways(self.case, self.day)), None)
        self.lead = way.told(ReplyKind.ANSWER) if way else NO_WAY
        self.bills = casepage.bills_of(self.case, self.day)
        if not self.data.get("as_is"):
            self.fields["as_is"].widget = forms.HiddenInput()

    def clean_text(self) -> str:
        """What fits on a page, in signs that can be printed where it goes on paper."""
        text: str = self.cleaned_data["text"]
        if len(text.splitlines()) > MOST_LINES:
            raise forms.ValidationError(f"Maak het korter: hooguit {MOST_LINES} regels. Bellen kan ook.")
        strange = texts.cannot_print(text) if self.way and self.way.kind == ChannelKind.LETTER else ""
        if strange:
            raise forms.ValidationError(f"Een brief kan dit niet afdrukken: {strange} Haal het weg, alstublieft.")
        return text

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


class PlanCall(ActForm):
    """A call-back in a slot that exists: first the day, then the hour."""

    title = "Bellen beloven"
    button = "Moment vastleggen"
    lead = (
        "Alleen momenten waarop echt iemand kan bellen, staan hier. "
        "Met een e-mailadres of mobiel nummer krijgt de klant er meteen bericht van."
    )
    done = "Het moment is vastgelegd."

    slot = forms.TypedChoiceField(label="Welk moment?", coerce=int)
    phone = forms.CharField(
        label="Op welk nummer?", max_length=20, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )

    def prepare(self) -> None:
        offered = slots.offered(self.case.creditor, self.at)
        days = Counter(slot.day for slot in offered)
        chosen = str(self.initial.get("dag") or self._day_of_slot(offered))
        on = next((day for day in days if day.isoformat() == chosen or len(days) == 1), None)
        self.days = [] if on or self.is_bound else [(day.isoformat(), dutch.near(day), days[day]) for day in days]
        self.other_day = "Andere dag" if on and len(days) > 1 else ""
        shown = [(one.number, f"{dutch.near(one.day)}, {one.hour} uur") for one in offered if on in {None, one.day}]
        offer(self, "slot", [("", "Kies een moment"), *shown])
        self.fields["slot"].error_messages["required"] = "Kies een moment."
        self.has_slots = bool(offered)
        phones = visible.points(self.case).filter(kind__in=["mobile", "phone"], is_safe=True)
        first = phones.exclude(state__in=["bounced", "wrong"]).first()
        self.initial.setdefault("phone", readable(first.value) if first else "")

    def _day_of_slot(self, offered: list[slots.Slot]) -> str:
        """The day of what was sent, to show the hours of that day again."""
        number = self.data.get("slot", "")
        return next((one.day.isoformat() for one in offered if str(one.number) == number), "")

    def cannot(self) -> str:
        ask = "Zet er beluren bij" if self.staff.is_lead else "Vraag uw teamleider om beluren"
        none = f"Er zijn de komende week geen momenten vrij. {ask}, of bel nu."
        return super().cannot() or ("" if self.has_slots else none)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not 9 <= sum(sign.isdigit() for sign in phone) <= 13:
            raise forms.ValidationError("Vul een nummer in met tien cijfers.")
        return phone

    def act(self) -> None:
        solving.promise_call(self.case, self.cleaned_data["slot"], self.cleaned_data["phone"], **self.how)


class HandOver(ActForm):
    """To a colleague, with a summary."""

    title = "Aan een collega geven"
    button = "Aan deze collega geven"
    lead = "Met uw samenvatting hoeft de klant het verhaal niet nog een keer te doen."
    done = "Het dossier is aan een collega gegeven."

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


class TakeOver(ActForm):
    """A case that a colleague gave: it is mine from here."""

    title = "Ik neem het over"
    button = "Ik neem het over"
    done = "U hebt het overgenomen."
    works_closed = True

    def prepare(self) -> None:
        self.given = colleagues.waits_for(self.case)
        self.lead = self.given.summary if self.given else ""

    def cannot(self) -> str:
        is_mine = self.given is not None and self.given.to_user_id == self.staff.user_id
        return "" if is_mine else "Dit dossier is niet aan u overgedragen, of u nam het al over."

    def act(self) -> None:
        handovers.take(self.case, **self.how)


class SendLink(ActForm):
    """A new one-time link for who lost the code; only to an address that we had already."""

    title = "Een nieuwe link sturen"
    button = "Stuur de link"
    lead = (
        "Met de link komt de klant zonder code op de eigen pagina. De link werkt één keer. Hij gaat alleen naar een "
        "adres dat wij al hadden. Nooit naar het adres uit een formulier: dat kan van iemand anders zijn."
    )
    done = "De link is verstuurd."
    works_closed = True

    point = FewField(label="Waarheen?")

    def prepare(self) -> None:
        self.known = openforms.known_points(self.case)
        ways = {"email": "Per e-mail", "mobile": "Per sms"}
        offer(self, "point", [(str(one.pk), f"{ways[one.kind]}: {readable(one.value)}") for one in self.known])
        if len(self.known) == 1:
            self.initial.setdefault("point", str(self.known[0].pk))

    def cannot(self) -> str:
        none = "Er is geen veilig e-mailadres of mobiel nummer dat wij al kenden. Stuur een brief, of bel."
        return super().cannot() or ("" if self.known else none)

    def act(self) -> None:
        point = access.point_for(self.staff, self.case, int(self.cleaned_data["point"]))
        links.anew(point, secrets.token_urlsafe(32), **self.how)
