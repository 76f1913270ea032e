"""Files of each kind, made here; and one clear line for what cannot be read."""

import io
import zipfile
from email.message import EmailMessage

import pypdfium2
import pytest

from tijdig.check import check
from tijdig.check.files import MOST_BYTES, MOST_LETTERS, Unreadable, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, name: str = "word/document.xml", **edges: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for edge, said in edges.items():
            archive.writestr(f"word/{edge}.xml", f"<w:hdr {W}>{said}</w:hdr>")
    return made.getvalue()


def paragraph(text: str, *, listed: bool = False) -> str:
    mark = "<w:pPr><w:numPr/></w:pPr>" if listed else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def mail(*, html: bool) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Uw huur — april"
    message["From"] = "De Kade <hulp@kade.example>"
    said = "Beste Sam,\n\nBel ons op 0111 - 00 22 33.\n"
    if html:
        message.set_content(
            "<style>p{}</style><p>Beste Sam,</p><p>Bel&nbsp;ons<br>vandaag.</p><ul><li>In delen</li></ul>",
            subtype="html",
        )
    else:
        message.set_content(said)
        message.add_alternative(f"<p>{said}</p>", subtype="html")
    return message.as_bytes()


def pdf(lines: list[tuple[str, int]]) -> bytes:
    """The smallest PDF that holds some lines at some heights."""
    words = "".join(f"BT /F1 12 Tf 50 {height} Td ({line}) Tj ET\n" for line, height in lines)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode("latin-1")


def test_plain_text_in_old_and_new_letters() -> None:
    assert read("Beste José,\r\nbel ons.".encode(), "a.md").text == "Beste José,\nbel ons."
    assert read("Beste José".encode("cp1252"), "a.txt").text == "Beste José"
    assert read("\ufeffBeste Sam".encode(), "a.txt").text == "Beste Sam"
    assert read("Beste Sam".encode("utf-16"), "a.txt").text == "Beste Sam"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("kind: sms\nDe Kade: bel ons.", "a.md", "sms"),
        ("soort: brief\nBeste Sam", "a.eml.md", "letter"),
        ("---\ntitel: x\nsoort: envelop\n---\nDe Kade", "a.md", "envelope"),
        ("Beste Sam", "a.md", ""),
        ("kind: fax\nBeste Sam", "a.md", ""),
    ],
)
def test_kind_that_the_text_names(text: str, name: str, kind: str) -> None:
    assert read(text.encode(), name).kind == kind


def test_mail_has_its_subject_and_its_text() -> None:
    source = read(mail(html=False), "a.eml")

    assert source.kind == "email"
    assert source.text == "Onderwerp: Uw huur — april\n\nBeste Sam,\n\nBel ons op 0111 - 00 22 33.\n"


def test_mail_of_html_only_is_read_as_people_see_it() -> None:
    assert (
        read(mail(html=True), "a.eml").text
        == "Onderwerp: Uw huur — april\n\nBeste Sam,\n\nBel ons\nvandaag.\n\n- In delen\n"
    )


def test_word_has_its_paragraphs_lists_and_tables() -> None:
    rows = (
        f"<w:tbl><w:tr>{cell('Huur mei')}{cell('€ 20,00')}</w:tr><w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr></w:tbl>"
    )
    body = paragraph("Beste Sam,") + paragraph("In delen", listed=True) + rows
    body += f"<w:sdt><w:sdtContent>{paragraph('Groet')}</w:sdtContent></w:sdt>"

    assert (
        read(docx(body), "a.docx").text == "Beste Sam,\n\n- In delen\n\nHuur mei: € 20,00\n| a | b | c |\n\nGroet\n\n"
    )


def test_word_has_what_stands_at_the_top_and_the_bottom_of_its_pages() -> None:
    top, bottom = paragraph("De Kade") + paragraph("Tel. 0111 - 00 22 33"), paragraph("Antwoordnummer 1")
    made = docx(paragraph("Beste Sam,"), header1=top, header2=top, header3="<w:p/>", footer1=bottom)

    assert read(made, "a.docx").text == "De Kade\n\nTel. 0111 - 00 22 33\n\nBeste Sam,\n\nAntwoordnummer 1\n\n"


def test_threat_in_the_footer_of_a_word_document_is_found() -> None:
    made = docx(paragraph("Beste Sam,"), footer1=paragraph("Betaalt u niet, dan volgt er beslag op uw loon."))

    assert "threat" in {each.code for each in check(read(made, "a.docx").text)}


