"""From facts to what a text may use of them: its values, and the conditions that hold."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Final

from tijdig.messages.facts import ClaimLine, Facts, Formality, House, Recipient, Sender
from tijdig.messages.languages import DUTCH, Speech, speech
from tijdig.messages.templates import FLAGS, phrases
from tijdig.rules import dutch
from tijdig.rules.references import in_fours
from tijdig.words import ClaimKind, ConsequenceKind, Sector

LANGUAGE: Final = DUTCH  # in which every text exists
# On paper, up to this many claims stand in the letter itself; more get a page of their own.
CLAIMS_ON_FIRST_PAGE: Final = 8
# A fourteen-day notice has more to say.
CLAIMS_BESIDE_NOTICE: Final = 2
# What is really going to happen takes the room of so many claims, a question or a figure of so many.
CLAIMS_BESIDE_NEAR: Final = 4
CLAIMS_PER_ASIDE: Final = 3
_QUESTIONS: Final = frozenset(("choose_slot", "ask_event", "ask_preference"))
# The reply slip fits beside this many claims.
CLAIMS_BESIDE_SLIP: Final = 3
# A line in another language takes the room of so many claims.
CLAIMS_PER_LINE: Final = 2
# Up to a year of monthly parts stands in the letter itself.
PARTS_ON_FIRST_PAGE: Final = 12
# An organisation with its account takes the room of so many parts.
PARTS_PER_HOUSE: Final = 2
# Up to so many organisations, with their accounts, stand in the letter itself.
HOUSES_ON_FIRST_PAGE: Final = 6
# That a bill stands beside a plan takes the room of so many claims.
CLAIMS_BESIDE_PLAN: Final = 4

_ENDS: Final[Mapping[str, str]] = {
    Sector.ENERGY: "cut_energy",
    Sector.WATER: "cut_water",
    Sector.HEALTH: "cut_health",
}

# What is read from left to right in every language.
FROM_LEFT: Final = (
    "customer_number", "phone", "portal_short", "reply_address", "iban", "reference", "code", "registration",
    "total", "principal", "costs", "part", "before", "avoid",
)  # fmt: skip

_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_TOWN: Final = re.compile(r"^\d{4}\s?[A-Za-z]{2}\s+(.+)$")


def clean(text: str) -> str:
    """One line without control signs: a name from a file cannot start a new line, header or direction."""
    return text if text.isprintable() else _UNSEEN.sub(" ", text).strip()


def flags_of(stage: str, kind: str, facts: Facts, *, has_slip: bool, has_line: bool = False) -> int:
    sender, notice, carriers = facts.sender, facts.notice, facts.carriers
    is_paper = kind == "letter"
    facts = _in_its_place(facts) if is_paper and facts.beside_plan else facts
    line = CLAIMS_PER_LINE if has_line else 0
    # A notice by e-mail alone cannot be proved to have arrived: the e-mail only repeats the letter.
    has_notice = stage == "S3" and notice is not None and (is_paper or "letter" in carriers)
    holds = {
        "many": is_paper and _are_many(facts, line),
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
        "slip": has_slip and _fits_slip(facts, line),
        "signer": bool(sender.signer),
        "S0": stage == "S0",
        "code": bool(facts.code),
        "one_part": len(facts.parts) == 1,
        "client": bool(facts.recipient.via),
        "links": sender.links,
        "figure": facts.figure is not None,
        "no_costs": facts.no_costs,
        "listen": is_paper and bool(facts.spoken),
        **{name: True for name in (facts.frame, facts.tone, *facts.options) if name in FLAGS},
        **_consequence_flags(facts),
        **_rare_flags(facts),
    }
    return sum([FLAGS[name] for name, is_so in holds.items() if is_so])


# Where the municipality has to talk with somebody within three working days (art. 4 Wgs).
_URGENT: Final = frozenset(("eviction", "cut_energy", "cut_water"))
# Where a court has decided, or will: the Juridisch Loket explains what somebody may do.
_RIGHTS: Final = frozenset(("summons", "eviction", "sale"))


def _consequence_flags(facts: Facts) -> dict[str, bool]:
    """What is really going to happen soon; nothing when nobody recorded it."""
    if facts.consequence is None:
        return {}
    name = _happening(facts.consequence.kind, facts)
    all_of_it = facts.consequence.avoid_cents == facts.total_cents
    helps = {"urgent_help": name in _URGENT, "rights": name in _RIGHTS}
    return {"near": True, name: True, "avoids_all": all_of_it, **helps}


def _happening(kind: str, facts: Facts) -> str:
    """In the words it takes: the end of a supply is another thing for each supply."""
    if kind == ConsequenceKind.EVICTION:
        is_owner = facts.sector == Sector.MORTGAGE or any(line.kind == ClaimKind.MORTGAGE for line in facts.lines)
        return "sale" if is_owner else "eviction"
    if kind == ConsequenceKind.DISCONNECTION:
        return _ENDS.get(facts.sector, "cut_other")
    return "summons"


def _are_many(facts: Facts, line: int) -> bool:
    """Whether the claims, or the parts of an arrangement, need a page of their own."""
    most = CLAIMS_ON_FIRST_PAGE - _taken(facts) - CLAIMS_BESIDE_PLAN * facts.beside_plan
    if facts.notice is not None:
        most = CLAIMS_BESIDE_NOTICE
    elif facts.consequence is not None:
        most = CLAIMS_BESIDE_NEAR
    most = max(1, most - line)
    return len(facts.lines) > most or len(facts.parts) > _most_parts(facts, line)


def _most_parts(facts: Facts, line: int) -> int:
    """How many parts stand in the letter itself, beside where they go."""
    return max(1, PARTS_ON_FIRST_PAGE - line - PARTS_PER_HOUSE * len(facts.houses))


def _in_its_place(facts: Facts) -> Facts:
    """Without what may also be asked or counted: on one page it gives way to the plan that goes on."""
    return replace(facts, options=facts.options - _QUESTIONS - {"four_steps"}, figure=None)


def _taken(facts: Facts) -> int:
    """The room of how many claims is taken by what does not stand in every reminder."""
    asides = bool(facts.options & _QUESTIONS) + (facts.figure is not None)
    return CLAIMS_PER_ASIDE * asides + ("four_steps" in facts.options)


def _fits_slip(facts: Facts, line: int) -> bool:
    """Whether the reply slip fits as well; who writes for somebody else has to say so, which takes room, too."""
    names_other = 2 if facts.sender.registration or facts.sender.on_behalf_of else 0
    beside = 1 if facts.beside_plan else 0
    return len(facts.lines) + _taken(facts) + names_other + line + beside <= CLAIMS_BESIDE_SLIP


def values_of(facts: Facts, language: str = LANGUAGE) -> dict[str, str]:
    notice, recipient, tongue = facts.notice, facts.recipient, speech(language)
    values = {
        **_sender_values(facts.sender),
        "salutation": called(recipient, language),
        "hours": tongue.opening(clean(facts.sender.hours)),
        "customer": clean(recipient.name),
        "customer_number": clean(facts.customer_number),
        "portal": clean(facts.link or facts.sender.portal_url),
        "listen": clean(facts.spoken),
        "code": clean(facts.code).replace(" ", "\u00a0"),  # never broken over two lines
        "reference": _reference(facts),
        "total": tongue.euros(facts.total_cents),
        "count": tongue.count(len(facts.parts)) if facts.parts else str(len(facts.lines)),
        "day": tongue.day(facts.day),
        "what": what(facts.lines, facts.sector, facts.sender.formality, language),
        "passed_on": _passed_on(facts, language),
    }
    if facts.lines:
        values["due"] = tongue.weekday(min([line.due_on for line in facts.lines]))
    if facts.asked:
        values["asked"] = phrases(language, facts.sender.formality)["asked"][facts.asked]
    if facts.parts:
        values["first_on"] = tongue.weekday(facts.parts[0].due_on)
    if facts.respond_by is not None:
        values["respond_by"] = tongue.weekday(facts.respond_by)
    if notice is not None:
        values |= {
            "principal": tongue.euros(notice.principal_cents),
            "notice_bills": _bills(sum([line.in_notice for line in facts.lines]), facts.sender.formality, language),
            "costs": tongue.euros(notice.costs_cents),
            "received": tongue.weekday(notice.presumed_received_on),
            "last_day": tongue.weekday(notice.last_day),
        }
    if facts.consequence is not None:
        values |= {
            "happens_on": tongue.weekday(facts.consequence.on_day),
            "avoid": tongue.euros(facts.consequence.avoid_cents),
        }
    if facts.figure is not None:
        values |= {
            "figure_count": str(facts.figure.found),
            "figure_of": str(facts.figure.called),
            "figure_day": tongue.day(facts.figure.until_on),
        }
    values |= {"agency": clean(facts.agency)} | _rare_values(facts, language)
    if tongue.is_rtl:
        values |= {name: tongue.kept(values[name]) for name in FROM_LEFT if name in values}
    return values


def _reference(facts: Facts) -> str:
    """What to write with a payment: an RF reference in blocks, as people copy it; without one the customer number."""
    return _readable(facts.payment_reference) or clean(facts.customer_number)


def _readable(reference: str) -> str:
    plain = clean(reference)
    return in_fours(plain) if plain.startswith("RF") else plain


def _passed_on(facts: Facts, language: str) -> str:
    """What the municipality is told; it hangs on the kind of bill, so that any sector may have to say it."""
    known = phrases(language, facts.sender.formality)["passed_on"]
    return known.get(facts.sector, known["other"])


def _bills(count: int, formality: Formality, language: str) -> str:
    """How many bills: one has a word of its own."""
    return f"{count} {phrases(language, formality)['bills']['one' if count == 1 else 'more']}"


def called(recipient: Recipient, language: str = LANGUAGE) -> str:
    """What follows "Dag": a space and the name, or nothing when nobody told us the name."""
    name = speech(language).called(clean(recipient.salutation or recipient.name))
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
def _of_kinds(kinds: frozenset[str], sector: str, formality: Formality, language: str) -> str:
    known = phrases(language, formality)
    by_kind = known["kinds"].get(next(iter(kinds)), "") if len(kinds) == 1 else ""
    return by_kind or known["sectors"].get(sector, known["sectors"]["other"])


def what(lines: tuple[ClaimLine, ...], sector: str, formality: Formality, language: str = LANGUAGE) -> str:
    return _of_kinds(frozenset([line.kind for line in lines]), sector, formality, language)


# What only some occasions know ---------------------------------------------------------------------------------------


def _rare_flags(facts: Facts) -> dict[str, bool]:
    named = {facts.event: True} if facts.stage == "S0" and facts.event in FLAGS else {}
    return {
        **named,
        "nothing_left": facts.total_cents == 0,
        "bill_to_come": facts.instalment is not None,
        "with_others": bool(facts.others),
        "joined": bool(facts.joined),
        "houses": bool(facts.houses),
        "many_houses": len(facts.houses) > HOUSES_ON_FIRST_PAGE,
        "one_account": len(facts.houses) == 1 and bool(facts.others),
        "absent": bool(facts.gone or facts.absent),
        "beside_plan": facts.beside_plan,
        "with_us": facts.with_us,
        "ahead": facts.ahead > 0,
        "explained": bool(facts.said),
    }


def _rare_values(facts: Facts, language: str) -> dict[str, str]:
    known, tongue = phrases(language, facts.sender.formality), speech(language)
    days = {"answer_on": facts.answer_on, "until": facts.until_on, "spoke_on": facts.spoke_on}
    names = {
        "absent": tongue.listed(facts.gone) or facts.absent, "others": tongue.listed(facts.others),
        "helper": facts.helper, "joined": facts.joined,
    }  # fmt: skip
    values = {name: tongue.weekday(on) for name, on in days.items() if on is not None}
    values |= {name: clean(text) for name, text in names.items() if text}
    if part := facts.instalment:
        values |= {"part": tongue.euros(part.amount_cents), "part_on": tongue.weekday(part.due_on)}
        values["free_until"] = tongue.weekday(part.due_on - timedelta(days=1))  # people count that day too
    if facts.ahead:
        word = known["payments"]["one" if facts.ahead == 1 else "more"]
        values["ahead"] = f"{tongue.count(facts.ahead)} {word}"
    if meeting := facts.meeting:
        values |= {
            "meet_on": tongue.weekday(meeting.on_day),
            "meet_from": tongue.hour(meeting.start),
            "meet_until": tongue.hour(meeting.until),
            "who": clean(meeting.who) or known["people"]["colleague"],
        }
    if facts.pause:
        values["paused"] = known["paused"][facts.pause]
    return values | ({"before": tongue.euros(facts.before_cents)} if facts.before_cents else {})


def houses(facts: Facts, language: str) -> tuple[tuple[str, str], ...]:
    """A row for each organisation of a joint arrangement: its name, and what goes there or how it goes on there."""
    known, tongue = phrases(language, facts.sender.formality), speech(language)
    said = [
        known["houses"][house.now].format_map(_house_values(house, known["shares"], tongue)) for house in facts.houses
    ]
    return tuple(zip([clean(house.name) for house in facts.houses], said, strict=True))


def _house_values(house: House, shares: Mapping[str, str], tongue: Speech) -> dict[str, str]:
    values = {
        "part": _share(house, shares, tongue),
        "iban": in_fours(clean(house.iban)),
        "iban_name": clean(house.iban_name or house.name),
        "reference": _readable(house.reference),
        "phone": clean(house.contact),
        "day": tongue.weekday(house.on) if house.on else "",
    }
    return {name: tongue.kept(value) for name, value in values.items()} if tongue.is_rtl else values


def _share(house: House, shares: Mapping[str, str], tongue: Speech) -> str:
    """How much goes there; of a whole plan also how often, and from when."""
    amount = tongue.euros(house.amount_cents)
    if not house.share:
        return amount
    day = tongue.day(house.on) if house.on else ""
    first = tongue.euros(house.first_cents)
    values = {"part": amount, "first": first, "count": tongue.count(house.count), "day": day}
    return shares[house.share].format_map(values)
