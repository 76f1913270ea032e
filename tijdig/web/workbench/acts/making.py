"""Acts that make an arrangement: looked at while one types, then agreed, proposed instead, changed or moved on."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms

from tijdig.actions import arrangements, consents, proposing, solving
from tijdig.actions.arrangements import Yes
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.messages.consents import tellings
from tijdig.messages.consents.tellings import Telling
from tijdig.queries import access, casepage, maker, replies
from tijdig.queries import arrangements as running
from tijdig.queries.consents import Told
from tijdig.queries.maker import Whole
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part
from tijdig.rules.money import euros
from tijdig.rules.solutions.rhythm import income_day
from tijdig.rules.solutions.shapes import Shape
from tijdig.web.workbench.acts.base import NO_WAY, ActForm
from tijdig.web.workbench.acts.signing import Signed
from tijdig.web.workbench.fields import DayField, EurosField, FewField, offer, one_of
from tijdig.words import ChangeReason, ReplyKind, RequestKind, Rhythm

_TWO_WEEKS, _LONGEST_MONTH = timedelta(weeks=2), 31
_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)
_ONE_OF = (
    "instalment", "count", "last_on", "first_on", "income_on", "rhythm", "is_sure", "reason", "signer", "code",
)  # fmt: skip
_SURE = {"ja": True, "twijfel": False}
_WHY_CHANGED = (
    ChangeReason.AMOUNT, ChangeReason.DAY, ChangeReason.LESS_INCOME, ChangeReason.SEIZURE, ChangeReason.MORE_ROOM,
    ChangeReason.MISSED,
)  # fmt: skip


class Maker(Signed):
    """What making has in common: the wish, the preview, who says yes, and a lead who signs in the same conversation."""

    template = "work/maker.html"
    kind: ClassVar[ReplyKind] = ReplyKind.ARRANGED
    asked: ClassVar[tuple[RequestKind, ...]] = _ABOUT_PAYING
    asks_sure: ClassVar[bool] = True

    instalment = EurosField(label="Bedrag per keer", required=False, help_text="Vul één van deze drie in.")
    count = forms.IntegerField(
        label="Of: in hoeveel termijnen?",
        required=False,
        min_value=1,
        widget=forms.NumberInput({"class": "field__short", "autocomplete": "off"}),
    )
    last_on = DayField(label="Of: alles betaald op", required=False)
    rhythm = FewField(label="Hoe vaak?", choices=Rhythm.choices(), initial=Rhythm.MONTHLY.value, required=False)
    first_on = DayField(label="Eerste betaling op", required=False, help_text="Liefst vlak nadat het geld binnenkomt.")
    income_on = forms.IntegerField(
        label="Of: de dag van de maand waarop het geld komt",
        required=False,
        min_value=1,
        max_value=_LONGEST_MONTH,
        widget=forms.NumberInput({"class": "field__short", "autocomplete": "off"}),
    )
    upfront = EurosField(label="Een eerste, ander bedrag", required=False)
    is_sure = forms.ChoiceField(
        label="Vraag: gaat dit lukken, ook naast de gewone rekeningen?",
        required=False,
        choices=[("ja", "Ja, zei de klant"), ("twijfel", "De klant twijfelt")],
        widget=forms.RadioSelect,
    )
    field_order = (
        "version", "instalment", "count", "last_on", "rhythm", "first_on", "income_on", "upfront", "is_sure", "reason",
        "signer", "code",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.whole: Whole | None = None
        self.waiting = tuple(one for one in self.ground.asked if one.kind in self.asked)
        one_of(self, *_ONE_OF)
        way = self.ground.way(self.kind)
        self.to = way.told(self.kind) if way else NO_WAY
        self.bills = casepage.bills_of(self.case, self.day)
        self.room = maker.room_text(self.case, self.day, Rhythm.MONTHLY)
        self.others = maker.others(self.case, self.day)
        self.outside: tuple[str, ...] = ()
        self._take_over()

    def _take_over(self) -> None:
        """The customer's own proposal, which holds best."""
        cents, first_on = casepage.proposal(self.case)
        if cents:
            self.initial.setdefault("instalment", f"{cents // 100},{cents % 100:02d}")
        is_to_come = first_on is not None and first_on > self.day
        self.initial.setdefault("first_on", first_on if is_to_come else self.day + _TWO_WEEKS)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return
        leads = [values.get(name) for name in ("instalment", "count", "last_on") if values.get(name)]
        if len(leads) != 1:
            self.add_error("instalment", "Vul één van de drie in: een bedrag, het aantal termijnen, of de laatste dag.")
        if not values.get("first_on") and not values.get("income_on"):
            self.add_error("first_on", "Kies een eerste dag, of vul in wanneer het geld komt.")

    @property
    def shape(self) -> Shape:
        """The wish as the rules read it; the day on which money comes in goes before a day that was typed."""
        values = self.cleaned_data
        comes_on = values.get("income_on")
        first_on = income_day(comes_on, self.day + timedelta(days=1)) if comes_on else values["first_on"]
        return Shape(
            first_on=first_on,
            instalment_cents=values["instalment"],
            count=values["count"],
            last_on=values["last_on"],
            rhythm=Rhythm(values["rhythm"] or Rhythm.MONTHLY),
            upfront_cents=values["upfront"] or 0,
        )

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Every instalment, once it was looked at."""
        return self.sketch.lines if self.sketch else ()

    @property
    def sure(self) -> bool | None:
        """What the customer answered; nothing while it was not asked."""
        return _SURE.get(self.cleaned_data.get("is_sure", ""))

    @property
    def looked_at(self) -> str:
        """What the preview is of: with other numbers than were looked at, nothing is agreed."""
        return "/".join(str(value) for value in proposing.wished(self.shape).values())

    def parts(self) -> tuple[Part, ...]:
        """Every part of it, changing nothing; as far as a lead may go, so that all of it can be seen."""
        return arrangements.preview(self.case, at=self.at, by_lead=True, **proposing.wished(self.shape))

    def carried_out(self) -> bool:
        """First only shown; agreed with the second button."""
        self.seen = self.cleaned_data["version"]
        try:
            parts, shape = self.parts(), self.shape
        except RefusedError as error:
            self.add_error(None, error.code.label)
            return False
        judged = arrangements.judged(self.case, parts, shape, at=self.at, is_sure=self.sure)
        is_lead = self.staff.is_lead
        self.sketch = maker.sketch(self.case, parts, shape.rhythm, judged, self.day, is_lead=is_lead)
        if self.data.get("stap") == "geheel":
            self._look_elsewhere(sum(part.amount_cents for part in parts))
        return self.is_sure_of_it and self.may() and super().carried_out()

    def _look_elsewhere(self, open_cents: int) -> None:
        """What the customer agreed that we may know of others: looked at when asked for, and written down each time."""
        told = []
        for other in self.others:
            seen = Told()
            if other.case is not None and other.data:
                try:
                    seen, _ = consents.look(
                        self.case.creditor, other.case, other.data, what=tellings.kept(Telling.LOOKED),
                        by=self.staff.actor, at=self.at,
                    )  # fmt: skip
                except NoConsentError:
                    continue
            told.append((other, seen))
        self.whole = maker.whole(self.case, told, open_cents, self.shape.rhythm, self.day)

    def may(self) -> bool:
        """The customer's own answer goes before the rest."""
        if self.asks_sure and self.sure is None:
            self.add_error("is_sure", "Vraag eerst of het gaat lukken. Kies wat de klant zei.")
        return super().may()


