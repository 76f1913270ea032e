"""Lets days pass in the demo: each with its night and its post, and the clock stands on the morning of the last."""

from datetime import date, timedelta

from demo import hours
from demo.play import BY, NIGHT_AT, SEND_AT, Watch, at
from tijdig import clock
from tijdig.actions import night, replies, sending
from tijdig.actions.counts import silent

_DAY = timedelta(days=1)


def walk(until: date, watch: Watch) -> int:
    """Every day up to and with this one; how many messages went out. A day that was there already changes nothing."""
    first, sent = clock.day_of(clock.now()), 0
    whole = (until - first).days
    for number in range(1, whole + 1):
        day = first + number * _DAY
        watch(f"dagen, nu {day:%d-%m}", number, whole)
        hours.go_on(day, at(day, NIGHT_AT))
        night.run(day, at=at(day, NIGHT_AT), by=BY, progress=silent)
        replies.mend(at(day, SEND_AT), by=BY)
        sent += sending.send_due(at(day, SEND_AT), by=BY, progress=silent).sent
        clock.fix(at(day, SEND_AT))
    return sent
