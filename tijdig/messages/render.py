"""From facts to the frozen words of one message: chooses the text and fills in what it may know."""

from dataclasses import replace
from typing import Final

from tijdig.messages import lines, sms
from tijdig.messages.content import CLAIMS, HOUSES, PARTS, SAID, STEPS, TEXT, Block, Content
from tijdig.messages.facts import ClaimLine, Facts
from tijdig.messages.languages import Speech, chosen, frame, speech
from tijdig.messages.templates import FLAGS, template
from tijdig.messages.values import LANGUAGE, called, clean, flags_of, houses, values_of, what
from tijdig.policy import Policy
from tijdig.rules.figures import may_tell
from tijdig.words import Stage

REMINDERS: Final = frozenset(Stage) - {Stage.S4A}
# One line of plain letters: with a payment, or on any phone.
ONE_LINE: Final = ("sms", "transfer")
NOTICE_MARK: Final = " *"


def compose(stage: str, kind: str, facts: Facts, policy: Policy) -> Content:
    """The words of one message. The same facts always give the same words."""
    sender = facts.sender
    if (figure := facts.figure) and not may_tell(figure.found, figure.called, figure.until_on, facts.day, policy):
        facts = replace(facts, figure=None)
    # To an administrator go reminders of their own; all the rest is the same text, about a client.
    occasion = "represented" if facts.recipient.via and stage in REMINDERS else str(stage)
    language = _language(occasion, str(kind), facts)
    text = template(language, occasion, str(kind), sender.formality, facts.level)
    values = values_of(facts, language)
    if kind == "sms" and not sender.links:
        values["portal_short"] = frame(language, sender.formality)["own_site"]
    own = lines.line(str(kind), language, facts)
    flags = flags_of(str(stage), str(kind), facts, has_slip=text.has_slip, has_line=own is not None)
    blocks = text.blocks(flags, values)
    if kind in ONE_LINE:
        blocks = [_short_enough(" ".join([block.text for block in blocks]), facts, language, policy)]
    else:
        is_part = bool(flags & FLAGS["part_notice"])
        blocks = [_rows(block, facts, speech(language), is_part=is_part) for block in blocks]
        blocks = [own, *blocks] if own else blocks
    return Content(
        kind=str(kind),
        template=text.name,
        version=text.version,
        language=language,
        formality=sender.formality,
        subject=text.subject(flags, values),
        dateline=text.dateline.format_map(values),
        link=_link(facts, str(kind)),
        blocks=tuple(blocks),
        level=facts.level,
        options=tuple(sorted(facts.options)) if kind == "letter" else (),
    )


def _language(occasion: str, kind: str, facts: Facts) -> str:
    """The customer's own language where its text may go out; not for who acts for them, nor for a notice of the law."""
    if facts.recipient.via or (kind == "letter" and facts.notice is not None):
        return LANGUAGE
    return chosen(facts.recipient.language, occasion, kind, facts.sender.drafts)


def _link(facts: Facts, kind: str) -> str:
    """Where the QR code of a letter and the button of an e-mail go; paper brings its code along, to be confirmed."""
    portal = facts.link or facts.sender.portal_url
    if kind == "letter" and facts.code and not facts.link:
        return f"{portal.rstrip('/')}/?code={facts.code.replace(' ', '')}"
    return portal


def _rows(block: Block, facts: Facts, tongue: Speech, *, is_part: bool) -> Block:
    """The blocks whose rows come from the facts."""
    if block.kind == CLAIMS:
        return _claims(block, facts, tongue, is_part=is_part)
    if block.kind == HOUSES:
        return block._replace(kind=STEPS, rows=houses(facts, tongue.code))
    if block.kind == SAID:
        return block._replace(rows=tuple([(clean(paragraph),) for paragraph in facts.said]))
    if block.kind == PARTS:
        return block._replace(
            rows=tuple([(tongue.weekday(part.due_on), tongue.euros(part.amount_cents)) for part in facts.parts])
        )
    return block


def _claims(block: Block, facts: Facts, tongue: Speech, *, is_part: bool) -> Block:
    """The table: the heading row from the text, one row per claim, the total; a star at each claim of a part."""
    rows = [
        (
            clean(f"{line.description or _named(line, facts, tongue.code)} {line.period}".strip()),
            clean(line.reference),
            tongue.day(line.due_on),
            tongue.euros(line.open_cents),
            NOTICE_MARK if is_part and line.in_notice else "",
        )
        for line in facts.lines
    ]
    heading, total = block.rows[0], block.rows[-1]
    return block._replace(rows=(heading, *rows, (total[0], "", "", tongue.euros(facts.total_cents), "")))


def _named(line: ClaimLine, facts: Facts, language: str) -> str:
    """What a bill is for, when its own list does not say."""
    return what((line,), facts.sector, facts.sender.formality, language).capitalize()


def _short_enough(words: str, facts: Facts, language: str, policy: Policy) -> Block:
    """One text in letters that every phone has; without the name when that makes it too long."""
    text = sms.plain(words) if speech(language).is_gsm else words
    if sms.parts(text).parts > policy.messages.sms_max_parts:
        text = text.replace(f"{sms.plain(called(facts.recipient, language))},", ",", 1)
    return Block(TEXT, text)
