"""A second plan of the same customer, asked where another of the files is: nobody is asked twice for the same money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from tijdig.actions import joint as acts
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import RefusedError
from tijdig.models import Case, Joint, JointPart
from tijdig.rules.joint.drafts import OVER, JointRefusedError
from tijdig.words import AssuranceLevel, ChannelKind, JointState, Rhythm
from tijdig.words import JointPartState as P

if TYPE_CHECKING:
    from tijdig.bench.jointly.rows import Rows

TEXT, PROOF, CENTS, LATER = "samen-2026-11-b", "aan de balie", 6_000, timedelta(days=30)
OFTEN = 4
"""In one life of so many; each step begins it, or brings it on, by one chance in as many."""
REFUSED = (RefusedError, JointRefusedError, NoConsentError)


def act(life: Rows) -> None:
    """Now and then the second plan is begun, or goes on: those who are asked say yes, and so does the customer."""
    if life.seed % OFTEN or life.chance.randrange(OFTEN):
        return
    with suppress(*REFUSED):
        rival = _of(life)
        if rival is None:
            _begin(life)
        elif rival.state == JointState.PROPOSED:
            for part in rival.parts.filter(state=P.PROPOSED).order_by("pk"):
                acts.accept(part, **life.who)
        elif rival.state == JointState.OFFERED:
            acts.confirm(rival, **life.who)


def asked_twice(life: Rows) -> Iterator[str]:
    """One file, one plan that asks for what is open there."""
    goes_on = JointPart.objects.filter(case__in=_files(life), state=P.RUNNING)
    goes_on = goes_on.exclude(joint__state__in=[state.value for state in OVER])
    if goes_on.values("case").annotate(plans=Count("pk")).filter(plans__gt=1).exists():
        yield "asked_twice"


def _files(life: Rows) -> list[Case]:
    return list(Case.objects.filter(customer__number=life.house.customer.number))


def _of(life: Rows) -> Joint | None:
    return Joint.objects.filter(case__in=_files(life)).exclude(pk=life.row.pk).order_by("pk").first()


def _begin(life: Rows) -> None:
    there = life.row.parts.exclude(case=life.house).filter(case__isnull=False).order_by("pk").first()
    if there is None or there.case is None:
        return
    made = acts.start(there.case, [life.house.creditor], by_channel=ChannelKind.COUNTER, **life.who)
    for part in made.parts.exclude(creditor=there.creditor_id):
        acts.consent(
            part, text_version=TEXT, language="nl", by_channel=ChannelKind.COUNTER, level=AssuranceLevel.PROVEN,
            proof=PROOF, **life.who,
        )  # fmt: skip
    acts.capacity(made, CENTS, Rhythm.MONTHLY, life.day + LATER, **life.who)
    acts.ask(made, **life.who)
