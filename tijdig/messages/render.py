"""From facts to the frozen words of one message: chooses the text, decides its conditions, fills in its values."""

import re
from functools import lru_cache
from typing import Final

from tijdig.messages import sms
from tijdig.messages.content import CLAIMS, PARTS, SAID, TEXT, Block, Content
from tijdig.messages.facts import ClaimLine, Facts, Formality, Recipient, Sender
from tijdig.messages.templates import FLAGS, phrases, template
from tijdig.policy import Policy
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.references import in_fours
from tijdig.words import ReplyKind

LANGUAGE: Final = "nl"  # the only one so far; another is a folder of texts
# On paper, up to this many claims stand in the letter itself; more get a page of their own.
CLAIMS_ON_FIRST_PAGE: Final = 8
# A fourteen-day notice has more to say.
CLAIMS_BESIDE_NOTICE: Final = 2
# The reply slip fits beside this many claims.
CLAIMS_BESIDE_SLIP: Final = 3
REPLIES: Final = frozenset(ReplyKind)
NOTICE_MARK: Final = " *"
# Up to a year of monthly parts stands in the letter itself.
PARTS_ON_FIRST_PAGE: Final = 12

_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_TOWN: Final = re.compile(r"^\d{4}\s?[A-Za-z]{2}\s+(.+)$")


def compose(stage: str, kind: str, facts: Facts, policy: Policy) -> Content:
    """The words of one message. The same facts always give the same words."""
    sender = facts.sender
    # To an administrator go reminders of their own; answers are the same text, about a client.
    occasion = "represented" if facts.recipient.via and stage not in REPLIES else str(stage)
    text = template(LANGUAGE, occasion, str(kind), sender.formality)
    values = _values(facts)
    flags = _flags(str(stage), str(kind), facts, has_slip=text.has_slip)
    blocks = text.blocks(flags, values)
    if kind == "sms":
        blocks = [_short_enough(" ".join([block.text for block in blocks]), facts, policy)]
    else:
        is_part = bool(flags & FLAGS["part_notice"])
        blocks = [_rows(block, facts, is_part=is_part) for block in blocks]
    return Content(
        kind=str(kind),
        template=text.name,
        version=text.version,
        language=LANGUAGE,
        formality=sender.formality,
        subject=text.subject(flags, values),
        dateline=text.dateline.format_map(values),
        link=_link(facts, str(kind)),
        blocks=tuple(blocks),
    )


def _link(facts: Facts, kind: str) -> str:
    """Where the QR code of a letter and the button of an e-mail go; paper brings its code along, to be confirmed."""
    portal = facts.link or facts.sender.portal_url
    if kind == "letter" and facts.code and not facts.link:
        return f"{portal.rstrip('/')}/?code={facts.code.replace(' ', '')}"
    return portal


def clean(text: str) -> str:
    """One line without control signs: a name from a file cannot start a new line, header or direction."""
    return text if text.isprintable() else _UNSEEN.sub(" ", text).strip()


def _flags(stage: str, kind: str, facts: Facts, *, has_slip: bool) -> int:
    sender, notice, carriers = facts.sender, facts.notice, facts.carriers
    is_paper = kind == "letter"
    # A notice by e-mail alone cannot be proved to have arrived: the e-mail only repeats the letter.
    has_notice = stage == "S3" and notice is not None and (is_paper or "letter" in carriers)
    holds = {
        "many": is_paper and _are_many(facts),
        "has_notice": has_notice,
        # Only a part of what is open avoids or brings costs; the reader has to see at once which part.
        "part_notice": has_notice and notice is not None and notice.principal_cents != facts.total_cents,
        "with_vat": notice is not None and notice.includes_vat,
        "signalling": facts.signalling,
        "may_refuse": facts.sector == "water",
        "paper": is_paper,
        "letter": "letter" in carriers,
        "email": "email" in carriers,
        "third_party": bool(sender.registration or sender.on_behalf_of),
        "phone_free": sender.phone_is_free,
        "no_menu": not sender.phone_has_menu,
        "bank": bool(sender.iban),
        "respond_by": facts.respond_by is not None,
        "slip": has_slip and len(facts.lines) <= CLAIMS_BESIDE_SLIP,
        "signer": bool(sender.signer),
        "S0": stage == "S0",
        "thankful": facts.tone == "thankful",
        "concerned": facts.tone == "concerned",
        "code": bool(facts.code),
        "one_part": len(facts.parts) == 1,
        "client": bool(facts.recipient.via),
    }
    return sum([FLAGS[name] for name, is_so in holds.items() if is_so])


def _are_many(facts: Facts) -> bool:
    """Whether the claims, or the parts of an arrangement, need a page of their own."""
    most = CLAIMS_ON_FIRST_PAGE if facts.notice is None else CLAIMS_BESIDE_NOTICE
    return len(facts.lines) > most or len(facts.parts) > PARTS_ON_FIRST_PAGE