class Arrange(Maker):
    """A new arrangement."""

    title = "Een regeling afspreken"
    button = "Zo afspreken"
    lead = "Vraag eerst wat de klant kan missen. Een eigen voorstel houdt het vaakst stand. Er komen geen kosten bij."
    done = "De regeling is afgesproken. Er gaan geen herinneringen meer uit."

    def prepare(self) -> None:
        super().prepare()
        inside = {claim.pk for claim in arrangements.open_claims(self.case, self.day)}
        self.total = sum(bill.open_cents for bill in self.bills if bill.number in inside)
        self.outside = tuple(_outside(bill) for bill in self.bills if bill.open_cents > 0 and bill.number not in inside)

    def cannot(self) -> str:
        if self.case.customer.died_on:
            return "Deze klant is overleden. Vraag de familie eerst wie alles regelt."
        if running.of(self.case):
            return "Er loopt al een regeling. Verander die, als het anders moet."
        nothing = "Er is niets te laat waarvoor nu een regeling kan. Wat wij uitzoeken of al regelden, telt niet mee."
        return super().cannot() or ("" if self.total else nothing)

    def act(self) -> None:
        solving.arrange(self.case, **self.how, yes=self.yes, **proposing.wished(self.shape))


class Counter(Arrange):
    """Another proposal than the customer's: in writing, with a day until which one tap takes it."""

    title = "Een ander voorstel doen"
    button = "Dit voorstel sturen"
    lead = (
        "Past het voorstel van de klant niet? Doe een ander voorstel, met een dag tot wanneer het geldt. "
        "Liever bellen? Dan spreekt u het meteen samen af."
    )
    done = "Het voorstel is onderweg. De klant kan het met één klik nemen, of iets anders vragen."
    kind = ReplyKind.OFFERED
    asks_sure = False  # the customer says so by taking it

    request = forms.ChoiceField(label="Op welke vraag?")
    until_on = DayField(label="Geldt tot en met", help_text="Vóór de eerste betaling. Daarna staat de vraag hier weer.")

    def prepare(self) -> None:
        super().prepare()
        offer(self, "request", [(str(one.number), f"{one.label}: {one.due_text}") for one in self.waiting])
        if len(self.waiting) == 1:
            self.fields["request"].widget = forms.HiddenInput()
            self.initial["request"] = self.waiting[0].number
        del self.fields["is_sure"]
        self.initial.setdefault("until_on", self.day + timedelta(weeks=1))

    def cannot(self) -> str:
        return super().cannot() or ("" if self.waiting else "Er wacht geen vraag over betalen op antwoord.")

    @property
    def looked_at(self) -> str:
        return f"{super().looked_at}/{self.cleaned_data['until_on']}"

    def act(self) -> None:
        request = access.request_for(self.staff, int(self.cleaned_data["request"]))
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        proposing.offer(
            request, self.shape, until_on=self.cleaned_data["until_on"], by=self.staff.actor, at=self.at,
            by_lead=self.yes.by_lead, reason=self.yes.reason, version=request.version,
        )  # fmt: skip


