"""Payments from a file: choose it, look what it would do, then book exactly that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import payments_file
from tijdig.actions.payments_file import PaymentsReport
from tijdig.actions.refusals import ConflictError
from tijdig.intake import FileError, profiles, rejects
from tijdig.intake.profiles import PAYMENTS
from tijdig.queries import access, paymentsfiles
from tijdig.queries.doors import Staff
from tijdig.web.workbench.frames import show, staff_of
from tijdig.web.workbench.held import Held, named, unsealed
from tijdig.web.workbench.payments_page import LookPage
from tijdig.web.workbench.session import staff_required

KINDS = (".csv", ".xlsx")
CHOOSE = "Kies een bestand: .csv of .xlsx."
EMPTY = "Dit bestand is leeg. Maak het opnieuw."
OTHER = "Dit is niet meer wat u bekeek. Er is niets geboekt. Kies het bestand opnieuw."
CHANGED = "Intussen is er iets veranderd bij deze klanten. Er is nog niets geboekt. Kijk opnieuw, en boek dan."


class ChooseForm(forms.Form):
    """One file, of the right kind and size."""

    file = forms.FileField(
        label="Bestand met betalingen",
        widget=forms.FileInput({"accept": ",".join(KINDS)}),
        error_messages={"required": CHOOSE, "missing": CHOOSE, "invalid": CHOOSE, "empty": EMPTY},
    )

    def __init__(self, *values: Any, most: int, **more: Any) -> None:
        super().__init__(*values, **more)
        self.most = most

    def clean_file(self) -> Held:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(KINDS):
            raise forms.ValidationError(CHOOSE)
        if file.size > self.most:
            raise forms.ValidationError(
                f"Dit bestand is te groot: het mag {self.most // 1024} kB zijn. Deel het in stukken."
            )
        return Held(named(file.name), file.read())


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does this, for which organisation, when, how large a file may be, and how long a look is good for."""

    staff: Staff
    creditor: str
    most: int
    lasts: timedelta
    at: datetime


def _desk_of(request: HttpRequest) -> Desk:
    staff, at = staff_of(request), clock.now()
    code, policy = paymentsfiles.code_and_policy(staff.creditor_id, clock.day_of(at))
    limits = policy.intake
    return Desk(staff, code, limits.max_upload_bytes, timedelta(minutes=limits.looked_at_minutes), at)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: HttpRequest) -> HttpResponse:
    """Choose a file; look; book."""
    desk, step = _desk_of(request), request.POST.get("stap", "")
    if step in {"boek", "regels"}:
        return _go_on(request, desk, step)
    if request.method != "POST":
        return _choice(request, ChooseForm(most=desk.most))
    form = ChooseForm(request.POST, request.FILES, most=desk.most)
    return _looked(request, desk, form.cleaned_data["file"]) if form.is_valid() else _choice(request, form, status=422)


@staff_required()
@require_safe
def done(request: HttpRequest, number: int) -> HttpResponse:
    """What became of a file that this colleague booked."""
    page = paymentsfiles.page_of(access.payments_file_for(staff_of(request), number))
    return show(request, "work/payments_done.html", here="payments", page=page)


@staff_required()
@require_safe
def lines(request: HttpRequest, number: int) -> HttpResponse:
    """The lines that came back, as a file that can be mended and sent again."""
    found = access.payments_file_for(staff_of(request), number)
    header, profile = found.counts["header"], profiles.load(PAYMENTS, PAYMENTS)
    return _csv(rejects.content(header, paymentsfiles.returned(found), profile))


def _go_on(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """With what was looked at, and with nothing else."""
    sent = (request.POST.get("content", ""), request.POST.get("seal", ""))
    held = unsealed(*sent, desk.staff, most=desk.most, lasts=desk.lasts)
    if held is None:
        return _choice(request, ChooseForm(most=desk.most), fault=OTHER, status=409)
    if step == "boek":
        return _booked(request, desk, held)
    report = _look(desk, held)
    if report.is_again or not report.returned:  # what came back stands at the file that was booked
        return _ended(request, desk, held, report)
    return _csv(rejects.content(report.header, report.kept(), report.profile))


def _look(desk: Desk, held: Held) -> PaymentsReport:
    with held.as_file() as path:
        return payments_file.look(path, creditor=desk.creditor, at=desk.at)


def _looked(request: HttpRequest, desk: Desk, chosen: Held, *, fault: str = "") -> HttpResponse:
    report = _look(desk, chosen)
    held = Held(chosen.name, chosen.content, report.looked_at)
    page = LookPage.of(report, packed=held.packed, seal=held.seal(desk.staff))
    status = 409 if fault else 422 if report.is_refused else 200
    return show(request, "work/payments_look.html", here="payments", page=page, fault=fault, status=status)


def _booked(request: HttpRequest, desk: Desk, held: Held) -> HttpResponse:
    how: dict[str, Any] = {"by": desk.staff.actor, "at": desk.at, "looked_at": held.looked_at}
    try:
        with held.as_file() as path:
            report = payments_file.book(path, creditor=desk.creditor, **how)
    except ConflictError:
        return _looked(request, desk, held, fault=CHANGED)
    except FileError as error:
        return _looked(request, desk, held, fault=str(error))
    return _ended(request, desk, held, report)


def _ended(request: HttpRequest, desk: Desk, held: Held, report: PaymentsReport) -> HttpResponse:
    """To the page of the booked file; a colleague who booked the same one just before has that page."""
    if report.is_refused or report.intake_id is None or report.booked_by != desk.staff.actor:
        return _looked(request, desk, held)
    return redirect("work-payments-done", report.intake_id)


def _csv(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="betalingen-terug.csv"'
    return response


def _choice(request: HttpRequest, form: ChooseForm, *, fault: str = "", status: int = 200) -> HttpResponse:
    return show(request, "work/payments.html", here="payments", form=form, fault=fault, status=status)
