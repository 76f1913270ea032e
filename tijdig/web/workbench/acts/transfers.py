"""Acts at the gate before an agency: keep the case, hand it over, take it back."""

from datetime import timedelta

from django import forms

from tijdig.actions import transfers
from tijdig.actions.refusals import Refusal
from tijdig.queries import transfers as standing
from tijdig.rules.money import euros
from tijdig.web.visible import NameField
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, FewField, WordsField, offer
from tijdig.words import RecallReason

_FOUR_WEEKS = timedelta(weeks=4)
_AWAY = "Dit dossier is al bij een incassobureau."
_ANOTHER = "anders"


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
    button = "Overdragen aan het bureau"
    lead = "Dit kan alleen als alles is geprobeerd. Alleen wat hieronder staat, gaat mee. Terughalen kan altijd."
    done = "Het dossier is overgedragen. Wat klaarstond, gaat niet meer uit."

    agency = FewField(label="Naar welk incassobureau?")
    another = NameField(
        label="Hoe heet het andere bureau?",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Alleen nodig bij: een ander bureau.",
    )
    reason = WordsField(label="Waarom is dit het beste, ook voor de klant?", rows=3)

    def prepare(self) -> None:
        self.away = standing.handed_over(self.case)
        may_look = self.case.state == "open" and not self.away and self.staff.is_lead
        found = standing.look(self.case, self.at) if may_look else None
        self.lacks, self.going = (found.lacks, found.going) if found else ((), ())
        self.staying = tuple(bill for bill in found.bills if bill.lacks) if found else ()
        self.going_text = euros(found.going_cents) if found else ""
        self.agencies = standing.agencies(self.case.creditor)
        if self.case.creditor.agencies:
            del self.fields["another"]
            offer(self, "agency", [(name, name) for name in self.agencies])
        elif self.agencies:
            offer(self, "agency", [*((name, name) for name in self.agencies), (_ANOTHER, "Een ander bureau")])
        else:
            del self.fields["agency"]
            self.fields["another"].label, self.fields["another"].help_text = "Naar welk incassobureau?", ""

    def clean(self) -> None:
        """One of those we know, or the name of another."""
        values = super().clean() or self.cleaned_data
        chosen, another = values.get("agency", _ANOTHER), " ".join(values.get("another", "").split())
        if chosen == _ANOTHER and "agency" not in self.errors and not another:
            self.add_error("another", Refusal.AGENCY_NEEDED.label)
        values["to"] = another if chosen == _ANOTHER else chosen

    def cannot(self) -> str:
        if said := super().cannot() or (_AWAY if self.away else ""):
            return said
        if not self.staff.is_lead:
            return "Overdragen aan een incassobureau mag alleen een teamleider."
        return "Overdragen kan nog niet." if self.lacks else ""

    @property
    def sure(self) -> str:
        """The second button says what it does."""
        return "Ja, overdragen aan het bureau"

    def doubt(self) -> tuple[str, ...]:
        to = self.cleaned_data["to"]
        is_new = to not in self.agencies
        new = (
            f"{to} staat nog niet in uw lijst. Klopt de naam? Kijk in het register incassodienstverlening of dit "
            "bureau zijn werk mag doen.",
        )
        stays = ("Wat niet meegaat, blijft bij ons. Ook daarover gaat niets vanzelf uit: bel daar zelf over.",)
        return (
            f"U draagt {self.going_text} over aan {to}. De klant krijgt dan met een ander te maken.",
            *(new if is_new else ()),
            "Wat er is geprobeerd, wordt bij het besluit bewaard. Er gaat niets meer vanzelf naar deze klant, tot "
            "alles wat meeging is betaald of u het terughaalt.",
            *(stays if self.staying else ()),
            "De klant krijgt hier vanzelf geen bericht van. Vertel het zelf.",
        )

    def act(self) -> None:
        values = self.cleaned_data
        by_lead = self.staff.is_lead
        transfers.hand_over(self.case, values["to"], values["reason"], by_lead=by_lead, **self.how)


class Recall(ActForm):
    """Take a case back from the agency, and say why."""

    title = "Terughalen van het incassobureau"
    button = "Terughalen"
    lead = "Het dossier is dan weer van ons. De volgende nacht kijkt Tijdig opnieuw. Meld het ook bij het bureau."
    done = "Het dossier is weer van ons. Meld het ook bij het bureau."

    reason = FewField(
        label="Waarom haalt u het terug?",
        choices=[(reason.value, f"{reason.label[0].upper()}{reason.label[1:]}") for reason in RecallReason],
    )
    words = WordsField(
        label="In uw eigen woorden", rows=3, required=False, help_text="Wat moet een collega hierover weten?"
    )

    def clean(self) -> None:
        """Another reason than those of the list needs words."""
        values = super().clean() or self.cleaned_data
        if values.get("reason") == RecallReason.OTHER and not values.get("words", "").strip():
            self.add_error("words", Refusal.WORDS_NEEDED.label)

    def cannot(self) -> str:
        away = standing.handed_over(self.case)
        return super().cannot() or ("" if away else "Dit dossier is niet bij een incassobureau.")

    def act(self) -> None:
        values = self.cleaned_data
        transfers.recall(self.case, RecallReason(values["reason"]), words=values["words"], **self.how)
