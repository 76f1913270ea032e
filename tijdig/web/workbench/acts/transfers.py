"""Acts at the gate before an agency: keep the case, hand it over, take it back."""

from datetime import timedelta

from django import forms

from tijdig.actions import transfers
from tijdig.queries import transfers as standing
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, WordsField

_FOUR_WEEKS = timedelta(weeks=4)
_AWAY = "Dit dossier is al bij een incassobureau."


class Keep(ActForm):
    """We keep this one ourselves, for a reason, until a day."""

    title = "Wij houden dit zelf"
    button = "Zelf houden"
    lead = "Het dossier blijft bij ons. Tot de dag die u kiest, gaat er niets vanzelf uit. Daarna kijkt Tijdig opnieuw."
    done = "Wij houden dit zelf. Het staat op uw naam."

    reason = WordsField(label="Waarom houden wij dit zelf, en wat gaat u doen?", rows=3)
    until_on = DayField(label="Tot welke dag?")

    def prepare(self) -> None:
        self.initial.setdefault("until_on", self.day + _FOUR_WEEKS)

    def cannot(self) -> str:
        return super().cannot() or (_AWAY if standing.handed_over(self.case) else "")

    def act(self) -> None:
        values = self.cleaned_data
        transfers.keep(self.case, values["reason"], until_on=values["until_on"], **self.how)


class GiveToAgency(AskFirst):
    """Hand a case over to an agency, after all that had to be tried; the second button makes sure."""

    title = "Overdragen aan een incassobureau"
    button = "Overdragen"
    lead = "Dit kan alleen als alles is geprobeerd. Terughalen kan altijd."
    done = "Het dossier is overgedragen. Wat klaarstond, gaat niet meer uit."

    agency = forms.CharField(
        label="Naar welk incassobureau?", max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )
    reason = WordsField(label="Waarom is dit het beste, ook voor de klant?", rows=3)

    def prepare(self) -> None:
        self.away = standing.handed_over(self.case)
        may_look = self.case.state == "open" and not self.away and self.staff.is_lead
        self.lacks = standing.missing(self.case, self.at) if may_look else ()

    def cannot(self) -> str:
        if said := super().cannot() or (_AWAY if self.away else ""):
            return said
        if not self.staff.is_lead:
            return "Overdragen aan een incassobureau mag alleen een teamleider."
        return "Overdragen kan nog niet." if self.lacks else ""

    @property
    def sure(self) -> str:
        """The second button says what it does."""
        return "Ja, overdragen"

    def doubt(self) -> tuple[str, ...]:
        return (
            f"U draagt dit dossier over aan {self.cleaned_data['agency']}. De klant krijgt dan met een ander te maken.",
            "Wat er is geprobeerd, wordt bij het besluit bewaard. Uit Tijdig gaat er niets meer naar deze klant.",
            "De klant krijgt hier vanzelf geen bericht van. Vertel het zelf.",
        )

    def act(self) -> None:
        values = self.cleaned_data
        by_lead = self.staff.is_lead
        transfers.hand_over(self.case, values["agency"], values["reason"], by_lead=by_lead, **self.how)


class Recall(ActForm):
    """Take a case back from the agency."""

    title = "Terughalen van het incassobureau"
    button = "Terughalen"
    lead = "Het dossier is dan weer van ons. De volgende nacht kijkt Tijdig opnieuw. Meld het ook bij het bureau."
    done = "Het dossier is weer van ons."

    def cannot(self) -> str:
        away = standing.handed_over(self.case)
        return super().cannot() or ("" if away else "Dit dossier is niet bij een incassobureau.")

    def act(self) -> None:
        transfers.recall(self.case, **self.how)
