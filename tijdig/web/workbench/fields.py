"""Fields of the forms of staff: euros, days, and a choice of few."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

_EUROS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d{2}))?")
_PERCENT = re.compile(r"(\d{1,2})(?:[,.](\d{1,2}))?")
_RATE = "Vul de rente per jaar in, bijvoorbeeld 4,5."
_MOST = 100_000_000
_EARLIEST, _LATEST = 1900, 2199
_AMOUNT = "Vul een bedrag in, bijvoorbeeld 25 of 182,40."


class EurosField(forms.CharField):
    """An amount as a Dutch person types it; gives whole cents."""

    def __init__(self, **more: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "field__short"}
        super().__init__(widget=forms.TextInput(attributes), max_length=16, **more)

    def clean(self, value: Any) -> Any:
        """Cents, or None for nothing."""
        typed = super().clean(value)
        text = typed.replace("€", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if not text and not typed.strip():
            return None
        found = _EUROS.fullmatch(text)
        cents = int(found[1].replace(".", "")) * 100 + int(found[2] or 0) if found else 0
        if not 0 < cents <= _MOST:
            raise ValidationError(_AMOUNT)
        return cents


class PercentField(forms.CharField):
    """A rate a year as a Dutch person types it; gives hundredths of a percent."""

    def __init__(self, **more: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "field__short"}
        super().__init__(widget=forms.TextInput(attributes), max_length=6, **more)

    def clean(self, value: Any) -> Any:
        """Basis points."""
        found = _PERCENT.fullmatch(super().clean(value).replace("%", "").strip())
        if not found:
            raise ValidationError(_RATE)
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


class DayField(forms.DateField):
    """A day, with the calendar of the browser where there is one.

    `far` is what the form itself says of a day that is too far away; without it such a year is a slip of the finger.
    """

    def __init__(self, *, far: str = "", **more: Any) -> None:
        self.far = far
        widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off", "class": "field__short"}
        )
        errors = {"invalid": "Vul een dag in, bijvoorbeeld 24-11-2026.", "required": "Kies een dag."}
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], error_messages=errors, **more
        )

    def clean(self, value: Any) -> Any:
        """A day that somebody can mean; ValidationError for the year 1 or 9999."""
        day = super().clean(value)
        if day is not None and day.year > _LATEST and self.far:
            raise ValidationError(self.far, code="far")
        if day is not None and not _EARLIEST <= day.year <= _LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class FewField(forms.ChoiceField):
    """One of a few, all in sight."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.RadioSelect, error_messages={"required": "Kies wat het is."}, **more)


class WordsField(forms.CharField):
    """Some sentences."""

    def __init__(self, *, rows: int = 5, **more: Any) -> None:
        widget = forms.Textarea({"rows": rows, "autocomplete": "off"})
        errors = {"required": "Schrijf er een paar woorden bij.", "max_length": "Maak het korter, alstublieft."}
        super().__init__(widget=widget, max_length=4000, error_messages=errors, **more)


def one_of(form: forms.Form, *names: str) -> None:
    """Of these fields one is enough: none of them may be empty by itself, so none says so."""
    for name in names:
        cast(Any, form.fields[name]).is_one_of = True


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """What can be chosen follows from the case."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices
