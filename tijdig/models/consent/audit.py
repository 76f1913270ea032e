"""The audit log: who did what when. Ids, never names; no foreign keys; never changed or deleted."""

from django.db import models


class AuditEvent(models.Model):
    """One thing somebody did. Triggers in the database refuse UPDATE and DELETE."""

    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    what = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    noun_id = models.CharField(max_length=40)
    case_id_text = models.CharField(max_length=40, blank=True, db_index=True)
    request_id = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
