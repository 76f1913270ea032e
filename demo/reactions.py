"""What customers let hear in the days before the demo's morning: on their page, by the open form, on the telephone."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from accounts.models import User
from demo import events
from demo.cast import DEWI, SAMIRA, TODAY
from demo.coalition import Coalition, Member
from demo.people import dice_for
from tijdig.actions import calls, forms, handovers, helpers, requests, resting, solving, stops
from tijdig.actions import told as stories
from tijdig.actions.arrangements import Yes
from tijdig.models import CallSlot, Case, Creditor, CustomerSession, HandOver, Hold
from tijdig.queries import visible
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import AssuranceLevel, CallResult, Cause, ChannelKind, Direction, PauseReason, RequestKind

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "data" / "reactions.toml").read_text())
FIRST_PART, SMALLEST_PART = date(2026, 12, 1), 1_500


@dataclass(frozen=True)
class Told:
    """One reaction: of whom, when, in which words; `mark` makes it the same one in a second run."""

    member: Member
    case: Case
    at: datetime
    words: str
    mark: str

    @property
    def by(self) -> str:
        """Who does it: the customer."""
        return f"customer:{self.case.customer_id}"

    @property
    def asked(self) -> dict[str, object]:
        """What every question on the portal says."""
        return {"by": self.by, "at": self.at, "text": self.words, "once": self.mark}


def _at(days_ago: int, hour: int, minute: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days_ago), time(hour, minute), AMSTERDAM).astimezone(UTC)


def _call_me(told: Told) -> None:
    """In a moment of this very morning that is still free."""
    from_on = datetime.combine(TODAY, time(9, 45), AMSTERDAM).astimezone(UTC)
    slots = CallSlot.objects.filter(creditor=told.case.creditor, starts_at__gte=from_on).order_by("starts_at")
    slot = slots[dice_for("slot", told.member.number).randrange(8)]
    calls.ask(told.case, slot.pk, told.member.person.mobile or "06 00 00 02 02", **told.asked)  # type: ignore[arg-type]
    _along(told)


def _along(told: Told) -> None:
    """Somebody of the family looks along; the code was given by hand."""
    name = WORDS["helper"][dice_for("helper", told.member.number).randrange(len(WORDS["helper"]))]
    helpers.let_look(told.case, name, may_ask=True, days=30, token=told.mark, by=told.by, at=told.at)


def _ask(told: Told, kind: RequestKind, **details: object) -> None:
    requests.receive(told.case, kind, by_channel=ChannelKind.PORTAL, details=details, **told.asked)  # type: ignore[arg-type]


def _in_parts(told: Told) -> None:
    """About a tenth of it, in whole fives."""
    total = told.member.overdue_cents_on(events.EVE)
    part = max(SMALLEST_PART, total // 10 // 500 * 500)
    _ask(told, RequestKind.PAY_IN_PARTS, instalment_cents=part, first_on=FIRST_PART.isoformat())
    _story(told)


def _story(told: Told) -> None:
    """What happened, with one tap, and in own words."""
    text = WORDS["story"][dice_for("story", told.member.number).randrange(len(WORDS["story"]))]
    stories.happened(told.case, Cause.EXTRA_COSTS, by=told.by, at=told.at)
    if not told.case.stories.exists():
        stories.tell(told.case, text, session=_session(told), by=told.by, at=told.at)


def _session(told: Told) -> int:
    """The visit in which it was told, over since."""
    over = told.at + timedelta(minutes=30)
    values = {"key_hash": f"over-{told.mark}", "level": AssuranceLevel.KNOWN, "made_at": told.at, "proved_until": over}
    return CustomerSession.objects.create(customer=told.case.customer, expires_at=over, **values).pk


def _rest(told: Told) -> None:
    """Two weeks of rest, with one tap."""
    until_on = told.at.astimezone(AMSTERDAM).date() + timedelta(weeks=2)
    resting.rest(told.case, until_on, by=told.by, at=told.at)


def _later(told: Told) -> None:
    _ask(told, RequestKind.PAY_LATER, pay_on=FIRST_PART.isoformat())


def _disagree(told: Told) -> None:
    (bill, *_) = [claim for claim in visible.claims(told.case) if claim.open_cents > 0]
    requests.disagree(told.case, [bill], by_channel=ChannelKind.PORTAL, **told.asked)  # type: ignore[arg-type]


def _explain(told: Told) -> None:
    _ask(told, RequestKind.EXPLAIN)


def _help(told: Told) -> None:
    _ask(told, RequestKind.HELP, help="money")


def _form(told: Told) -> None:
    """Somebody who lost the code; what they write names no number of a customer."""
    person = told.member.person
    reach = person.mobile or "06 00 00 02 03"
    name = f"{person.first_name} {person.last_name}"
    forms.receive(told.case.creditor, name, ChannelKind.PHONE, reach, at=told.at, text=told.words)


def _not_reached(told: Told) -> None:
    calls.log(
        told.case, CallResult.NOT_REACHED, told.words, good_conversation=False, by=_colleague(told), at=told.at,
        once=told.mark,
    )  # fmt: skip


def _missed(told: Told) -> None:
    """Agreed a week ago; the first part did not come."""
    _arrange(told, date(2026, 11, 18))


def _arranged(told: Told) -> None:
    _arrange(told, date(2026, 11, 27))


def _arrange(told: Told, first_on: date) -> None:
    by, seen = _colleague(told), Case.objects.get(pk=told.case.pk).version
    if told.case.arrangements.exists():
        return
    solving.spoke(
        told.case, CallResult.REACHED, told.words, good_conversation=True, answers=False, by=by, at=told.at,
        direction=Direction.OUT, phone="", version=seen, once=told.mark,
    )  # fmt: skip
    yes = Yes(by_lead=True, reason="Zo past het bij wat er binnenkomt.")
    solving.arrange(told.case, count=6, first_on=first_on, by=by, at=told.at + timedelta(minutes=4), yes=yes)


def _handed_over(told: Told) -> None:
    samira = User.objects.filter(email=SAMIRA.email).first()
    if samira and told.member.creditor == SAMIRA.creditor and not HandOver.objects.filter(case=told.case).exists():
        dewi = User.objects.get(email=DEWI.email)
        handovers.give(told.case, samira, told.words, by=f"user:{dewi.pk}", at=told.at)


def _distress(told: Told) -> None:
    if not Hold.objects.filter(case=told.case, reason=PauseReason.DISTRESS).exists():
        until_on, by = TODAY + timedelta(days=14), _colleague(told)
        stops.paused(told.case, reason=PauseReason.DISTRESS, until_on=until_on, by=by, at=told.at, note=told.words)


def _colleague(told: Told) -> str:
    """Who works there; where nobody has an account yet, the house."""
    works = User.objects.filter(memberships__creditor=told.case.creditor).order_by("pk").first()
    return f"user:{works.pk}" if works else "system"


# Per creditor, in this order: what happens, when, and who does it; a coalition under two thousand has the first few.
STORIES: tuple[tuple[str, datetime, Callable[[Told], None]], ...] = (
    ("call_me", _at(1, 20, 10), _call_me),
    ("pay_in_parts", _at(2, 21, 5), _in_parts),
    ("not_reached", _at(1, 15, 20), _not_reached),
    ("missed", _at(7, 14, 0), _missed),
    ("explain", _at(1, 8, 15), _explain),
    ("form", _at(0, 7, 50), _form),
    ("pay_later", _at(4, 16, 40), _later),
    ("disagree", _at(3, 11, 30), _disagree),
    ("arranged", _at(6, 10, 20), _arranged),
    ("handed_over", _at(1, 16, 45), _handed_over),
    ("help", _at(1, 19, 30), _help),
    ("distress", _at(1, 13, 5), _distress),
)
REST = ("rest", _at(3, 21, 40), _rest)  # of one of the many who keep still


def tell_all(coalition: Coalition, watch: Callable[[str, int, int], None], until: datetime | None = None) -> int:
    """Everybody's reaction up to a moment, each once however often this runs; how many."""
    told = [pair for pair in _told(coalition) if until is None or pair[0].at <= until]
    for place, (one, act) in enumerate(told):
        watch("reacties van klanten", place + 1, len(told))
        act(one)
    return len(told)


