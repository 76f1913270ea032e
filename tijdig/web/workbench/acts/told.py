"""What a customer tells of how to be reached: a number, an address, what is wrong or not safe."""

from collections.abc import Iterator
from typing import Any

from django import forms

from tijdig.actions import points
from tijdig.actions.points import PointMark, Told
from tijdig.actions.refusals import RefusedError
from tijdig.queries import visible
from tijdig.rules.phones import readable
from tijdig.web.workbench.acts.base import ActForm
from tijdig.words import ChannelKind, PointKind, PointState

_WAYS = (ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.PHONE)
_AS_IS = ("", "Zo laten")
_CHOICES = [_AS_IS, *((way.value, way.label.capitalize()) for way in _WAYS)]
_PHONES = (PointKind.MOBILE, PointKind.PHONE)


def _line(label: str, kind: str = "text", **more: Any) -> forms.CharField:
    widget = forms.TextInput({"type": kind, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, widget=widget, **{"max_length": 120} | more)


class Details(ActForm):
    """How this customer can be reached, as told in a call or a letter."""

    title = "Gegevens aanvullen"
    button = "Bewaren"
    lead = "Vul alleen in wat de klant vertelde. De rest blijft zoals het is."
    done = "De gegevens zijn bewaard."
    works_closed = True

    phone = _line("Nieuw telefoonnummer", "tel", max_length=20)
    email = _line("Nieuw e-mailadres", "email", max_length=254)
    street = _line("Nieuw adres: straat en huisnummer")
    town = _line("Nieuw adres: postcode en plaats")
    prefers = forms.ChoiceField(label="Wat heeft de klant het liefst?", required=False, choices=_CHOICES)
    not_by = forms.ChoiceField(label="Wat wil de klant liever niet?", required=False, choices=_CHOICES)

    def prepare(self) -> None:
        self.points = list(visible.points(self.case).exclude(kind=PointKind.IBAN))
        marks = {f"point_{one.pk}": self._mark(one) for one in self.points}
        is_safe = self.case.customer.is_safe_to_contact
        word = "Een bericht kan bij de verkeerde terechtkomen: stuur niets" if is_safe else "Berichten zijn weer veilig"
        self.fields |= marks | {"safety": forms.BooleanField(label=word, required=False)}
        self.order_fields(["phone", "email", "street", "town", *marks])

    def _mark(self, point: Any) -> forms.ChoiceField:
        """What can be said of one that we have: of one that stands, what is wrong with it; else that it is right."""
        stands = point.is_safe and point.state not in {PointState.WRONG, PointState.BOUNCED}
        choices = [_AS_IS]
        if stands:
            choices += [("wrong", "Klopt niet"), ("unsafe", "Niet veilig: een ander leest of luistert mee")]
        else:
            choices += [("right", "Klopt toch, en is veilig")]
        value = readable(point.value) if point.kind in _PHONES else ", ".join(point.value.splitlines())
        return forms.ChoiceField(label=f"Klopt {value}?", required=False, choices=choices)

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        if bool(values.get("street", "").strip()) != bool(values.get("town", "").strip()):
            self.add_error("town" if values.get("street") else "street", "Vul het hele adres in.")
        for name, kind, text in self._typed(values):
            try:
                points.understood(kind, text)
            except RefusedError as error:
                self.add_error(name, error.code.label)

    def _typed(self, values: dict[str, Any]) -> Iterator[tuple[str, PointKind, str]]:
        address = "\n".join(filter(None, (values.get("street", "").strip(), values.get("town", "").strip())))
        for name, kind, text in (
            ("phone", PointKind.PHONE, values.get("phone", "")),
            ("email", PointKind.EMAIL, values.get("email", "")),
            ("street", PointKind.POST, address if "\n" in address else ""),
        ):
            if text.strip():
                yield name, kind, text

    def act(self) -> None:
        values = self.cleaned_data
        marks = [(one.pk, values[f"point_{one.pk}"]) for one in self.points if values[f"point_{one.pk}"]]
        told = Told(
            values=tuple((kind, text) for _, kind, text in self._typed(values)),
            marks=tuple((number, PointMark(mark)) for number, mark in marks),
            prefers=ChannelKind(values["prefers"]) if values["prefers"] else None,
            not_by=ChannelKind(values["not_by"]) if values["not_by"] else None,
            is_safe=not self.case.customer.is_safe_to_contact if values["safety"] else None,
        )
        points.keep(self.case, told, **self.how)
