"""What must stand in a letter: the action first, who writes, a number, a way out; and no more than fits."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tijdig.check import hints, lists
from tijdig.check.findings import Hit
from tijdig.check.rules.reading import threshold
from tijdig.check.text import AMOUNT, WORD, Role, Sentence, Text, Token
from tijdig.check.tokens import cents

_WHOLE: Final = (0, 0)
_HELPLINES: Final = re.compile(r"0800[ -]?8115|0800[ -]?0?113|^\D*11[23]\b")
_PLACE_LINE: Final = re.compile(
    r"^\s*(?:\d{4} ?[A-Za-z]{2}\b"
    r"|(?:tel|telefoon|datum|(?:ons |uw )?kenmerk|klantnummer|nummer|postbus|aan|t\.a\.v\.|e-mail|iban)\b[.: ]"
    r"|[\w .'-]+,? (?:op )?\d{1,2} \w+ \d{4}\s*$|\d)",
    re.IGNORECASE,
)
_FROM_SMS: Final = re.compile(r"^\s*[A-ZÀ-Þ][\w'’.&-]*(?: [\w'’.&-]+){0,4}\s*:\s")
GREETINGS: Final = ("dag", "hoi", "beste", "hallo", "geachte", "hey", "goedemorgen", "goedemiddag")
_OPENING: Final = re.compile(r"[,;:]|\b(?:en|of|dan|ook)$")


def _holds(name: str, said: str) -> bool:
    return any(
        lists.may_hold(pattern, said) and pattern.find.search(said) for pattern in lists.patterns(name, "contents")
    )


def _anywhere(name: str, said: str) -> Iterator[tuple[int, int]]:
    for pattern in lists.patterns(name, "contents"):
        if lists.may_hold(pattern, said):
            yield from (found.span() for found in pattern.find.finditer(said))


def asks_money(text: Text) -> bool:
    """Whether the reader is asked to pay."""
    return any(not _holds("asks_not", _sentence_of(text, found)) for found, _ in hints.found("asks_money", text))


def _sentence_of(text: Text, found: re.Match[str]) -> str:
    sentence = text.sentence_at(found.start())
    return text.low[sentence.start : sentence.end] if sentence else found[0]


def phones(text: Text) -> tuple[Token, ...]:
    """The telephone numbers of the sender."""
    return tuple(token for token in text.phones if not _HELPLINES.search(token.low))


def action_not_first(text: Text) -> Iterator[Hit]:
    running = [each for each in text.running if _is_real(each)]
    first = _begin(running)
    if len(running) > len(first) and first and not any(_is_action(text, each) for each in first):
        if any(_is_outcome(text, each) for each in first) and not asks_money(text):
            return
        yield Hit(
            first[0].start,
            first[-1].end,
            "De lezer leest eerst niet wat hij kan doen.",
            "begin met wat u vraagt, of dat er niets hoeft",
        )


def _begin(running: Sequence[Sentence]) -> Sequence[Sentence]:
    """The first sentences; more of them when they are very short: one that begins in time, others that end in time."""
    many, within, words = int(threshold("action_within_sentences")), threshold("action_within_words"), 0
    for place, sentence in enumerate(running):
        is_late = words >= within if place == many else words + sentence.word_count > within
        if place >= many and is_late:
            return running[:place]
        words += sentence.word_count
    return running


def _is_real(sentence: Sentence) -> bool:
    return len(sentence.tokens) > 1 or sentence.tokens[0].kind == WORD


def _is_action(text: Text, sentence: Sentence) -> bool:
    said = text.low[sentence.start : sentence.end]
    if _holds("action", said):
        return True
    commands = lists.words("contents", "commands")
    for index, token in enumerate(sentence.tokens):
        before = text.low[sentence.start : token.start].rstrip()
        if token.low in commands and (index == 0 or _OPENING.search(before)):
            return True
    return False


def _is_outcome(text: Text, sentence: Sentence) -> bool:
    """What came of it: in an answer that asks nothing, that is what the reader wants to know first."""
    return _holds("outcome", text.low[sentence.start : sentence.end])


def no_phone(text: Text) -> Iterator[Hit]:
    if phones(text) or (text.kind == "sms" and not asks_money(text)):
        return
    yield Hit(*_WHOLE, "Er staat geen telefoonnummer in.", "zet erbij op welk nummer en wanneer men kan bellen")


def no_sender(text: Text) -> Iterator[Hit]:
    if not (_sms_sender(text) if text.kind == "sms" else _letter_sender(text)):
        yield Hit(*_WHOLE, "Er staat niet in wie dit schrijft.", "zet de naam van uw organisatie erbij")


def _letter_sender(text: Text) -> bool:
    if text.settings.get("sender") and str(text.settings["sender"]).lower() in text.low:
        return True
    for line in text.of(Role.HEAD, Role.SIGNATURE, Role.CLOSING):
        said = text.plain[line.start : line.end]
        if line.role == Role.CLOSING:
            said = (
                " ".join(said.split()[1:])
                if re.match(r"\s*(?:groet(?:en|jes)? van|namens)\b", said, re.IGNORECASE)
                else ""
            )
        first = said.split()[0].lower().strip(",.:") if said.split() else ""
        if (
            re.search(r"[^\W\d_]{2,}", said)
            and not _PLACE_LINE.match(said)
            and first not in lists.words("contents", "no_sender_words")
        ):
            return True
    return False


def _sms_sender(text: Text) -> bool:
    body = text.plain[next((line.start for line in text.lines if line.role not in (Role.META, Role.BLANK)), 0) :]
    if _FROM_SMS.match(body):
        return True
    return any(
        _is_sender(text, sentence, index) for sentence in text.sentences for index in range(len(sentence.tokens))
    )


def _is_sender(text: Text, sentence: Sentence, index: int) -> bool:
    """A name in a sentence, not after a greeting and no month; or a last sentence that is a name."""
    token = sentence.tokens[index]
    said = text.plain[token.start : token.end]
    if (
        token.kind != WORD
        or not said[:1].isupper()
        or said.isupper()
        or token.low in lists.words("contents", "no_sender_words")
    ):
        return False
    if index == 0:
        return _is_name_alone(text, sentence)
    return sentence.tokens[0].low not in GREETINGS or index > 2


def _is_name_alone(text: Text, sentence: Sentence) -> bool:
    """A sentence of names only, such as 'Bas Hendriks', or one word at the very end."""
    said = [text.plain[each.start : each.end] for each in sentence.tokens if each.kind == WORD]
    if sentence.tokens[0].low in GREETINGS or sentence.tokens[0].low in lists.words("contents", "commands"):
        return False
    is_last = sentence == text.sentences[-1] and not text.plain[sentence.start : sentence.end].endswith(("?", "!"))
    return all(word[:1].isupper() for word in said) and (len(said) > 1 or is_last)


def no_solution(text: Text) -> Iterator[Hit]:
    if asks_money(text) and not _holds("solution", text.reading):
        yield Hit(
            *_WHOLE,
            "Er staat niet in wat kan als iemand niet kan betalen.",
            "noem wat kan: in delen, later, een gesprek, hulp",
        )


def only_digital(text: Text) -> Iterator[Hit]:
    if phones(text) or (text.kind == "sms" and not asks_money(text)):
        return
    whole = text.raw.lower()
    if _holds("digital_ways", whole) and not _holds("other_ways", text.low):
        yield Hit(
            *_WHOLE, "Reageren kan alleen met een scherm.", "noem ook een nummer, een balie of een antwoordstrook"
        )


def too_many_amounts(text: Text) -> Iterator[Hit]:
    told = [each for each in text.running if not _is_specification(each)]
    found = {cents(token.low) for each in told for token in each.tokens if token.kind == AMOUNT}
    most = int(threshold("amounts"))
    if len(found) > most:
        yield Hit(
            *_WHOLE,
            f"Er staan {len(found)} bedragen in de zinnen.",
            "zet ze in een lijstje, elk op een regel met waar het voor is",
        )


def _is_specification(sentence: Sentence) -> bool:
    """A line of a list that ends with its amount: what it is for stands before it."""
    return sentence.role == Role.ITEM and sentence.tokens[-1].kind == AMOUNT


def over_one_page(text: Text) -> Iterator[Hit]:
    count = sum(each.word_count for each in text.sentences)
    if text.kind == "letter" and count > threshold("letter_words"):
        yield Hit(
            *_WHOLE, f"De brief heeft {count} woorden.", "kort in tot één bladzijde, of zet de rest op een los blad"
        )


def betrays_outside(text: Text) -> Iterator[Hit]:
    hits = list(_anywhere("betrays", text.low))
    amounts = [(token.start, token.end) for token in text.tokens if token.kind == AMOUNT]
    fine = list(_anywhere("betrays_not", text.low))
    for start, end in sorted({*hits, *amounts}):
        if not any(first <= start and end <= last for first, last in fine):
            yield Hit(start, end, "Een ander kan hier lezen dat er iets te betalen is.", "zeg alleen dat er post is")
