"""Full stops: what a customer, a colleague or a helper tells us that ends every queued message of a case at once.

Each verb writes its hold, stops what is queued on every channel and leaves its trace, in one transaction.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from tijdig.actions import audit, cases, holds
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Claim, Contact, ContactPoint, Customer, Hold, Representative
from tijdig.queries import policies, visible
from tijdig.rules import lifecycle
from tijdig.rules.workdays import local_day
from tijdig.words import (
    ChannelKind,
    ContactState,
    Direction,
    HoldKind,
    PauseReason,
    PointKind,
    PointState,
    RepresentativeKind,
    StopReason,
)


def reacted(
    case: Case, *, by: str, at: datetime, version: int | None = None, note: str = "",
    by_channel: ChannelKind | None = None, text: str = "",
) -> Hold:  # fmt: skip
    """The customer let something be heard: quiet for the days the policy gives, so that we can answer.

    With the channel it came by, what the customer said is kept word for word beside what we sent.
    """
    with cases.changing(case, version) as fresh:
        if by_channel is not None:
            _keep(fresh, by_channel, text, at)
        quiet = timedelta(days=policies.of(fresh.creditor, local_day(at)).contacts.quiet_after_reaction_days)
        return holds.place(fresh, HoldKind.REACTED, by=by, at=at, note=note, until_on=local_day(at) + quiet)


def _keep(case: Case, by_channel: ChannelKind, text: str, at: datetime) -> None:
    Contact.objects.create(
        case=case,
        direction=Direction.IN,
        kind=by_channel,
        state=ContactState.RECEIVED,
        key=f"{case.pk}-{at:%Y%m%d%H%M%S%f}-in-{case.version}",
        send_from=at,
        happened_at=at,
        text=text,
    )


def spoke(case: Case, *, by: str, at: datetime, version: int | None = None, note: str = "") -> Hold:
    """We had a good conversation; silence follows, except for what was agreed."""
    with cases.changing(case, version) as fresh:
        day = local_day(at)
        Case.objects.filter(pk=fresh.pk).update(last_conversation_on=day)
        silence = timedelta(days=policies.of(fresh.creditor, day).contacts.silence_after_conversation_days)
        return holds.place(fresh, HoldKind.REACTED, by=by, at=at, note=note, until_on=day + silence)


def disputed(
    case: Case, *, by: str, at: datetime, claims: Sequence[Claim] = (), version: int | None = None, note: str = ""
) -> list[Hold]:
    """The customer does not agree, with these claims or (none named) with everything; a person finds out."""
    with cases.changing(case, version) as fresh:
        if any(claim.customer_id != fresh.customer_id for claim in claims):
            raise RefusedError(Refusal.OTHER_CASE)
        more: dict[str, Any] = {"by": by, "at": at, "note": note, "owner": "handler"}
        if claims:
            return holds.place_each(fresh, HoldKind.DISPUTED, claims, **more)
        return [holds.place(fresh, HoldKind.DISPUTED, **more)]


def paused(
    case: Case, *, reason: PauseReason | None, until_on: date | None, by: str, at: datetime,
    version: int | None = None, note: str = "",
) -> Hold:  # fmt: skip
    """Rest, with a coded reason and an end."""
    if reason is None:
        raise RefusedError(Refusal.REASON_NEEDED)
    with cases.changing(case, version) as fresh:
        day = local_day(at)
        most = timedelta(days=policies.of(fresh.creditor, day).contacts.pause_days_max)
        if until_on is not None and until_on > day + most:
            raise RefusedError(Refusal.PAUSE_TOO_LONG)
        return holds.place(fresh, HoldKind.PAUSED, by=by, at=at, reason=reason, until_on=until_on, note=note)


def agreed(case: Case, *, pay_on: date, by: str, at: datetime, version: int | None = None, note: str = "") -> Hold:
    """We agreed on a day to pay; nothing goes out until it and the bank's tolerance have passed."""
    with cases.changing(case, version) as fresh:
        tolerance = policies.of(fresh.creditor, local_day(at)).contacts.instalment_tolerance_days
        until_on = pay_on + timedelta(days=tolerance + 1)
        return holds.place(fresh, HoldKind.AGREED, by=by, at=at, until_on=until_on, note=note, owner="customer")


