"""What we know of a customer: noted, taken away, what is really going to happen, and a case that a person keeps."""

from datetime import timedelta
from typing import Any

from django import forms

from tijdig.actions import knowing
from tijdig.actions.knowing import Heard
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.queries import known
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.web.visible import NameField
from tijdig.web.workbench.acts.base import ActForm, AskFirst
from tijdig.web.workbench.fields import DayField, EurosField, FewField, offer
from tijdig.words import ConsequenceKind, DayPart, EventKind, FactSource, Room, SupportNeedKind

_A_YEAR, _HALF_A_YEAR = timedelta(days=365), timedelta(days=182)
_SOURCES = (
    (FactSource.CUSTOMER.value, "Van de klant zelf"),
    (FactSource.STAFF.value, "Uit een gesprek; de klant weet dat ik het opschrijf"),
    (FactSource.HELPER.value, "Van een hulpverlener; de klant vindt het goed"),
)
_ROOMS = (
    ("", "Niet besproken"),
    (Room.OK.value, "Ja, er is iets over"),
    (Room.NONE.value, "Nee, er is nu niets over"),
    (Room.UNKNOWN.value, "De klant weet het niet"),
)
_TOLD_EVENTS = (
    EventKind.MOVING,
    EventKind.TURNING_18,
    EventKind.SEPARATION,
    EventKind.JOB_LOSS,
    EventKind.BEREAVEMENT,
)
"""What somebody tells; a high bill and a debit that failed are seen in the bills themselves."""


def _new(kinds: Any) -> list[tuple[str, str]]:
    return [("", "Niets nieuws"), *((kind.value, kind.label.capitalize()) for kind in kinds)]


class Know(ActForm):
    """What helps, what is going on, and whether there is room to pay."""

    title = "Wat wij weten"
    button = "Bewaren"
    lead = (
        "Schrijf alleen op wat de klant vertelde, of goed vindt dat u het opschrijft. Geen ziekte en geen oordeel. "
        "De klant mag alles weer laten weghalen."
    )
    done = "Het is opgeschreven. De volgende nacht houdt Tijdig er rekening mee."
    works_closed = True

    source = FewField(label="Van wie weet u dit?", choices=_SOURCES)
    need = forms.ChoiceField(
        label="Wat helpt deze klant?", required=False, choices=_new(SupportNeedKind), help_text="Het blijft een jaar."
    )
    need_detail = forms.CharField(
        label="Nog iets daarbij?",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Bijvoorbeeld: in het Arabisch, of: met mijn dochter erbij.",
    )
    call_parts = forms.MultipleChoiceField(
        label="Wanneer past bellen het best?",
        required=False,
        choices=DayPart.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen: het maakt niet uit.",
    )
    event = forms.ChoiceField(label="Wat speelt er?", required=False, choices=_new(_TOLD_EVENTS))
    event_until_on = DayField(
        label="Tot wanneer speelt dat?",
        required=False,
        help_text="Hoogstens een jaar. Daarna verdwijnt het vanzelf.",
        far=Refusal.END_TOO_FAR.label,
    )
    room = FewField(label="Is er ruimte om te betalen?", required=False, choices=_ROOMS)
    told_by = NameField(
        label="Welke hulpverlener vertelde dat?",
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Alleen nodig als u het van een hulpverlener weet.",
    )
    spare = EurosField(label="Hoeveel kan de klant per maand missen?", required=False)
    has_seizure = forms.BooleanField(label="Er ligt beslag op het inkomen of op spullen", required=False)

    def prepare(self) -> None:
        self.parts_before = list(self.case.customer.call_parts)
        self.initial.setdefault("call_parts", self.parts_before)
        self.initial.setdefault("event_until_on", self.day + _HALF_A_YEAR)
        self.initial.setdefault("room", "")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if values.get("event") and "event_until_on" not in self.errors and not values.get("event_until_on"):
            self.add_error("event_until_on", "Kies een dag.")
        if values.get("need_detail") and not values.get("need"):
            self.add_error("need", "Kies ook wat helpt.")
        if (values.get("spare") is not None or values.get("has_seizure")) and not values.get("room"):
            self.add_error("room", "Kies ook of er ruimte is om te betalen.")
        is_told = values.get("source") == FactSource.HELPER and values.get("room") == Room.OK
        if is_told and not values.get("told_by", "").strip():
            self.add_error("told_by", Refusal.TOLD_BY_NEEDED.label)

    def act(self) -> None:
        values = self.cleaned_data
        parts = tuple(DayPart(part) for part in values["call_parts"])
        heard = Heard(
            source=FactSource(values["source"]),
            need=SupportNeedKind(values["need"]) if values["need"] else None,
            need_detail=values["need_detail"],
            need_until_on=self.day + _A_YEAR,
            event=EventKind(values["event"]) if values["event"] else None,
            event_until_on=values["event_until_on"],
            room=Room(values["room"]) if values["room"] else None,
            spare_cents=values["spare"],
            has_seizure=values["has_seizure"],
            told_by=values["told_by"] if values["source"] == FactSource.HELPER else "",
            call_parts=None if set(parts) == set(self.parts_before) else parts,
        )
        knowing.keep(self.case, heard, **self.how)


