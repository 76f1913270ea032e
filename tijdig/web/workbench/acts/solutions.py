"""Every other solution than paying in parts: later, a small sum, stand still, a lower rate, put right, help, costs."""

from datetime import timedelta
from typing import Any

from django import forms

from tijdig import clock
from tijdig.actions import fitting, granting
from tijdig.actions.refusals import Refusal
from tijdig.queries import access, agreed, solver, sums, texts
from tijdig.queries.sums import Sum
from tijdig.rules.money import euros
from tijdig.rules.solutions import types
from tijdig.rules.solutions.types import (
    Correction,
    CostsDropped,
    Deferral,
    Freeze,
    Frozen,
    LowerRate,
    Referral,
    Small,
)
from tijdig.web.visible import NameField
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.acts.solving import Solve
from tijdig.web.workbench.fields import DayField, EurosField, FewField, PercentField, WordsField, offer
from tijdig.words import ReplyKind, RequestKind

_MONTH, _TWO_WEEKS = timedelta(days=30), timedelta(weeks=2)
_LONGEST_WHY = 600
_ABOUT_BILLS = (RequestKind.DISAGREE, RequestKind.NOT_ME)
_STANDING_STILL = {
    Frozen.PRINCIPAL: "Het bedrag zelf: er hoeft nu niets betaald te worden",
    Frozen.INTEREST: "Extra rente: er komt niets bij",
    Frozen.COSTS: "Kosten: er komt niets bij",
}


class Later(Solve):
    """All of it later, on one day."""

    title = "Later betalen"
    about = "Alles op één dag, later. Tot die dag is het stil."
    lead = "Alles wat te laat is, op één dag. Tot die dag sturen wij niets, en er komt niets bij."
    done = "Het uitstel is afgesproken. Er gaan tot die dag geen herinneringen uit."

    until_on = DayField(label="Wanneer betaalt de klant?", help_text="Liefst vlak nadat het geld binnenkomt.")

    def prepare(self) -> None:
        super().prepare()
        self.cents = self.ground.late_cents
        self.initial.setdefault("until_on", self.day + _TWO_WEEKS)

    def cannot(self) -> str:
        return super().cannot() or ("" if self.cents else "Er staat niets te laat open.")

    def solution(self) -> types.Solution:
        contact = self.case.handler.name if self.case.handler else self.staff.name
        until_on = self.cleaned_data["until_on"]
        return Deferral(cents=self.cents, since_on=self.day, until_on=until_on, contact=contact)


class SmallSum(Solve):
    """One small payment of the customer's own choice, or none."""

    title = "Een klein bedrag"
    about = "Eén klein bedrag dat de klant zelf kiest, of nu niets. In plaats van een regeling."
    lead = "Kan de klant niet meer missen? Dan kiest de klant zelf één klein bedrag. Niets is ook goed."
    done = "Het staat vast. De klant hoeft nu niet meer te doen."

    amount = EurosField(label="Welk bedrag koos de klant?", required=False, help_text="Leeg: nu niets.")
    due_on = DayField(label="Op welke dag?", required=False)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        amount, due_on = values.get("amount"), values.get("due_on")
        if amount and not due_on and "due_on" not in self.errors:
            self.add_error("due_on", "Kies de dag waarop de klant dit betaalt.")
        if due_on and not amount and "amount" not in self.errors:
            self.add_error("amount", "Vul het bedrag in, of laat ook de dag leeg.")
        if amount and amount > sums.open_cents(self.found):
            self.add_error("amount", Refusal.MORE_THAN_IS_OPEN.label)

    def solution(self) -> types.Solution:
        return Small(cents=self.cleaned_data["amount"] or 0, due_on=self.cleaned_data["due_on"])


class StandStill(Solve):
    """Principal, extra interest or costs, until a day on which somebody looks."""

    title = "Even stilzetten"
    about = "Het bedrag, extra rente of kosten staan stil tot een dag. Dan kijkt iemand opnieuw."
    lead = "Speelt er iets waardoor het nu niet kan? Zet het stil tot een dag waarop iemand opnieuw kijkt."
    done = "Het staat stil tot die dag."
    shows_sums = True

    what = forms.MultipleChoiceField(
        label="Wat staat stil?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wat er stilstaat."},
    )
    until_on = DayField(label="Vanaf welke dag loopt het weer?")
    why = WordsField(label="Waarom?", rows=2, help_text="Voor collega's. Schrijf geen ziekte op.")

    def prepare(self) -> None:
        super().prepare()
        self.can = solver.can_stand_still(self.case, self.day)
        offer(self, "what", [(what.value, _STANDING_STILL[what]) for what in self.can])
        if len(self.can) == 1:
            self.initial.setdefault("what", [self.can[0].value])
        self.initial.setdefault("until_on", self.day + _MONTH)

    def solution(self) -> types.Solution:
        values = self.cleaned_data
        return Freeze(
            what=frozenset(Frozen(one) for one in values["what"]),
            debts=tuple(one.debt() for one in self.found),
            since_on=self.day,
            until_on=values["until_on"],
            why=values["why"].strip()[:_LONGEST_WHY],
        )


