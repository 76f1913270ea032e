"""The calm HTML of an e-mail: one column, inline styles, no pictures, no scripts, nothing that tracks."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from tijdig.channels.colors import safe_color
from tijdig.messages import content as words
from tijdig.messages.content import Block, Content
from tijdig.messages.facts import Sender

INK, SOFT, PAPER, CARD, LINE = "#1d2b33", "#51626c", "#fbfaf7", "#ffffff", "#d9d6cd"
FONT: Final = "'Atkinson Hyperlegible',Verdana,'DejaVu Sans',sans-serif"
# A phone shows the first words of an e-mail on its lock screen: there they are the subject again, and then nothing.
UNSEEN_ROOM: Final = " &#847;&zwnj;" * 150
_SAFE_LINK: Final = re.compile(r"(https?://|tel:\+?[0-9])")
_TARGET: Final = re.compile(r"[0-9+][0-9 -]*[0-9]")
_P: Final = f"margin:0 0 16px;font-size:18px;line-height:1.55;color:{INK}"
_CELL: Final = f"padding:10px 0;border-bottom:1px solid {LINE};font-size:16px;line-height:1.4"


def page(content: Content, sender: Sender) -> str:
    """The whole e-mail as one HTML document."""
    main, link = safe_color(sender.color_main, "#17654b"), safe_color(sender.color_link, "#24577a")
    body = "\n".join(_DRAW[block.kind](block, main, link) for block in content.blocks)
    title = escape(content.subject)
    return f"""<!DOCTYPE html>
