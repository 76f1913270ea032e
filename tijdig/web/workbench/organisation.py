"""Choosing the organisation of this session, for staff who work in more than one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.second_factor import has_second_factor
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
        if wanted not in {str(staff.membership_id) for staff in own}:
            raise Http404
        request.session[MEMBERSHIP] = int(wanted)
        return redirect("/werk/")
    return render(request, "account/organisation.html", {"own": own})
