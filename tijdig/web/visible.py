"""A field for a name, or for who to reach: what nobody can see is refused, with a sentence (rules/names.py)."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from tijdig.rules import names
from tijdig.web.languages import later


class NameField(forms.CharField):
    """On one line, as it is seen."""

    default_error_messages: ClassVar[Any] = {
        "unreadable": later("Dit kunnen wij niet lezen. Typ het opnieuw, met gewone letters of cijfers.")
    }

    def clean(self, value: Any) -> str:
        """What can be seen of it; ValidationError where signs were typed that show nothing."""
        typed = str(super().clean(value) or "")
        if typed and not names.is_readable(typed):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return names.shown(typed)
