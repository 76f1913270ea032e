"""The door for an organisation without an installation of its own: a link by e-mail, and a code to the same address.

Link and code are made from the row and the key of this installation: nobody else can make them, and what is kept opens
nothing. No customer is named in an e-mail or before the code was right.
"""

import hmac
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from tijdig import channels
from tijdig.actions import afterwards, audit
from tijdig.actions.doors import counted
from tijdig.channels.base import DeliveryReport, Message, Undeliverable
from tijdig.messages import between
from tijdig.messages.between import Letter
from tijdig.messages.content import Content
from tijdig.messages.facts import Recipient
from tijdig.models import AnswerLink, Creditor, JointPart
from tijdig.policy import load
from tijdig.queries import jointmail, jointquiet
from tijdig.queries.answering import has_moved, is_running, link_with, may_know
from tijdig.queries.doors import keyed_hash
from tijdig.queries.facts import sender_of
from tijdig.rules import actors, dutch
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, DoorKind, SharedData, Word

DIGITS = 6
TOKEN = 40
SEED = 16  # hexadecimal figures of a hash: far more than the code can tell apart

_KEY = "answer-"
"""How the key of these e-mails begins."""

_log = logging.getLogger(__name__)


class AnswerFault(Word):
    """Why this door stays shut, as who answers reads it."""

    LINK_OLD = "link_old", "Deze link werkt niet meer. Bel ons, dan sturen wij een nieuwe."
    MOVED = (
        "moved",
        "Het e-mailadres van uw organisatie is bij ons veranderd. Bel ons, dan sturen wij een nieuwe link.",
    )
    WRONG = "wrong", "Deze code klopt niet. Kijk of u geen tikfout maakte."
    OVER = "over", "Er wordt u hier niets meer gevraagd. U hoeft niets te doen."
    CODE_OLD = "code_old", "Deze code is te oud. Vraag een nieuwe."
    LOCKED = "locked", "Er is te vaak een verkeerde code ingevuld. Bel ons, dan sturen wij een nieuwe link."
    MANY_CODES = "many_codes", "Wij mailden al veel codes. Probeer het over een uur nog eens, of bel ons."


class AnswerShutError(Exception):
    """The door stays shut; `code` says why, and of which link, where there is one."""

    def __init__(self, code: AnswerFault, link: AnswerLink | None = None) -> None:
        super().__init__(code.label)
        self.code, self.link = code, link


def invite(part: JointPart, letter: Letter, *, by: str, at: datetime) -> AnswerLink | None:
    """A link to the registered address of this organisation; older ones to it end. None when it has no address.

    The e-mail goes once this is written; what is refused stands on the list of today at once, and what gets lost in
    silence is asked after by a person when the day to answer has passed.
    """
    made = invite_each([part], letter, by=by, at=at)
    return made[0] if made else None


def invite_each(parts: Iterable[JointPart], letter: Letter, *, by: str, at: datetime) -> list[AnswerLink]:
    """The same to many, in one go; to those that have an address."""
    to = {_token(part, letter, at): part for part in parts if part.creditor.joint_email}
    if not to:
        return []
    with transaction.atomic():
        AnswerLink.objects.filter(part__in=to.values(), ended_at__isnull=True).update(ended_at=at)
        made = _links(to, at)
        traces = [
            audit.event(
                "answer.invited", link, by=by, at=at, case_id=link.part.joint.case_id,
                facts={"to": link.part.creditor_id, "about": letter.value},
            )
            for link in made
        ]  # fmt: skip
        audit.record_all(traces)
    for token, link in zip(to, made, strict=True):
        _mail_later(link, letter, token, at)
    return made


def _token(part: JointPart, letter: Letter, at: datetime) -> str:
    return keyed_hash("answer-link", f"{part.pk}-{letter.value}-{at.isoformat()}")[:TOKEN]


def _links(to: Mapping[str, JointPart], at: datetime) -> list[AnswerLink]:
    """A row for each token; the one that stands there, when it was made at this very moment before."""
    until = at + timedelta(days=load(local_day(at)).joint.link_days)
    hashes = {token: keyed_hash("answer", token) for token in to}
    again = AnswerLink.objects.filter(token_hash__in=hashes.values())
    again.update(made_at=at, expires_at=until, ended_at=None)
    known = {link.token_hash for link in again}
    AnswerLink.objects.bulk_create(
        AnswerLink(part=part, token_hash=hashes[token], sent_to=part.creditor.joint_email, made_at=at, expires_at=until)
        for token, part in to.items()
        if hashes[token] not in known
    )
    rows = {link.token_hash: link for link in AnswerLink.objects.filter(token_hash__in=hashes.values())}
    for token, part in to.items():
        rows[hashes[token]].part = part
    return [rows[hashes[token]] for token in to]


def _mail_later(made: AnswerLink, letter: Letter, token: str, at: datetime) -> None:
    """Once all of it is written."""
    part = made.part
    house = part.joint.case.creditor
    until = dutch.near(jointquiet.last_to_answer(part) or local_day(made.expires_at))
    address = f"{house.portal_url.rstrip('/')}/antwoord/{token}"
    quiet_until = jointquiet.last_of(part)
    words = between.content(
        letter, signer=_team(house), house=house.sender_name, link=address, until=until,
        quiet=dutch.near(quiet_until) if quiet_until else until, lasts=_lasts(part),
    )  # fmt: skip
    transaction.on_commit(lambda: afterwards.do(lambda: _mail(made, letter, words, at)), robust=True)


def _lasts(part: JointPart) -> str:
    """The last day of the consent, as people count."""
    given = part.consent
    return dutch.day(given.until_on - timedelta(days=1)) if given is not None and given.until_on else ""


