"""One look at one finished text: every part that its kind must hold, every word that none may hold."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from tijdig.messages import content as words
from tijdig.messages import sms
from tijdig.messages.check import language
from tijdig.messages.content import Content
from tijdig.messages.facts import Facts
from tijdig.policy import Policy
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part
from tijdig.rules.money import euros
from tijdig.rules.notices import notice_faults
from tijdig.rules.references import in_fours
from tijdig.words import ReplyKind, Stage

_FOLDER: Final = Path(__file__).parent
_AMOUNT: Final = re.compile(r"€|\d+,\d\d\b|\beuro\b")
SIGN_IN: Final = "sign_in_link"  # a link that was asked for has rules of its own, by e-mail and by SMS alike
REPLIES: Final = frozenset((ReplyKind.ANSWER, ReplyKind.ARRANGED, ReplyKind.PAID))
REMINDERS: Final = frozenset(Stage) - {Stage.S4A}
# Occasions whose letter and e-mail have a row of their own; the rest of what is no reminder and no answer is news.
ROWS: Final = {
    "instalment": "instalment", "missed": "missed", "firm": "missed", "S4a": "handed_over",
    "joint_instalment": "instalment", "joint_resumed": "instalment", "joint_missed": "missed",
    "joint_back": "instalment",
    "joint_thanked": "joint", "joint_paused": "joint", "joint_left": "joint", "joint_completed": "joint",
    "joint_ended": "joint", "joint_renew": "joint",
}  # fmt: skip
# Where an arrangement stands, every day and amount of it does.
WITH_PARTS: Final = frozenset((
    ReplyKind.ARRANGED.value, "offered", "changed", "joint_proposed", "joint_agreed", "joint_changed",
))  # fmt: skip
WITH_WORDS: Final = frozenset((ReplyKind.ANSWER.value, "changed", "corrected", "agreed"))
# What a bank lets through with a payment, and how much of it.
_TRANSFER: Final = re.compile(r"[A-Za-z0-9/?:().,'+ -]{1,140}")
_NOTICE_WORDS: Final = re.compile(r"incassokosten|veertien dagen|14 dagen", re.IGNORECASE)


class Fault(NamedTuple):
    """What is wrong: which rule, and the words or the advice."""

    rule: str
    detail: str


class KindRules(NamedTuple):
    """What kinds.toml says of one kind of message."""

    label: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    variable: tuple[str, ...]
    lock_screen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule may look at."""

    content: Content
    facts: Facts
    policy: Policy
    text: str

    def has(self, *patterns: str) -> bool:
        """Whether one of these is in the text."""
        return any(re.search(pattern, self.text, re.IGNORECASE) for pattern in patterns)

    def names(self, part: Part) -> bool:
        """Whether the text has the day and the amount of this instalment."""
        return dutch.weekday(part.due_on) in self.text and euros(part.amount_cents) in self.text

    @property
    def is_notice(self) -> bool:
        """Whether this text has to be a true fourteen-day notice."""
        is_letter = self.content.kind == "letter"
        return is_letter and self.facts.stage == "S3" and self.facts.notice is not None


def faults(content: Content, facts: Facts, policy: Policy) -> tuple[Fault, ...]:
    """Everything wrong with one text; empty when it may go out."""
    look = Look(content, facts, policy, f"{content.subject}\n{content.text}")
    rules = kind_rules(_kind(content, facts))
    missing = [Fault(part, "staat er niet in") for part in rules.must if not _MUST[part](look)]
    wrong = [Fault(rule, detail) for rule in rules.must_not for detail in _MUST_NOT[rule](look)]
    shown = [Fault("lock_screen", detail) for place in rules.lock_screen for detail in _betrays(look, place)]
    return (*missing, *wrong, *shown)


def _kind(content: Content, facts: Facts) -> str:
    """Which row of the table holds: that of the channel, of an answer, or of what was agreed or planned."""
    if facts.stage == "link":
        return SIGN_IN
    if facts.stage in REMINDERS or content.kind not in ("letter", "email", "sms"):
        return content.kind
    row = "reply" if facts.stage in REPLIES else "news"
    return f"{row}_sms" if content.kind == "sms" else ROWS.get(facts.stage, row)


def advice(text: str, policy: Policy) -> tuple[str, ...]:
    """What a colleague may want to write otherwise, in words typed for one customer; nothing here forbids sending."""
    found = [hit for name in ("hard_words", "threats", "norms", "blame") for hit in _found(name, text)]
    most = policy.messages.sentence_max_words
    long = [line for line in language.split(text) if language.count_words(line) > most]
    return (*found, *(f"Lange zin, maak er twee van: {line}" for line in long))


@cache
def _all_kinds() -> Mapping[str, KindRules]:
    data = tomllib.loads((_FOLDER / "kinds.toml").read_text())
    return {
        kind: KindRules(rows["label"], *(tuple(rows[key]) for key in KindRules._fields[1:]))
        for kind, rows in data.items()
    }


def kind_rules(kind: str) -> KindRules:
    """What a message of this kind must hold."""
    return _all_kinds()[kind]


