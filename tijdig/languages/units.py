"""Templates as translators see them: cut into sentences, without marks in the source.

A unit is a run of words between tags of a block, with the values and conditions in it. A tag inside a sentence loses
its attributes: `<a href="{% url 'x' %}">` is `<a>`, a second one `<a2>`; so no translation breaks a link. What an
attribute says (`aria-label`, `alt`) and a text handed to an include are units of their own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

_TEMPLATE: Final = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
_VALUE: Final = rf'"(?:{_TEMPLATE}|[^"])*"'
_HTML: Final = rf'<!--.*?-->|</?[a-zA-Z!](?:{_TEMPLATE}|{_VALUE}|[^>"{{]|\{{(?![%{{#]))*>'
_TOKENS: Final = re.compile(rf"({_TEMPLATE}|{_HTML})", re.DOTALL)
_NAME: Final = re.compile(r"</?\s*([a-zA-Z0-9!-]+)|\{%-?\s*(\w+)")
_SPOKEN: Final = re.compile(rf'(?<=\s)(aria-label|alt|title|placeholder)="((?:{_TEMPLATE}|[^"])*)"', re.DOTALL)
_HANDED: Final = re.compile(r'(?<=\s)(\w+)="([^"{}]*)"')
_PLACE: Final = re.compile(r"<(/?)([a-z]+\d*)>")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SPACE: Final = re.compile(r"\s+")

INLINE: Final = frozenset(["a", "abbr", "b", "bdi", "br", "code", "em", "i", "kbd", "small", "span", "strong", "time"])
ALONE: Final = frozenset(("br",))
_STARTS: Final = {"if": "endif", "for": "endfor", "with": "endwith"}
_BETWEEN: Final = {"elif": "endif", "else": "endif", "empty": "endfor"}
_ENDS: Final = frozenset(_STARTS.values())
_ENDED: Final = tuple(".?!:")

Say = Callable[[str], str]


class Token(NamedTuple):
    """A piece of a template: words, a value, a tag of the template or a tag of the page."""

    text: str
    kind: str  # text, value, tag, html
    name: str = ""

    @property
    def is_close(self) -> bool:
        """Whether it ends what another began."""
        return self.text.startswith("</") or self.name in _ENDS

    @property
    def is_within(self) -> bool:
        """Whether it can stand in the middle of a sentence."""
        if self.kind == "html":
            return self.name in INLINE
        return self.kind != "tag" or self.name in {"url", *_STARTS, *_BETWEEN, *_ENDS}


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to translate, where it stands among the tokens, and what its short tags stand for."""

    start: int
    end: int
    text: str
    tags: dict[str, str]


def translated(source: str, say: Say) -> str:
    """A template with every unit as `say` says it."""
    tokens = _tokens(source, say)
    made, at = [], 0
    for unit in _units(tokens):
        made += [token.text for token in tokens[at : unit.start]]
        whole = "".join(token.text for token in tokens[unit.start : unit.end])
        said = say(unit.text)
        made.append(whole if said == unit.text else _around(whole, _with_tags(said, unit)))
        at = unit.end
    return "".join([*made, *(token.text for token in tokens[at:])])


