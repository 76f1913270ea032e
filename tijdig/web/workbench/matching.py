"""What is done with an open form: it is this customer's, or it is answered without a case."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tijdig.actions import forms
from tijdig.queries import access
from tijdig.web.numbers import whole
from tijdig.web.workbench.frames import staff_of


def settle(request: HttpRequest, form: Any, at: datetime) -> str:
    """Do what was asked, and say where to go next."""
    staff = staff_of(request)
    version = request.POST.get("version", "")
    how: Any = {"by": staff.actor, "at": at, "version": whole(version)}
    chosen = request.POST.get("dossier", "")
    if not chosen:
        forms.answer(form, **how)
        return f"{reverse('work-forms')}?gedaan=formulier"
    case = access.case_for(staff, whole(chosen))
    forms.match(form, case, **how)
    return f"{reverse('work-case', args=[case.pk])}?gedaan=formulier"
