"""With the customer on the phone or at the counter: consent read aloud, who is asked, and what can be spared."""

from datetime import timedelta
from typing import Any, ClassVar, Final

from django import forms

from tijdig.actions import joint as acts
from tijdig.queries import jointdesk, jointstart
from tijdig.queries.jointmail import MAILED
from tijdig.rules import dutch
from tijdig.web.workbench.fields import DayField, EurosField, FewField, WordsField, offer, one_of
from tijdig.web.workbench.joints.aloud import BY, NO, YES, ReadAloud
from tijdig.web.workbench.joints.base import AskFirst, JointForm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm

TWO_WEEKS: Final = timedelta(weeks=2)


def named(creditor: Any) -> str:
    """An organisation with what it is for: names alone tell little."""
    return f"{creditor.name} ({creditor.get_sector_display()})"


class AskConsent(ReadAloud):
    """Read aloud, answered, written down: for this one organisation."""

    title = "Toestemming vragen"
    lead = "Lees dit voor. Wacht op een duidelijk ja. Nee zeggen mag altijd, en verandert niets."
    part_states = frozenset({P.PICKED})
    answers: ClassVar = {YES: "Ja, dat mag", NO: "Nee, liever niet"}
    field_order = ("version", "answer", "by_channel", "customer_number", "proof")

    customer_number = forms.CharField(
        label="Klantnummer daar",
        max_length=40,
        required=False,
        help_text="Als de klant het weet. Dan vindt die organisatie het dossier meteen.",
    )

    def prepare(self) -> None:
        super().prepare()
        if self.joint.by_channel in dict(BY):
            self.initial.setdefault("by_channel", self.joint.by_channel)
        self.initial.setdefault("customer_number", self.part.customer_number)

    def act(self) -> None:
        if self.says_yes:
            acts.consent(self.part, customer_number=self.cleaned_data["customer_number"], **self.given)
        else:
            acts.leave(self.part, **self.how)


class Withdraw(JointForm):
    """The customer takes it back, said to a colleague."""

    title = "Toestemming intrekken"
    button = "Nu intrekken"
    lead = (
        "Vanaf nu vertellen wij deze organisatie niets meer. Wat al is afgesproken, blijft als eigen regeling bestaan."
    )
    done = "De toestemming is ingetrokken. Er wordt niets meer verteld."
    part_states = frozenset(state for state in P if state != P.PICKED)

    def cannot(self) -> str:
        consent = self.part.consent if self.part is not None else None
        return "" if consent is not None and consent.withdrawn_at is None else "Er is geen toestemming meer."

    def act(self) -> None:
        acts.withdraw(self.part, **self.how)


class AddOne(JointForm):
    """Another organisation; its consent is asked on the next page."""

    title = "Een organisatie erbij"
    button = "Erbij zetten"
    lead = "Vraag daarna toestemming, voor deze ene organisatie."
    done = "De organisatie staat erbij. Vraag nu toestemming."
    states = frozenset({S.REQUESTED, S.INVENTORY, S.ACTIVE, S.MISSED, S.PAUSED})

    creditor = forms.ChoiceField(label="Welke organisatie?")
    customer_number = forms.CharField(label="Klantnummer daar", max_length=40, required=False)

    def prepare(self) -> None:
        self.found = jointdesk.to_pick(self.joint.case, self.joint)
        offer(self, "creditor", [("", "Kies een organisatie"), *((str(one.pk), named(one)) for one in self.found)])

    def cannot(self) -> str:
        return super().cannot() or ("" if self.found else "Er is geen andere organisatie die mee kan doen.")

    def act(self) -> None:
        values = self.cleaned_data
        picked = next(one for one in self.found if str(one.pk) == values["creditor"])
        acts.pick(self.joint, picked, values["customer_number"], **self.how)


class AskAll(JointForm):
    """Ask what is open, and be quiet meanwhile."""

    title = "Nu overal vragen"
    button = "Vraag het nu"
    lead = (
        "Wij vragen alleen organisaties waarvoor de klant ja zei. Heeft een organisatie hier een dossier van de klant? "
        "Dan gaat daar niets uit terwijl wij rekenen. De andere vragen wij om te wachten."
    )
    done = "Het is gevraagd. De klant hoort wanneer wij meer weten."
    states = frozenset({S.REQUESTED})

    def act(self) -> None:
        acts.ask(self.joint, **self.how)


