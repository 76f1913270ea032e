"""One's own details: what we know and from whom, and for each a page with one question to change or remove it."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import asked as asks
from tijdig.actions import mine as acts
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.queries import access, mine, portal
from tijdig.web.portal.mine_forms import (
    ForgetForm,
    HelpsForm,
    LanguageForm,
    LikeForm,
    MarkForm,
    MineForm,
    NeverForm,
    NewPointForm,
    SafeForm,
    WhenForm,
)
from tijdig.web.portal.questions import Question
from tijdig.web.portal.session import customer_required, kept
from tijdig.words import AssuranceLevel, RequestKind

REACH: Final[Mapping[str, type[MineForm]]] = {
    "liefst": LikeForm, "nooit": NeverForm, "wanneer": WhenForm, "veilig": SafeForm,
}  # fmt: skip
DONE: Final[Mapping[str, str]] = {
    **{name: form.done for name, form in REACH.items()},
    "taal": LanguageForm.done,
    "nummer": NewPointForm.done,
    "merk": MarkForm.done,
    "nodig": HelpsForm.done,
    "weg": ForgetForm.done,
}
OFF, ON = "nee", "ja"


class FaultForm(Question):
    """What is wrong, in one's own words."""

    def __init__(self, data: QueryDict | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["tekst"]
        field.label, field.required = say("Wat klopt er niet?"), True
        field.error_messages["required"] = say("Schrijf op wat er niet klopt.")


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def show(request: HttpRequest) -> HttpResponse:
    """`/gegevens`: what we know, where it came from, until when, and a way to change each."""
    page = mine.mine(request.customer, clock.now())  # type: ignore[attr-defined]
    done = DONE.get(request.GET.get("gedaan", ""), "")
    return render(request, "portal/mine/show.html", {"page": page, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def reach(request: HttpRequest) -> HttpResponse:
    """`/gegevens/bereiken`: best like this, never like this, when, and whether it is safe; one question at a time."""
    about = request.GET.get("over", "liefst")
    if about not in REACH:
        raise Http404
    return _asked(request, REACH[about], about, done=about)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def language(request: HttpRequest) -> HttpResponse:
    """`/gegevens/taal`: in which language."""
    return _asked(request, LanguageForm, "", done="taal", keeps=True)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def point(request: HttpRequest) -> HttpResponse:
    """`/gegevens/nummer`: a new number or address, or one of ours that is wrong or not safe."""
    new, which = request.GET.get("nieuw", ""), request.GET.get("welk", "")
    if new in NewPointForm.KINDS:
        return _asked(request, NewPointForm, new, done="nummer")
    if not which:
        page = mine.mine(request.customer, clock.now())  # type: ignore[attr-defined]
        return render(request, "portal/mine/point.html", {"page": page})
    number = int(which) if which.isascii() and which.isdecimal() and len(which) < 18 else 0
    found = mine.point_of(request.customer, number)  # type: ignore[attr-defined]
    if found is None or not found.key:
        raise Http404
    return _asked(request, MarkForm, which, done="merk", told=f"{found.what}: {found.value}")


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def helps(request: HttpRequest) -> HttpResponse:
    """`/gegevens/nodig`: what helps, in kinds and in one's own words."""
    return _asked(request, HelpsForm, "", done="nodig", keeps=True)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """`/gegevens/weg/<key>`: asked once, then it is gone."""
    text = mine.noted(request.customer, key, clock.now())  # type: ignore[attr-defined]
    if not text:
        raise Http404
    return _asked(request, ForgetForm, key, done="weg", told=text)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def research(request: HttpRequest) -> HttpResponse:
    """`/gegevens/onderzoek`: no research, please; with one tap, and back with another."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    wanted = request.POST.get("mee")
    if request.method == "POST" and wanted in (ON, OFF):
        acts.research(access.case_of(visitor), takes_part=wanted == ON, by=visitor.actor, at=at)
        return redirect("portal-mine-research")
    return render(request, "portal/mine/research.html", {"page": mine.mine(visitor, at)})


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def fault(request: HttpRequest) -> HttpResponse:
    """`/gegevens/fout`: something else is wrong; a person looks, and answers before a day."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    case, page = portal.frame(visitor)
    was_kept = kept(request) if request.method != "POST" else None
    form = FaultForm(request.POST if request.method == "POST" else was_kept, case_id=case.pk, kind="fout")
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        asker = Asker(visitor.session_id, visitor.actor, at, values["eens"], values["tekst"])
        try:
            return redirect("portal-thanks", asks.receive(case, RequestKind.DETAILS, {}, asker).pk)
        except RefusedError as refused:
            asks.heard(case, asker)
            form.add_error(None, say(refused.code.label))
    return render(request, "portal/mine/fault.html", {"page": page, "form": form, "is_kept": was_kept is not None})


def _asked(
    request: HttpRequest, kind: type[MineForm], about: str, *, done: str, told: str = "", keeps: bool = False
) -> HttpResponse:
    """The question; when it is answered, the page of all details with a word that it was kept.

    `keeps`: what was typed before a session ended comes back, where the address alone says which question it was.
    """
    visitor = request.customer  # type: ignore[attr-defined]
    case, page = portal.frame(visitor)
    is_sent = request.method == "POST"
    was_kept = kept(request) if keeps and not is_sent else None
    data = request.POST if is_sent else was_kept
    form = kind(data, case=case, about=about, by=visitor.actor, at=clock.now())
    if is_sent and form.is_valid() and form.kept():
        return redirect(f"{reverse('portal-mine')}?gedaan={done}")
    shown = {"page": page, "form": form, "told": told, "is_kept": was_kept is not None}
    return render(request, "portal/mine/ask.html", shown)
