"""Choosing the organisation of this session, for staff who work in more than one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.second_factor import has_second_factor
from tijdig.web.workbench import typed
from tijdig.web.workbench.session import MEMBERSHIP, choices


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """`/werk/inloggen/organisatie`: only organisations where this user works today."""
    if not has_second_factor(request):
        return redirect("mfa_activate_totp")
    own = choices(request)
    if request.method == "POST":
        wanted = request.POST.get("membership", "")
        chosen = next((staff for staff in own if str(staff.membership_id) == wanted), None)
        if chosen is None:
            raise Http404
        request.session[MEMBERSHIP] = chosen.membership_id
        return redirect(typed.waiting(request, chosen.user_id, chosen.creditor_id) or "/werk/")
    return render(request, "account/organisation.html", {"own": own})
