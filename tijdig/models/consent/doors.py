"""Doors: the codes and links with which a customer comes in, the session behind them, and the tries we count."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.consent.helpers import Helper
from tijdig.models.contact.cases import Case
from tijdig.models.parties.customers import ContactPoint, Customer
from tijdig.words import AssuranceLevel, DoorKind, ProofMeans


class LetterCode(models.Model):
    """The code in a letter; only its keyed hash is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letter_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class LoginLink(models.Model):
    """A link that lets somebody in once; only its keyed hash is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="login_links")
    point = models.ForeignKey(ContactPoint, on_delete=models.SET_NULL, null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class CustomerSession(models.Model):
    """A customer who is looking: our own session with an assurance level, and no user row."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sessions")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name) for level in AssuranceLevel])
    proved_until = models.DateTimeField(null=True, blank=True)  # until when the level above that of a code holds
    is_remembered = models.BooleanField(default=False)  # "remember this phone", by consent
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class IdentityCheck(models.Model):
    """Somebody showed who they are: by an identity provider, or to a colleague by phone, at the counter or on paper."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identity_checks")
    means = word(ProofMeans)
    provider = models.CharField(max_length=200, blank=True)  # the issuer, for an identity provider
    subject_hash = models.CharField(max_length=64, blank=True)  # who they are there, as a keyed hash
    note = models.CharField(max_length=200, blank=True)  # what was looked at; never a number
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()

    class Meta:
        """Looked up by who somebody is at a provider."""

        indexes = [models.Index(fields=["customer", "provider", "subject_hash"], name="identity_subject")]


class DoorTry(models.Model):
    """A wrong try at a door, by a keyed hash of where it came from; counted, then forgotten."""

    kind = word(DoorKind)
    client_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted per door and client."""

        indexes = [models.Index(fields=["kind", "client_hash", "at"], name="door_tries")]
