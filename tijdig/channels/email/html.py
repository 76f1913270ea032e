"""The calm HTML of an e-mail: one column, no pictures, no scripts, nothing that tracks; without its style it reads on.

Words stand in the order in which they are read, in headings, lists and tables that a screen reader knows; a creditor
that sends no links gets none, not even for a telephone number.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from tijdig.channels.email.style import CARD, FONT, INK, LINE, PAPER, SHEET, SOFT, Look, look_of
from tijdig.messages import content as words
from tijdig.messages.content import Block, Content
from tijdig.messages.facts import Formality, Sender
from tijdig.messages.languages import frame, speech

# A phone shows the first words of an e-mail on its lock screen: there they are the subject again, and then nothing.
UNSEEN_ROOM: Final = " &#847;&zwnj;" * 150
_SAFE_LINK: Final = re.compile(r"(https?://|tel:\+?[0-9])")
_TARGET: Final = re.compile(r"\u2066?[0-9+][0-9 -]*[0-9]\u2069?")
_HOST: Final = re.compile(r"(?<=[a-z0-9])\.(?=[a-z])", re.IGNORECASE)
_P: Final = f"margin:0 0 16px;font-size:18px;line-height:1.55;color:{INK}"
_CELL: Final = f"padding:10px 0;border-bottom:1px solid {LINE};font-size:16px;line-height:1.4"
_NO_LINKS: Final = '\n<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">'
_BREAKS: Final = "overflow-wrap:break-word;word-break:break-word"


def page(content: Content, sender: Sender, other_way: str = "") -> str:
    """The whole e-mail as one HTML document; `other_way` is where somebody chooses how to be reached."""
    tongue = speech(content.language)
    look = look_of(sender, tongue)
    body = "\n".join(_DRAW[block.kind](block, look) for block in content.blocks)
    title, direction = escape(content.subject), f'lang="{escape(content.language)}" dir="{tongue.direction}"'
    return f"""<!DOCTYPE html>
