"""Helpers: somebody whom the customer lets look along, with the rights and the end that the customer chose."""

from django.db import models

from tijdig.models.contact.cases import Case


class Helper(models.Model):
    """A daughter, a neighbour, a volunteer: comes in with a code of their own, until a day, or until told otherwise."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="helpers")
    name = models.CharField(max_length=80)
    code_hash = models.CharField(max_length=64, unique=True)
    may_ask = models.BooleanField(default=False)  # also ask and arrange; else only look
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Withdrawn means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="helper_withdrawn_at_and_by",
            )
        ]