def _values(facts: Facts) -> dict[str, str]:
    notice, recipient = facts.notice, facts.recipient
    values = {
        **_sender_values(facts.sender),
        "salutation": _called(recipient),
        "customer": clean(recipient.name),
        "customer_number": clean(facts.customer_number),
        "portal": clean(facts.link or facts.sender.portal_url),
        "code": clean(facts.code).replace(" ", "\u00a0"),  # never broken over two lines
        "reference": _reference(facts),
        "total": euros(facts.total_cents),
        "count": dutch.count(len(facts.parts)) if facts.parts else str(len(facts.lines)),
        "day": dutch.day(facts.day),
        "what": _what(facts.lines, facts.sector, facts.sender.formality),
        "passed_on": _passed_on(facts),
    }
    if facts.lines:
        values["due"] = dutch.weekday(min([line.due_on for line in facts.lines]))
    if facts.asked:
        values["asked"] = phrases(LANGUAGE, facts.sender.formality)["asked"][facts.asked]
    if facts.parts:
        values["first_on"] = dutch.weekday(facts.parts[0].due_on)
    if facts.respond_by is not None:
        values["respond_by"] = dutch.weekday(facts.respond_by)
    if notice is not None:
        values |= {
            "principal": euros(notice.principal_cents),
            "notice_bills": _bills(sum([line.in_notice for line in facts.lines]), facts.sender.formality),
            "costs": euros(notice.costs_cents),
            "received": dutch.weekday(notice.presumed_received_on),
            "last_day": dutch.weekday(notice.last_day),
        }
    return values


def _reference(facts: Facts) -> str:
    """What to write with a payment: an RF reference in blocks, as people copy it; without one the customer number."""
    reference = clean(facts.payment_reference)
    return in_fours(reference) if reference.startswith("RF") else reference or clean(facts.customer_number)


def _passed_on(facts: Facts) -> str:
    """What the municipality is told; it hangs on the kind of bill, so that any sector may have to say it."""
    known = phrases(LANGUAGE, facts.sender.formality)["passed_on"]
    return known.get(facts.sector, known["other"])


def _bills(count: int, formality: Formality) -> str:
    """How many bills: one has a word of its own."""
    return f"{count} {phrases(LANGUAGE, formality)['bills']['one' if count == 1 else 'more']}"


def _called(recipient: Recipient) -> str:
    """What follows "Dag": a space and the name, or nothing when nobody told us the name."""
    name = clean(recipient.salutation or recipient.name)
    return f" {name}" if name else ""


@lru_cache(maxsize=256)
def _sender_values(sender: Sender) -> dict[str, str]:
    address = tuple(clean(line) for line in sender.address_lines)
    return {
        "sender": clean(sender.name),
        "team": clean(sender.team),
        "signer": clean(sender.signer),
        "phone": clean(sender.phone),
        "phone_link": "tel:" + re.sub(r"[^0-9+]", "", sender.phone),
        "hours": clean(sender.hours),
        "portal_short": re.sub(r"^https?://|/$", "", clean(sender.portal_url)),
        "reply_address": ", ".join(clean(line) for line in sender.reply_lines or address),
        "iban": in_fours(clean(sender.iban)),
        "iban_name": clean(sender.iban_name or sender.name),
        "registration": clean(sender.registration),
        "on_behalf_of": clean(sender.on_behalf_of or sender.name),
        "place": _town(address),
    }


def _town(address: tuple[str, ...]) -> str:
    """The town for the date line: `3511 AB  UTRECHT` gives Utrecht."""
    found = _TOWN.match(address[-1]) if address else None
    return dutch.town(found[1]) if found else ""


@lru_cache(maxsize=1024)
def _of_kinds(kinds: frozenset[str], sector: str, formality: Formality) -> str:
    known = phrases(LANGUAGE, formality)
    by_kind = known["kinds"].get(next(iter(kinds)), "") if len(kinds) == 1 else ""
    return by_kind or known["sectors"].get(sector, known["sectors"]["other"])


def _what(lines: tuple[ClaimLine, ...], sector: str, formality: Formality) -> str:
    return _of_kinds(frozenset([line.kind for line in lines]), sector, formality)


def _rows(block: Block, facts: Facts, *, is_part: bool) -> Block:
    """The blocks whose rows come from the facts."""
    if block.kind == CLAIMS:
        return _claims(block, facts, is_part=is_part)
    if block.kind == SAID:
        return block._replace(rows=tuple([(clean(paragraph),) for paragraph in facts.said]))
    if block.kind == PARTS:
        return block._replace(
            rows=tuple([(dutch.weekday(part.due_on), euros(part.amount_cents)) for part in facts.parts])
        )
    return block


def _claims(block: Block, facts: Facts, *, is_part: bool) -> Block:
    """The table: the heading row from the text, one row per claim, the total; a star at each claim of a part."""
    rows = [
        (
            clean(f"{line.description or _named(line, facts)} {line.period}".strip()),
            clean(line.reference),
            dutch.day(line.due_on),
            euros(line.open_cents),
            NOTICE_MARK if is_part and line.in_notice else "",
        )
        for line in facts.lines
    ]
    heading, total = block.rows[0], block.rows[-1]
    return block._replace(rows=(heading, *rows, (total[0], "", "", euros(facts.total_cents), "")))


def _named(line: ClaimLine, facts: Facts) -> str:
    """What a bill is for, when its own list does not say."""
    return _what((line,), facts.sector, facts.sender.formality).capitalize()


def _short_enough(words: str, facts: Facts, policy: Policy) -> Block:
    """One text in letters that every phone has; without the name when that makes it too long."""
    text = sms.plain(words)
    if sms.parts(text).parts > policy.messages.sms_max_parts:
        text = text.replace(f"{sms.plain(_called(facts.recipient))},", ",", 1)
    return Block(TEXT, text)