def look(token: str, *, at: datetime) -> AnswerLink:
    """Somebody opened the link: that is kept, and nothing of the customer is shown. AnswerShutError for an old one."""
    link = found(token, at=at)
    _record("answer.looked", link, at)
    return link


def found(token: str, *, at: datetime) -> AnswerLink:
    """The link that this token is of. AnswerShutError for an old one, and for one to an address of before."""
    link = link_with(token)
    fault = _shut(link, at)
    if link is None or fault is not None:
        raise AnswerShutError(fault or AnswerFault.LINK_OLD, link)
    return link


def _shut(link: AnswerLink | None, at: datetime) -> AnswerFault | None:
    if link is None or not is_running(link, at):
        return AnswerFault.LINK_OLD
    return AnswerFault.MOVED if has_moved(link) else None


def send_code(token: str, *, at: datetime) -> AnswerLink:
    """A new code to the address that we know, at once.

    AnswerShutError when the link is too old or went to an address of before, when a code was asked too often, or when
    the customer took the consent back: from then on nothing goes there, whatever was sent before.
    """
    link = found(token, at=at)
    if not may_know(link.part, local_day(at), SharedData.STATUS):
        raise AnswerShutError(AnswerFault.OVER)
    policy = load(local_day(at))
    doors = policy.doors
    if counted(DoorKind.LINK, f"answer-{link.pk}", doors.link_asks_max, doors.wrong_codes_minutes, at) is None:
        raise AnswerShutError(AnswerFault.MANY_CODES)
    seed = int(keyed_hash("answer-seed", f"{link.pk}-{at.isoformat()}")[:SEED], 16)
    code, minutes = f"{seed % 10**DIGITS:0{DIGITS}d}", policy.joint.code_minutes
    with transaction.atomic():
        until = at + timedelta(minutes=minutes)
        AnswerLink.objects.filter(pk=link.pk).update(code_hash=_code_hash(link, code), code_until=until)
        _record("answer.code_sent", link, at)
    house = link.part.joint.case.creditor
    words = between.content(Letter.CODE, signer=_team(house), house=house.sender_name, code=code, minutes=str(minutes))
    _mail(link, Letter.CODE, words, at)
    return link


def enter(token: str, typed: str, *, at: datetime) -> AnswerLink:
    """The code was right, once. Wrong ones are counted over the whole life of a link, and end it (AnswerShutError)."""
    with transaction.atomic():
        link = link_with(token, lock=True)
        fault = _judged(link, typed, at)
    if link is None or fault is not None:
        raise AnswerShutError(fault or AnswerFault.LINK_OLD, link)
    return link


def seen(link: AnswerLink, *, at: datetime) -> None:
    """Somebody looks at what this organisation may know of the customer: every look is kept."""
    _record("answer.seen", link, at)


def _judged(link: AnswerLink | None, typed: str, at: datetime) -> AnswerFault | None:
    """Count and judge one try, on a row that is held."""
    shut = _shut(link, at)
    if link is None or shut is not None:
        return shut
    if not link.code_hash or link.code_until is None or link.code_until <= at:
        return AnswerFault.CODE_OLD
    code = "".join(sign for sign in typed if sign.isdigit())
    if hmac.compare_digest(_code_hash(link, code), link.code_hash):
        AnswerLink.objects.filter(pk=link.pk).update(code_hash="", code_until=None)
        _record("answer.opened", link, at)
        return None
    wrong, most = link.wrong_codes + 1, load(local_day(at)).doors.wrong_answers_max
    AnswerLink.objects.filter(pk=link.pk).update(wrong_codes=wrong, ended_at=at if wrong >= most else None)
    _record("answer.wrong" if wrong < most else "answer.locked", link, at)
    return AnswerFault.WRONG if wrong < most else AnswerFault.LOCKED


def _code_hash(link: AnswerLink, code: str) -> str:
    return keyed_hash("answer-code", f"{link.pk}-{code}")


def _record(what: str, link: AnswerLink, at: datetime) -> None:
    by = actors.organisation(link.part.creditor_id)
    audit.record(what, link, by=by, at=at, case_id=link.part.joint.case_id)


def _team(house: Creditor) -> str:
    """Who signs: the team with its number, because whoever answers may want to call."""
    return f"Het team van {house.sender_name}, {house.phone}"


def _mail(link: AnswerLink, letter: Letter, words: Content, at: datetime) -> None:
    """Hand it over; what the provider does not take is seen at once where it was asked."""
    house = link.part.joint.case.creditor
    message = Message(
        f"{_KEY}{link.pk}-{letter.value}-{at.isoformat()}", "", "", ChannelKind.EMAIL.value, at, sender_of(house),
        Recipient(name=link.part.creditor.name, salutation="", email=link.sent_to), words,
    )  # fmt: skip
    try:
        channels.get(ChannelKind.EMAIL).send(message)
    except Undeliverable as fault:
        _refused(link, fault.code, at)


def bounced(report: DeliveryReport) -> bool:
    """The provider reports on an e-mail of ours to an organisation: one that did not arrive is written down."""
    number = report.key.removeprefix(_KEY).partition("-")[0]
    if not (report.key.startswith(_KEY) and number.isdecimal()) or report.is_delivered:
        return False
    link = AnswerLink.objects.select_related("part__joint").filter(pk=int(number)).first()
    if link is not None:
        _refused(link, report.code, report.at)
    return link is not None


def _refused(link: AnswerLink, code: str, at: datetime) -> None:
    """From now on it stands on the list of today where it was asked: somebody calls, and asks for a good address."""
    _log.warning("answer.not_sent", extra={"code": code})
    facts = {"code": code, "to": link.part.creditor_id}
    audit.record(jointmail.REFUSED, link, by="system", at=at, case_id=link.part.joint.case_id, facts=facts)
