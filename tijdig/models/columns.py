"""Column types that many tables share: a word from a closed list, and the marks of intake."""

from typing import Any

from django.db import models

from tijdig.words import Word


def word(kind: type[Word], **options: Any) -> "models.CharField[str, str]":
    """A column that holds one word of a closed list; the database refuses nothing, the actions do."""
    longest = max(len(member.value) for member in kind)
    options.setdefault("max_length", max(16, longest))
    return models.CharField(choices=kind.choices(), **options)


class FromIntake(models.Model):
    """A row that came with intake number `since_intake` of its creditor; 0 when a person made it.

    It is visible once that intake is published (docs/adr: intake is visible by one flip).
    """

    since_intake = models.PositiveIntegerField(default=0)

    class Meta:
        """No table of its own."""

        abstract = True


class WhileIntake(FromIntake):
    """A row that holds until a later intake replaces it."""

    until_intake = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True
