"""The forms behind the questions: one question each, and room to say something in your own words."""

import re
import secrets  # noqa: TID251 - the mark of a form is made here, at the edge
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.functional import lazy

from tijdig.languages import now, say
from tijdig.messages.languages import here
from tijdig.queries.asking import CHANGES, HELPS, STRANGERS, WHYS, Choice
from tijdig.rules.tongues import LANGUAGES, own_name
from tijdig.web.languages import later

SALT = "tijdig.portal.once"
UNKNOWN, OTHER_DAY = "weet-niet", "anders"
HOURS_VALID = 24 * 3600
DIGITS = 18
_AMOUNT = re.compile(
    r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[,.](\d{2})|,(\d|-{1,2}))?(?:\s*(?:€|euro'?s?))?"
    r"(?:\s*(?:per|p\.?\s*/?|/)\s*(?:maand|mnd|m)\.?)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?[0-9 ()./-]{10,19}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def _start(text: str) -> str:
    said = say(text)
    return said[:1].upper() + said[1:]


def _help_wanted(code: str) -> str:
    return say("Ik wil {what}", what=say(HELPS[code]))


start, help_wanted = lazy(_start, str), lazy(_help_wanted, str)
"""What can be chosen, said when it is shown: with a capital, or after "Ik wil"."""


def new_mark(case_id: int, kind: str) -> str:
    """A mark for one form of one case: sent twice, it is one request."""
    return signing.dumps([case_id, kind, secrets.token_urlsafe(9)], salt=SALT)


def cents_of(text: str) -> int | None:
    """Euros as people type them: 25, 25,50, €25, € 1.000, 25 euro per maand; None for what is no amount."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    whole, rest = found[1].replace(".", ""), (found[2] or found[3] or "").replace("-", "")
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)


def is_number(text: str) -> bool:
    """Whether this can be the number of a row, on every engine."""
    return text.isascii() and text.isdecimal() and len(text) < DIGITS


def without_hidden_signs(text: str) -> str:
    """The words as somebody sees them: no signs that steer a screen, lines ended one way."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


class Question(forms.Form):
    """What all of them have: the mark, and room to tell something."""

    eens = forms.CharField(widget=forms.HiddenInput)
    tekst = forms.CharField(
        label=later("[[Wilt u|Wil je]] iets vertellen? Dat hoeft niet."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": later("Dit is te lang. Maak het korter, of bel ons.")},
    )

    def __init__(self, data: Any, *, case_id: int, kind: str, **kwargs: Any) -> None:
        self.case_id, self.kind = case_id, kind
        super().__init__(data, initial={"eens": new_mark(case_id, kind)}, label_suffix="", **kwargs)

    def clean_tekst(self) -> str:
        """The words, without signs that nobody can see."""
        return without_hidden_signs(self.cleaned_data["tekst"])

    def clean_eens(self) -> str:
        """Only a mark that we gave out, for this case and this question, counts."""
        try:
            case_id, kind, mark = signing.loads(self.cleaned_data["eens"], salt=SALT, max_age=HOURS_VALID)
        except (signing.BadSignature, ValueError) as error:
            raise self._stale() from error
        if (case_id, kind) != (self.case_id, self.kind):
            raise self._stale()
        return str(mark)

    def renew(self) -> None:
        """A fresh mark: what was put away may have lain for days."""
        fresh: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        fresh["eens"] = new_mark(self.case_id, self.kind)
        self.data = fresh

    def _stale(self) -> forms.ValidationError:
        self.renew()
        return forms.ValidationError(say("Deze pagina stond lang open. Kijk alles na en verstuur het nog een keer."))


class CallForm(Question):
    """On which number, and in which language; that of the page stands ready."""

    telefoon = forms.CharField(
        label=later("Op welk nummer bellen wij [[u|je]]?"),
        max_length=20,
        error_messages={
            "required": later("Vul [[uw|je]] telefoonnummer in."),
            "max_length": later("Dit nummer is te lang."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "short"}),
    )
    taal = forms.ChoiceField(
        label=later("In welke taal praten wij?"),
        help_text=later("Is dat geen Nederlands of Engels? Dan zoeken wij een tolk."),
        choices=[("", "Nederlands"), *LANGUAGES],
        required=False,
        error_messages={"invalid_choice": later("Kies een taal uit de lijst.")},
    )
    moment = forms.CharField(required=False, widget=forms.HiddenInput)
    over = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    field_order = ("telefoon", "taal", "tekst")

    def __init__(self, data: Any, *, about: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial["over"] = about
        self.fields["taal"].initial = now().code if own_name(now().code) else ""

    def clean_telefoon(self) -> str:
        """Ten figures or more, however they are grouped."""
        return _phone(self.cleaned_data["telefoon"])


def _phone(typed: str) -> str:
    phone = typed.strip()
    if not _PHONE.fullmatch(phone) or sum(sign.isdigit() for sign in phone) < 10:
        raise forms.ValidationError(say("Vul een nummer van tien cijfers in, zoals 06 12 34 56 78."))
    return phone


class DayForm(Question):
    """When: one of some days, another day, or not known yet."""

    wanneer = forms.ChoiceField(
        widget=forms.RadioSelect, required=False, error_messages={"required": later("Kies wat het beste past.")}
    )
    andere = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )
    bedrag = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("wanneer", "andere", "tekst")

    def __init__(self, data: Any, *, days: Sequence[Choice], window: tuple[date, date], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = [(day.value, day.label) for day in days]
        last = [(OTHER_DAY, say("Een andere dag")), (UNKNOWN, say("Dat weet ik nog niet"))]
        self.fields["wanneer"].choices = [*known, *last]  # type: ignore[attr-defined]
        self.first, self.last = window
        bounds = say(
            "Kies een dag van {first} tot en met {last}.", first=here.day(self.first), last=here.day(self.last)
        )
        field = self.fields["andere"]
        field.label, field.help_text = say("Welke dag?"), bounds
        field.error_messages["invalid"] = bounds
        field.widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    def clean(self) -> dict[str, Any]:
        """A day of one's own lies within the bounds; who fills it in, need not tick the box before it."""
        values = super().clean() or self.cleaned_data
        chosen, other = values.get("wanneer", ""), values.get("andere")
        if self.errors.keys() & {"wanneer", "andere"}:
            return values
        if not chosen and not other:
            self.add_error("wanneer", say("Kies wat het beste past."))
        elif (chosen or OTHER_DAY) == OTHER_DAY and not (other and self.first <= other <= self.last):
            self.add_error("andere", str(self.fields["andere"].help_text))
        return values

    @property
    def day(self) -> str | None:
        """The day in ISO form, when one was chosen."""
        chosen: str = self.cleaned_data["wanneer"] or OTHER_DAY
        if chosen == OTHER_DAY:
            other: date = self.cleaned_data["andere"]
            return other.isoformat()
        return None if chosen == UNKNOWN else chosen


class NothingForm(Question):
    """Nothing to miss now: a small sum of one's own choice, or nothing (DECISIONS 10)."""

    CHOICES = (
        ("0", later("Nu even niets")),
        ("100", later("1 euro per maand")),
        ("500", later("5 euro per maand")),
    )
    keuze = forms.ChoiceField(
        choices=CHOICES, widget=forms.RadioSelect, error_messages={"required": later("Kies wat het beste past.")}
    )
    bedrag = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("keuze", "tekst")


class DisagreeForm(Question):
    """What is wrong, in one's own words."""

    rekening = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    waarom = forms.ChoiceField(
        choices=tuple((code, later(WHYS[code])) for code in WHYS), required=False, widget=forms.RadioSelect
    )
    field_order = ("waarom", "tekst")

    def __init__(self, data: Any, *, numbers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["rekening"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        self.fields["tekst"].label = say("Wat klopt er niet? Leeg laten mag. [[U hoeft|Je hoeft]] niets te bewijzen.")


class ExplainForm(Question):
    """What somebody wants to know."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["tekst"].label = say("Wat [[wilt u|wil je]] weten? Leeg laten mag.")


class HelpForm(Question):
    """What kind of help, and whether anything may be passed on."""

    hulp = forms.ChoiceField(
        choices=tuple((code, help_wanted(code)) for code in HELPS),
        widget=forms.RadioSelect,
        error_messages={"required": later("Kies wat het beste past.")},
    )
    delen = forms.BooleanField(required=False)
    field_order = ("hulp", "delen", "tekst")


class ChangeForm(Question):
    """What does not fit about what was agreed."""

    anders = forms.ChoiceField(
        choices=tuple((code, start(CHANGES[code])) for code in CHANGES),
        widget=forms.RadioSelect,
        error_messages={"required": later("Kies wat het beste past.")},
    )
    field_order = ("anders", "tekst")


class NotMeForm(Question):
    """Who the post is not for, and on which number we may ask more: the number in our file is somebody else's."""

    wie = forms.ChoiceField(
        choices=tuple((code, start(STRANGERS[code])) for code in STRANGERS),
        widget=forms.RadioSelect,
        error_messages={"required": later("Kies wat het beste past.")},
    )
    telefoon = forms.CharField(
        label=later("[[Uw|Je]] eigen telefoonnummer. Dat hoeft niet."),
        help_text=later("Alleen voor een vraag hierover."),
        required=False,
        max_length=20,
        error_messages={"max_length": later("Dit nummer is te lang.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "short"}),
    )
    field_order = ("wie", "telefoon", "tekst")

    def clean_telefoon(self) -> str:
        """None, or one that can be called."""
        typed: str = self.cleaned_data["telefoon"]
        return _phone(typed) if typed.strip() else ""


class ComplaintForm(Question):
    """What went wrong; here the words are needed."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["tekst"]
        field.label, field.required = say("Wat ging er mis? Schrijf het in [[uw|je]] eigen woorden."), True
        field.error_messages["required"] = say("Schrijf op wat er misging. Een paar woorden is genoeg.")


class UnsureForm(Question):
    """Not knowing what to do is an answer too."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["tekst"].label = say("[[Wilt u|Wil je]] vertellen waar [[u|je]] mee zit? Dat hoeft niet.")