def test_word_table_that_only_puts_text_side_by_side_is_read_cell_by_cell() -> None:
    body = table(
        cell("Beste Sam,", "Bel ons over uw huur.") + cell("Tel. 0111 - 00 22 33"), cell("Dat kost niets.") + cell("")
    )
    said = read(docx(body), "a.docx").text

    assert [line for line in said.split("\n") if line] == [
        "Beste Sam,",
        "Bel ons over uw huur.",
        "Tel. 0111 - 00 22 33",
        "Dat kost niets.",
    ]


def test_word_table_in_a_table_is_read_once() -> None:
    inner = table(cell("Huur mei:") + cell("€ 20,00"))
    body = table(f"<w:tc>{paragraph('Beste Sam,')}{inner}<w:p/></w:tc>")

    said = read(docx(body), "a.docx").text

    assert [line for line in said.split("\n") if line] == ["Beste Sam,", "Huur mei: € 20,00"]


def test_word_box_with_text_is_read_once_and_what_was_moved_away_is_not() -> None:
    box = f"<w:txbxContent>{paragraph('Bel ons.')}{paragraph('Wij helpen.')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    gone = "<w:moveFrom><w:r><w:t>Weg.</w:t></w:r></w:moveFrom>"
    body = f"<w:p><w:r><w:t>Beste Sam,</w:t></w:r><w:r>{both}</w:r>{gone}</w:p>"

    assert read(docx(body), "a.docx").text == "Beste Sam,\nBel ons.\n\nWij helpen.\n\n\n"


def test_word_tab_stop_is_no_tab() -> None:
    stop = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
    body = f"<w:p>{stop}<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r></w:p>"

    assert read(docx(body), "a.docx").text == "A B\n\n"


def test_pdf_has_its_lines_and_paragraphs() -> None:
    text = read(pdf([("Beste Sam,", 700), ("Bel ons op", 660), ("0111 - 00 22 33.", 646)]), "a.pdf").text

    assert text == "Beste Sam,\n\nBel ons op\n0111 - 00 22 33."
    assert "no-phone" not in {finding.code for finding in check(text)}


def locked() -> bytes:
    """A PDF that says to be encrypted, with a lock that nobody opens."""
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "a" * 32 + ") /U (" + "b" * 32 + ") /P -44 >> /ID [(x) (x)]"
    return pdf([("Beste Sam", 700)]).replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode())


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.md", "is leeg"),
        (b"  \n", "a.txt", "is leeg"),
        (b"\0\1\2", "a.txt", "is geen tekst"),
        (b"x" * (MOST_BYTES + 1), "a.txt", "is te groot"),
        (b"x " * MOST_LETTERS, "a.txt", "is te lang"),
        (b"PK", "a.docx", "is geen Word-bestand"),
        (docx("", name="anders.xml"), "a.docx", "is geen Word-bestand"),
        (docx("<w:p>"), "a.docx", "stuk is"),
        (docx(""), "a.docx", "is leeg"),
        (b"\xd0\xcf\x11\xe0rest", "a.doc", "heeft een wachtwoord of is een oud Word-bestand"),
        (b"niets", "a.pdf", "is geen PDF, of is stuk"),
        (pdf([]), "a.pdf", "heeft geen tekst, alleen plaatjes"),
        (locked(), "a.pdf", "heeft een wachtwoord"),
        (b"Subject: x\n\n", "a.eml", "is een e-mail zonder tekst"),
        (b"Content-Type: image/png\n\nx", "a.eml", "is geen e-mail met tekst"),
        (b"Content-Type: text/plain; charset=maan\n\nx", "a.eml", "niet te lezen"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(data: bytes, name: str, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data, name)

    assert why in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_word_bomb_is_not_unpacked() -> None:
    with pytest.raises(Unreadable, match="te groot als"):
        read(docx(" " * 50_000_001), "a.docx")


def test_word_with_an_entity_bomb_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(Unreadable, match="stuk is"):
        read(made.getvalue(), "a.docx")


def test_pdf_with_many_pages_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(101):
        document.new_page(100, 100)
    made = io.BytesIO()
    document.save(made)

    with pytest.raises(Unreadable, match="meer dan 100 bladzijden"):
        read(made.getvalue(), "a.pdf")


def test_messages_in_messages_without_end_are_refused() -> None:
    nested = b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(3_000))

    with pytest.raises(Unreadable, match="diep in elkaar"):
        read(nested + b"Subject: brief\n\nDag,", "brief.eml")


@pytest.mark.parametrize("name", ["brief.rtf", "brief.odt", "brief.doc"])
def test_other_kinds_of_files_say_what_to_save_them_as(name: str) -> None:
    with pytest.raises(Unreadable, match=r"sla het op als \.docx"):
        read(b"{\\rtf1 Dag}", name)