def kinds() -> tuple[str, ...]:
    """All kinds in the table."""
    return tuple(_all_kinds())


@cache
def _word_list(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tomllib.loads((_FOLDER / "words.toml").read_text())[name]
    return tuple((re.compile(_pattern(word), re.IGNORECASE), advice) for word, advice in table.items())


def _pattern(word: str) -> str:
    return rf"\b{re.escape(word.removesuffix('*'))}" + (r"\w*" if word.endswith("*") else r"\b")


@cache
def _any_of(name: str) -> re.Pattern[str]:
    """All words of a list at once: most texts hold none of them, and this says so quickly."""
    return re.compile("|".join(pattern.pattern for pattern, _ in _word_list(name)), re.IGNORECASE)


def _found(name: str, text: str) -> list[str]:
    if not _any_of(name).search(text):
        return []
    return [f"{hit[0]} → {advice}" for pattern, advice in _word_list(name) if (hit := pattern.search(text))]


# What must be there -----------------------------------------------------------------------------------------------


def _action_first(look: Look) -> bool:
    """One bold paragraph, right after the greeting, that says what to do."""
    kinds_ = [block.kind for block in look.content.blocks]
    leads = [block for block in look.content.blocks if block.kind == words.LEAD]
    return len(leads) == 1 and kinds_.index(words.LEAD) <= 1 and bool(re.search(r"\b[Bb]el\b", leads[0].text))


def _has_notice(look: Look) -> bool:
    """When it is a notice: term, costs and sum in words that hold in court, and the last day."""
    notice = look.facts.notice
    if not look.is_notice or notice is None:
        return True
    found = notice_faults(
        look.text,
        principal_cents=notice.principal_cents,
        stated_costs_cents=notice.costs_cents,
        due_on=max(line.due_on for line in look.facts.lines if line.in_notice),
        sent_on=look.facts.day,
        policy=look.policy,
        with_vat=notice.includes_vat,
    )
    return not found and euros(notice.principal_cents) in look.text and str(notice.last_day.year) in look.text


def _is_true_notice(look: Look) -> bool:
    """Of what is really going to happen: the day, and what has to be paid before it."""
    near = look.facts.consequence
    return near is None or (dutch.weekday(near.on_day) in look.text and euros(near.avoid_cents) in look.text)


def _needs_help(look: Look) -> bool:
    return bool(look.facts.signalling)


def _tells(look: Look) -> bool:
    """Every day and hour that this message is about."""
    meeting = look.facts.meeting
    days = [on for on in (look.facts.until_on, look.facts.answer_on, meeting and meeting.on_day) if on]
    hours = [dutch.hour(at) for at in (meeting.start, meeting.until)] if meeting else []
    return all(text in look.text for text in (*map(dutch.weekday, days), *hours))


def _names_part(look: Look) -> bool:
    """The instalment by its day and amount; and where we hold somebody to a word, the conversation it was given in."""
    part, spoke_on = look.facts.instalment, look.facts.spoke_on
    is_firm = look.facts.stage == "firm"
    is_on_file = not is_firm or (spoke_on is not None and dutch.weekday(spoke_on) in look.text)
    return part is not None and look.names(part) and is_on_file


def _joint(look: Look) -> bool:
    """Of one plan with several organisations: who is named by it, how it goes on with each, and what comes next."""
    facts = look.facts
    names = [*facts.others, *(facts.gone or ([facts.absent] if facts.absent else []))]
    goes_on = [one for house in facts.houses for one in (house.name, house.contact if house.now != "paid" else "")]
    goes_on += [dutch.weekday(house.on) for house in facts.houses if house.now == "quiet" and house.on]
    return all(name in look.text for name in (*names, *goes_on)) and (
        facts.instalment is None or look.names(facts.instalment)
    )


def _pays(look: Look) -> bool:
    """What goes to each organisation of a joint arrangement, on which account, or whom to call for it."""
    said = [
        (house.name, euros(house.amount_cents), in_fours(house.iban) if house.now == "pays" else house.contact)
        for house in look.facts.houses
    ]
    return all(text in look.text for row in said for text in row)


def _is_short(look: Look) -> bool:
    size = sms.parts(look.content.text)
    return size.encoding == "GSM-7" and size.parts <= look.policy.messages.sms_max_parts


_MUST: Final[Mapping[str, Callable[[Look], bool]]] = {
    "greeting": lambda look: look.has(r"\bDag\b"),
    "action_first": _action_first,
    "parts": lambda look: look.facts.stage not in WITH_PARTS or all(map(look.names, look.facts.parts)),
    "said": lambda look: look.facts.stage not in WITH_WORDS or all(said in look.text for said in look.facts.said),
    "told": _tells,
    "part": _names_part,
    "joint": _joint,
    "pays": _pays,
    "left_out": lambda look: all(name in look.text for name in look.facts.gone),
    "beside": lambda look: not look.facts.beside_plan or look.has(r"plan voor alles samen\. dat (plan )?gaat gewoon"),
    "lead": lambda look: [block.kind for block in look.content.blocks].count(words.LEAD) == 1,
    "total": lambda look: euros(look.facts.total_cents) in look.text,
    "claims": lambda look: all(line.reference in look.text for line in look.facts.lines),
    "purpose": lambda look: look.has(r"het gaat om|over (uw|je) "),
    "willing": lambda look: look.has(
        r"denken graag met (u|je) mee", r"helpen (u|je) graag", r"samen", r"met (u|je) mee"
    ),
    "solution": lambda look: look.has(r"\blater\b.*\bin delen\b"),
    "phone": lambda look: look.facts.sender.phone in look.text,
    "written_answer": lambda look: look.has(r"strook", r"schrijf terug", r"antwoord op deze e-mail"),
    "sender": lambda look: look.facts.sender.name in look.text,
    "signature": lambda look: any(block.kind == words.SIGNATURE for block in look.content.blocks),
    "next": lambda look: look.has(r"wat gebeurt er nu\?"),
    "money_help": lambda look: look.has(r"0800-8115") and look.has(r"gemeente") if _needs_help(look) else True,
    "consent_offer": lambda look: look.has(r"toestemming") if _needs_help(look) and look.facts.stage != "S0" else True,
    "registration": lambda look: look.facts.sender.registration in look.text,
    "notice": _has_notice,
    "true_notice": _is_true_notice,
    "agency": lambda look: look.facts.agency in look.text,
    "link": lambda look: bool(look.content.link),
    "sms_size": _is_short,
    "transfer_size": lambda look: bool(_TRANSFER.fullmatch(look.content.text)),
    "sender_size": lambda look: 0 < len(look.facts.sender.sms_sender) <= look.policy.messages.sms_sender_max_characters,
}


# What may not be there --------------------------------------------------------------------------------------------


def _early_notice(look: Look) -> Iterable[str]:
    """Words of the fourteen-day notice where it is none: there they would be an empty threat."""
    if look.facts.stage == "S3" and look.facts.notice is not None:
        return []
    return [f"{hit}: alleen in een veertiendagenbrief" for hit in _NOTICE_WORDS.findall(look.text)]


# What may be named where it is really going to happen, on a day that somebody recorded, or did happen.
_TRUE_HERE: Final[Mapping[str, Mapping[str, str]]] = {
    "S4a": {"": r"incassobureau"},
    "S4b": {"summons": r"rechter|dagvaard|deurwaarder"},
    "S5": {"eviction": r"ontruim", "disconnection": r"sluiten .* af\b|afsluit"},
}


def _threats(look: Look) -> Iterable[str]:
    kind = look.facts.consequence.kind if look.facts.consequence else ""
    allowed = _TRUE_HERE.get(look.facts.stage, {}).get(kind)
    found = _found("threats", look.text)
    return [one for one in found if not allowed or not re.match(allowed, one, re.IGNORECASE)]


def _long_sentences(look: Look) -> Iterable[str]:
    most = look.policy.messages.sentence_max_words
    lines = language.sentences(look.content)
    counted = ((language.count_words(line), most, line) for line in lines)
    if look.content.level == "A2":
        counted = (_easily(line, look) for line in lines)
    return [f"{count} woorden: {line}" for count, allowed, line in counted if count > allowed]


def _easily(line: str, look: Look) -> tuple[int, int, str]:
    """How long a line is for who reads slowly; words that a law fixes may be as long as elsewhere."""
    numbers, facts = look.policy.messages, look.facts
    if _NOTICE_WORDS.search(line) or look.content.kind == "call_script":
        return language.count_words(line), numbers.sentence_max_words, line
    sender, reader = facts.sender, facts.recipient
    ours = (sender.iban, sender.iban_name, sender.phone, sender.hours, sender.name)
    there = [
        one for house in facts.houses for one in (in_fours(house.iban), house.iban_name, house.contact, house.name)
    ]
    names = (*ours, reader.name, facts.agency, *facts.said, *there)
    return language.easy_words(line, names), numbers.easy_sentence_max_words, line


def _hard_text(look: Look) -> Iterable[str]:
    ease = language.reading_ease(look.content)
    least = look.policy.messages.reading_ease_min
    return [f"leesbaarheid {ease:.0f}, nodig is {least}"] if ease < least else []


_MUST_NOT: Final[Mapping[str, Callable[[Look], Iterable[str]]]] = {
    "hard_words": lambda look: _found("hard_words", look.text),
    "threats": _threats,
    "norms": lambda look: _found("norms", look.text),
    "blame": lambda look: _found("blame", look.text),
    "early_notice": _early_notice,
    "long_sentences": _long_sentences,
    "hard_text": _hard_text,
    "money_in_link": lambda look: [look.content.link] if _AMOUNT.search(look.content.link) else [],
}


def _betrays(look: Look, place: str) -> Iterable[str]:
    """What a stranger could read on a lock screen or a card."""
    shown = look.content.subject if place == "subject" else look.content.text
    amounts = [hit[0] for hit in [_AMOUNT.search(shown)] if hit]
    references = [line.reference for line in look.facts.lines if line.reference in shown]
    return [*amounts, *references, *_found("betrays", shown)]
