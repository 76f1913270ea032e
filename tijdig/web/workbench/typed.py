"""What staff typed when their session was over: kept in the browser's new session, shown again to that person only."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from tijdig.queries.doors import Staff
from tijdig.web.kept import is_over, parcel

MARK, KEPT = "mark", "getypt"
_SALT = "tijdig.workbench.typed"

Owner = tuple[int, int]  # the user, and the organisation of the session in which the form was shown


def mark_of(staff: Staff) -> str:
    """Goes along in every form: whose words these are, should nobody be signed in by then. It opens nothing."""
    return signing.Signer(salt=_SALT).sign_object([staff.user_id, staff.creditor_id])


def owner_of(request: HttpRequest) -> Owner | None:
    """To whom the form that was sent had been shown; None when nothing was sent, or no form of ours."""
    if request.method != "POST":
        return None
    try:
        user, creditor = signing.Signer(salt=_SALT).unsign_object(request.POST.get(MARK, ""))
    except signing.BadSignature:
        return None
    return user, creditor


def keep(request: HttpRequest) -> bool:
    """Put away what was sent until that person is in again; False when it is not ours, not theirs, or far too much."""
    owner = owner_of(request)
    is_anothers = owner is not None and request.user.is_authenticated and request.user.pk != owner[0]
    words = parcel(request, MARK)
    if owner is None or is_anothers or words is None:
        return False
    request.session[KEPT] = words | {"owner": owner, "back": request.get_full_path()}
    return True


def kept(request: HttpRequest, staff: Staff) -> QueryDict | None:
    """What this colleague typed on this page before the session was over; there until it is sent, or its time is up."""
    found = _found(request, staff.user_id, staff.creditor_id)
    return QueryDict(found["typed"]) if found and found["path"] == request.path and request.method != "POST" else None


def waiting(request: HttpRequest, user_id: int, creditor_id: int) -> str:
    """The address of the form that still holds words of this colleague, or nothing."""
    found = _found(request, user_id, creditor_id)
    return str(found["back"]) if found else ""


def is_kept(request: HttpRequest) -> bool:
    """Whether somebody's words wait in this browser: said on the page where one comes in, without saying whose."""
    found: dict[str, Any] | None = request.session.get(KEPT)
    return found is not None and not is_over(found)


def let_go(request: HttpRequest) -> None:
    """Somebody is in: what another left in this browser goes, what is too old, and what is being sent now."""
    found: dict[str, Any] | None = request.session.get(KEPT)
    if not found:
        return
    is_sent = request.method == "POST" and found["path"] == request.path
    if is_sent or found["owner"][0] != request.user.pk or is_over(found):
        del request.session[KEPT]


def _found(request: HttpRequest, user_id: int, creditor_id: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(KEPT)
    if not found or found["owner"] != [user_id, creditor_id]:
        return None
    return None if is_over(found) else found
