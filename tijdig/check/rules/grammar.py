"""Grammar: who does it (passive), verbs made into nouns, and two negations that cancel."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tijdig.check import hints, lists
from tijdig.check.findings import Hit
from tijdig.check.participles import is_participle, leaves_actor_out
from tijdig.check.text import WORD, Text, Token

BECOME: Final = frozenset({"word", "wordt", "worden", "werd", "werden"})
BE: Final = frozenset({"is", "zijn", "was", "waren"})
_VERBS: Final = BECOME | BE
HAVE: Final = frozenset({"heb", "hebt", "heeft", "hebben", "had", "hadden"})
PEOPLE: Final = {  # who can be the subject of each
    "was": frozenset({"u", "je", "jij", "ik"}),
    "waren": frozenset({"wij", "we", "jullie", "u"}),
    "zijn": frozenset({"wij", "we", "jullie"}),
    "is": frozenset[str](),
}
DETERMINERS: Final = frozenset(["een", "geen", "elk", "ieder", "zo'n"])
_SPLIT: Final = re.compile(r"[,;:()–?!\"]")
MOST_VERBS: Final = 20
SHORTEST_NEGATIVE: Final = 5  # oneens
_DENIALS: Final = frozenset({"niet", "geen", "nooit", "niets", "niemand"})


def passives(text: Text) -> Iterator[Hit]:
    for sentence in text.read:
        if not any(token.low in _VERBS for token in sentence.tokens):
            continue
        for clause in _clauses(text, sentence.tokens):
            found = _passive(clause)
            if found:
                yield Hit(
                    min(token.start for token in found),
                    max(token.end for token in found),
                    "Hier staat niet wie het doet.",
                    "schrijf het met 'wij' of 'u'",
                )


def _clauses(text: Text, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    held: list[Token] = []
    turns = lists.words("grammar", "turns")
    for token in tokens:
        between = text.plain[held[-1].end : token.start] if held else ""
        if held and (_SPLIT.search(between) or token.low in turns):
            yield held
            held = []
        held.append(token)
    if held:
        yield held


def _passive(clause: list[Token]) -> tuple[Token, Token] | None:
    words = [token.low for token in clause]
    if _names_actor(words):
        return None
    verbs = 0
    for index, word in enumerate(words):
        verbs += word in _VERBS
        if verbs > MOST_VERBS:  # no clause; a list of words, and each would be held against all that follow
            return None
        if word in BECOME or (word in BE and not HAVE & set(words) and not _about_people(words, index)):
            for at in _candidates(words, index):
                if leaves_actor_out(words[at], becomes=word in BECOME):
                    return clause[index], clause[at]
    return None


def _candidates(words: list[str], index: int) -> Iterator[int]:
    """Where the participle may stand: after the verb, or right before it."""
    for at in range(index + 1, len(words)):
        if is_participle(words[at]) and words[at - 1] not in DETERMINERS:
            yield at
    if index and is_participle(words[index - 1]):
        yield index - 1


def _about_people(words: list[str], index: int) -> bool:
    """'Wij zijn verhuisd', 'bent u geschrokken': what people are, not what was done."""
    return bool(PEOPLE[words[index]] & set(words[max(0, index - 1) : index + 2]))


def _names_actor(words: list[str]) -> bool:
    """'door ons', 'door een collega': then it is said who does it. At the beginning 'door' names a cause."""
    places = [place for place, word in enumerate(words) if word == "door" and place > 0]
    return any(place + 1 < len(words) and not is_participle(words[place + 1]) for place in places)


def noun_style(text: Text) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for sentence, found in text.phrases:
        if found.of == "nouns":
            taken.append((sentence.tokens[found.first].start, sentence.tokens[found.last].end))
            yield _noun(*taken[-1], lists.instead(found.phrase))
    for table, plain in (("made_nouns", "no_verbs"), ("noun_chains", "plain_nouns")):
        for match, _ in hints.found(table, text):
            if not _is_plain(match[1], plain) and not any(a < match.end() and match.start() < b for a, b in taken):
                yield _noun(match.start(), match.end(), "schrijf wie wat doet")


def _is_plain(word: str, key: str) -> bool:
    """A common noun, not one that was made of a verb."""
    return word in lists.words("nounlike", key) or word.endswith(tuple(lists.words("nounlike", "plain_ends")))


def _noun(start: int, end: int, instead: str) -> Hit:
    return Hit(start, end, "Hier is van een werkwoord een naamwoord gemaakt.", instead)


def double_negations(text: Text) -> Iterator[Hit]:
    taken: list[int] = []
    for sentence in text.read:
        words = sentence.tokens
        for index, token in enumerate(words):
            if token.low in _DENIALS:
                near = next((word for word in words[index + 1 : index + 3] if _is_negative(word)), None)
                if near:
                    taken.append(token.start)
                    yield _twice(token.start, near.end)
    for found, _ in hints.found("cancelling", text):
        if not any(found.start() <= place < found.end() for place in taken):
            yield _twice(found.start(), found.end())


def _twice(start: int, end: int) -> Hit:
    return Hit(start, end, "Twee keer ontkend: dat moet de lezer omdraaien.", "zeg het zonder ontkenning")


def _is_negative(token: Token) -> bool:
    """A word that begins with on- and says the opposite of something good."""
    low = token.low
    if token.kind != WORD or not low.startswith("on") or len(low) < SHORTEST_NEGATIVE:
        return False
    if low in lists.words("nounlike", "not_negative"):
        return False
    if low.startswith(tuple(lists.words("nounlike", "negative_starts"))):
        return True
    is_noun = low.endswith(("heid", "ing", "ingen", "en"))
    return not is_noun and not low.startswith(tuple(lists.words("nounlike", "other_starts")))
