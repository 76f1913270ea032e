"""The same letters by WeasyPrint, from HTML and CSS, as PDF/UA: what the print batches are compared with."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from tijdig.channels.base import Message
from tijdig.channels.letter import postal, qr
from tijdig.messages import content as words
from tijdig.messages.content import Block

_STATIC: Final = Path(__file__).resolve().parents[2] / "static"
_STYLE: Final = f"""
@font-face {{ font-family: Hyper; src: url("file://{_STATIC}/fonts/AtkinsonHyperlegible-Regular.ttf"); }}
@font-face {{ font-family: Hyper; font-weight: bold;
  src: url("file://{_STATIC}/fonts/AtkinsonHyperlegible-Bold.ttf"); }}
@page {{ size: A4; margin: 16mm 20mm 11mm 25mm; }}
body {{ font: 10pt/1.3 Hyper; color: #1d2b33; margin: 0; }}
h1 {{ font-size: 13pt; margin: 0 0 3mm; }} h2 {{ font-size: 10pt; margin: 3mm 0 1mm; }} p {{ margin: 0 0 2mm; }}
.logo {{ font-size: 15pt; font-weight: bold; }}
.logo span {{ background: #17654b; color: #fff; border-radius: 2mm; padding: 1mm 3mm; }}
.window {{ position: absolute; top: 32mm; left: 0; width: 85mm; }}
.beside {{ position: absolute; top: 29mm; right: 0; text-align: right; font-size: 9pt; }}
.body {{ padding-top: 57mm; }} .box {{ border: 0.9pt solid #17654b; border-radius: 2.5mm; padding: 3.6mm 4mm; }}
.box svg, .box img {{ float: right; width: 24mm; height: 24mm; }} table {{ width: 100%; font-size: 9pt; }}
td, th {{ border-bottom: 0.4pt solid #b9b5aa; padding: 1mm 2mm; text-align: left; font-weight: normal; }}
.slip {{ border-top: 0.6pt dashed #51626c; margin-top: 4mm; padding-top: 2mm; font-size: 8.5pt; }}
"""


def maker() -> Callable[[Message], bytes]:
    """One letter as PDF/UA; the style sheet and the typefaces are read once."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=_STYLE, font_config=fonts)

    def made(message: Message) -> bytes:
        document = HTML(string=page(message), base_url=str(_STATIC))
        pdf: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
        return pdf

    return made


def page(message: Message) -> str:
    """The letter as HTML, block by block."""
    content, sender = message.content, message.sender
    address = "<br>".join(map(escape, postal.address_lines(message.recipient)))
    beside = "<br>".join(map(escape, (content.dateline, sender.name, *sender.address_lines, sender.phone)))
    return (
        f"<!DOCTYPE html><html lang={content.language}><meta charset=utf-8><title>{escape(content.subject)}</title>"
        f"<p class=logo><span>{escape(sender.name[:1])}</span> {escape(sender.name)}</p>"
        f"<p class=window>{address}</p><p class=beside>{beside}</p>"
        f"<div class=body><h1>{escape(content.subject)}</h1>{''.join(map(_Blocks(content.link).html, content.blocks))}"
        "</div></html>"
    )


class _Blocks:
    def __init__(self, link: str) -> None:
        self.link = link

    def html(self, block: Block) -> str:
        text = escape(block.text)
        rows = [[escape(cell) for cell in row] for row in block.rows]
        if block.kind == words.LEAD:
            return f"<p><b>{text}</b></p>"
        if block.kind == words.HEADING:
            return f"<h2>{text}</h2>"
        if block.kind == words.WAYS:
            code = f'<img alt="QR-code naar {escape(self.link)}" src="data:image/svg+xml,{_quoted(qr.svg(self.link))}">'
            ways = "".join(f"<p><b>{label}</b><br>{value}</p>" for _, label, value, _ in rows)
            return f"<div class=box>{code}<p>{text}</p>{ways}</div>"
        if block.kind == words.CLAIMS:
            head = "".join(f"<th scope=col>{cell}</th>" for cell in rows[0][:4])
            body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row[:4]) + "</tr>" for row in rows[1:])
            return f"<table><tr>{head}</tr>{body}</table>"
        if block.kind == words.SLIP:
            return f"<div class=slip><p>{text}</p>{''.join(f'<p>☐ {row[0]}</p>' for row in rows)}</div>"
        return f"<p>{text}{'<br>'.join(' '.join(row) for row in rows)}</p>"


def _quoted(svg: str) -> str:
    from urllib.parse import quote

    return quote(svg)