class LessInterest(Solve):
    """Less interest of a contract, for a time."""

    title = "Een tijd minder rente"
    about = "Voor een hypotheek of krediet: een tijd een lagere rente. Daarna weer de rente van het contract."
    lead = "De rente van het contract gaat een tijd omlaag. Daarna geldt weer wat is afgesproken. Dat zeggen wij erbij."
    done = "De lagere rente is afgesproken. Verwerk haar ook in uw eigen administratie."
    shows_sums = True

    usual = PercentField(label="Rente in het contract, per jaar", help_text="Bijvoorbeeld 4,5.")
    lower = PercentField(label="Rente voor deze tijd, per jaar")
    until_on = DayField(label="Vanaf welke dag geldt de gewone rente weer?")

    def prepare(self) -> None:
        super().prepare()
        self.loans = solver.loans(self.found)
        self.sums = tuple(one.row for one in self.loans)
        self.initial.setdefault("until_on", self.day + 3 * _MONTH)

    def cannot(self) -> str:
        return super().cannot() or ("" if self.loans else Refusal.NO_LOAN.label)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        usual, lower = values.get("usual"), values.get("lower")
        if usual is not None and lower is not None and lower >= usual:
            self.add_error("lower", "Dit is niet lager dan de rente in het contract.")

    def solution(self) -> types.Solution:
        values = self.cleaned_data
        return LowerRate(
            debts=tuple(one.debt() for one in self.loans),
            from_basis_points=values["usual"],
            to_basis_points=values["lower"],
            since_on=self.day,
            until_on=values["until_on"],
        )


class _OfOneBill(Solve):
    """Something about one bill."""

    shows_sums = True

    claim = forms.ChoiceField(label="Welke rekening?")

    def prepare(self) -> None:
        super().prepare()
        self.follows = self.ground.follows
        offer(self, "claim", [(str(one.claim.pk), f"{one.name}: {euros(one.open_cents)} open") for one in self.found])

    @property
    def bill(self) -> Sum:
        """The bill that was chosen."""
        return next(one for one in self.found if str(one.claim.pk) == self.cleaned_data["claim"])

    def there(self) -> Any:
        """The same, as this colleague may see it."""
        return access.claim_for(self.staff, self.case, int(self.cleaned_data["claim"]))


class PutRight(_OfOneBill):
    """A bill was wrong, and is put right, with sorry."""

    title = "Een rekening rechtzetten"
    about = "Klopt een rekening niet? Zet het bedrag lager, en zeg sorry."
    button = "Rechtzetten en versturen"
    lead = (
        "Het bedrag wordt lager met een nieuwe regel in de boeken. De klant leest wat er fout was, en dat het ons "
        "spijt. Zet het ook recht in uw eigen administratie."
    )
    done = "De rekening is rechtgezet. De klant krijgt bericht, met excuus."
    kind = ReplyKind.CORRECTED
    asked = _ABOUT_BILLS

    how_much = FewField(
        label="Wat klopt er wel?",
        choices=[("lager", "Er staat minder open"), ("niets", "Er hoeft niets meer betaald te worden")],
    )
    left = EurosField(
        label="Wat moet de klant nog betalen?", required=False, help_text="Alleen als er iets overblijft."
    )
    why = WordsField(
        label="Wat was er fout?", rows=3, help_text="Dit leest de klant. Kort en gewoon: wat telden wij verkeerd?"
    )
    as_is = forms.BooleanField(label="Zo laten, en versturen", required=False)

    def prepare(self) -> None:
        super().prepare()
        if not self.data.get("as_is"):
            self.fields["as_is"].widget = forms.HiddenInput()

    def cannot(self) -> str:
        return super().cannot() or (Refusal.OUTCOME_FIRST.label if self.waiting else "")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("how_much") == "lager" and not values.get("left") and "left" not in self.errors:
            self.add_error("left", "Vul in wat de klant nog moet betalen, bijvoorbeeld 182,40.")
        self.advice = () if values.get("as_is") else texts.advice(self.case, values.get("why", ""), self.day)
        if self.advice:
            self.fields["as_is"].widget = forms.CheckboxInput()
            for line in self.advice:
                self.add_error("why", line)

    @property
    def left_cents(self) -> int:
        """What stays open."""
        return 0 if self.cleaned_data["how_much"] == "niets" else int(self.cleaned_data["left"])

    def solution(self) -> types.Solution:
        bill, why = self.bill, self.cleaned_data["why"].strip()[:_LONGEST_WHY]
        fitting.check_lower(bill.open_cents, self.left_cents)
        return Correction(claim=bill.claim.pk, was_cents=bill.open_cents, is_cents=self.left_cents, why=why)

    def act(self) -> None:
        why = self.cleaned_data["why"].strip()[:_LONGEST_WHY]
        granting.correct(self.case, self.there(), self.left_cents, why, self.yes, **self.how)


