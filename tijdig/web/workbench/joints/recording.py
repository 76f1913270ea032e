"""What somebody says on the telephone or at the counter, written down: an organisation, or the customer once more."""

from datetime import date
from typing import ClassVar

from django import forms

from tijdig.actions import joint as acts
from tijdig.actions.joint import Heard, Said
from tijdig.queries import jointdesk, jointrenewal
from tijdig.queries.answering import WANTS_ANSWER, WANTS_BALANCE
from tijdig.rules import dutch
from tijdig.web.visible import NameField
from tijdig.web.workbench.fields import DayField, EurosField, FewField, WordsField, one_of
from tijdig.web.workbench.joints.aloud import NO, YES, ReadAloud
from tijdig.web.workbench.joints.base import JointForm
from tijdig.words import JointPartState as P

ANSWERS = [
    (Heard.YES.value, "Ja, zij doen mee"),
    (Heard.OTHER.value, "Zij vragen een ander deel"),
    (Heard.NO.value, "Nee"),
]
BALANCES = [(Heard.BALANCE.value, "Hoeveel er open is"), (Heard.NO.value, "Zij doen niet mee")]


class HeardThem(JointForm):
    """What an organisation said: as if it had answered itself, with who said it and when."""

    title = "Antwoord opschrijven"
    button = "Zo zeiden zij het"
    lead = "U sprak iemand van deze organisatie. Schrijf op wat zij zeiden, en wie het zei. De klant kan het lezen."
    done = "Het antwoord is opgeschreven."
    part_states = WANTS_BALANCE | WANTS_ANSWER

    what = FewField(label="Wat zeiden zij?", choices=ANSWERS)
    cents = EurosField(label="Welk bedrag?", required=False)
    is_threatening = forms.BooleanField(
        label="Er dreigt afsluiting of ontruiming", required=False, help_text="Dan gaat dit deel voor in het plan."
    )
    reason = WordsField(label="Waarom?", rows=3, required=False, help_text="De klant leest dit. Kort en vriendelijk.")
    who = NameField(label="Wie sprak u?", max_length=160, help_text="Een naam en een nummer.")
    on = DayField(label="Op welke dag?")

    def prepare(self) -> None:
        one_of(self, "cents", "reason")
        self.initial.setdefault("on", self.day)
        self.initial.setdefault("who", self.part.contact)
        is_balance = P(self.part.state) in WANTS_BALANCE
        self.fields["what"].choices = BALANCES if is_balance else ANSWERS  # type: ignore[attr-defined]
        if is_balance:
            self.fields["cents"].help_text = "Alles bij elkaar. Leeg als er niets open is."
        else:
            self.fields.pop("is_threatening")
            self.fields["cents"].label = "Welk deel per keer?"
            self.lead = f"{jointdesk.proposed(self.joint, self.part)} {HeardThem.lead}"

    def cannot(self) -> str:
        is_own = self.part is not None and self.part.creditor_id == self.staff.creditor_id
        return super().cannot() or ("Dit is uw eigen organisatie: geef het antwoord zelf." if is_own else "")

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.day:
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        return day

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("what") == Heard.OTHER and not values.get("cents") and not self.errors:
            self.add_error("cents", "Vul in welk deel zij per keer vragen.")
        if values.get("what") in {Heard.OTHER, Heard.NO} and not values.get("reason", "").strip():
            self.add_error("reason", "Schrijf op waarom. De klant leest het.")

    def act(self) -> None:
        values = self.cleaned_data
        said = Said(
            what=Heard(values["what"]), who=values["who"], on=values["on"], cents=values["cents"] or 0,
            reason=values["reason"], is_threatening=values.get("is_threatening", False),
        )  # fmt: skip
        acts.hear(self.part, said, **self.how)


class Renew(ReadAloud):
    """The customer says yes again, or rather not: before the consent ends."""

    title = "Toestemming verlengen"
    part_states = frozenset(state for state in P if state not in {P.PICKED, P.PAID, P.DECLINED, P.LEFT})
    answers: ClassVar = {YES: "Ja, het mag langer", NO: "Nee, laat het dan stoppen"}
    field_order = ("version", "answer", "by_channel", "proof")

    def prepare(self) -> None:
        super().prepare()
        last = jointrenewal.last_day(self.part)
        if last is not None:
            self.lead = (
                f"De toestemming geldt tot en met {dutch.day(last)}. Met een ja gaat het plan door zoals het is. "
                "Lees dit voor, en wacht op een duidelijk ja. Bij een nee gaat de regeling daar vanaf dan apart verder."
            )

    def is_not_asked(self) -> str:
        is_ending = jointrenewal.is_ending(self.part, self.day)
        return "" if is_ending else "Deze toestemming loopt nog lang genoeg, of is al voorbij."

    def act(self) -> None:
        if self.says_yes:
            acts.renew(self.part, **self.given)
        else:
            acts.decline_renewal(self.part, **self.how)
