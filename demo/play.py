"""Plays the demo: some earlier rounds with the homes that took part from the start, then the fixed workday."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from demo import events, files, hours, reactions, setup, telling
from demo.cast import TODAY
from demo.coalition import Coalition
from demo.creditors import CREDITORS
from tijdig import clock
from tijdig.actions import night, sending
from tijdig.actions.counts import Counts
from tijdig.actions.intake import IntakeReport, receive
from tijdig.models import Intake, Moment, Night
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import IntakeState, NightState

BY = "demo"
LIST_AT, NIGHT_AT, MORNING_AT, SEND_AT = time(7), time(2), time(8, 30), time(9)
MISTAKE_AT, MISTAKE = "dozerij", "31-11-2026"  # one line that comes back with advice
MANY = 100  # in a short list one bad line would be enough to refuse it all
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Round:
    """A list on one morning, a night after it and the post of that day."""

    listed_on: date
    day: date
    is_pilot: bool


PILOT_DAYS = (date(2026, 10, 13), date(2026, 10, 27), date(2026, 11, 10), date(2026, 11, 17))
ROUNDS = (
    *(Round(day - timedelta(days=1), day, is_pilot=True) for day in PILOT_DAYS),
    Round(TODAY - timedelta(days=1), TODAY, is_pilot=False),
)


@dataclass
class Played:
    """What came of the fixed workday, for the summary."""

    night: Counts = field(default_factory=Counts)
    send: Counts = field(default_factory=Counts)
    reports: list[IntakeReport] = field(default_factory=list)
    told: int = 0
    in_the_morning: int = 0


def at(day: date, hour: time) -> datetime:
    """An hour in the Netherlands."""
    return datetime.combine(day, hour, tzinfo=AMSTERDAM).astimezone(UTC)


def play(coalition: Coalition, watch: Watch) -> Played:
    """Everything in order. What was done in an earlier run is left as it is, so running again doubles nothing."""
    call_command("migrate", verbosity=0)
    setup.prepare()
    hours.open_all(at(TODAY, NIGHT_AT))
    played = Played()
    if _is_later():
        return played
    for turn in _rounds_to_go():
        played.reports = list(_take_in(coalition, turn, watch))
        played.told += _tell(coalition, watch, at(turn.day, NIGHT_AT) if turn.is_pilot else None)
        played.night = night.run(turn.day, at=at(turn.day, NIGHT_AT), by=BY, progress=watch)
        if not turn.is_pilot:
            played.in_the_morning = _tell_in_the_morning(coalition, watch)
        played.send = sending.send_due(at(turn.day, SEND_AT), by=BY, progress=watch)
        if turn.is_pilot:  # a day later the text messages that announce the letters
            tomorrow = at(turn.day + timedelta(days=1), SEND_AT)
            played.told += _tell(coalition, watch, tomorrow)
            sending.send_due(tomorrow, by=BY, progress=watch)
    clock.fix(at(TODAY, SEND_AT))
    return played


def _is_later() -> bool:
    """Whether days passed since the fixed workday: then there is nothing to play, and the clock stays where it is."""
    standing = clock.fixed()
    return standing is not None and clock.day_of(standing) > TODAY


def _rounds_to_go() -> tuple[Round, ...]:
    """From the last night that was released on: what lies before it is done, whatever crashed after it."""
    done = set(Night.objects.filter(state=NightState.RELEASED).values_list("day", flat=True))
    last = max((place for place, turn in enumerate(ROUNDS) if turn.day in done), default=0)
    return ROUNDS[last:]


def _take_in(coalition: Coalition, turn: Round, watch: Watch) -> Iterator[IntakeReport]:
    """The lists of all creditors, each through the real intake."""
    for place, card in enumerate(CREDITORS):
        watch(f"lijsten van {turn.listed_on:%d-%m}", place, len(CREDITORS))
        members = [m for m in coalition.by_creditor[card.code] if m.is_pilot or not turn.is_pilot]
        path = list_path(card.code, turn.listed_on)
        mistake = MISTAKE if card.code == MISTAKE_AT and not turn.is_pilot and len(members) > MANY else ""
        if files.write(path, members, turn.listed_on, mistake=mistake) and not _is_in(path, card.code):
            when = at(turn.listed_on, LIST_AT)  # below: every list is whole, however many paid in between
            yield receive(path, creditor=card.code, profile=files.PROFILE, by=BY, at=when, closes_many=True)
    watch(f"lijsten van {turn.listed_on:%d-%m}", len(CREDITORS), len(CREDITORS))


def list_path(code: str, day: date) -> Path:
    """Where the list of a creditor stands."""
    return Path(settings.DATA_DIR) / "demo" / f"{day}" / f"{code}.csv"


def _is_in(path: Path, code: str) -> bool:
    """A list that came in before stays as it is: an old one must not undo a newer one."""
    digest = sha256(path.read_bytes()).hexdigest()
    return Intake.objects.filter(creditor__code=code, sha256=digest, state=IntakeState.PUBLISHED).exists()


def _tell(coalition: Coalition, watch: Watch, until: datetime | None) -> int:
    """What people told up to a moment, before anything goes out that it would have stopped; without one, all of it."""
    done = _tell_before(coalition, watch, until)
    reactions.tell_all(coalition, watch, until)
    return done


def _tell_before(coalition: Coalition, watch: Watch, until: datetime | None) -> int:
    """What people told since they are known to Tijdig, until the evening before the night."""
    pilots = {(m.creditor, m.number) for m in coalition.members if m.is_pilot}
    started, listed = at(ROUNDS[0].listed_on, LIST_AT), at(ROUNDS[-1].listed_on, LIST_AT)
    told = events.before_the_night(coalition)
    done = 0
    for place, event in enumerate(told):
        watch("gesprekken en meldingen", place + 1, len(told))
        known_from = started if (event.creditor, event.number) in pilots else listed
        moment = telling.moment_of(event, not_before=known_from)
        done += (until is None or moment <= until) and telling.tell(event, at=moment)
    return done


def _tell_in_the_morning(coalition: Coalition, watch: Watch) -> int:
    """Payments and a call before the first post: their messages are ready, and must not go out."""
    rows = Moment.objects.filter(day=TODAY).values_list("case__creditor__code", "case__customer__number")
    told = events.in_the_morning(coalition, set(rows))
    watch("betalingen van vanochtend", len(told), len(told))
    return sum(telling.tell(event, at=at(TODAY, MORNING_AT)) for event in told)
