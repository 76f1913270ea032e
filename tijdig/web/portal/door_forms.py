"""The forms at the doors: a code, a link, who you are, and contact without a code."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from tijdig.queries.doors import CodeWay
from tijdig.words import ChannelKind

DATE = "Vul uw geboortedatum in met cijfers: dag, maand en jaar."


class CodeForm(forms.Form):
    """The code from the letter; how it is typed makes no difference."""

    code = forms.CharField(
        label="De code uit uw brief",
        help_text="Bijvoorbeeld: KTR 4WD 9FM. Hoofdletters en spaties maken niet uit.",
        max_length=60,
        error_messages={
            "required": "Vul de code uit uw brief in.",
            "max_length": "Dit is te lang. De code heeft negen letters en cijfers.",
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )
    postcode = forms.CharField(
        label="Uw postcode",
        help_text="Bijvoorbeeld: 1234 AB.",
        max_length=12,
        required=False,
        error_messages={"required": "Vul uw postcode in."},
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

    creditor = forms.ChoiceField(label="Welke organisatie?", error_messages={"required": "Kies een organisatie."})
    reach_at = forms.CharField(
        label="Uw e-mailadres of mobiele nummer",
        max_length=160,
        error_messages={"required": "Vul uw e-mailadres of uw mobiele nummer in."},
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["creditor"], organisations)


class WhoForm(forms.Form):
    """Birth date in three boxes, and the postcode."""

    day = forms.IntegerField(label="Dag", min_value=1, max_value=31)
    month = forms.IntegerField(label="Maand", min_value=1, max_value=12)
    year = forms.IntegerField(label="Jaar", min_value=1900, max_value=2100)
    postcode = forms.CharField(
        label="Uw postcode",
        help_text="Bijvoorbeeld: 1234 AB.",
        max_length=12,
        error_messages={"required": "Vul uw postcode in."},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, size in (("day", 2), ("month", 2), ("year", 4)):
            field = self.fields[name]
            field.widget = forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": f"bday-{name}",
                    "maxlength": size,
                    "class": "two" if size == 2 else "four",
                }
            )
            field.error_messages |= {"required": DATE, "invalid": DATE}

    def clean(self) -> dict[str, Any]:
        """One sentence for the whole date, at its first box."""
        wrong = [name for name in ("day", "month", "year") if name in self.errors]
        for name in wrong:
            del self.errors[name]
        if wrong:
            self.add_error("day", DATE)
        return self.cleaned_data

    def birth(self) -> str:
        """The day in ISO form; a day that does not exist is as wrong as another one."""
        values = self.cleaned_data
        try:
            return date(values["year"], values["month"], values["day"]).isoformat()
        except ValueError:
            return ""


class LeaveForm(forms.Form):
    """Whether other phones are forgotten as well."""

    everywhere = forms.BooleanField(required=False)


class ContactForm(forms.Form):
    """A name, how to reach somebody, and which organisation; more is not needed."""

    name = forms.CharField(
        label="Uw naam",
        max_length=120,
        error_messages={"required": "Vul uw naam in."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    creditor = forms.ChoiceField(
        label="Welke organisatie?",
        help_text="De naam staat bovenaan uw brief, e-mail of sms.",
        error_messages={"required": "Kies een organisatie."},
    )
    by_channel = forms.ChoiceField(
        label="Hoe mogen wij contact opnemen?",
        choices=[(ChannelKind.PHONE.value, "Bel mij"), (ChannelKind.EMAIL.value, "Mail mij")],
        initial=ChannelKind.PHONE.value,
        error_messages={"required": "Kies bellen of mailen."},
        widget=forms.RadioSelect,
    )
    reach_at = forms.CharField(
        label="Uw telefoonnummer of e-mailadres",
        max_length=160,
        error_messages={"required": "Vul uw telefoonnummer of uw e-mailadres in."},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "autocapitalize": "none", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label="Wilt u iets vertellen? Dat hoeft niet.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["creditor"], organisations)

    def clean_name(self) -> str:
        """On one line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_reach_at(self) -> str:
        """On one line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["reach_at"]).split())

    def clean(self) -> dict[str, Any]:
        """An address that fits the way that was chosen."""
        values = super().clean() or self.cleaned_data
        reach_at, by_email = values.get("reach_at", ""), values.get("by_channel") == ChannelKind.EMAIL
        digits = sum(sign.isdigit() for sign in reach_at)
        if reach_at and by_email and "@" not in reach_at[1:-1]:
            self.add_error("reach_at", "Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
        elif reach_at and not by_email and not 10 <= digits <= 15:
            self.add_error("reach_at", "Vul een telefoonnummer van tien cijfers in, zoals 06 12 34 56 78.")
        return values


def _choose(field: forms.Field, organisations: Sequence[tuple[str, str]]) -> None:
    choices = [("", "Kies een organisatie"), *organisations] if len(organisations) != 1 else list(organisations)
    field.choices = choices  # type: ignore[attr-defined]
