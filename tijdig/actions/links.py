"""One-time links: asked for by the customer, sent at once to an address we already had, kept as a hash only."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tijdig import channels
from tijdig.actions import audit, cases, doors
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.channels.base import Message, Receipt, Undeliverable
from tijdig.messages.content import Content
from tijdig.messages.facts import Facts, Recipient
from tijdig.messages.render import compose
from tijdig.models import Case, Contact, ContactPoint, LetterCode, LoginLink
from tijdig.policy import load
from tijdig.queries import policies
from tijdig.queries.doors import code_hash, keyed_hash, reachable_points, sign_in_code
from tijdig.queries.facts import salutation, sender_of
from tijdig.queries.openforms import known_points
from tijdig.queries.visible import details
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, ContactState, Direction, DoorKind, PointKind

HIDDEN = "(hier stond de link; die werkt één keer en wordt niet bewaard)"
HIDDEN_CODE = "(hier stond de code; die wordt niet bewaard)"
LOST = "niet aangeboden; de klant vraagt een nieuwe link"
LINK = "link"

_log = logging.getLogger(__name__)


def ask(creditor_code: str, reach_at: str, *, client: str, make_token: Callable[[], str], at: datetime) -> int:
    """Send a link to everybody whose address this is; how many. Says nothing to who asked: it may be a stranger."""
    rules = load(local_day(at)).doors
    if not doors.taken(DoorKind.LINK, f"asks-{client}", rules.asks_max, rules.wrong_codes_minutes, at):
        return 0
    points = reachable_points(creditor_code, reach_at)
    for point in points:
        to = f"point-{point.pk}"
        if doors.taken(DoorKind.LINK, to, rules.link_asks_max, rules.wrong_codes_minutes, at):
            send(point, make_token(), at=at)
    return len(points)


def anew(point: ContactPoint, token: str, *, by: str, at: datetime, version: int | None = None) -> Contact:
    """A colleague sends a new link for somebody who lost the code, only to an address that we had before."""
    with cases.changing(point.customer.case, version) as case:
        if point not in known_points(case):
            raise RefusedError(Refusal.NOT_KNOWN_BEFORE)
    return send(point, token, at=at, by=by)


def send(point: ContactPoint, token: str, *, at: datetime, by: str = "visitor") -> Contact:
    """A direct answer goes at once (DECISIONS 4). If the provider fails, the customer asks again, or calls."""
    case, kind = point.customer.case, ChannelKind.EMAIL if point.kind == PointKind.EMAIL else ChannelKind.SMS
    policy = policies.of(case.creditor, local_day(at))
    with transaction.atomic():
        link = LoginLink.objects.create(
            case=case,
            point=point,
            token_hash=keyed_hash("link", token),
            made_at=at,
            expires_at=at + timedelta(days=policy.doors.link_valid_days),
        )
        facts = _facts(case, point, at)
        if not facts.sender.links:  # who sends no links sends a code, which opens the door as long as a link does
            code = {"case": case, "made_at": at, "expires_at": link.expires_at}
            LetterCode.objects.create(code_hash=code_hash(sign_in_code(token)), **code)
        shown = compose(LINK, kind, replace(facts, **_way_in(facts, HIDDEN, HIDDEN_CODE)), policy)
        contact = _kept(link, kind, facts, shown, at)
        audit.record("door.link_made", link, by=by, at=at, case_id=case.pk, facts={"kind": kind})
    address = f"{case.creditor.portal_url.rstrip('/')}/link/{token}"
    real = compose(LINK, kind, replace(facts, **_way_in(facts, address, sign_in_code(token))), policy)
    _hand_over(contact, facts, real, at)
    return contact


def _way_in(facts: Facts, link: str, code: str) -> dict[str, Any]:
    return {"link": link} if facts.sender.links else {"code": code}


def _facts(case: Case, point: ContactPoint, at: datetime) -> Facts:
    sender, known = sender_of(case.creditor), details(case)
    parts = (known.salutation, known.first_name, known.last_name) if known else ("", "", "")
    is_email = point.kind == PointKind.EMAIL
    recipient = Recipient(
        name=" ".join(f"{parts[1]} {parts[2]}".split()),
        salutation=salutation(*parts, sender.formality),
        email=point.value if is_email else "",
        mobile="" if is_email else point.value,
    )
    return Facts(
        sender=sender,
        recipient=recipient,
        lines=(),
        total_cents=0,
        day=local_day(at),
        stage=LINK,
        sector=case.creditor.sector,
        customer_number=case.customer.number,
        carriers=("email" if is_email else "sms",),
    )


def _kept(link: LoginLink, kind: ChannelKind, facts: Facts, shown: Content, at: datetime) -> Contact:
    """What the file shows of it: every word but the link itself."""
    return Contact.objects.create(
        case_id=link.case_id,
        direction=Direction.OUT,
        kind=kind,
        state=ContactState.FAILED,  # until the provider took it; a link that got lost is asked for again, never resent
        key=f"link-{link.pk}",
        send_from=at,
        sender=facts.sender.to_dict(),
        recipient=facts.recipient.to_dict(),
        content=shown.to_json(),
        text=shown.text,
        error=LOST,
        tries=1,
    )


def _hand_over(contact: Contact, facts: Facts, real: Content, at: datetime) -> None:
    message = Message(
        contact.key, "", contact.case_id, contact.kind, at, facts.sender, facts.recipient, real
    )  # the only place where the link stands
    rows = Contact.objects.filter(pk=contact.pk)
    try:
        receipt: Receipt = channels.get(contact.kind).send(message)
    except Undeliverable as fault:
        _log.warning("door.link_refused", extra={"code": fault.code})
        rows.update(state=ContactState.FAILED, error=fault.code[:200])
        return
    told = {"provider_reference": receipt.provider_reference, "file": receipt.file, "sha256": receipt.sha256}
    rows.update(state=ContactState.HANDED_OVER, handed_over_at=at, error="", **told)
