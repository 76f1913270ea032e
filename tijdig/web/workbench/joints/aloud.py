"""A consent that is read aloud and answered, the first time and once more: how it was said, and how that shows."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms

from tijdig.messages import consents as texts
from tijdig.queries import jointdesk, proving
from tijdig.web.workbench.fields import FewField, offer, one_of
from tijdig.web.workbench.joints.base import JointForm
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose

BY: Final = [(ChannelKind.PHONE.value, "Aan de telefoon"), (ChannelKind.COUNTER.value, "Aan de balie")]
NOT_SURE: Final = "Stel eerst vast wie de klant is. Doe dat in het dossier, bij Identiteit vastleggen."
YES, NO = "ja", "nee"


def is_sure(case: Any, at: datetime) -> bool:
    """Whether a colleague looked who this customer is, not too long ago (DECISIONS 8)."""
    return proving.checks(case.customer_id, at).exists()


class ReadAloud(JointForm):
    """The consent for one organisation: read to who was identified; a yes comes with how it was said."""

    button = "Zo zei de klant het"
    done = "Het antwoord van de klant is vastgelegd."
    answers: ClassVar[dict[str, str]]
    """What the customer can say, as it is put here."""

    answer = FewField(label="Wat zei de klant?")
    by_channel = FewField(label="Hoe sprak u de klant?", choices=BY)
    proof = forms.CharField(
        label="Hoe kunnen wij dit laten zien?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: gesprek van vandaag, 10.15 uur.",
    )

    def prepare(self) -> None:
        one_of(self, "proof")
        offer(self, "answer", list(self.answers.items()))
        self.text = texts.current(ConsentPurpose.JOINT, self.day)
        self.aloud = jointdesk.aloud(self.joint, self.part, self.text, self.day)

    def is_not_asked(self) -> str:
        """Why there is nothing to ask now, or nothing."""
        return ""

    def cannot(self) -> str:
        why = super().cannot() or self.is_not_asked()
        self.needs_identity = not why and not is_sure(self.joint.case, self.at)
        return why or (NOT_SURE if self.needs_identity else "")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("answer") == YES and not values.get("proof", "").strip():
            self.add_error("proof", "Schrijf op hoe de klant ja zei: in welk gesprek, of op welk papier.")

    @property
    def says_yes(self) -> bool:
        """What was answered."""
        return bool(self.cleaned_data["answer"] == YES)

    @property
    def given(self) -> dict[str, Any]:
        """How the yes was given: to which words, by whom that was known, and what shows it."""
        values = self.cleaned_data
        channel = ChannelKind(values["by_channel"])
        words = {"text_version": self.text.code, "language": "nl", "proof": values["proof"]}
        return {**words, "level": AssuranceLevel.PROVEN, "by_channel": channel, **self.how}
