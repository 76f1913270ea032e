"""What a customer would read at each step, written to somebody who does not exist by nobody in particular."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tijdig.messages import sms
from tijdig.messages.content import Content
from tijdig.messages.facts import ClaimLine, Facts, NoticeFacts, Recipient, Sender
from tijdig.messages.render import compose
from tijdig.planner.codes import Stage
from tijdig.policy import Policy
from tijdig.rules.costs import collection_costs_cents
from tijdig.rules.notices import notice_term
from tijdig.words import ChannelKind
from tijdig.words import Stage as StageWord

SENDER = Sender(
    name="Uw organisatie",
    phone="030 000 00 00",
    phone_is_free=False,
    hours="maandag tot en met vrijdag, 8.00 tot 18.00 uur",
    email="hulp@uworganisatie.example",
    website="uworganisatie.example",
    portal_url="https://mijn.uworganisatie.example",
    address_lines=("Voorbeeldstraat 1", "3511 AB Utrecht"),
    iban="NL02ABNA0123456789",
    iban_name="Uw organisatie",
    sms_sender="UwOrg",
)
READER = Recipient(name="A. de Wit", salutation="A. de Wit", address_lines=("Lindelaan 12", "3512 CD Utrecht"))
CENTS = 6075
LATE_DAYS = {Stage.S0: -5, Stage.S1: 5, Stage.S2: 20, Stage.S3: 36}


class Sample(NamedTuple):
    """One text: at which step, on which carrier, and its words."""

    stage: Stage
    kind: ChannelKind
    content: Content

    @property
    def text(self) -> str:
        """All words as plain text."""
        return self.content.text


def samples(stages: Iterable[Stage], policy: Policy, sector: str) -> tuple[Sample, ...]:
    """For each step the e-mail and the SMS (a letter says the same as the e-mail, on paper)."""
    return tuple(_sample(stage, kind, policy, sector) for stage in stages for kind in _kinds(stage))


def sms_parts(stage: Stage, policy: Policy, sector: str) -> int:
    """Of how many parts the text message of this step consists."""
    if ChannelKind.SMS not in _kinds(stage):
        return 0
    return sms.parts(_sample(stage, ChannelKind.SMS, policy, sector).text).parts


def _kinds(stage: Stage) -> tuple[ChannelKind, ...]:
    """Before the due date an e-mail is enough; the last reminder is a letter."""
    if stage == Stage.S0:
        return (ChannelKind.EMAIL,)
    return (ChannelKind.LETTER if stage == Stage.S3 else ChannelKind.EMAIL, ChannelKind.SMS)


def _sample(stage: Stage, kind: ChannelKind, policy: Policy, sector: str) -> Sample:
    content = compose(StageWord[stage.name], kind, _facts(stage, policy, sector), policy)
    return Sample(stage, kind, content)


def _facts(stage: Stage, policy: Policy, sector: str) -> Facts:
    due = policy.on - timedelta(days=LATE_DAYS[stage])
    line = ClaimLine("2026-1001", "Rekening", due, CENTS, in_notice=stage == Stage.S3)
    return Facts(
        sender=SENDER,
        recipient=READER,
        lines=(line,),
        total_cents=CENTS,
        day=policy.on,
        stage=stage.name,
        sector=sector,
        customer_number="100200",
        notice=_notice(policy, policy.on) if stage == Stage.S3 and policy.costs.charges_collection_costs else None,
        carriers=("email",) if stage == Stage.S0 else ("letter", "email", "sms"),
    )


def _notice(policy: Policy, sent_on: date) -> NoticeFacts:
    term = notice_term(sent_on, policy)
    return NoticeFacts(
        principal_cents=CENTS,
        costs_cents=collection_costs_cents(CENTS, policy),
        presumed_received_on=term.received_on,
        last_day=term.last_free_on,
        costs_from=term.costs_from,
    )
