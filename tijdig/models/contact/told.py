"""What customers tell of themselves in their own words or with one tap; none of it is ever required."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.consent.doors import CustomerSession
from tijdig.models.contact.cases import Case
from tijdig.words import Cause


class ToldCause(models.Model):
    """What stood in the way of paying, as the customer said with one tap; the newest of each counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="causes")
    cause = word(Cause)
    told_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True, blank=True)


class Story(models.Model):
    """What a customer wants to say once, so that nobody has to ask again; only the handler of the case reads it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stories")
    text = models.TextField()
    told_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    session = models.ForeignKey(CustomerSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)


class Draft(models.Model):
    """Answers that somebody put away to go on later; for the same session, or who said who they are."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    question = models.SlugField(max_length=24)
    typed = models.TextField()  # the form as it was sent, without its marks
    session = models.ForeignKey(CustomerSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
