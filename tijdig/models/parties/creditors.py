"""Creditors: who sends, in whose name, how they can be reached and how they look."""

from django.db import models

from tijdig.models.columns import word
from tijdig.words import Sector, SenderType


class Creditor(models.Model):
    """An organisation that is owed money and writes to its own customers through Tijdig."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    sector = word(Sector)

    # Sender identity. A third party needs its Wki registration on every message (art. 11 Wki).
    sender_type = word(SenderType, default=SenderType.OWN_NAME.value)
    wki_registration = models.CharField(max_length=40, blank=True)
    sender_name = models.CharField(max_length=120)
    sms_sender = models.CharField(max_length=11)
    address_lines = models.JSONField(default=list)
    iban = models.CharField(max_length=34, blank=True)
    iban_name = models.CharField(max_length=70, blank=True)
    is_formal = models.BooleanField(default=True)  # u or je

    # Reachability card: what a worried person wants to know before calling.
    phone = models.CharField(max_length=20)
    phone_is_free = models.BooleanField(default=False)
    phone_has_menu = models.BooleanField(default=False)
    phone_hours = models.CharField(max_length=80)
    email = models.EmailField()
    website = models.CharField(max_length=120)
    portal_url = models.CharField(max_length=160)

    # Writing: False is a house whose e-mails and text messages never hold a link.
    sends_links = models.BooleanField(default=True)
    # More numbers, addresses and names that it writes and calls from; shown to who wonders whether a message is real.
    announced = models.JSONField(default=list)
    # Languages, beside Dutch, whose texts may go out before a panel has signed them.
    draft_languages = models.JSONField(default=list)

    # Branding: only what NL Design System tokens may change.
    color_main = models.CharField(max_length=7, default="#17654b")
    color_link = models.CharField(max_length=7, default="#24577a")
    logo_svg = models.TextField(blank=True)

    # Beside the words on its pages small drawings of what they are about.
    shows_pictograms = models.BooleanField(default=False)
    # Where customers may prove who they are (OpenID Connect): {"issuer": .., "client_id": .., "name": ..}.
    identity_provider = models.JSONField(default=dict)

    # Costs are only ever charged by explicit choice (LAW 0.4).
    charges_costs = models.BooleanField(default=False)
    # Overrides of policy values within their bounds: {"stages.first_reminder_from_days": 5}.
    policy_overrides = models.JSONField(default=dict)

    # The agencies it has a contract with: a case can go to one of these, and to no other.
    agencies = models.JSONField(default=list)

    # Where questions about joint arrangements go, with the code that lets somebody answer; none: it takes no part.
    joint_email = models.EmailField(blank=True)
    # The coalition's one payee: it takes the payment of a joint arrangement and passes each its share.
    pays_on = models.BooleanField(default=False)

    # The sums in arrears here, smallest first: the cents at each whole percent of the cases, by the last night.
    size_marks = models.JSONField(default=list)

    visible_intake = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        """Its name."""
        return self.name