def represented(
    case: Case, *, kind: RepresentativeKind, name: str, by: str, at: datetime, address_lines: Sequence[str] = (),
    email: str = "", phone: str = "", version: int | None = None,
) -> Representative:  # fmt: skip
    """Somebody else runs the money matters from today on; what is queued for the customer stops.

    The next night writes to a protective administrator. One that cannot be reached yet is a hold for a person; under
    an insolvency administrator nothing goes out.
    """
    with cases.changing(case, version) as fresh:
        who = Representative.objects.create(
            customer=fresh.customer,
            kind=kind,
            name=name,
            address_lines=list(address_lines),
            email=email,
            phone=phone,
            since_on=local_day(at),
        )
        if kind == RepresentativeKind.INSOLVENCY_ADMINISTRATOR:
            holds.place(fresh, HoldKind.SETTLEMENT, by=by, at=at, owner="administrator")
        elif kind == RepresentativeKind.PROTECTIVE_ADMINISTRATOR and not (address_lines or email):
            holds.place(fresh, HoldKind.REPRESENTED, by=by, at=at, owner="handler")
        stopped = cases.stop_queued(fresh, StopReason.REPRESENTED, by=by, at=at)
        facts = {"kind": kind, "stopped": stopped}
        audit.record("representation.noted", who, by=by, at=at, case_id=fresh.pk, facts=facts)
    return who


def died(case: Case, *, died_on: date, by: str, at: datetime, version: int | None = None) -> Hold:
    """The customer died: nothing goes out any more, a person writes what is right."""
    with cases.changing(case, version) as fresh:
        Customer.objects.filter(pk=fresh.customer_id).update(died_on=died_on, version=F("version") + 1)
        return holds.place(fresh, HoldKind.DIED, by=by, at=at, owner="handler")


def moved(case: Case, *, by: str, at: datetime, version: int | None = None, letter: Contact | None = None) -> Hold:
    """Post came back: the address is wrong, the letter was never received, and we look for the right address."""
    with cases.changing(case, version) as fresh:
        post = visible.points(fresh).filter(kind=PointKind.POST).values_list("pk", flat=True)
        ContactPoint.objects.filter(pk__in=list(post)).update(state=PointState.WRONG, version=F("version") + 1)
        if letter is not None:
            back = Contact.objects.filter(pk=letter.pk, case=fresh, state__in=lifecycle.before(ContactState.FAILED))
            back.update(state=ContactState.FAILED, error="returned", version=F("version") + 1)
        return holds.place(fresh, HoldKind.MOVED, by=by, at=at)


def debt_help(case: Case, *, by: str, at: datetime, until_on: date | None = None, version: int | None = None) -> Hold:
    """The customer asked for debt help."""
    return _quiet(case, HoldKind.DEBT_HELP, by=by, at=at, until_on=until_on, version=version)


def collection_pause(case: Case, *, until_on: date, by: str, at: datetime, version: int | None = None) -> Hold:
    """Debt help announced a pause until a date (incassopauze)."""
    return _quiet(case, HoldKind.COLLECTION_PAUSE, by=by, at=at, until_on=until_on, version=version)


def moratorium(case: Case, *, until_on: date, by: str, at: datetime, version: int | None = None) -> Hold:
    """A court granted rest until a date."""
    return _quiet(case, HoldKind.MORATORIUM, by=by, at=at, until_on=until_on, version=version)


def settlement(case: Case, *, by: str, at: datetime, until_on: date | None = None, version: int | None = None) -> Hold:
    """A debt settlement or the statutory scheme runs."""
    return _quiet(case, HoldKind.SETTLEMENT, by=by, at=at, until_on=until_on, version=version)


def _quiet(case: Case, kind: HoldKind, *, by: str, at: datetime, until_on: date | None, version: int | None) -> Hold:
    with cases.changing(case, version) as fresh:
        return holds.place(fresh, kind, by=by, at=at, until_on=until_on, owner="municipality")