class Capacity(AskFirst):
    """What can be spared each time, for all together."""

    title = "Wat kan de klant missen?"
    button = "Zo opschrijven"
    lead = "Eén bedrag per keer, voor iedereen samen. De klant noemt het; gewone rekeningen gaan voor."
    done = "Het bedrag staat erin."
    states = frozenset({S.REQUESTED, S.INVENTORY, S.WEIGHED, S.REVISING})

    spare = EurosField(
        label="Bedrag per keer, voor iedereen samen",
        required=False,
        help_text="Kan er niets af? Laat het leeg. Dan helpt eerst een mens.",
    )
    rhythm = FewField(label="Hoe vaak?", choices=Rhythm.choices())
    first_on = DayField(label="Eerste betaling op", help_text="Liefst vlak nadat het geld binnenkomt.")

    def prepare(self) -> None:
        one_of(self, "spare")
        cents = self.joint.spare_cents
        self.initial.setdefault("spare", f"{cents // 100},{cents % 100:02d}" if cents else "")
        self.initial.setdefault("rhythm", self.joint.rhythm)
        earliest, chosen = jointstart.earliest(self.joint, self.day), self.joint.first_on
        is_to_come = chosen is not None and chosen > self.day
        self.initial.setdefault("first_on", chosen if is_to_come else earliest or self.day + TWO_WEEKS)
        if earliest is not None:
            self.fields["first_on"].help_text = (
                f"Liefst vlak nadat het geld binnenkomt. Op zijn vroegst op {dutch.weekday(earliest)}: "
                "eerst antwoorden de organisaties en de klant. Een eerdere dag schuift een keer op."
            )
        self.lead = " ".join(filter(None, (jointdesk.why_anew(self.joint), Capacity.lead)))

    def doubt(self) -> tuple[str, ...]:
        values = self.cleaned_data
        if not values["spare"] or values["first_on"] <= self.day:
            return ()
        return jointstart.becomes(self.joint, values["first_on"], Rhythm(values["rhythm"]), self.day)

    def act(self) -> None:
        values = self.cleaned_data
        acts.capacity(self.joint, values["spare"] or 0, Rhythm(values["rhythm"]), values["first_on"], **self.how)


class GoOn(JointForm):
    """Talked over, help was offered, and the customer goes on."""

    title = "De klant gaat verder"
    button = "Verder gaan"
    lead = "U sprak de klant, en bood hulp aan. Hulp is een aanbod, geen voorwaarde: wie verder wil, gaat verder."
    done = "Het plan gaat verder."
    states = frozenset({S.WEIGHED})

    def act(self) -> None:
        acts.go_on(self.joint, **self.how)


class Refer(JointForm):
    """Debt help takes it from here, with one complete file."""

    title = "Doorgeven aan schuldhulp"
    button = "Doorgeven"
    lead = "De klant wil hulp. Alles wat bekend is, gaat in één keer mee. De klant hoeft niet opnieuw te beginnen."
    done = "Schuldhulp neemt het over. Het hele dossier staat klaar."
    states = frozenset(S) - {S.REQUESTED, S.COMPLETED, S.REFERRED, S.ENDED}

    reason = WordsField(label="Waarom is hulp hier beter?", rows=3)

    def act(self) -> None:
        acts.refer(self.joint, reason=self.cleaned_data["reason"], **self.how)


class InviteAgain(JointForm):
    """Our e-mail did not arrive: once more, to the registered address as it is now."""

    title = "Opnieuw mailen"
    button = "Mail opnieuw"
    done = "De e-mail is opnieuw verstuurd. Komt hij weer niet aan? Dan staat het hier."
    part_states = MAILED

    def prepare(self) -> None:
        if self.part is not None:
            self.lead = (
                f"De e-mail gaat naar {self.part.creditor.joint_email}. Klopt dat adres niet? "
                f"Bel {self.part.creditor.name} op {self.part.creditor.phone}, en laat het op hun kaart aanpassen. "
                "Hier een ander adres typen kan niet: zo leest niemand mee die dat niet mag."
            )

    def act(self) -> None:
        acts.invite_again(self.part, **self.how)
