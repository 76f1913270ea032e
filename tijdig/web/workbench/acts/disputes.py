"""What came of a dispute: which bill is right, what stays open, and the words in which the customer reads it."""

from django import forms

from tijdig.actions import disputes
from tijdig.queries import casepage, replies, standing, texts, visible
from tijdig.queries.offers import DISPUTES
from tijdig.rules.money import euros
from tijdig.web.workbench.acts.base import NO_WAY, ActForm
from tijdig.web.workbench.fields import EurosField, FewField, WordsField
from tijdig.words import HoldKind

_RIGHT, _OTHER, _NOTHING = "klopt", "anders", "niets"
_CHOICES = (
    (_RIGHT, "De rekening klopt"),
    (_OTHER, "De rekening klopt niet: er geldt een nieuw bedrag"),
    (_NOTHING, "De rekening klopt niet: er hoeft niets betaald te worden"),
)


class Outcome(ActForm):
    """Who was right, per bill, with an answer that goes out."""

    title = "Uitkomst: klopt de rekening?"
    button = "Vastleggen en versturen"
    done = "De uitkomst staat vast. Het antwoord staat op de eigen pagina van de klant."

    def prepare(self) -> None:
        held = standing.active_holds(self.day).filter(case=self.case, kind=HoldKind.DISPUTED)
        numbers = set(held.values_list("claim_id", flat=True))
        self.waiting = tuple(one for one in casepage.asked(self.case) if one.kind in DISPUTES)
        self.is_disputed = bool(numbers or self.waiting)
        named = numbers - {None}
        self.claims = [
            claim
            for claim in visible.claims(self.case)
            if claim.pk in named or (claim.open_cents > 0 and (None in numbers or not named))
        ]
        for claim in self.claims:
            self._ask_about(claim.pk, claim.description or claim.reference, claim.open_cents)
        help_text = "Kort, in gewone woorden: wat zocht u uit, en wat geldt nu?"
        self.fields["text"] = WordsField(label="Uw antwoord aan de klant", rows=7, help_text=help_text)
        self.fields["as_is"] = forms.BooleanField(
            label="Zo laten, en versturen", required=False,
            widget=forms.CheckboxInput() if self.data.get("as_is") else forms.HiddenInput(),
        )  # fmt: skip
        way = next(iter(replies.ways(self.case, self.day)), None)
        self.lead = f"Uw antwoord gaat nu {way.text}. Het staat ook op de eigen pagina." if way else NO_WAY

    def _ask_about(self, number: int, name: str, open_cents: int) -> None:
        self.fields[f"outcome_{number}"] = FewField(label=f"{name}: klopt die?", choices=_CHOICES)
        self.fields[f"amount_{number}"] = EurosField(
            label=f"{name}: wat moet de klant nog betalen?", required=False,
            help_text=f"Alleen bij een nieuw bedrag. Nu staat er {euros(open_cents)} open.",
        )  # fmt: skip

    def cannot(self) -> str:
        return super().cannot() or ("" if self.is_disputed else "Hier is niets meer uit te zoeken.")

    def clean(self) -> None:
        """A new amount is there when it is needed; hard words are pointed at once."""
        values = super().clean() or self.cleaned_data
        for claim in self.claims:
            if values.get(f"outcome_{claim.pk}") == _OTHER and not values.get(f"amount_{claim.pk}"):
                self.add_error(f"amount_{claim.pk}", "Vul in wat de klant nog moet betalen, bijvoorbeeld 182,40.")
        self.advice = () if values.get("as_is") else texts.advice(self.case, values.get("text", ""), self.day)
        if self.advice:
            self.fields["as_is"].widget = forms.CheckboxInput()
            for line in self.advice:
                self.add_error("text", line)

    def act(self) -> None:
        values = self.cleaned_data
        outcome: dict[int, int | None] = {}
        for number in [claim.pk for claim in self.claims]:
            left = {_RIGHT: None, _OTHER: values[f"amount_{number}"], _NOTHING: 0}
            outcome[number] = left[values[f"outcome_{number}"]]
        disputes.settle(self.case, outcome, values["text"], **self.how)