def units(source: str) -> list[str]:
    """Every text of a template that a translator sees, in the order of the page."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    translated(source, noted)
    return list(dict.fromkeys(found))


def parts(text: str) -> list[str]:
    """The values, conditions and tags in a unit: a translation holds the same."""
    return sorted({_SPACE.sub(" ", token.text) for token in _cut(text) if token.kind != "text"})


def _with_tags(said: str, unit: Unit) -> str:
    """A translation with the tags as the page has them."""

    def whole(tag: re.Match[str]) -> str:
        close, name = tag.groups()
        return f"</{name.rstrip('0123456789')}>" if close else unit.tags.get(name, tag[0])

    return _PLACE.sub(whole, said)


def _around(whole: str, said: str) -> str:
    """The white space that stood around the words."""
    bare = whole.strip()
    return whole[: whole.index(bare)] + said + whole[whole.index(bare) + len(bare) :]


def _tokens(source: str, say: Say) -> list[Token]:
    return [_spoken(token, say) for token in _cut(source)]


def _cut(source: str) -> Iterator[Token]:
    for place, text in enumerate(_TOKENS.split(source)):
        if not text:
            continue
        if place % 2 == 0:
            yield Token(text, "text")
        elif text.startswith("{{"):
            yield Token(text, "value")
        else:
            found = _NAME.match(text)
            name = (found[1] or found[2] or "").lower() if found else ""
            yield Token(text, "html" if text.startswith("<") else "tag", name)


def _spoken(token: Token, say: Say) -> Token:
    """A tag whose attributes, or whose texts for an include, are said in the other language."""
    if token.kind == "html":
        return token._replace(text=_SPOKEN.sub(lambda found: _attribute(found, say), token.text))
    if token.kind == "tag" and token.name in {"include", "with"}:
        return token._replace(text=_HANDED.sub(lambda found: _attribute(found, say), token.text))
    return token


def _attribute(found: re.Match[str], say: Say) -> str:
    words = _SPACE.sub(" ", found[2]).strip()
    bare = "".join(token.text for token in _cut(words) if token.kind == "text")
    is_name = found[0].startswith(found[1]) and not _LETTER.search(bare)
    is_code = " " not in words and words[:1].islower()
    if is_name or is_code:
        return found[0]
    said = "".join(
        token.text.replace('"', "&quot;") if token.kind == "text" else token.text for token in _cut(say(words))
    )
    return f'{found[1]}="{said}"'


def _units(tokens: Sequence[Token]) -> list[Unit]:
    found: list[Unit] = []
    start = 0
    for place in range(len(tokens) + 1):
        if place == len(tokens) or not tokens[place].is_within:
            found += _split(tokens, start, place)
            start = place + 1
    return found


def _split(tokens: Sequence[Token], start: int, end: int) -> Iterator[Unit]:
    """The units between two places: cut at what is not whole, then at what stands around it, then at sentences."""
    while start < end and _is_blank(tokens[start]):
        start += 1
    while end > start and _is_blank(tokens[end - 1]):
        end -= 1
    if not _has_words(tokens[start:end]):
        return
    groups, loose = _groups(tokens, start, end)
    around = [group for group in groups if group[0] == start and group[-1] == end - 1]
    cuts = loose or (around[0] if around else _sentences(tokens, start, groups))
    if not cuts:
        yield _unit(tokens, start, end)
        return
    for first, last in zip([start - 1, *cuts], [*cuts, end], strict=True):
        yield from _split(tokens, first + 1, last)


def _has_words(run: Sequence[Token]) -> bool:
    """Whether there is anything to translate: letters, and not an address that is put together."""
    if any(token.name == "url" for token in run):
        return False
    return any(token.kind == "text" and _LETTER.search(token.text) for token in run)


def _is_blank(token: Token) -> bool:
    return token.kind == "text" and not token.text.strip()


def _groups(tokens: Sequence[Token], start: int, end: int) -> tuple[list[list[int]], list[int]]:
    """What belongs together (if, else, endif; a tag and its end), outermost only; and what has no other half here."""
    whole: list[list[int]] = []
    loose: list[int] = []
    stack: list[list[int]] = []
    for place in range(start, end):
        token = tokens[place]
        if token.kind in {"text", "value"} or token.name in ALONE or token.name == "url":
            continue
        if not token.is_close and token.name not in _BETWEEN:
            stack.append([place])
            continue
        depth = next((n for n in range(len(stack) - 1, -1, -1) if _ends(tokens[stack[n][0]], token)), None)
        if depth is None:
            loose.append(place)
            continue
        for left in stack[depth + 1 :]:
            loose += left
        del stack[depth + 1 :]
        stack[depth].append(place)
        if token.is_close:
            whole.append(stack.pop())
    loose += [place for left in stack for place in left]
    outer = [group for group in whole if not any(one[0] < group[0] and group[-1] < one[-1] for one in whole)]
    return outer, sorted(loose)


def _ends(start: Token, end: Token) -> bool:
    if start.kind != end.kind:
        return False
    if start.kind == "html":
        return start.name == end.name
    return _STARTS[start.name] == (_BETWEEN.get(end.name) or end.name)


def _sentences(tokens: Sequence[Token], start: int, groups: Sequence[list[int]]) -> list[int]:
    """Where a condition chooses between whole sentences after whole sentences, each is a unit by itself."""
    cuts: list[int] = []
    at = start
    for group in groups:
        if tokens[group[0]].name != "if":
            continue
        branches = [_flat(tokens, one + 1, other) for one, other in pairwise(group)]
        if not _is_ended(_flat(tokens, at, group[0])) or not all(map(_is_ended, branches)):
            continue
        cuts += group
        at = group[-1] + 1
    return cuts


def _flat(tokens: Sequence[Token], start: int, end: int) -> str:
    return "".join("x" if token.kind == "value" else token.text for token in tokens[start:end] if token.kind != "html")


def _is_ended(words: str) -> bool:
    bare = re.sub(r"\{%.*?%\}\s*$", "", words).strip().rstrip("]").rstrip()
    return not bare or bare.endswith(_ENDED)


def _unit(tokens: Sequence[Token], start: int, end: int) -> Unit:
    tags: dict[str, str] = {}
    open_: list[str] = []
    said = []
    for token in tokens[start:end]:
        if token.kind != "html":
            said.append(token.text)
        elif token.is_close:
            said.append(f"</{open_.pop()}>")
        else:
            name = _short(token, tags)
            said.append(f"<{name}>")
            if token.name not in ALONE:
                open_.append(name)
    return Unit(start, end, _SPACE.sub(" ", "".join(said)).strip(), tags)


def _short(token: Token, tags: dict[str, str]) -> str:
    same = [name for name in tags if name.rstrip("0123456789") == token.name]
    for name in same:
        if tags[name] == token.text:
            return name
    name = f"{token.name}{len(same) + 1}" if same else token.name
    tags[name] = token.text
    return name
