"""Consents by phone, at the counter and on paper: the words are read aloud first; and taken back as easily."""

from typing import Any

from django import forms

from tijdig.actions import consents as acts
from tijdig.actions import joint
from tijdig.queries import access, proving
from tijdig.queries import staffconsents as standing
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import FewField, offer
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, SharedData

WAYS = {
    ChannelKind.PHONE: "Aan de telefoon",
    ChannelKind.COUNTER: "Aan de balie",
    ChannelKind.LETTER: "Op papier, met een handtekening",
}
LANGUAGES = {"nl": "Nederlands", "en": "Engels"}


class Agree(AskFirst):
    """The customer agrees that another organisation is told something; the very words are read aloud first."""

    title = "Toestemming van de klant"
    button = "Lees eerst de woorden voor"
    lead = (
        "De klant kiest zelf, en nee is ook goed. Stel eerst vast wie de klant is. Daarna ziet u wat u voorleest, en "
        "pas na een ja leggen wij het vast."
    )
    done = "De toestemming is vastgelegd. De klant kan haar altijd intrekken."

    purpose = FewField(
        label="Waarvoor?",
        choices=[
            (ConsentPurpose.JOINT.value, "Samen regelen met een andere organisatie"),
            (ConsentPurpose.HELP.value, "Naam en nummer doorgeven voor hulp"),
        ],
    )
    other = forms.TypedChoiceField(label="Welke organisatie?", coerce=int)
    with_room = forms.BooleanField(
        label="Ook vertellen wat de klant per maand kan missen", required=False, help_text="Alleen bij samen regelen."
    )
    way = FewField(label="Hoe spreekt u de klant?", choices=[(kind.value, name) for kind, name in WAYS.items()])
    language = FewField(label="In welke taal?", choices=list(LANGUAGES.items()))
    proof = forms.CharField(
        label="Waaraan is het te zien?",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Bijvoorbeeld: gesprek van vandaag om 10.15 uur. Of: formulier met handtekening, in het archief.",
        error_messages={"required": "Schrijf op hoe de klant ja zei: in welk gesprek, of op welk papier."},
    )

    def prepare(self) -> None:
        self.initial.setdefault("language", "nl")
        self.others = standing.others(self.case.creditor)
        chosen = [("", "Kies een organisatie"), *((one.pk, one.sender_name) for one in self.others)]
        offer(self, "other", chosen)
        self.fields["other"].error_messages["required"] = "Kies een organisatie."
        is_checked = proving.checks(self.case.customer_id, self.at).exists()
        self.level = AssuranceLevel.PROVEN if is_checked else AssuranceLevel.CODE

    def cannot(self) -> str:
        return super().cannot() or ("" if self.others else "Er is hier nog geen andere organisatie.")

    @property
    def sure(self) -> str:
        """Only after the words were read aloud."""
        return "Voorgelezen, en de klant zei ja"

    @property
    def _wanted(self) -> tuple[ConsentPurpose, Any, list[SharedData]]:
        values = self.cleaned_data
        purpose = ConsentPurpose(values["purpose"])
        other = next(one for one in self.others if one.pk == values["other"])
        return purpose, other, standing.data(purpose, self.at, with_room=values["with_room"])

    def doubt(self) -> tuple[str, ...]:
        """The words to read aloud, and what they come down to."""
        purpose, other, data = self._wanted
        acts.check_may(self.case, purpose, other, self.level, at=self.at)
        read = standing.aloud(self.case, purpose, other, data, self.cleaned_data["language"], self.at)
        return ("Lees dit voor, rustig, en vraag dan: vindt u dat goed?", read)

    def act(self) -> None:
        purpose, other, data = self._wanted
        values = self.cleaned_data
        acts.give(
            self.case, purpose, other, data, text_version=standing.version(purpose, self.at),
            language=values["language"], by_channel=ChannelKind(values["way"]), level=self.level,
            proof=values["proof"], **self.how,
        )  # fmt: skip


class WithdrawConsent(ActForm):
    """The customer takes a consent back; from then on nothing is told."""

    title = "Toestemming intrekken"
    button = "Intrekken"
    lead = (
        "De klant hoeft niet te zeggen waarom. Vanaf nu vertellen wij niets meer. Wat al is verteld, staat in het "
        "dossier."
    )
    done = "De toestemming is ingetrokken. Er wordt niets meer verteld."
    works_closed = True

    which = FewField(label="Welke?")

    def prepare(self) -> None:
        self.stands = standing.stands(self.case, self.at)
        offer(self, "which", [(str(one.number), one.title) for one in self.stands])
        if len(self.stands) == 1:
            self.initial.setdefault("which", str(self.stands[0].number))

    def cannot(self) -> str:
        return super().cannot() or ("" if self.stands else "De klant gaf geen toestemming die nu geldt.")

    def act(self) -> None:
        consent = access.consent_for(self.staff, self.case, int(self.cleaned_data["which"]))
        joint.withdraw_consent(consent, **self.how)
