"""What our own organisation answers, for a plan that was asked here or elsewhere."""

from django import forms

from tijdig.actions import joint as acts
from tijdig.queries import jointdesk
from tijdig.rules.joint.drafts import QUIET
from tijdig.rules.money import euros
from tijdig.web.visible import NameField
from tijdig.web.workbench.fields import EurosField, FewField, WordsField, offer, one_of
from tijdig.web.workbench.joints.base import JointForm
from tijdig.words import JointPartState as P

OPEN, NOTHING, UNKNOWN = "open", "niets", "onbekend"
STANDS = [
    (OPEN, "Er is iets open"),
    (NOTHING, "Er is niets open"),
    (UNKNOWN, "Wij kennen deze klant niet"),
]
NOT_OURS = "Bij ons staat niets op deze naam."
"""What the customer reads then."""


class TellBalance(JointForm):
    """How much is open here."""

    title = "Hoeveel is er bij ons open?"
    button = "Dit is ons antwoord"
    lead = "De klant gaf toestemming om dit te vertellen. Alleen het bedrag en wie de contactpersoon is."
    done = "Ons antwoord is doorgegeven."
    part_states = frozenset({P.ASKED, P.SILENT})
    own_only = True

    answer = FewField(label="Hoe staat het bij ons?", choices=STANDS, required=False, initial=OPEN)
    amount = EurosField(label="Nog open", required=False, help_text="Alles bij elkaar.")
    is_checked = forms.BooleanField(
        label="Dit bedrag klopt", required=False, help_text="Alleen nodig als het anders is dan in het dossier."
    )
    contact = NameField(label="Wie is de contactpersoon?", max_length=160)
    is_threatening = forms.BooleanField(
        label="Er dreigt afsluiting of ontruiming", required=False, help_text="Dan gaat dit deel voor in het plan."
    )

    def prepare(self) -> None:
        one_of(self, "answer", "amount")
        cents = jointdesk.open_cents(self.part, self.day)
        if cents:
            self.initial.setdefault("amount", f"{cents // 100},{cents % 100:02d}")
        self.initial.setdefault("contact", self.staff.name)
        if self.part is None or self.part.case_id is None:
            self.fields.pop("is_checked")
        else:
            offer(self, "answer", [one for one in STANDS if one[0] != UNKNOWN])

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        answer = values["answer"] = values.get("answer") or OPEN
        if answer == UNKNOWN:
            return
        if answer == NOTHING and values.get("amount") and not self._is_untouched(values["amount"]):
            self.add_error("answer", "U koos dat er niets open is, en vulde ook een bedrag in. Wat klopt?")
        elif answer == OPEN and not values.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Vul in hoeveel er open is. Is er niets open? Kies dat hierboven.")
        if answer == NOTHING:
            values["amount"] = 0
        typed, known = values.get("amount") or 0, jointdesk.open_cents(self.part, self.day)
        is_other = not jointdesk.is_as_filed(self.part, typed, self.day)
        if is_other and not values.get("is_checked") and not self.errors:
            message = f"In het dossier staat {euros(known)} open, u vulde {euros(typed)} in. Klopt dat? Vink het aan."
            self.add_error("is_checked", message)

    def _is_untouched(self, cents: int) -> bool:
        """Whether the amount is what stood there before anybody typed."""
        return cents == jointdesk.open_cents(self.part, self.day)

    def act(self) -> None:
        values = self.cleaned_data
        if values["answer"] == UNKNOWN:
            acts.decline(self.part, NOT_OURS, **self.how)
            return
        acts.balance(
            self.part, values["amount"] or 0, contact=values["contact"], is_threatening=values["is_threatening"],
            is_checked=values.get("is_checked", False), **self.how,
        )  # fmt: skip


class ShowFile(JointForm):
    """Which file of ours it is, where it was not found by itself."""

    title = "Ons dossier van deze klant"
    button = "Dit is het dossier"
    lead = (
        "Zoek de klant op, en kijk of naam, geboortedatum en postcode kloppen. "
        "Daarna gaat er in dat dossier niets uit zolang het samen geregeld wordt."
    )
    done = "Het dossier staat erbij. Er gaat nu niets uit."
    part_states = QUIET
    own_only = True

    number = forms.CharField(label="Klantnummer bij ons", max_length=40)

    def prepare(self) -> None:
        self.initial.setdefault("number", self.part.customer_number)

    def cannot(self) -> str:
        return super().cannot() or ("Het dossier staat er al bij." if self.part.case_id else "")

    def act(self) -> None:
        acts.show_file(self.part, self.cleaned_data["number"], **self.how)


class Decide(JointForm):
    """Yes, another share, or no with a reason."""

    title = "Antwoord op het voorstel"
    button = "Dit is ons antwoord"
    lead = "Een nee geeft u altijd met een reden. De anderen gaan dan verder zonder ons."
    done = "Het antwoord is gegeven."
    part_states = frozenset({P.PROPOSED, P.UNDECIDED})
    own_only = True

    answer = FewField(
        label="Wat zeggen wij?",
        choices=[
            ("ja", "Ja, wij doen mee"),
            ("anders", "Wij vragen een ander deel"),
            ("nee", "Nee, wij doen niet mee"),
        ],
    )
    share = EurosField(label="Welk deel per keer?", required=False)
    reason = WordsField(label="Waarom?", rows=3, required=False, help_text="De klant leest dit. Kort en vriendelijk.")

    def prepare(self) -> None:
        one_of(self, "share", "reason")
        if self.part is not None:
            self.lead = f"{jointdesk.proposed(self.joint, self.part)} {Decide.lead}"

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("answer") == "anders" and not values.get("share") and not self.errors:
            self.add_error("share", "Vul in welk deel wij per keer vragen.")
        if values.get("answer") in {"anders", "nee"} and not values.get("reason", "").strip():
            self.add_error("reason", "Schrijf op waarom. De klant leest het.")

    def act(self) -> None:
        values = self.cleaned_data
        if values["answer"] == "ja":
            acts.accept(self.part, **self.how)
        elif values["answer"] == "anders":
            acts.counter(self.part, values["share"], values["reason"], **self.how)
        else:
            acts.decline(self.part, values["reason"], **self.how)


class StepOut(JointForm):
    """Our organisation goes out of a plan that runs."""

    title = "Uit het plan stappen"
    button = "Uitstappen"
    lead = "De klant houdt het plan met de anderen. Bel de klant eerst, en spreek af hoe het bij ons verder gaat."
    done = "Onze organisatie staat niet meer in dit plan."
    part_states = frozenset({P.RUNNING})
    own_only = True

    def act(self) -> None:
        acts.leave(self.part, **self.how)
