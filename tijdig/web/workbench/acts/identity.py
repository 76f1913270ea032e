"""A colleague saw who somebody is: by phone, at the counter or on paper; only kinds are kept, never a number."""

from typing import Final

from django import forms

from tijdig.actions import proving as acts
from tijdig.queries import onfile, proving
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.fields import FewField, offer, one_of
from tijdig.words import ProofMeans

ANSWERS: Final = 2
"""So many answers at least, by phone."""

NOT_SO: Final = "niet"
MEANS: Final = [(means.value, means.label.capitalize()) for means in proving.BY_COLLEAGUE]
ASKED: Final = tuple(asks.value for asks in onfile.Asks)
DOCUMENTS: Final = ("paspoort", "identiteitskaart", "rijbewijs", "verblijfsdocument")
SEEN: Final = ("handtekening", "twee antwoorden op ons formulier die klopten")


def _same(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word[:1].upper() + word[1:]) for word in words]


def _many(label: str, words: tuple[str, ...]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=_same(words), widget=forms.CheckboxSelectMultiple
    )


class Identify(ActForm):
    """Who somebody is was looked at, and how."""

    title = "Identiteit vastgesteld"
    button = "Vastleggen"
    lead = (
        "Leg alleen vast waar u naar keek. Schrijf nooit een nummer over: geen BSN, geen documentnummer. Wij vragen "
        "nooit om een kopie. Kwam er toch een? Vernietig die, en stel vast wie het is op een van deze manieren."
    )
    done = "Het is vastgelegd."
    works_closed = True

    means = FewField(label="Hoe?")
    asked = _many("Aan de telefoon: welke antwoorden klopten?", ASKED)
    document = forms.ChoiceField(
        label="Aan de balie: welk document zag u?",
        required=False,
        choices=[("", "Kies een document"), *_same(DOCUMENTS)],
        help_text="Kijk of de foto en de naam kloppen, en of het nog geldig is.",
    )
    paper = _many("Op papier: wat klopte?", SEEN)

    def prepare(self) -> None:
        one_of(self, "document")
        self.on_file = onfile.facts(self.case, self.day)
        offer(self, "asked", _same(tuple(fact.asks.value for fact in self.on_file if fact.asks)))
        holds = proving.checks(self.case.customer_id, self.at).exists()
        offer(self, "means", [*MEANS, *([(NOT_SO, "Wat er staat, klopt niet: haal het weg")] if holds else [])])

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        means = values.get("means")
        if means == ProofMeans.PHONE and len(values.get("asked", ())) < ANSWERS:
            self.add_error("asked", "Vraag minstens twee dingen. Kies welke antwoorden klopten.")
        if means == ProofMeans.COUNTER and not values.get("document"):
            self.add_error("document", "Kies welk document u zag.")
        if means == ProofMeans.PAPER and len(values.get("paper", ())) < len(SEEN):
            self.add_error("paper", "Op papier zijn ze allebei nodig.")

    def act(self) -> None:
        values = self.cleaned_data
        if values["means"] == NOT_SO:
            acts.lift(self.case, **self.how)
            return
        looked_at = {
            ProofMeans.PHONE: values["asked"],
            ProofMeans.COUNTER: [values["document"]],
            ProofMeans.PAPER: values["paper"],
        }
        means = ProofMeans(values["means"])
        acts.record(self.case, means, looked_at[means], **self.how)
