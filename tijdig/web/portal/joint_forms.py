"""The forms of arranging together: who, yes or no, how much, how often, from when; and what an organisation answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.queries.asking import Choice
from tijdig.queries.jointsteps import Open, Pick
from tijdig.web.languages import later
from tijdig.web.portal.questions import OTHER_DAY, cents_of, without_hidden_signs
from tijdig.web.visible import NameField

YES, NO, OTHER, DOUBT = "ja", "nee", "anders", "twijfel"
MOST_CENTS: Final = 10_000_000  # nobody can miss more at once: a slip of the finger
WRONG_AMOUNT: Final = later("Vul een bedrag in, zoals 25 of 37,50.")
TOO_HIGH: Final = later("Dit bedrag is te hoog. Kijk of er een cijfer te veel staat.")
CHOOSE: Final = later("Kies wat het beste past.")
OLD: Final = later("Deze pagina is oud. Kijk wat er nu staat, en kies dan opnieuw.")
CHOOSE_DAY: Final = later("Kies een dag uit de lijst.")
OTHER_IN_FILE: Final = marked("In het dossier staat {amount} open. Klopt uw bedrag toch? Vink dat dan aan.")
TOO_LONG: Final = later("Dit is te lang. Maak het korter.")


class AmountField(forms.CharField):
    """Euros as people type them; gives whole cents."""

    def __init__(self, **more: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        errors = {"required": WRONG_AMOUNT, "max_length": WRONG_AMOUNT}
        super().__init__(max_length=20, widget=forms.TextInput(attributes), error_messages=errors, **more)

    def clean(self, value: Any) -> int | None:
        """Cents; nothing where nothing has to be said."""
        typed = super().clean(value)
        if not typed:
            return None
        cents = cents_of(typed)
        if cents is None:
            raise forms.ValidationError(WRONG_AMOUNT)
        if cents > MOST_CENTS:
            raise forms.ValidationError(TOO_HIGH)
        return cents


class Versioned(forms.Form):
    """What every act sends along: which version of it was on the screen; without it, it is not known what was seen."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)

    def clean(self) -> dict[str, Any]:
        """Nothing is done from a page that does not say what stood on it."""
        values = super().clean() or self.cleaned_data
        if values.get("versie") is None:
            self.errors.pop("versie", None)
            self.add_error(None, OLD)
        return values

    @property
    def version(self) -> int | None:
        """That version."""
        found: int | None = self.cleaned_data.get("versie")
        return found


class PickForm(Versioned):
    """With which organisations; others are only noted."""

    wie = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    andere = forms.CharField(
        label=later("Welke? Zet elke naam op een eigen regel."),
        required=False,
        max_length=400,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, picks: Sequence[Pick]) -> None:
        super().__init__(data)
        self.fields["wie"].choices = [(str(one.number), one.name) for one in picks]  # type: ignore[attr-defined]
        self.fields["wie"].error_messages["invalid_choice"] = CHOOSE

    def clean_andere(self) -> str:
        """The words, without signs that nobody can see."""
        return without_hidden_signs(self.cleaned_data["andere"])

    def clean(self) -> dict[str, Any]:
        """At least one that we can ask."""
        values = super().clean()
        if not values.get("wie") and "wie" not in self.errors:
            self.add_error("wie", say("Kies minstens één organisatie. Staat die er niet bij? Bel ons gerust."))
        return values

    @property
    def numbers(self) -> list[int]:
        """The organisations."""
        return [int(number) for number in self.cleaned_data["wie"]]


class ConsentForm(Versioned):
    """Yes or no, and the customer number that stands in the letter of that organisation."""

    antwoord = forms.ChoiceField(choices=((YES, YES), (NO, NO)), error_messages={"required": CHOOSE})
    klantnummer = forms.CharField(
        label=later("[[Uw|Je]] klantnummer daar. Dat hoeft niet."),
        help_text=later("Het staat op een brief of rekening. Zo vinden zij [[u|je]] sneller."),
        required=False,
        max_length=40,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )
    tekst = forms.CharField(widget=forms.HiddenInput, max_length=24)
    taal = forms.CharField(widget=forms.HiddenInput, max_length=8)


class FromForm(Versioned):
    """From which day: one of some days, or any other that can be."""

    wanneer = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    andere = forms.ChoiceField(required=False, label=later("Welke dag?"))
    bedrag = forms.CharField(required=False, widget=forms.HiddenInput)
    ritme = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, days: Sequence[Choice], every: Sequence[Choice]) -> None:
        super().__init__(data)
        known = [(day.value, day.label) for day in days]
        self.fields["wanneer"].choices = [*known, (OTHER_DAY, OTHER_DAY)]  # type: ignore[attr-defined]
        self.fields["wanneer"].error_messages["invalid_choice"] = CHOOSE
        field: Any = self.fields["andere"]
        field.choices = [("", say("Kies een dag")), *((day.value, _with_more(day)) for day in every)]
        field.error_messages["invalid_choice"] = CHOOSE_DAY

    def clean(self) -> dict[str, Any]:
        """Who picks a day from the list, need not tick the box before it."""
        values = super().clean()
        chosen, other = values.get("wanneer", ""), values.get("andere")
        if self.errors.keys() & {"wanneer", "andere"}:
            return values
        if not chosen and not other:
            self.add_error("wanneer", CHOOSE)
        elif (chosen or OTHER_DAY) == OTHER_DAY and not other:
            self.add_error("andere", CHOOSE_DAY)
        return values

    @property
    def day(self) -> date:
        """That day."""
        chosen: str = self.cleaned_data["wanneer"] or OTHER_DAY
        return date.fromisoformat(self.cleaned_data["andere"] if chosen == OTHER_DAY else chosen)