def _told(coalition: Coalition) -> Iterator[tuple[Told, Callable[[Told], None]]]:
    busy = {(event.creditor, event.number) for event in events.before_the_night(coalition)}
    for creditor in Creditor.objects.order_by("pk"):
        people = [m for m in coalition.by_creditor.get(creditor.code, []) if _can_react(m, busy)]
        dice_for(coalition.seed, "reactions", creditor.code).shuffle(people)
        few = max(1, round(len(STORIES) * min(1.0, coalition.people / 2_000)))
        # The larger half of those who are late keep still: most people do.
        half = max(1, len(people) * 3 // 5)
        rest = (REST,) if few == len(STORIES) and creditor.code == SAMIRA.creditor else ()
        pairs = [*zip(STORIES[:few], people[:half], strict=False), *zip(rest, people[half:], strict=False)]
        for (name, at, act), member in pairs:
            case = Case.objects.filter(customer__creditor=creditor, customer__number=member.number).first()
            if case is None:
                continue  # a later list brings this customer in
            words = WORDS[name][dice_for("words", member.number).randrange(len(WORDS[name]))]
            yield Told(member, case, at, words, f"demo-{name}-{member.number}"[:40]), act


def _can_react(member: Member, busy: set[tuple[str, str]]) -> bool:
    """Known since October, late, and not in another story."""
    is_cast = member.number.startswith("W-10000")
    is_late = bool(member.overdue_cents_on(events.EVE))
    return member.is_pilot and is_late and not is_cast and (member.creditor, member.number) not in busy