class DropCosts(_OfOneBill):
    """Costs go, since there is contact."""

    title = "Kosten laten vervallen"
    about = "Is er contact? Dan kunnen de kosten van een rekening vervallen."
    button = "Kosten laten vervallen"
    lead = "Er is contact, en dat is wat telt. De kosten gaan eraf. De rekening zelf blijft."
    done = "De kosten zijn vervallen. De klant krijgt bericht."

    cents = EurosField(
        label="Hoeveel van dit bedrag zijn kosten?",
        help_text="Kijk op de rekening of in uw eigen administratie.",
        error_messages={"required": "Vul in hoeveel kosten het zijn, bijvoorbeeld 40."},
    )
    contact_on = DayField(label="Wanneer was er contact?")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("contact_on", self.day)

    def cannot(self) -> str:
        why = "Uw organisatie rekent geen kosten. Er is niets dat kan vervallen."
        return super().cannot() or ("" if solver.charges_costs(self.case, self.day) else why)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if (on := values.get("contact_on")) and on > self.day:
            self.add_error("contact_on", Refusal.CONTACT_TO_COME.label)
        if (cents := values.get("cents")) and values.get("claim") and cents > self.bill.costs_max_cents:
            most = euros(self.bill.costs_max_cents)
            self.add_error("cents", f"De wet staat hier hooguit {most} kosten toe. Klopt de rekening wel?")

    def solution(self) -> types.Solution:
        debt = self.bill.debt(self.cleaned_data["cents"])
        return CostsDropped(debt=debt, contact_on=self.cleaned_data["contact_on"])

    def act(self) -> None:
        wanted: Any = self.wanted
        granting.drop_costs(self.case, self.there(), wanted, self.yes, **self.how)


class Refer(Solve):
    """Help was found: the customer goes there, or is called by them under a consent."""

    title = "Hulp erbij"
    about = "Wijs de weg naar hulp, of laat hulp bellen als de klant dat goed vindt."
    button = "Vastleggen en sturen"
    lead = (
        "Hulp is een aanbod, nooit een voorwaarde. Vindt de klant goed dat hulp zelf belt? Leg eerst de toestemming "
        "vast: dan staat die organisatie hier ook."
    )
    done = "De hulp staat vast. De klant krijgt het op papier of per mail."
    asked = (RequestKind.HELP,)

    who = forms.ChoiceField(label="Wie helpt?", required=False)
    other = NameField(
        label="Of iemand anders",
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="De naam zoals de klant die kent.",
    )

    def prepare(self) -> None:
        super().prepare()
        self.helpers = solver.helpers(self.case, self.at, with_examples=clock.fixed() is not None)
        told, rest = "{name}: belt de klant, met toestemming", "{name}: de klant gaat zelf"
        named = [
            (str(place), (rest if one.consent is None else told).format(name=one.name))
            for place, one in enumerate(self.helpers)
        ]
        offer(self, "who", [("", "Kies wie helpt"), *named])

    def cannot(self) -> str:
        return "Deze klant is overleden." if self.case.customer.died_on else ActForm.cannot(self)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if bool(values.get("who")) == bool(values.get("other", "").strip()):
            self.add_error("who", "Kies één van de twee: uit de lijst, of iemand anders.")

    def solution(self) -> types.Solution:
        values = self.cleaned_data
        if values["who"]:
            chosen = self.helpers[int(values["who"])]
            return Referral(to=chosen.name, on_day=self.day, consent=chosen.consent)
        return Referral(to=values["other"].strip(), on_day=self.day, consent=None)


class EndSolution(ActForm):
    """Something that was agreed is over before its day."""

    title = "Een afspraak stoppen"
    button = "Stoppen"
    lead = "Doe dit alleen in overleg met de klant. Er gaat hier vanzelf geen bericht over uit. Vertel het zelf."
    done = "Het is gestopt. De volgende nacht kijkt Tijdig opnieuw."

    which = FewField(label="Welke?")

    def prepare(self) -> None:
        self.running = [one for one in solver.running(self.case, agreed.whole(self.case), self.day) if one.can_end]
        offer(self, "which", [(str(one.number), f"{one.what}: {one.said}") for one in self.running])
        if len(self.running) == 1:
            self.initial.setdefault("which", str(self.running[0].number))

    def cannot(self) -> str:
        return super().cannot() or ("" if self.running else "Er loopt niets om te stoppen.")

    def act(self) -> None:
        granting.end(
            access.solution_for(self.staff, self.case, int(self.cleaned_data["which"])), self.case, **self.how
        )  # fmt: skip


SOLUTIONS: dict[str, type[Solve]] = {
    "later-betalen": Later,
    "stilzetten": StandStill,
    "klein-bedrag": SmallSum,
    "minder-rente": LessInterest,
    "kosten-weg": DropCosts,
    "rechtzetten": PutRight,
    "hulp-erbij": Refer,
}
"""By the last word of their address."""
