"""Who works here: a signed-in user with a second factor, in one organisation and one role per session."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.second_factor import has_second_factor
from tijdig import clock
from tijdig.queries.doors import Staff, memberships
from tijdig.web.workbench import typed
from tijdig.words import Role

__all__ = ["MEMBERSHIP", "Staff", "choices", "staff_required"]

MEMBERSHIP = "organisatie"
HERE = (Role.HANDLER, Role.LEAD)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_required(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Only for staff in one of these roles (handlers and leads when none is named); sets `request.staff`.

    Not signed in: to the sign-in page and back. No second factor yet: to where it is made. More organisations and
    none chosen: to the choice. Another role: 404, as for what is not there. What was typed is kept meanwhile.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = _first(request)
            if response is not None:
                typed.keep(request)
            else:
                typed.let_go(request)
                staff: Staff = request.staff  # type: ignore[attr-defined]
                if staff.role not in (roles or HERE):
                    raise Http404
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return guarded

    return decorate


def is_at_work(request: HttpRequest) -> bool:
    """Whether a page of the workbench was being made for somebody who works there."""
    staff: Staff | None = getattr(request, "staff", None)
    return staff is not None and staff.role in HERE


def choices(request: HttpRequest) -> tuple[Staff, ...]:
    """The organisations and roles in which the signed-in user may work today."""
    pk = request.user.pk
    return tuple(memberships(pk, clock.day_of(clock.now()))) if pk else ()


def _first(request: HttpRequest) -> HttpResponse | None:
    """What has to be done before the page can be shown; None when all stands, with `request.staff` set."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if not has_second_factor(request):
        return redirect("mfa_activate_totp")
    staff = _chosen(request, choices(request))
    owner = typed.owner_of(request)
    if owner and owner[0] != request.user.pk:
        raise PermissionDenied  # a colleague's form, sent in a browser where somebody else has signed in since
    if staff is None or (owner and owner[1] != staff.creditor_id):
        return redirect("work-organisation")
    request.staff = staff  # type: ignore[attr-defined]
    return None


def _chosen(request: HttpRequest, own: tuple[Staff, ...]) -> Staff | None:
    """The organisation of this session, as long as the membership lasts; the only one chooses itself."""
    if len(own) == 1:
        return own[0]
    wanted = request.session.get(MEMBERSHIP)
    return next((staff for staff in own if staff.membership_id == wanted), None)