<html {direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">{"" if look.has_links else _NO_LINKS}
<title>{title}</title>
{SHEET}
</head>
<body class="paper ink" style="margin:0;padding:0;background:{PAPER};font-family:{FONT};color:{INK};{_BREAKS}">
<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true">{title}{UNSEEN_ROOM}</div>
<main>
<div {direction} style="max-width:600px;margin:0 auto;padding:24px 20px 40px;text-align:{look.start}">
{_logo(sender, look)}
<h1 style="margin:0 0 20px;font-size:28px;line-height:1.2;font-weight:bold">{title}</h1>
{body}{_footer(content, look, other_way)}
</div>
</main>
</body>
</html>
"""


def unlinked(text: str) -> str:
    """The name of a site that no program makes a link of: an unseen joiner after each dot; pasted, it works."""
    return _HOST.sub(".\N{WORD JOINER}", text)


def _logo(sender: Sender, look: Look) -> str:
    name = sender.logo or sender.name
    mark = (
        f"display:inline-block;width:34px;line-height:34px;margin-{look.end}:10px;border-radius:7px;"
        f"background:{look.main};color:#ffffff;font-weight:bold;text-align:center"
    )
    return (
        f'<p class="line" style="margin:0 0 28px;padding-bottom:16px;border-bottom:1px solid {LINE};font-size:20px">'
        f'<span aria-hidden="true" style="{mark}">{escape(name[:1].upper())}</span> '
        f"<strong>{escape(name)}</strong></p>"
    )


def _footer(content: Content, look: Look, other_way: str) -> str:
    """How to hear from us in another way; where there are no links, the text itself says how."""
    if not other_way or not look.has_links or not _SAFE_LINK.match(other_way):
        return ""
    formality: Formality = "je" if content.formality == "je" else "u"
    words_ = frame(content.language, formality)["other_way"]
    style = f"color:{look.link};text-decoration:underline"
    return (
        f'\n<p class="line" style="margin:28px 0 0;padding-top:16px;border-top:1px solid {LINE};font-size:16px;'
        f'line-height:1.5"><a class="link" href="{escape(other_way)}" style="{style}">{escape(words_)}</a></p>'
    )


def _text(block: Block, look: Look) -> str:
    return f'<p class="ink" style="{_P}">{_plain(block.text, look)}</p>'


def _lead(block: Block, look: Look) -> str:
    return f'<p class="ink" style="{_P};font-weight:bold;font-size:20px">{_plain(block.text, look)}</p>'


def _heading(block: Block, _look: Look) -> str:
    return f'<h2 style="margin:32px 0 10px;font-size:20px;line-height:1.3;font-weight:bold">{escape(block.text)}</h2>'


def _amount(block: Block, look: Look) -> str:
    """The first is what to pay; what follows is only to be known, and smaller."""
    return "".join(
        f'<p style="margin:{24 if place == 0 else 0}px 0 12px;font-size:18px">{escape(label)}<br>'
        f'<strong style="font-size:{36 if place == 0 else 20}px;line-height:1.25;white-space:nowrap">'
        f"{_number(value, look)}</strong></p>"
        for place, (label, value) in enumerate(block.rows)
    )


def _ways(block: Block, look: Look) -> str:
    rows = [_button(row, look) if place == 0 else _way(row, look) for place, row in enumerate(block.rows)]
    title = f'<p class="ink" style="{_P};margin-bottom:12px">{escape(block.text)}</p>'
    return f'<div style="margin:0 0 24px">{title}{"".join(rows)}</div>'


def _button(row: tuple[str, ...], look: Look) -> str:
    _, label, value, address = row
    style = "display:block;padding:15px 20px;border-radius:10px;font-size:18px;line-height:1.3;font-weight:bold"
    if not _SAFE_LINK.match(address) or not look.has_links:
        return _way(row, look)
    return (
        f'<p style="margin:0 0 6px"><a href="{escape(address)}" style="{style};background:{look.main};color:#ffffff;'
        f'text-decoration:none">{escape(label)}</a></p>'
        f'<p class="soft" style="margin:0 0 18px;font-size:16px;color:{SOFT}">{_counted(value, look)}</p>'
    )


def _counted(value: str, look: Look) -> str:
    """What begins with a telephone number, which keeps its own direction."""
    target = _TARGET.match(value)
    return f"{_number(target[0], look)}{escape(value[target.end() :])}" if target else escape(value)


def _way(row: tuple[str, ...], look: Look) -> str:
    _, label, value, address = row
    shown = _plain(value, look)
    if _SAFE_LINK.match(address) and look.has_links:
        # Only the number or address itself is the link; what is said about it is not.
        target = _TARGET.match(value)
        end = target.end() if target else len(value)
        style = f"color:{look.link};text-decoration:underline;white-space:nowrap"
        ltr = ' dir="ltr"' if look.is_rtl and target else ""
        link = f'<a class="link"{ltr} href="{escape(address)}" style="{style}">{escape(value[:end])}</a>'
        shown = f"{link}{escape(value[end:])}"
    return (
        f'<p class="line" style="margin:0;padding:12px 0;border-top:1px solid {LINE};font-size:18px;line-height:1.45">'
        f"<strong>{escape(label)}</strong><br>{shown}</p>"
    )


def _claims(block: Block, look: Look) -> str:
    head, total = block.rows[0], block.rows[-1]
    first, last = f"padding-{look.start}:14px;text-align:{look.start}", f"padding-{look.end}:14px;text-align:{look.end}"
    rows = "".join(_claim(row, look) for row in block.rows[1:-1])
    return (
        f'<table class="card line" style="{_table(8)}"><thead><tr>'
        f'<th class="soft line" scope="col" style="{_CELL};{first};color:{SOFT};font-weight:normal">'
        f"{escape(head[0])}<br>{escape(head[1])} · {escape(head[2])}</th>"
        f'<th class="soft line" scope="col" style="{_CELL};{last};color:{SOFT};font-weight:normal">'
        f"{escape(head[3])}</th></tr></thead><tbody>{rows}"
        f'<tr><td style="padding:12px 14px;font-size:18px;font-weight:bold">{escape(total[0])}</td>'
        f'<td style="padding:12px 14px;font-size:18px;font-weight:bold;text-align:{look.end};white-space:nowrap">'
        f"{_number(total[3], look)}</td></tr></tbody></table>"
    )


def _claim(row: tuple[str, ...], look: Look) -> str:
    description, reference, due, amount, mark = row
    last = f"padding-{look.end}:14px;text-align:{look.end};white-space:nowrap;vertical-align:top"
    return (
        f'<tr><td class="line" style="{_CELL};padding-{look.start}:14px">{escape(description + mark)}<br>'
        f'<span class="soft" style="color:{SOFT}">{_number(reference, look)} · {escape(due)}</span></td>'
        f'<td class="line" style="{_CELL};{last}">{_number(amount, look)}</td></tr>'
    )


def _steps(block: Block, look: Look) -> str:
    items = "".join(
        f'<li style="margin:0 0 10px"><strong>{escape(when)}</strong><br>{_plain(text, look)}</li>'
        for when, text in block.rows
    )
    style = f"margin:0 0 16px;padding:0;padding-{look.start}:22px;font-size:18px;line-height:1.5"
    return f'<ul style="{style}">{items}</ul>'


def _signature(block: Block, _look: Look) -> str:
    lines = "<br>".join(f"<strong>{escape(row[0])}</strong>" for row in block.rows)
    return f'<p class="ink" style="{_P};margin-top:28px">{escape(block.text)}<br>{lines}</p>'


def _small(block: Block, look: Look) -> str:
    style = f"margin:0 0 10px;font-size:16px;line-height:1.5;color:{SOFT}"
    return f'<p class="soft" style="{style}">{_plain(block.text, look)}</p>'


def _said(block: Block, look: Look) -> str:
    """What a colleague wrote, set apart: these are the words that matter."""
    lines = "".join(f'<p class="ink" style="{_P}">{_plain(row[0], look)}</p>' for row in block.rows)
    style = f"margin:0 0 20px;padding-top:4px;padding-{look.start}:18px;border-{look.start}:4px solid {look.main}"
    return f'<div style="{style}">{lines}</div>'


def _parts(block: Block, look: Look) -> str:
    first = f"padding-{look.start}:14px;text-align:{look.start};font-weight:normal"
    last = f"padding-{look.end}:14px;text-align:{look.end};white-space:nowrap;font-weight:bold"
    rows = "".join(
        f'<tr><th class="line" scope="row" style="{_CELL};{first}">{escape(day)}</th>'
        f'<td class="line" style="{_CELL};{last}">{_number(amount, look)}</td></tr>'
        for day, amount in block.rows
    )
    return f'<table class="card line" style="{_table(16)}"><tbody>{rows}</tbody></table>'


def _tongue(block: Block, look: Look) -> str:
    """One line in another language, in its own direction; it begins where its reader begins."""
    language, direction, address = block.rows[0]
    side, shown = "right" if direction == "rtl" else "left", address.removeprefix("https://")
    style = f"color:{look.link};text-decoration:underline;overflow-wrap:anywhere"
    if look.has_links and _SAFE_LINK.match(address):
        page = f'<a class="link" dir="ltr" href="{escape(address)}" style="{style}">{escape(shown)}</a>'
    else:
        page = f'<span dir="ltr">{_plain(shown, look)}</span>'
    return (
        f'<p class="ink" lang="{escape(language)}" dir="{direction}" style="{_P};text-align:{side};'
        f'padding-{side}:18px;border-{side}:4px solid {look.main}">{escape(block.text)} {page}</p>'
    )


def _table(below: int) -> str:
    return f"width:100%;border-collapse:collapse;margin:0 0 {below}px;background:{CARD};border:1px solid {LINE}"


def _plain(text: str, look: Look) -> str:
    return escape(text if look.has_links else unlinked(text))


def _number(value: str, look: Look) -> str:
    """An amount or a reference: between words from right to left it keeps its own direction."""
    return f'<span dir="ltr">{escape(value)}</span>' if look.is_rtl else escape(value)


_DRAW: Final[Mapping[str, Callable[[Block, Look], str]]] = {
    words.GREETING: _text,
    words.LEAD: _lead,
    words.TEXT: _text,
    words.HEADING: _heading,
    words.AMOUNT: _amount,
    words.WAYS: _ways,
    words.CLAIMS: _claims,
    words.STEPS: _steps,
    words.SIGNATURE: _signature,
    words.SMALL: _small,
    words.SAID: _said,
    words.PARTS: _parts,
    words.TONGUE: _tongue,
}