class Change(Maker):
    """What is still open of an arrangement in another shape; it costs nothing."""

    title = "De regeling veranderen"
    button = "Zo veranderen"
    lead = (
        "Verandert er iets voor de klant? Reken samen opnieuw, met wat er nu te missen is. Dat kost niets, en het telt "
        "niet tegen de klant."
    )
    done = "De regeling is veranderd. De klant krijgt de nieuwe dagen en bedragen."
    kind = ReplyKind.CHANGED
    asked = (*_ABOUT_PAYING, RequestKind.CHANGE)

    change = FewField(label="Wat is er veranderd?", choices=[(why.value, why.label) for why in _WHY_CHANGED])

    def prepare(self) -> None:
        self.running = running.of(self.case)
        super().prepare()
        self.order_fields(["version", "change"])

    def _take_over(self) -> None:
        """What runs now, from the next part on; a customer's own proposal goes before it."""
        super()._take_over()
        if self.running is None:
            return
        left = running.left(self.running)
        self.initial["rhythm"] = self.running.rhythm
        if left and "instalment" not in self.initial:
            self.initial["instalment"] = f"{left[0].amount_cents // 100},{left[0].amount_cents % 100:02d}"
        if left and left[0].due_on > self.day:
            self.initial["first_on"] = left[0].due_on

    def cannot(self) -> str:
        return super().cannot() or _cannot(self.running)

    def parts(self) -> tuple[Part, ...]:
        return arrangements.preview_change(_there(self), at=self.at, by_lead=True, **proposing.wished(self.shape))

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        found, why = _there(self), ChangeReason(self.cleaned_data["change"])
        how = {"by": self.staff.actor, "at": self.at, "version": found.version, "yes": self.yes}
        solving.rearrange(found, why, **how, **proposing.wished(self.shape))


class MoveOn(ActForm):
    """A pause: what is not paid yet, so many weeks later."""

    template = "work/maker.html"
    title = "Een pauze in de regeling"
    button = "Pauze geven"
    lead = "Wat nog komt, schuift op. Het bedrag blijft gelijk en het kost niets. Tot die tijd vragen wij niets."
    done = "De regeling heeft pauze. De klant krijgt de nieuwe dagen."
    lines: tuple[tuple[str, str], ...] = ()
    is_new = False

    weeks = forms.IntegerField(
        label="Hoeveel weken?",
        min_value=1,
        max_value=52,
        widget=forms.NumberInput({"class": "field__short", "autocomplete": "off"}),
        error_messages={"required": "Vul in hoeveel weken."},
    )

    def prepare(self) -> None:
        self.running = running.of(self.case)
        self.initial.setdefault("weeks", 4)
        way = next(iter(replies.ways(self.case, self.day, ReplyKind.CHANGED)), None)
        self.to = way.told(ReplyKind.CHANGED) if way else NO_WAY

    def cannot(self) -> str:
        return super().cannot() or _cannot(self.running)

    @property
    def looked_at(self) -> str:
        """What the preview is of."""
        return str(self.cleaned_data["weeks"])

    def carried_out(self) -> bool:
        """First only shown; moved on with the second button."""
        self.seen = self.cleaned_data["version"]
        try:
            parts = arrangements.preview_pause(_there(self), self.cleaned_data["weeks"], at=self.at)
        except RefusedError as error:
            self.add_error(None, error.code.label)
            return False
        self.lines = tuple((dutch.weekday(part.due_on), euros(part.amount_cents)) for part in parts)
        is_same = self.data.get("bekeken") == self.looked_at
        self.is_new = "bekeken" in self.data and not is_same
        return self.data.get("stap") == "afspreken" and is_same and super().carried_out()

    def act(self) -> None:
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        found = _there(self)
        solving.pause(
            found, self.cleaned_data["weeks"], by=self.staff.actor, at=self.at, version=found.version, yes=Yes()
        )


def _cannot(found: Any) -> str:
    """Why nothing of it changes here: it does not run, or it is a share of a plan with others."""
    if found is None:
        return Refusal.NOT_ARRANGED.label
    return Refusal.IN_JOINT.label if running.is_share(found) else ""


def _there(form: Any) -> Any:
    """The arrangement that runs, as this colleague may see it."""
    return access.arrangement_for(form.staff, form.running.pk if form.running else 0)


def _outside(bill: casepage.Bill) -> str:
    why = "de klant is het er niet mee eens" if bill.is_disputed else "nog niet te laat"
    return f"{bill.what} ({bill.open_text}) hoort er niet bij: {why}."