<html lang="{escape(content.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
</head>
<body style="margin:0;padding:0;background:{PAPER};font-family:{FONT};color:{INK}">
<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true">{title}{UNSEEN_ROOM}</div>
<div style="max-width:600px;margin:0 auto;padding:24px 20px 40px">
{_logo(sender, main)}
<h1 style="margin:0 0 20px;font-size:28px;line-height:1.2;font-weight:bold">{title}</h1>
{body}
</div>
</body>
</html>
"""


def _logo(sender: Sender, main: str) -> str:
    name = sender.logo or sender.name
    mark = (
        "display:inline-block;width:34px;line-height:34px;margin-right:10px;border-radius:7px;"
        f"background:{main};color:#ffffff;font-weight:bold;text-align:center"
    )
    return (
        f'<p style="margin:0 0 28px;padding-bottom:16px;border-bottom:1px solid {LINE};font-size:20px">'
        f'<span aria-hidden="true" style="{mark}">{escape(name[:1].upper())}</span>'
        f"<strong>{escape(name)}</strong></p>"
    )


def _greeting(block: Block, _main: str, _link: str) -> str:
    return f'<p style="{_P}">{escape(block.text)}</p>'


def _lead(block: Block, _main: str, _link: str) -> str:
    return f'<p style="{_P};font-weight:bold;font-size:20px">{escape(block.text)}</p>'


def _heading(block: Block, _main: str, _link: str) -> str:
    return f'<h2 style="margin:32px 0 10px;font-size:20px;line-height:1.3;font-weight:bold">{escape(block.text)}</h2>'


def _amount(block: Block, _main: str, _link: str) -> str:
    """The first is what to pay; what follows is only to be known, and smaller."""
    return "".join(
        f'<p style="margin:{24 if place == 0 else 0}px 0 12px;font-size:18px">{escape(label)}<br>'
        f'<strong style="font-size:{36 if place == 0 else 20}px;line-height:1.25;white-space:nowrap">'
        f"{escape(value)}</strong></p>"
        for place, (label, value) in enumerate(block.rows)
    )


def _ways(block: Block, main: str, link: str) -> str:
    rows = [_button(row, main) if place == 0 else _way(row, link) for place, row in enumerate(block.rows)]
    title = f'<p style="{_P};margin-bottom:12px">{escape(block.text)}</p>'
    return f'<div style="margin:0 0 24px">{title}{"".join(rows)}</div>'


def _button(row: tuple[str, ...], main: str) -> str:
    _, label, value, address = row
    style = "display:block;padding:15px 20px;border-radius:10px;font-size:18px;line-height:1.3;font-weight:bold"
    if not _SAFE_LINK.match(address):
        return _way(row, main)
    return (
        f'<p style="margin:0 0 6px"><a href="{escape(address)}" style="{style};background:{main};color:#ffffff;'
        f'text-decoration:none">{escape(label)}</a></p>'
        f'<p style="margin:0 0 18px;font-size:16px;color:{SOFT}">{escape(value)}</p>'
    )


def _way(row: tuple[str, ...], link: str) -> str:
    _, label, value, address = row
    shown = escape(value)
    if _SAFE_LINK.match(address):
        # Only the number or address itself is the link; what is said about it is not.
        target = _TARGET.match(value)
        end = target.end() if target else len(value)
        style = f"color:{link};text-decoration:underline;white-space:nowrap"
        shown = f'<a href="{escape(address)}" style="{style}">{escape(value[:end])}</a>{escape(value[end:])}'
    return (
        f'<p style="margin:0;padding:12px 0;border-top:1px solid {LINE};font-size:18px;line-height:1.45">'
        f"<strong>{escape(label)}</strong><br>{shown}</p>"
    )


def _claims(block: Block, _main: str, _link: str) -> str:
    head, total = block.rows[0], block.rows[-1]
    rows = "".join(_claim(row) for row in block.rows[1:-1])
    return (
        f'<table style="width:100%;border-collapse:collapse;margin:0 0 8px;background:{CARD};border:1px solid {LINE}">'
        f'<thead><tr><th scope="col" style="{_CELL};padding-left:14px;text-align:left;color:{SOFT};font-weight:normal">'
        f"{escape(head[0])}<br>{escape(head[1])} · {escape(head[2])}</th>"
        f'<th scope="col" style="{_CELL};padding-right:14px;text-align:right;color:{SOFT};font-weight:normal">'
        f"{escape(head[3])}</th></tr></thead><tbody>{rows}"
        f'<tr><td style="padding:12px 14px;font-size:18px;font-weight:bold">{escape(total[0])}</td>'
        f'<td style="padding:12px 14px;font-size:18px;font-weight:bold;text-align:right;white-space:nowrap">'
        f"{escape(total[3])}</td></tr></tbody></table>"
    )


def _claim(row: tuple[str, ...]) -> str:
    description, reference, due, amount, mark = row
    return (
        f'<tr><td style="{_CELL};padding-left:14px">{escape(description + mark)}<br>'
        f'<span style="color:{SOFT}">{escape(reference)} · {escape(due)}</span></td>'
        f'<td style="{_CELL};padding-right:14px;text-align:right;white-space:nowrap;vertical-align:top">'
        f"{escape(amount)}</td></tr>"
    )


def _steps(block: Block, _main: str, _link: str) -> str:
    items = "".join(
        f'<li style="margin:0 0 10px"><strong>{escape(when)}</strong><br>{escape(text)}</li>'
        for when, text in block.rows
    )
    return f'<ul style="margin:0 0 16px;padding-left:22px;font-size:18px;line-height:1.5">{items}</ul>'


def _signature(block: Block, _main: str, _link: str) -> str:
    lines = "<br>".join(f"<strong>{escape(row[0])}</strong>" for row in block.rows)
    return f'<p style="{_P};margin-top:28px">{escape(block.text)}<br>{lines}</p>'


def _small(block: Block, _main: str, _link: str) -> str:
    return f'<p style="margin:0 0 10px;font-size:16px;line-height:1.5;color:{SOFT}">{escape(block.text)}</p>'


def _said(block: Block, main: str, _link: str) -> str:
    """What a colleague wrote, set apart: these are the words that matter."""
    lines = "".join(f'<p style="{_P}">{escape(row[0])}</p>' for row in block.rows)
    return f'<div style="margin:0 0 20px;padding:4px 0 0 18px;border-left:4px solid {main}">{lines}</div>'


def _parts(block: Block, _main: str, _link: str) -> str:
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL};padding-left:14px;text-align:left;font-weight:normal">{escape(day)}</th>'
        f'<td style="{_CELL};padding-right:14px;text-align:right;white-space:nowrap;font-weight:bold">'
        f"{escape(amount)}</td></tr>"
        for day, amount in block.rows
    )
    style = f"width:100%;border-collapse:collapse;margin:0 0 16px;background:{CARD};border:1px solid {LINE}"
    return f'<table style="{style}"><tbody>{rows}</tbody></table>'


_DRAW: Final[Mapping[str, Callable[[Block, str, str], str]]] = {
    words.GREETING: _greeting,
    words.LEAD: _lead,
    words.TEXT: _greeting,
    words.HEADING: _heading,
    words.AMOUNT: _amount,
    words.WAYS: _ways,
    words.CLAIMS: _claims,
    words.STEPS: _steps,
    words.SIGNATURE: _signature,
    words.SMALL: _small,
    words.SAID: _said,
    words.PARTS: _parts,
}
