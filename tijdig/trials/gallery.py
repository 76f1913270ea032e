"""The gallery: every occasion by every carrier, level, frame and language, as people who do not exist would get it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from html import escape
from itertools import groupby, product
from pathlib import Path
from typing import Final

from tijdig.channels.base import Message
from tijdig.channels.email import html
from tijdig.channels.letter import layout, pdf, typesetter
from tijdig.channels.sms import sender_name
from tijdig.messages import samples, sms
from tijdig.messages.check import kind_rules
from tijdig.messages.content import Content
from tijdig.messages.facts import Facts
from tijdig.messages.languages import codes
from tijdig.messages.occasions import Occasion, table
from tijdig.messages.render import compose
from tijdig.messages.samples import Look
from tijdig.policy import Policy, load
from tijdig.words import ChannelKind

Report = Callable[[str, int, int], None]

PPI: Final = 92
_STYLE: Final = Path(__file__).with_name("gallery.css")
_AT: Final = datetime.combine(samples.DAY, time(8), UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message in the gallery: how it came to be, and its words."""

    look: Look
    kind: str
    content: Content
    message: Message

    @property
    def name(self) -> str:
        """The name of its files."""
        look = self.look
        parts = (look.occasion.name, look.variant, look.frame, look.tone, look.level, self.content.language, self.kind)
        return "-".join(part for part in parts if part)


def make(folder: Path, *, report: Report) -> int:
    """Write the gallery; how many messages it shows."""
    for name in ("brief", "e-mail"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shown = list(messages(load(samples.DAY)))
    for place, one in enumerate(shown, 1):
        _FILES.get(one.kind, _no_file)(one, folder)
        report("Galerij", place, len(shown))
    (folder / "index.html").write_text(page(shown), encoding="utf-8")
    return len(shown)


def messages(policy: Policy) -> Iterator[Shown]:
    """Every message there is, in the order of the table."""
    for occasion in table().values():
        for look in samples.looks(occasion):
            for language, kind in product(codes(), occasion.kinds):
                facts = _in(language, kind, samples.facts(look))
                content = compose(facts.stage, kind, facts, policy)
                if content.language == language:
                    message = Message("sample", 1, 1, kind, _AT, facts.sender, facts.recipient, content)
                    yield Shown(look, kind, content, message)


def _in(language: str, kind: str, facts: Facts) -> Facts:
    """The same facts for somebody who reads this language; texts that nobody signed yet are shown, too."""
    return replace(
        facts,
        code=facts.code if kind == ChannelKind.LETTER else "",
        sender=replace(facts.sender, drafts=codes()),
        recipient=replace(facts.recipient, language=language),
    )


# Files ---------------------------------------------------------------------------------------------------------------


def _letter(one: Shown, folder: Path) -> None:
    (folder / "brief" / f"{one.name}.png").write_bytes(picture(one.message))


def picture(message: Message) -> bytes:
    """The first page of a letter, in the size of type in which it fits."""
    whole = layout.document([pdf.fitted(message).data], message.at, message.content.subject, "")
    return typesetter.pictures("letter", whole, PPI)[0]


def _email(one: Shown, folder: Path) -> None:
    path = folder / "e-mail" / one.name
    path.with_suffix(".html").write_text(html.page(one.content, one.message.sender), encoding="utf-8")
    path.with_suffix(".txt").write_text(one.content.text, encoding="utf-8")


def _no_file(_one: Shown, _folder: Path) -> None:
    """The page itself shows what is short."""


_FILES: Final[dict[str, Callable[[Shown, Path], None]]] = {"letter": _letter, "email": _email}


# The page ------------------------------------------------------------------------------------------------------------


def page(shown: Sequence[Shown]) -> str:
    """The index: what there is to say, one occasion after the other."""
    occasions = [(occasion, list(rows)) for occasion, rows in groupby(shown, key=lambda one: one.look.occasion)]
    body = "".join(_section(occasion, rows) for occasion, rows in occasions)
    languages = dict.fromkeys(one.content.language for one in shown)
    choices = _choice("Niveau", "level", samples.LEVELS) + _choice("Taal", "language", list(languages))
    return f"""<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Galerij: alle berichten</title><style>{_STYLE.read_text(encoding="utf-8")}{_hides(languages)}</style></head>
<body><header class="head"><div class="wide"><p class="brand">Tijdig</p><p class="soft">Galerij</p></div></header>
<main class="wide"><h1>Alles wat een klant van ons leest</h1>
<p class="lead">{len(shown)} berichten bij {len(occasions)} gelegenheden. De mensen en de organisaties bestaan niet.</p>
<nav class="jump" aria-label="Gelegenheden">{"".join(_jumps([occasion for occasion, _ in occasions]))}</nav>
<div class="choices">{choices}</div>
{body}</main></body></html>
"""


def _jumps(occasions: Sequence[Occasion]) -> Iterator[str]:
    """Where to go, under the heading of each group."""
    for group in dict.fromkeys(row.group for row in occasions):
        links = "".join(f'<a href="#{row.name}">{escape(row.label)}</a>' for row in occasions if row.group == group)
        yield f"<div><p>{escape(group)}</p>{links}</div>"


def _choice(label: str, name: str, values: Sequence[str]) -> str:
    """All of them, or one only; the style sheet does it."""
    boxes = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"{" checked" if not value else ""}> {said}</label>'
        for value, said in (("", "alles"), *((value, value) for value in values))
    )
    return f"<fieldset><legend>{label}</legend>{boxes}</fieldset>"


