"""The forms behind one's own details: one question each, that says what it is, keeps the answer, and says so."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from tijdig.actions import mine as acts
from tijdig.actions.points import PointMark
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.messages.values import clean
from tijdig.queries.mine import HELPS, SAYS, WAYS
from tijdig.rules import dutch
from tijdig.rules.tongues import LANGUAGES
from tijdig.web.languages import later
from tijdig.words import ChannelKind, DayPart, PointKind, SupportNeedKind

NO_MATTER, DUTCH, OTHER = "geen", "nl", "anders"
CHOOSE = later("Kies wat het beste past.")
PARTS = {DayPart.MORNING: "In de ochtend", DayPart.AFTERNOON: "In de middag", DayPart.EVENING: "In de avond"}
_RADIO, _TICKS = forms.RadioSelect, forms.CheckboxSelectMultiple


class MineForm(forms.Form):
    """What all of them have: a heading, a sentence, a button, and what is said when it is done."""

    title: ClassVar[str]
    lead: ClassVar[str] = ""
    button: ClassVar[str] = later("Bewaren")
    done: ClassVar[str]

    def __init__(self, data: QueryDict | None, *, case: Any, about: str, by: str, at: datetime) -> None:
        self.case, self.about = case, about
        self.how: dict[str, Any] = {"by": by, "at": at}
        super().__init__(data, label_suffix="")
        self.prepare()

    def prepare(self) -> None:
        """Fill in what we know, and take off what does not fit."""

    def act(self) -> None:
        """Keep what was answered; each form says how."""

    def kept(self) -> bool:
        """Whether it was kept; else why not stands with the form."""
        try:
            self.act()
        except RefusedError as refused:
            self.add_error(next(iter(self.fields), None), say(refused.code.label))
            return False
        return True


class LikeForm(MineForm):
    """The way that is liked best."""

    title = later("Hoe [[hoort u|hoor je]] het liefst van ons?")
    lead = later("Wij proberen het eerst zo. Lukt dat niet, dan zoeken wij nog één andere manier.")
    done = later("Wij weten nu hoe [[u|je]] het liefst van ons hoort.")
    wat = forms.ChoiceField(label=later("Het liefst"), widget=_RADIO, error_messages={"required": CHOOSE})

    def prepare(self) -> None:
        kinds = [(kind.value, say(SAYS[kind])) for kind in WAYS]
        self.fields["wat"].choices = [*kinds, (NO_MATTER, say("Dat maakt mij niet uit"))]  # type: ignore[attr-defined]
        self.initial["wat"] = self.case.customer.prefers or None

    def act(self) -> None:
        chosen = self.cleaned_data["wat"]
        acts.like(self.case, None if chosen == NO_MATTER else ChannelKind(chosen), **self.how)


class NeverForm(MineForm):
    """The ways that are not used."""

    title = later("Wat [[wilt u|wil je]] nooit?")
    lead = later("Wat [[u|je]] hier aankruist, doen wij niet meer. Alles leeg laten mag ook.")
    done = later("Wij houden ons hieraan.")
    wat = forms.MultipleChoiceField(label=later("Nooit zo"), widget=_TICKS, required=False)

    def prepare(self) -> None:
        self.fields["wat"].choices = [(kind.value, say(SAYS[kind])) for kind in WAYS]  # type: ignore[attr-defined]
        self.initial["wat"] = list(self.case.customer.not_by)

    def act(self) -> None:
        acts.never(self.case, [ChannelKind(kind) for kind in self.cleaned_data["wat"]], **self.how)


class WhenForm(MineForm):
    """The parts of the day for a call."""

    title = later("Wanneer past bellen het best?")
    lead = later("Niets aankruisen mag ook. Dan maakt het niet uit.")
    done = later("Wij weten nu wanneer wij het best kunnen bellen.")
    wat = forms.MultipleChoiceField(
        label=later("Bellen past het best"), widget=_TICKS, required=False,
        choices=[(part.value, later(PARTS[part])) for part in DayPart],
    )  # fmt: skip

    def prepare(self) -> None:
        self.initial["wat"] = list(self.case.customer.call_parts)

    def act(self) -> None:
        acts.call_in(self.case, [DayPart(part) for part in self.cleaned_data["wat"]], **self.how)


class SafeForm(MineForm):
    """Whether messages can fall into the wrong hands."""

    title = later("Is het veilig als wij schrijven of bellen?")
    lead = later("Leest of luistert iemand mee die dat niet mag? Zeg het ons. Dan zoeken wij een veilige manier.")
    done = later("Dank [[u|je]] wel. Wij houden hier rekening mee.")
    wat = forms.ChoiceField(
        label=later("Is het veilig?"), widget=_RADIO, error_messages={"required": CHOOSE},
        choices=[("ja", later("Ja, het is veilig")), ("nee", later("Nee, stuur mij nu niets"))],
    )  # fmt: skip

    def prepare(self) -> None:
        self.initial["wat"] = "ja" if self.case.customer.is_safe_to_contact else "nee"

    def act(self) -> None:
        acts.safe(self.case, is_safe=self.cleaned_data["wat"] == "ja", **self.how)


class LanguageForm(MineForm):
    """In which language."""

    speaks = True  # each choice is in its own language
    title = later("Welke taal [[leest of spreekt u|lees of spreek je]] het liefst?")
    lead = later("Wij kijken wat wij in die taal kunnen sturen, of wie er kan helpen praten.")
    done = later("Wij weten nu welke taal het beste past.")
    wat = forms.ChoiceField(
        label=later("Taal"), widget=_RADIO, error_messages={"required": CHOOSE},
        choices=[(DUTCH, "Nederlands"), *LANGUAGES, (OTHER, later("Een andere taal"))],
    )  # fmt: skip
    welke = forms.CharField(
        label=later("Welke andere taal? Alleen als die er niet bij staat."), max_length=40, required=False,
        error_messages={"max_length": later("Dit is te lang. Schrijf alleen de naam van de taal.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("wat") == OTHER and not clean(values.get("welke", "")):
            self.add_error("welke", say("Schrijf op welke taal."))
        return values

    def act(self) -> None:
        chosen, other = self.cleaned_data["wat"], clean(self.cleaned_data["welke"])
        name = other if chosen == OTHER else "" if chosen == DUTCH else dutch.language(chosen)
        acts.speak(self.case, name, **self.how)


class NewPointForm(MineForm):
    """A new telephone number, e-mail address or home address."""

    KINDS: ClassVar = {
        "telefoon": (
            PointKind.MOBILE,
            later("Wat is [[uw|je]] nieuwe telefoonnummer?"),
            later("Bijvoorbeeld: 06 12 34 56 78."),
        ),
        "email": (
            PointKind.EMAIL,
            later("Wat is [[uw|je]] nieuwe e-mailadres?"),
            later("Bijvoorbeeld: naam@voorbeeld.nl."),
        ),
        "adres": (
            PointKind.POST,
            later("Wat is [[uw|je]] nieuwe adres?"),
            later("Straat en nummer. Daaronder postcode en plaats."),
        ),
    }
    LABELS: ClassVar = {"telefoon": later("Telefoonnummer"), "email": later("E-mailadres"), "adres": later("Adres")}
    title = later("Wat is [[uw|je]] nieuwe nummer of adres?")
    done = later("Dank [[u|je]] wel. Wij gebruiken dit vanaf nu.")
    waarde = forms.CharField(
        max_length=300, error_messages={"required": later("Vul dit in."), "max_length": later("Dit is te lang.")}
    )

    def prepare(self) -> None:
        self.kind, title, hint = self.KINDS[self.about]
        self.title, field = title, self.fields["waarde"]  # type: ignore[misc]
        field.label, field.help_text = self.LABELS[self.about], hint
        types = {"telefoon": ("tel", "tel"), "email": ("email", "email")}
        if self.about == "adres":
            field.widget = forms.Textarea({"rows": 3, "autocomplete": "street-address"})
        else:
            kind, auto = types[self.about]
            field.widget = forms.TextInput({"type": kind, "autocomplete": auto})

    def act(self) -> None:
        acts.reach(self.case, self.kind, self.cleaned_data["waarde"], **self.how)


class MarkForm(MineForm):
    """What is the matter with a number or address that we have."""

    title = later("Wat klopt er niet aan dit nummer of adres?")
    done = later("Dank [[u|je]] wel. Wij houden hier rekening mee.")
    wat = forms.ChoiceField(
        label=later("Wat past het beste?"), widget=_RADIO, error_messages={"required": CHOOSE},
        choices=[
            (PointMark.WRONG.value, later("Dit is niet meer van mij")),
            (PointMark.UNSAFE.value, later("Dit is niet veilig: iemand anders leest of luistert mee")),
            (PointMark.RIGHT.value, later("Dit klopt, en het is veilig")),
        ],
    )  # fmt: skip

    def act(self) -> None:
        acts.mark(self.case, int(self.about), PointMark(self.cleaned_data["wat"]), **self.how)


class HelpsForm(MineForm):
    """What helps, with the customer's own words beside it."""

    title = later("Wat helpt [[u|je]]?")
    lead = later("[[U hoeft|Je hoeft]] niet te zeggen waarom. [[U kunt|Je kunt]] dit altijd weer weghalen.")
    done = later("Dank [[u|je]] wel. Wij houden hier rekening mee.")
    wat = forms.MultipleChoiceField(
        label=later("Kruis aan wat past"), widget=_TICKS,
        error_messages={"required": later("Kruis aan wat [[u|je]] helpt.")},
        choices=[(kind.value, later(HELPS[kind])) for kind in HELPS],
    )  # fmt: skip
    woorden = forms.CharField(
        label=later("In [[uw|je]] eigen woorden. Dat hoeft niet."), max_length=120, required=False,
        help_text=later("Bijvoorbeeld: met mijn dochter erbij."),
        error_messages={"max_length": later("Dit is te lang. Maak het korter, of bel ons.")},
    )  # fmt: skip

    def act(self) -> None:
        kinds = [SupportNeedKind(kind) for kind in self.cleaned_data["wat"]]
        acts.helps(self.case, kinds, clean(self.cleaned_data["woorden"]), **self.how)


class ForgetForm(MineForm):
    """Something that we noted and should forget."""

    title = later("Zullen wij dit weghalen?")
    lead = later("Wij gebruiken het dan niet meer.")
    button = later("Haal het weg")
    done = later("Het is weg. Wij gebruiken het niet meer.")

    def act(self) -> None:
        acts.forget(self.case, self.about, **self.how)
