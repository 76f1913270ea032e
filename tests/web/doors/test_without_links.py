"""An organisation that sends no links: a code instead, typed on a site that the customer goes to without our help."""

import email
import json
import re
from email import policy
from pathlib import Path

import pytest
from django.test import Client

from tests.web import pages
from tests.web.doors.house import House
from tests.web.doors.test_links import ask
from tijdig.models import Contact, Creditor, CustomerSession

CODE = re.compile(r"(?:[A-Z0-9]{3}[ \u00a0]){2}[A-Z0-9]{3}")


@pytest.fixture
def without_links(house: House) -> House:
    Creditor.objects.update(sends_links=False, announced=["020 555 01 99", "post@woonstede.example", "Woonhulp"])
    return house


def newest(data_dir: Path) -> str:
    """The words of the newest message of the outbox."""
    line = json.loads((data_dir / "outbox" / "manifest.jsonl").read_text().splitlines()[-1])
    raw = (data_dir / "outbox" / line["file"]).read_bytes()
    if line["kind"] == "sms":
        return raw.decode()
    mail = email.message_from_bytes(raw, policy=policy.default)
    return "\n".join(str(part.get_content()) for part in mail.iter_parts())  # type: ignore[attr-defined]


@pytest.mark.parametrize("reach_at", ["anna.dewit@post.example", "06 00 00 01 01"])
def test_a_code_comes_instead_of_a_link_and_opens_the_door(
    reach_at: str, without_links: House, client: Client, data_dir: Path
) -> None:
    ask(client, reach_at)
    words = newest(data_dir)
    found = CODE.search(words)
    assert found

    response = client.post("/", {"code": found[0]})

    assert "://" not in words
    assert "/link/" not in words
    assert response["Location"] == "/overzicht"
    assert CustomerSession.objects.get().customer == without_links.people.anna.customer


def test_the_code_itself_is_not_kept(without_links: House, client: Client, data_dir: Path) -> None:
    ask(client, "anna.dewit@post.example")
    found = CODE.search(newest(data_dir))
    assert found

    kept = Contact.objects.get(key__startswith="link-")
    assert found[0] not in f"{kept.text} {kept.content}"
    assert "die wordt niet bewaard" in kept.text.replace("\u00a0", " ")


def test_page_tells_from_which_numbers_and_addresses_we_write(without_links: House, client: Client) -> None:
    said = pages.said(pages.read(client.get("/wat-wij-doen").content))

    for known in ("020 555 01 99", "post@woonstede.example", "Woonhulp", "Woonstede stuurt nooit een link."):
        assert known in said
    Creditor.objects.update(sends_links=True)
    assert "nooit een link" not in pages.said(pages.read(client.get("/wat-wij-doen").content))
