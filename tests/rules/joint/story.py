"""A joint arrangement told in events, for the tests: each step is looked at by the judge."""

from datetime import date, timedelta

import pytest

from tijdig.bench.jointly.judging import Judge, Step
from tijdig.policy import Policy, load
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Topic
from tijdig.rules.joint.moving import due, started, stepped
from tijdig.words import JointPartState as P

DAY = date(2026, 11, 23)


class Story:
    """One of them, step by step."""

    def __init__(self, *parts: Part, outside: int = 0, day: date = DAY) -> None:
        self.policy: Policy = load(DAY)
        self.day, self.judge, self.log = day, Judge(self.policy), list[Step]()
        self.joint: Joint = started(parts, day, self.policy, outside)
        self.effects: tuple[Effect, ...] = ()

    def then(self, *events: e.Event) -> "Story":
        for event in events:
            before = self.joint
            self.joint, self.effects = stepped(self.joint, event, self.day, self.policy)
            self.log.append(Step(self.day, before, event, self.effects, self.joint))
            assert self.judge.look(self.log[-1]) == []
        return self

    def on(self, day: date) -> "Story":
        """Night by night up to this day."""
        while (found := due(self.joint)) and found.on <= day:
            self.day = max(self.day, found.on)
            self.then(e.TimePassed())
        self.day = day
        return self

    def later(self, days: int) -> "Story":
        return self.on(self.day + timedelta(days=days))

    def part(self, number: int) -> Part:
        return next(part for part in self.joint.parts if part.id == number)

    def states(self) -> list[P]:
        return [P(part.state) for part in self.joint.parts]

    def did(self, kind: EffectKind, topic: Topic | None = None, part: int | None = None) -> bool:
        """Whether the last step asked for this."""
        return any(
            (one.kind, topic or one.topic, part or one.part) == (kind, one.topic, one.part) for one in self.effects
        )


def refused(story: Story, event: e.Event) -> Refused:
    """Why this cannot be; nothing of it changed."""
    before = story.joint
    with pytest.raises(JointRefusedError) as found:
        story.then(event)
    assert story.joint == before
    return found.value.code


def asked(*parts: Part, spare_cents: int = 6000, outside: int = 0) -> Story:
    """Everybody agreed to, asked, and one capacity told."""
    story = Story(*(parts or (Part(1), Part(2), Part(3))), outside=outside)
    story.then(*[e.Consented(part.id) for part in story.joint.parts])
    return story.then(e.CapacityTold(spare_cents, DAY + timedelta(days=21)), e.Asked())


def proposed(*balances: int, **values: int) -> Story:
    """Every balance told, and a proposal made."""
    cents = balances or (60_00, 120_00, 180_00)
    story = asked(*[Part(number) for number in range(1, len(cents) + 1)], **values)
    return story.then(*[e.BalanceTold(number, one) for number, one in enumerate(cents, start=1)])


def running(*balances: int, **values: int) -> Story:
    """Everybody said yes, the customer too."""
    story = proposed(*balances, **values)
    return story.then(*[e.Accepts(part.id) for part in story.joint.parts], e.Confirms())