def _hides(languages: Iterable[str]) -> str:
    chosen = 'main:has(input[name="{0}"][value="{1}"]:checked) .look:not([data-{0}="{1}"])'
    pairs = [*(("level", value) for value in samples.LEVELS), *(("language", value) for value in languages)]
    return ",".join(chosen.format(*pair) for pair in pairs) + "{display:none}"


def _section(occasion: Occasion, rows: Sequence[Shown]) -> str:
    looks = groupby(sorted(rows, key=_language), key=lambda one: (one.content.language, one.look))
    body = "".join(_look(language, look, list(some)) for (language, look), some in looks)
    head = f'<p class="soft">{escape(occasion.group)}</p><h2>{escape(occasion.label)}</h2>'
    return f'<section id="{occasion.name}">{head}{body}</section>'


def _language(one: Shown) -> int:
    return codes().index(one.content.language)


def _look(language: str, look: Look, rows: Sequence[Shown]) -> str:
    title = " · ".join([language, look.level, *look.said])
    cards = "".join(_card(one) for one in rows)
    data = f'data-level="{look.level}" data-language="{language}"'
    return f'<div class="look" {data}><h3>{escape(title)}</h3><div class="cards">{cards}</div></div>'


def _card(one: Shown) -> str:
    label, content = escape(kind_rules(one.kind).label), one.content
    subject = f'<p class="subject">{escape(content.subject)}</p>' if content.subject else ""
    if one.kind == ChannelKind.LETTER:
        path = f"brief/{one.name}.png"
        shown = f'<a href="{path}"><img loading="lazy" src="{path}" alt="{escape(content.text[:200])}…"></a>'
    elif one.kind == ChannelKind.EMAIL:
        path = f"e-mail/{one.name}"
        shown = (
            f'<iframe loading="lazy" src="{path}.html" title="{escape(content.subject)}"></iframe>'
            f'<p class="soft"><a href="{path}.html">groot</a> <a href="{path}.txt">als tekst</a></p>'
        )
    elif one.kind in (ChannelKind.SMS, ChannelKind.WHATSAPP):
        size = sms.parts(content.text)
        count = f'<p class="soft">{size.units} tekens, delen: {size.parts}</p>' if one.kind == ChannelKind.SMS else ""
        shown = (
            f'<div class="phone"><p class="who">{escape(sender_name(one.message.sender))}</p>'
            f'<p class="bubble">{escape(content.text)}</p></div>{count}'
        )
        subject = ""
    else:
        shown = "".join(f"<p>{escape(part)}</p>" for part in content.text.split("\n\n"))
        shown = f'<div class="paper">{shown}</div>'
    return f'<figure class="{one.kind}"><figcaption>{label}</figcaption>{subject}{shown}</figure>'