def _with_more(day: Choice) -> str:
    return f"{day.label} ({day.more})" if day.more else day.label


class ToldForm(Versioned):
    """What somebody thinks is open at each; not knowing is fine."""

    def __init__(self, data: Any, *, rows: Sequence[Open]) -> None:
        super().__init__(data)
        self.parts = [one.number for one in rows]
        for one in rows:
            said = _as_typed(one.cents) if one.cents is not None else ""
            self.fields[f"open_{one.number}"] = AmountField(label=one.name, required=False, initial=said)

    @property
    def told(self) -> dict[int, int | None]:
        """What was filled in; none where the field is empty now."""
        return {number: self.cleaned_data.get(f"open_{number}") for number in self.parts}


def _as_typed(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


class SpareForm(Versioned):
    """Another amount each time."""

    bedrag = AmountField(label=later("Hoeveel [[kunt u|kun je]] elke keer missen?"))

    def clean_bedrag(self) -> int:
        """More than nothing: for nothing there is a person."""
        cents: int = self.cleaned_data["bedrag"]
        if not cents:
            raise forms.ValidationError(say("Is het niets? Kies dan dat iemand meedenkt."))
        return cents


class AnswerForm(Versioned):
    """One of some answers."""

    keuze = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})

    def __init__(self, data: Any, *, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["keuze"].choices = list(answers)  # type: ignore[attr-defined]


# What another organisation fills in ----------------------------------------------------------------------------------


class CodeForm(forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        label=later("De code uit de e-mail"),
        help_text=later("Zes cijfers."),
        max_length=20,
        error_messages={"required": later("Vul de code in."), "max_length": later("De code heeft zes cijfers.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code short"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class BalanceForm(Versioned):
    """How much is open, who can be called, and whether something threatens."""

    THREATS = ((NO, later("Nee")), (YES, later("Ja, er dreigt ontruiming of afsluiting")))
    bedrag = AmountField(
        label=later("Hoeveel is er nog open?"),
        help_text=later("In euro, alles bij elkaar. Is er niets open? Vul 0 in."),
    )
    contact = NameField(
        label=later("Wie kunnen wij bellen?"),
        help_text=later("Een naam en een nummer. De klant kan dit ook zien."),
        max_length=160,
        error_messages={"required": later("Vul een naam en een nummer in."), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    klopt = forms.BooleanField(required=False, label=later("Ons bedrag klopt toch"))
    dreigt = forms.ChoiceField(choices=THREATS, widget=forms.RadioSelect, error_messages={"required": CHOOSE})

    def __init__(self, data: Any, *, known_cents: int | None = None) -> None:
        """What is open in their file here, where there is one, stands there already."""
        super().__init__(data)
        self.known_cents = known_cents
        if known_cents:
            self.initial["bedrag"] = _as_typed(known_cents)

    def clean(self) -> dict[str, Any]:
        """Another amount than their own file says is looked at once more."""
        values = super().clean()
        if self.asks_check and not values.get("klopt") and not self.errors:
            self.add_error("klopt", say(OTHER_IN_FILE, amount=here.euros(self.known_cents or 0)))
        return values

    @property
    def asks_check(self) -> bool:
        """Whether another amount was typed than their file says."""
        typed = self.cleaned_data.get("bedrag") if self.is_bound and hasattr(self, "cleaned_data") else None
        return self.known_cents is not None and typed is not None and typed != self.known_cents


class DecideForm(Versioned):
    """Yes, another amount, or no with why."""

    keuze = forms.ChoiceField(
        choices=(
            (YES, later("Ja, wij doen mee")),
            (OTHER, later("Wij stellen een ander bedrag voor")),
            (NO, later("Nee, wij doen niet mee")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    bedrag = AmountField(label=later("Welk bedrag per keer?"), required=False)
    waarom = forms.CharField(
        label=later("Waarom? De klant leest dit."),
        required=False,
        max_length=400,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_waarom(self) -> str:
        """The words, without signs that nobody can see."""
        return without_hidden_signs(self.cleaned_data["waarom"])

    def clean(self) -> dict[str, Any]:
        """Another amount says which; both that and a no say why."""
        values = super().clean()
        choice = values.get("keuze")
        if choice == OTHER and not values.get("bedrag") and "bedrag" not in self.errors:
            self.add_error("bedrag", WRONG_AMOUNT)
        if choice in {OTHER, NO} and not values.get("waarom") and "waarom" not in self.errors:
            self.add_error("waarom", say("Schrijf in een paar woorden waarom. De klant leest dit."))
        return values


class DeclineForm(Versioned):
    """No, with why."""

    waarom = forms.CharField(
        label=later("Waarom doet u niet mee? De klant leest dit."),
        max_length=400,
        error_messages={
            "required": later("Schrijf in een paar woorden waarom. De klant leest dit."),
            "max_length": TOO_LONG,
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_waarom(self) -> str:
        """The words, without signs that nobody can see."""
        return without_hidden_signs(self.cleaned_data["waarom"])
