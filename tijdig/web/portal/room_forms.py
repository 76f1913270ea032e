"""Five short questions about a month: who lives of it, what comes in, what goes out; amounts as people type them."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms

from tijdig.languages import say
from tijdig.rules.solutions.budget import schema
from tijdig.web.languages import later
from tijdig.web.portal.questions import cents_of

LONGEST: Final = 20


class AmountField(forms.CharField):
    """So much a month; gives whole cents. Nothing is said with 0, so that no line is forgotten."""

    is_money: ClassVar[bool] = True

    def __init__(self, label: Any, hint: Any = "") -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        errors = {"required": later("Vul een bedrag in. Is het niets? Vul dan 0 in.")}
        super().__init__(
            label=label, help_text=hint, max_length=LONGEST,
            widget=forms.TextInput(attributes), error_messages=errors,
        )  # fmt: skip

    def clean(self, value: Any) -> int:
        """Cents, within what the budget can hold."""
        cents = cents_of(super().clean(value))
        if cents is None:
            raise forms.ValidationError(say("Vul een bedrag in, zoals 25 of 37,50."))
        if cents > schema()["properties"]["income_cents"]["maximum"]:
            raise forms.ValidationError(say("Dit bedrag is te hoog. Kijk of er een cijfer te veel staat."))
        return cents


class CountField(forms.IntegerField):
    """How many people."""

    def __init__(self, label: Any, name: str) -> None:
        rule = schema()["properties"][name]
        error = later("Vul een aantal in, zoals 1 of 2.")
        attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        super().__init__(
            label=label, min_value=rule["minimum"], max_value=rule["maximum"],
            widget=forms.TextInput(attributes),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), error),
        )  # fmt: skip


class StepForm(forms.Form):
    """One question: a heading, a sentence, and one to three amounts."""

    title: ClassVar[str]
    lead: ClassVar[str] = ""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)


class HouseholdForm(StepForm):
    """Who lives of this money."""

    title = later("Met wie [[leeft u|leef je]] van dit geld?")
    lead = later("Tel [[uzelf|jezelf]] mee.")

    adults = CountField(later("Hoeveel volwassenen?"), "adults")
    children = CountField(later("Hoeveel kinderen?"), "children")


class IncomeForm(StepForm):
    """What comes in."""

    title = later("Wat komt er in een maand binnen?")
    lead = later("Ongeveer is goed. Tel het inkomen van iedereen in huis mee.")

    income_cents = AmountField(later("Loon, uitkering of pensioen"), later("Wat er op de rekening komt."))
    allowances_cents = AmountField(later("Toeslagen, kinderbijslag en alimentatie"), later("Niets? Vul 0 in."))


class HousingForm(StepForm):
    """What living somewhere costs."""

    title = later("Wat kost wonen in een maand?")

    housing_cents = AmountField(later("Huur of hypotheek"), later("Met servicekosten, als die er zijn."))


class BillsForm(StepForm):
    """Energy, water and health."""

    title = later("Wat kosten energie, water en zorg?")
    lead = later("Per maand. Weet [[u|je]] het niet precies? Schat het dan.")

    energy_cents = AmountField(later("Stroom, gas of warmte"))
    water_cents = AmountField(later("Water"))
    health_cents = AmountField(later("Zorgverzekering en eigen risico"), later("Van iedereen in huis."))


class OtherForm(StepForm):
    """Whatever else is fixed."""

    title = later("Wat gaat er verder vast af?")
    lead = later(
        "Zoals telefoon, verzekeringen, opvang, reizen naar werk en regelingen. Boodschappen tellen wij zelf mee."
    )

    other_cents = AmountField(later("Alles bij elkaar in een maand"))


STEPS: Final[Mapping[str, type[StepForm]]] = {
    "thuis": HouseholdForm,
    "binnen": IncomeForm,
    "wonen": HousingForm,
    "lasten": BillsForm,
    "verder": OtherForm,
}
"""The questions in the order in which they are asked."""
