"""What every agreement of staff shares: looked at first, a reason outside of the mandate, a lead who signs along."""

from datetime import datetime
from typing import Any, Protocol

from django import forms

from accounts import countersign
from tijdig.actions.arrangements import Yes
from tijdig.queries.doors import Staff
from tijdig.rules import actors
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.acts.ground import Ground
from tijdig.web.workbench.fields import WordsField, offer, one_of

LONGEST_REASON = 400


class Judged(Protocol):
    """What a preview says of whose yes it takes."""

    needs_reason: bool
    needs_lead: bool


class Signed(ActForm):
    """First only shown; agreed with the second button, by who may."""

    reason = WordsField(
        label="Waarom past dit?", rows=2, required=False, help_text="Nodig buiten de afspraken van de organisatie."
    )
    signer = forms.ChoiceField(label="Welke teamleider kijkt mee?", required=False)
    code = forms.CharField(
        label="Code uit de app van de teamleider",
        required=False,
        max_length=12,
        help_text="De teamleider typt die hier zelf. Zo staat vast wie meekeek.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "field__short"}),
    )

    def __init__(self, *values: Any, staff: Staff, case: Any, at: datetime, ground: Ground | None = None, **more: Any):
        self.ground = ground or Ground(staff, case, at)
        super().__init__(*values, staff=staff, case=case, at=at, **more)

    def prepare(self) -> None:
        self.sketch: Any = None
        self.is_new = False
        one_of(self, "reason", "signer", "code")
        self.leads = self.ground.signers
        offer(self, "signer", [("", "Kies wie meekijkt"), *((str(one.pk), one.name) for one in self.leads)])

    @property
    def looked_at(self) -> str:
        """What the preview is of: with something else than was looked at, nothing is agreed."""
        raise AssertionError(type(self))

    @property
    def is_sure_of_it(self) -> bool:
        """Whether the second button was pressed, on what was looked at; and marks a preview that is new."""
        is_same = self.data.get("bekeken") == self.looked_at
        self.is_new = "bekeken" in self.data and not is_same
        return self.data.get("stap") == "afspreken" and is_same

    def may(self) -> bool:
        """What has to be there before it can be agreed: a reason, a lead."""
        sketch: Judged | None = self.sketch
        if sketch is None:
            return False
        if sketch.needs_reason and not self.cleaned_data["reason"].strip():
            self.add_error("reason", "Schrijf op waarom dit past. Het valt buiten wat meteen mag.")
        if not self.errors and sketch.needs_lead:
            self._sign()
        return not self.errors

    def _sign(self) -> None:
        values = self.cleaned_data
        if not values["signer"]:
            self.add_error("signer", "Kies welke teamleider nu meekijkt.")
        elif not countersign.signs(int(values["signer"]), values["code"]):
            self.add_error("code", "Deze code klopt niet, of is al gebruikt. Vraag de teamleider om een nieuwe code.")

    @property
    def sure(self) -> bool | None:
        """What the customer answered to "gaat dit lukken?"; nothing where that is not asked."""
        return None

    @property
    def yes(self) -> Yes:
        """Who says yes, and why; the name of the lead who signed stands with it."""
        reason, signer = self.cleaned_data["reason"].strip(), self.cleaned_data["signer"]
        lead = next((one for one in self.leads if str(one.pk) == signer), None)
        if lead is None or self.sketch is None or not self.sketch.needs_lead:
            return Yes(by_lead=self.staff.is_lead, reason=reason[:LONGEST_REASON], is_sure=self.sure)
        reason = f"{lead.name} keek mee als teamleider. {reason}"[:LONGEST_REASON]
        return Yes(by_lead=True, reason=reason, is_sure=self.sure, lead=actors.colleague(lead.pk))