class Forget(AskFirst):
    """Something that was noted, and is not so any more."""

    title = "Weghalen wat wij weten"
    button = "Weghalen"
    lead = "Klopt het niet meer, of wil de klant het niet? Dan halen wij het weg."
    done = "Het is weggehaald. De volgende nacht telt het niet meer mee."
    works_closed = True

    which = FewField(label="Wat gaat weg?")

    def prepare(self) -> None:
        self.items = known.of(self.case, self.day).items
        offer(self, "which", [(item.key, item.text) for item in self.items])
        if len(self.items) == 1:
            self.initial.setdefault("which", self.items[0].key)

    def cannot(self) -> str:
        return "" if self.items else "Er is nu niets genoteerd."

    def doubt(self) -> tuple[str, ...]:
        item = next(one for one in self.items if one.key == self.cleaned_data["which"])
        if not item.key.startswith(known.CONSEQUENCE):
            return ()
        return (f"{item.text}: gaat dat echt niet door?", "Wat daarover klaarstaat, gaat dan niet uit.")

    def act(self) -> None:
        found = known.row(self.case, self.day, self.cleaned_data["which"])
        if self.case.version != self.cleaned_data["version"]:
            raise ConflictError
        if found is None:
            raise RefusedError(Refusal.ALREADY_DONE)
        knowing.forget(found, self.case, **self.how)


class Consequence(AskFirst):
    """What is really going to happen on a day that is known."""

    title = "Wat er echt gaat gebeuren"
    button = "Vastleggen"
    lead = "Alleen als het besluit er is en de dag vaststaat. De klant krijgt er bericht van, met de weg eruit."
    done = "Het is vastgelegd. De klant krijgt er bericht van."

    kind = FewField(label="Wat gaat er gebeuren?", choices=ConsequenceKind.choices())
    on_day = DayField(
        label="Op welke dag?", help_text="Een dag na vandaag, en binnen een jaar.", far=Refusal.DAY_TOO_FAR.label
    )
    avoid = EurosField(label="Hoeveel moet er voor die dag betaald zijn?", help_text="Daarmee gaat het niet door.")

    reminded = forms.BooleanField(
        required=False, label="De klant kreeg al genoeg herinneringen per brief of e-mail, ook buiten Tijdig om."
    )

    def cannot(self) -> str:
        return super().cannot() or ("" if self.staff.is_lead else Refusal.BY_LEAD.label)

    def doubt(self) -> tuple[str, ...]:
        values = self.cleaned_data
        knowing.check_day(values["on_day"], self.at, Refusal.DAY_NEEDED, Refusal.DAY_TOO_FAR)
        what = ConsequenceKind(values["kind"]).label.capitalize()
        return (
            f"{what} op {dutch.day(values['on_day'])}, tenzij er voor die dag {euros(values['avoid'])} is betaald.",
            "De klant krijgt hier bericht van. Staat de dag echt vast?",
        )

    def act(self) -> None:
        values = self.cleaned_data
        knowing.record_consequence(
            self.case,
            ConsequenceKind(values["kind"]),
            on_day=values["on_day"],
            avoid_cents=values["avoid"],
            by_lead=self.staff.is_lead,
            reminded_before=values["reminded"],
            **self.how,
        )


class TakeInHand(ActForm):
    """A person keeps the whole case."""

    title = "Zelf oppakken"
    button = "Ik pak het zelf op"
    lead = "Er gaat dan niets meer vanzelf uit, tot u het teruggeeft. Wat klaarstaat, gaat niet uit."
    done = "U hebt dit dossier in de hand. Er gaat niets vanzelf uit."

    def cannot(self) -> str:
        return super().cannot() or ("Iemand heeft dit dossier al in de hand." if self.case.by_hand else "")

    def act(self) -> None:
        knowing.take_in_hand(self.case, **self.how)


class LetGo(ActForm):
    """The planner looks after the case again."""

    title = "Teruggeven"
    button = "Tijdig kijkt weer mee"
    lead = "Vanaf de volgende nacht kijkt Tijdig weer wat de klant helpt."
    done = "De volgende nacht kijkt Tijdig weer mee."

    def cannot(self) -> str:
        return super().cannot() or ("" if self.case.by_hand else "Niemand heeft dit dossier in de hand.")

    def act(self) -> None:
        knowing.let_go(self.case, **self.how)
