"""The e-mail: proper headers, both forms of the words, nothing from outside, and no way in for a strange name."""

import email
import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.email import mime
from tijdig.messages.facts import Facts


def _mail(facts: Facts) -> EmailMessage:
    made = mime.eml(message(facts, "email"))
    return email.message_from_bytes(made, policy=policy.default)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


class _Seen(HTMLParser):
    """What a browser would make of it: tags, addresses and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "background")]

    def handle_data(self, data: str) -> None:
        self.words += data + " "


def test_headers_are_proper() -> None:
    mail = _mail(cases.anna())

    assert mail["From"] == "Woonstede <hulp@woonstede.example>"
    assert mail["To"] == "Anna de Wit <anna@klant.example>"
    assert mail["Reply-To"] == "Woonstede <hulp@woonstede.example>"
    assert mail["Subject"] == "Bericht over uw huur"
    assert mail["Date"] == "Tue, 24 Nov 2026 08:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "nl"
    assert re.fullmatch(r"<[0-9a-f]{32}@woonstede\.example>", mail["Message-ID"])
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_same_message_gives_the_same_bytes_and_another_key_another_id() -> None:
    made = message(cases.anna(), "email")
    other = replace(made, key="8")

    assert mime.eml(made) == mime.eml(made)
    assert _mail_id(mime.eml(other)) != _mail_id(mime.eml(made))


def _mail_id(made: bytes) -> str:
    return str(email.message_from_bytes(made)["Message-ID"])


def test_both_parts_say_the_same() -> None:
    mail = _mail(cases.emre())
    content = message(cases.emre(), "email").content
    seen = _Seen(_part(mail, "html")).words

    for block in content.blocks:
        assert block.text in seen
        for row in block.rows:
            for cell in row[:4] if block.kind == "claims" else row[1:3] if block.kind == "ways" else row:
                assert all(word in seen for word in cell.split())
        assert block.text in _part(mail, "plain")


def test_a_notice_over_a_part_shows_largest_what_to_pay() -> None:
    sizes = re.findall(
        r"font-size:(\d+)px;line-height:1.25;white-space:nowrap\">(.*?)<", _part(_mail(cases.part_notice()), "html")
    )

    assert sizes == [("36", "€\u00a0141,21"), ("20", "€\u00a0235,35")]


def test_text_part_has_links_that_can_be_clicked() -> None:
    assert "Bekijk en kies wat past: https://mijn.woonstede.example" in _part(_mail(cases.anna()), "plain")


def test_nothing_comes_from_outside_and_nothing_tracks() -> None:
    seen = _Seen(_part(_mail(cases.anna()), "html"))

    assert not {"img", "script", "link", "iframe", "object", "form", "video"} & set(seen.tags)
    assert seen.links == ["https://mijn.woonstede.example", "tel:08005550123"]
    assert "url(" not in _part(_mail(cases.anna()), "html")


def test_a_lock_screen_shows_no_more_than_the_subject() -> None:
    """The first words of an e-mail stand on it (DECISIONS 15); some programs show two hundred letters."""
    mail = _mail(cases.anna())
    _, _, body = _part(mail, "html").partition("<body")
    shown = _Seen(f"<body{body}").words.strip()[:200]

    assert shown.split("\u034f")[0].strip() == mail["Subject"]
    assert set(shown.removeprefix(mail["Subject"])) <= set(" \u034f\u200c")


def test_html_has_one_heading_a_language_and_a_table_with_headers() -> None:
    html = _part(_mail(cases.anna()), "html")
    seen = _Seen(html)

    assert seen.tags.count("h1") == 1
    assert '<html lang="nl" dir="ltr">' in html
    assert seen.tags.count("th") == 2
    assert html.count('scope="col"') == 2


@pytest.mark.parametrize("field", ["name", "salutation"])
def test_a_name_cannot_add_a_header_or_a_tag(field: str) -> None:
    evil = "Anna\r\nBcc: x@y.example\n\n<script>alert(1)</script><img src=x>"

    change: dict[str, Any] = {field: evil}

    mail = _mail(replace(cases.anna(), recipient=replace(cases.ANNA, **change)))

    assert mail["Bcc"] is None
    assert mail.keys() == _mail(cases.anna()).keys()
    seen = _Seen(_part(mail, "html"))
    assert not {"script", "img"} & set(seen.tags)
    assert len(mail["To"].addresses) == 1


@pytest.mark.parametrize(
    "name",
    [
        "=?utf-8?q?Anna=0d=0aBcc:_x@y.example?=",
        "=?utf-8?q?Anna=2C_x@y.example=2C?= " + "de Wit " * 12,
        "Jansen, P.J. <x@y.example> " + "van der Berg " * 6,
        "Fa. Jansen & Zonen, t.a.v. mevrouw P.J. de Vries-van der Berg, installaties en onderhoud, x@y.example, hal 3",
        'Wit, de "Piet" x@y.example, ' + "é " * 60,
    ],
)
def test_a_name_cannot_change_where_an_email_goes(name: str) -> None:
    who = replace(cases.anna(), recipient=replace(cases.ANNA, name=name, email="anna@wit.example"))

    mail = _mail(replace(who, sender=replace(cases.WOONSTEDE, name=name)))

    assert mail.keys() == _mail(cases.anna()).keys()
    assert [one.addr_spec for one in mail["To"].addresses] == ["anna@wit.example"]
    assert [one.addr_spec for one in mail["From"].addresses] == [cases.WOONSTEDE.email]


def test_a_sender_or_claim_cannot_add_a_header_or_a_tag() -> None:
    evil = 'x"><script>\r\nBcc: x@y.example'
    line = replace(cases.anna().lines[0], reference=evil, description=evil, period=evil)
    sender = replace(cases.WOONSTEDE, name=evil, logo=evil, color_main=evil, hours=evil, iban_name=evil, team=evil)

    mail = _mail(replace(cases.anna(), lines=(line,), sender=sender))

    assert mail.keys() == _mail(cases.anna()).keys()
    assert "script" not in _Seen(_part(mail, "html")).tags


def test_a_dangerous_link_is_no_link() -> None:
    html = _part(_mail(replace(cases.anna(), link="javascript:alert(1)")), "html")

    assert [link for link in _Seen(html).links if not link.startswith("tel:")] == []


def test_a_mail_for_a_represented_customer_goes_to_the_administrator() -> None:
    recipient = replace(cases.ANNA, via="Balans Bewind", email="post@balans.example")

    mail = _mail(replace(cases.anna(), recipient=recipient))

    assert mail["To"] == "Balans Bewind <post@balans.example>"
    assert mail["Subject"] == "Bericht over een cliënt"
