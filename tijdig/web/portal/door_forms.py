"""The forms at the doors: a code, a link, who you are, and contact without a code."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tijdig.languages import marked, say
from tijdig.queries.doors import CodeWay
from tijdig.rules.dutch import MONTHS
from tijdig.web.languages import later
from tijdig.web.visible import NameField
from tijdig.words import ChannelKind

WRONG = {
    "day": marked("Vul de dag in, een getal van 1 tot en met 31."),
    "month": marked("Vul de maand in, als getal of als woord: 5 of mei."),
    "year": marked("Vul het jaar in, zoals 1990."),
}
ALL_WRONG = later("Vul [[uw|je]] geboortedatum in: dag, maand en jaar.")
NO_SUCH_DAY = later("Deze dag bestaat niet. Kijk de dag en de maand na.")
CENTURY = 100
CODE_MOST = 60


class CodeForm(forms.Form):
    """The code from the letter; how it is typed makes no difference."""

    code = forms.CharField(
        label=later("De code uit uw brief"),
        help_text=later("Bijvoorbeeld: KTR 4WD 9FM. Hoofdletters en spaties maken niet uit."),
        max_length=CODE_MOST,
        error_messages={
            "required": later("Vul de code uit uw brief in."),
            "max_length": later("Dit is te lang. De code heeft negen letters en cijfers."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )
    postcode = forms.CharField(
        label=later("Uw postcode"),
        help_text=later("Bijvoorbeeld: 1234 AB."),
        max_length=12,
        required=False,
        error_messages={"required": later("Vul uw postcode in.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short"}),
    )
    remember = forms.BooleanField(required=False)

    def __init__(self, *args: Any, way: CodeWay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postcode"].required = way.asks_postcode


class FollowForm(forms.Form):
    """Only whether this phone may be remembered."""

    remember = forms.BooleanField(required=False)


class AskLinkForm(forms.Form):
    """Where a link may go; we never say whether we know the address."""

    creditor = forms.ChoiceField(
        label=later("Welke organisatie?"), error_messages={"required": later("Kies een organisatie.")}
    )
    reach_at = forms.CharField(
        label=later("Uw e-mailadres of mobiele nummer"),
        max_length=160,
        error_messages={"required": later("Vul uw e-mailadres of uw mobiele nummer in.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["creditor"], organisations)


class WhoForm(forms.Form):
    """Birth date in three boxes, and the postcode."""

    day = forms.CharField(label=later("Dag"), max_length=10)
    month = forms.CharField(label=later("Maand"), max_length=12)
    year = forms.CharField(label=later("Jaar"), max_length=10)
    postcode = forms.CharField(
        label=later("[[Uw|Je]] postcode"),
        help_text=later("Bijvoorbeeld: 1234 AB."),
        max_length=12,
        error_messages={
            "required": later("Vul [[uw|je]] postcode in."),
            "max_length": later("Een postcode is zoals 1234 AB."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short"}),
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = day
        for name in WRONG:
            field = self.fields[name]
            attrs = {"autocomplete": f"bday-{name}", "class": "four" if name == "year" else "two"}
            field.widget = forms.TextInput(attrs=attrs if name == "month" else attrs | {"inputmode": "numeric"})
            field.error_messages |= dict.fromkeys(("required", "max_length"), later(WRONG[name]))

    def clean_day(self) -> int:
        """1 to 31."""
        return self._number("day", 1, 31)

    def clean_month(self) -> int:
        """A number, or a name as people write it: mei, Januari, jan."""
        typed = str(self.cleaned_data["month"]).strip().rstrip(".").lower()
        named = [place for place, month in enumerate(MONTHS, 1) if len(typed) > 2 and month.startswith(typed)]
        if typed == "mrt":
            return 3
        return named[0] if named else self._number("month", 1, 12)

    def clean_year(self) -> int:
        """Four figures, or two: then the last such year that is not in the future."""
        typed = str(self.cleaned_data["year"]).strip().lstrip("'")
        if typed.isascii() and typed.isdigit() and len(typed) == 2:
            year = self.today.year - self.today.year % CENTURY + int(typed)
            return year if year <= self.today.year else year - CENTURY
        return self._number("year", 1900, self.today.year)

    def _number(self, name: str, low: int, high: int) -> int:
        typed = str(self.cleaned_data[name]).strip()
        if typed.isascii() and typed.isdigit() and low <= int(typed) <= high:
            return int(typed)
        raise forms.ValidationError(say(WRONG[name]))

    def clean(self) -> dict[str, Any]:
        """One sentence for the whole date when all of it is missing, else at the box that is wrong."""
        wrong = [name for name in WRONG if name in self.errors]
        if len(wrong) == len(WRONG):
            for name in wrong:
                del self.errors[name]
            self.add_error("day", ALL_WRONG)
        elif not wrong and self._born() is None:
            self.add_error("day", NO_SUCH_DAY)
        return self.cleaned_data

    def _born(self) -> date | None:
        values = self.cleaned_data
        try:
            born = date(values["year"], values["month"], values["day"])
        except ValueError:
            return None
        return born if born <= self.today else None

    def birth(self) -> str:
        """The day in ISO form."""
        born = self._born()
        return born.isoformat() if born else ""


class LeaveForm(forms.Form):
    """Whether other phones are forgotten as well."""

    everywhere = forms.BooleanField(required=False)


class ContactForm(forms.Form):
    """A name, how to reach somebody, and which organisation; more is not needed."""

    name = NameField(
        label=later("Uw naam"),
        max_length=120,
        error_messages={"required": later("Vul uw naam in.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    creditor = forms.ChoiceField(
        label=later("Welke organisatie?"),
        help_text=later("De naam staat bovenaan uw brief, e-mail of sms."),
        error_messages={"required": later("Kies een organisatie.")},
    )
    by_channel = forms.ChoiceField(
        label=later("Hoe mogen wij contact opnemen?"),
        choices=[(ChannelKind.PHONE.value, later("Bel mij")), (ChannelKind.EMAIL.value, later("Mail mij"))],
        initial=ChannelKind.PHONE.value,
        error_messages={"required": later("Kies bellen of mailen.")},
        widget=forms.RadioSelect,
    )
    reach_at = NameField(
        label=later("Uw telefoonnummer of e-mailadres"),
        max_length=160,
        error_messages={"required": later("Vul uw telefoonnummer of uw e-mailadres in.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "autocapitalize": "none", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=later("Wilt u iets vertellen? Dat hoeft niet."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, organisations: Sequence[tuple[str, str]], by_phone: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["creditor"], organisations)
        if by_phone:  # nobody here writes e-mails in that language
            self.fields["by_channel"] = forms.CharField(initial=ChannelKind.PHONE.value, widget=forms.HiddenInput)
            number = self.fields["reach_at"]
            number.label = say("Uw telefoonnummer")
            number.error_messages["required"] = say("Vul uw telefoonnummer in.")

    def clean_by_channel(self) -> str:
        """Only what can be chosen, also where nothing can."""
        chosen = str(self.cleaned_data["by_channel"])
        return ChannelKind.EMAIL.value if chosen == ChannelKind.EMAIL else ChannelKind.PHONE.value

    def clean(self) -> dict[str, Any]:
        """An address that fits the way that was chosen."""
        values = super().clean() or self.cleaned_data
        reach_at, by_email = values.get("reach_at", ""), values.get("by_channel") == ChannelKind.EMAIL
        digits = sum(sign.isdigit() for sign in reach_at)
        if reach_at and by_email and "@" not in reach_at[1:-1]:
            self.add_error("reach_at", say("Vul een e-mailadres in, zoals naam@voorbeeld.nl."))
        elif reach_at and not by_email and not 10 <= digits <= 15:
            self.add_error("reach_at", say("Vul een telefoonnummer van tien cijfers in, zoals 06 12 34 56 78."))
        return values


def _choose(field: forms.Field, organisations: Sequence[tuple[str, str]]) -> None:
    choices = [("", say("Kies een organisatie")), *organisations] if len(organisations) != 1 else list(organisations)
    field.choices = choices  # type: ignore[attr-defined]
