"""One-time links: to addresses we had, once, at any hour; what we know of an address is said to nobody."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests import factories
from tests.web.doors.house import House
from tijdig import clock
from tijdig.models import Contact, CustomerSession, LoginLink
from tijdig.queries.doors import keyed_hash
from tijdig.web.portal.session import COOKIE


def ask(client: Client, reach_at: str, creditor: str = "woonstede") -> bytes:
    response = client.post("/link", {"creditor": creditor, "reach_at": reach_at}, follow=True)
    assert response.status_code == 200
    return response.content


def link_in(data_dir: Path) -> str:
    """The link in the newest message of the outbox."""
    line = (data_dir / "outbox" / "manifest.jsonl").read_text().splitlines()[-1]
    text = (data_dir / "outbox" / json.loads(line)["file"]).read_text()
    found = re.search(r"/link/[\w-]{20,}", text.replace("=\n", ""))
    assert found
    return found[0]


@pytest.mark.parametrize(
    "reach_at", ["anna.dewit@post.example", " Anna.deWit@POST.example ", "06 00 00 01 01", "+31600000101"]
)
def test_link_goes_to_an_address_we_had_and_opens_once(
    reach_at: str, house: House, client: Client, data_dir: Path
) -> None:
    points = house.people.anna.customer.points
    points.filter(kind="mobile").update(value="+31600000101")  # as intake writes it
    points.filter(kind="email").update(value="Anna.deWit@post.example")  # intake leaves it as it was
    ask(client, reach_at)
    link = link_in(data_dir)

    looked, used = client.get(link), client.post(link)
    again, by_another = client.post(link), Client().post(link)

    assert (looked.status_code, used.status_code, used["Location"]) == (200, 302, "/overzicht")
    assert (again.status_code, by_another.status_code) == (410, 410)
    assert CustomerSession.objects.get().customer == house.people.anna.customer


def test_looking_at_a_link_uses_nothing_up(house: House, client: Client, data_dir: Path) -> None:
    """Mail programs and telephones open links to look for harm."""
    ask(client, "anna.dewit@post.example")
    link = link_in(data_dir)

    for _ in range(5):
        client.get(link)
        client.head(link)

    assert client.post(link).status_code == 302


def test_link_is_old_after_two_weeks(house: House, client: Client, data_dir: Path, later: Callable[..., None]) -> None:
    ask(client, "anna.dewit@post.example")
    later(days=14)

    assert (client.get(link_in(data_dir)).status_code, client.post(link_in(data_dir)).status_code) == (410, 410)


def test_answer_is_the_same_for_known_and_unknown_addresses(house: House, client: Client) -> None:
    plain = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|<span class="number">\w+</span>')
    known, unknown = (plain.sub(b"", ask(client, at)) for at in ("anna.dewit@post.example", "niemand@post.example"))

    assert known == unknown
    assert Contact.objects.filter(key__startswith="link-").count() == 1


@pytest.mark.parametrize("wrong", [{"is_safe": False}, {"state": "bounced"}, {"state": "wrong"}])
def test_no_link_goes_where_it_is_not_safe(wrong: dict[str, object], house: House, client: Client) -> None:
    house.people.anna.customer.points.update(**wrong)

    ask(client, "anna.dewit@post.example")

    assert LoginLink.objects.count() == 0


def test_no_link_goes_to_somebody_for_whom_messages_are_not_safe(house: House, client: Client) -> None:
    customer = house.people.anna.customer
    customer.is_safe_to_contact = False
    customer.save()

    ask(client, "anna.dewit@post.example")

    assert LoginLink.objects.count() == 0


def test_no_link_goes_out_for_another_organisation(house: House, client: Client) -> None:
    factories.make_creditor(code="lichtbron", name="Lichtbron")

    ask(client, "anna.dewit@post.example", creditor="lichtbron")

    assert LoginLink.objects.count() == 0


def test_link_goes_at_night_too(house: House, client: Client, data_dir: Path, later: Callable[..., None]) -> None:
    later(hours=14)
    assert clock.local(clock.now()).hour == 23

    ask(client, "anna.dewit@post.example")

    assert Contact.objects.get(key__startswith="link-").state == "handed_over"


def test_file_shows_the_message_without_the_link(house: House, client: Client, data_dir: Path) -> None:
    ask(client, "anna.dewit@post.example")
    token = link_in(data_dir).removeprefix("/link/")
    contact = Contact.objects.get(key__startswith="link-")

    assert token not in contact.text + json.dumps(contact.content)
    assert "de link" in contact.text
    assert LoginLink.objects.get().token_hash == keyed_hash("link", token)


def test_nobody_is_flooded_with_links(house: House, client: Client) -> None:
    for number in range(8):
        ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), "anna.dewit@post.example")

    assert LoginLink.objects.count() == 5


def test_address_with_a_new_header_in_it_goes_nowhere(house: House, client: Client) -> None:
    ask(client, "anna.dewit@post.example\r\nBcc: kwaad@post.example")

    assert LoginLink.objects.count() == 0


def test_link_names_the_portal_of_the_creditor_and_never_the_host_that_was_asked(
    house: House, client: Client, data_dir: Path
) -> None:
    client.post(
        "/link",
        {"creditor": "woonstede", "reach_at": "anna.dewit@post.example"},
        headers={"X-Forwarded-Host": "kwaad.example"},
    )
    line = json.loads((data_dir / "outbox" / "manifest.jsonl").read_text().splitlines()[-1])
    text = (data_dir / "outbox" / line["file"]).read_text().replace("=\n", "")

    assert "kwaad.example" not in text
    assert "https://mijn.woonstede.example/link/" in text


def test_guessed_links_lock(house: House, client: Client) -> None:
    answers = [client.post(f"/link/guess-{number}").status_code for number in range(12)]

    assert answers == [410] * 10 + [429] * 2
    assert COOKIE not in client.cookies


def test_link_that_gets_lost_is_never_resent_without_its_link(
    house: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash before handing over leaves a failed message; sending later leaves it alone."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tijdig.actions.links._hand_over", dies)
    with pytest.raises(KeyboardInterrupt):
        ask(client, "anna.dewit@post.example")

    assert Contact.objects.get(key__startswith="link-").state == "failed"
