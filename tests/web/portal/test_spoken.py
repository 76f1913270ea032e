"""Letters read aloud on the portal: for everybody without amounts, behind the door with them; never old sound."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_contact, make_moment
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig.models import Creditor
from tijdig.queries.spoken import said_aloud
from tijdig.spoken import engines

pytestmark = pytest.mark.django_db
PAGE = "/voorlezen/woonstede/paid"


@pytest.fixture
def spoken(cast: Cast, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Only the shortest letter, so that nobody waits for the others."""
    settings.SPOKEN_DIR = tmp_path / "spoken"  # type: ignore[attr-defined]
    monkeypatch.setattr("tijdig.spoken.scripts.occasions", lambda language: ("paid",) if language == "nl" else ())
    said = io.StringIO()
    call_command("speak", stdout=said)
    assert re.fullmatch(r"1 brieven, 1 nieuw ingesproken; .* Stem: espeak-ng .*\.\n", said.getvalue())
    return tmp_path / "spoken"


def sound_of(client: Client) -> str:
    found = re.search(r'<audio[^>]* src="([^"]+)"', client.get(PAGE).content.decode())
    return found[1] if found else ""


def test_page_plays_the_letter_with_the_words_beside_it(spoken: Path, client: Client) -> None:
    response = client.get(PAGE)
    page = pages.read(response.content)

    assert page.headings[0] == (1, "Deze brief voorgelezen")
    assert "Alles is betaald. Dank u wel!" in pages.said(page)
    assert page.links["Vul uw code in"] == "/"
    assert page.inline == []
    html = response.content.decode()
    assert '<audio class="player" controls preload="none" aria-describedby="woorden"' in html
    assert "<script" not in html
    assert 'lang="nl" dir="ltr"' in html


def test_sound_is_small_kept_by_every_cache_and_given_in_parts(spoken: Path, client: Client) -> None:
    address = sound_of(client)

    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=0-1"})
    rest = client.get(address, headers={"Range": "bytes=100-"})
    tail = client.get(address, headers={"Range": "bytes=-10"})
    beyond = client.get(address, headers={"Range": "bytes=99999999-"})

    assert (whole.status_code, whole["Content-Type"]) == (200, "audio/mpeg")
    assert whole["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(whole.content) < 300_000
    assert (part.status_code, part.content) == (206, whole.content[:2])
    assert part["Content-Range"] == f"bytes 0-1/{len(whole.content)}"
    assert rest.content == whole.content[100:]
    assert tail.content == whole.content[-10:]
    assert beyond.status_code == 416


def test_page_without_sound_still_has_the_words(cast: Cast, settings: object, tmp_path: Path, client: Client) -> None:
    settings.SPOKEN_DIR = tmp_path  # type: ignore[attr-defined]

    said = pages.said(pages.read(client.get(PAGE).content))

    assert "Het geluid is er nog niet." in said
    assert "Alles is betaald." in said


def test_sound_of_a_letter_that_changed_is_gone(spoken: Path, client: Client) -> None:
    """The phone number of the creditor is in the words; the old sound would send people to the wrong place."""
    address = sound_of(client)
    Creditor.objects.filter(code="woonstede").update(phone="030 123 45 67")

    assert sound_of(client) == ""
    assert client.get(address).status_code == 404
    call_command("speak", stdout=io.StringIO())
    assert sound_of(client) not in ("", address)


@pytest.mark.parametrize(
    "address",
    ["/voorlezen/nobody", "/voorlezen/nobody/paid", "/voorlezen/woonstede/represented", "/voorlezen/woonstede/x"],
)
def test_what_is_not_there_is_not_found(address: str, cast: Cast, client: Client) -> None:
    assert client.get(address).status_code == 404


def test_list_leads_to_every_letter(cast: Cast, client: Client) -> None:
    page = pages.read(client.get("/voorlezen/woonstede").content)

    assert page.links["De eerste herinnering"] == "/voorlezen/woonstede/S1"
    assert page.links["Alles is betaald"] == PAGE


def test_own_message_with_amounts_is_spoken_behind_the_door_and_kept_nowhere(cast: Cast, spoken: Path) -> None:
    moment = make_moment(cast.anna, day=date(2026, 11, 10))
    sent = make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag. Er staat nog € 182,40 open.")
    before = sorted(spoken.rglob("*"))
    known, stranger = visit(cast.anna, level=1), Client()

    response = known.get(f"/verstuurd/{sent.pk}/geluid.mp3")
    shown = known.get(f"/verstuurd/{sent.pk}").content.decode()

    assert (response.status_code, response["Content-Type"]) == (200, "audio/mpeg")
    assert response["Cache-Control"] == "no-store, private"
    assert f'src="/verstuurd/{sent.pk}/geluid.mp3"' in shown
    assert stranger.get(f"/verstuurd/{sent.pk}/geluid.mp3").status_code == 302
    assert visit(cast.anna).get(f"/verstuurd/{sent.pk}/geluid.mp3")["Location"].startswith("/wie")
    assert sorted(spoken.rglob("*")) == before


@pytest.mark.parametrize(("formality", "told"), [("u", "de code in uw brief"), ("je", "de code in je brief")])
def test_own_message_is_spoken_without_its_code(formality: str, told: str, cast: Cast) -> None:
    text = "Ga naar de site en vul in: KTR 4WD 9FM. Bel 020 555 01 23."
    sent = make_contact(make_moment(cast.anna), text=text, content={"language": "nl", "formality": formality})

    said = said_aloud(sent)

    assert said == f"Ga naar de site en vul in: {told}. Bel 0 2 0, 5 5 5, 0 1, 2 3."


def test_house_without_a_voice_says_how_to_get_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_has_espeak", lambda: False)
    moment = make_moment(cast.anna, day=date(2026, 11, 10))
    sent = make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag.")

    with pytest.raises(CommandError, match="geen stem"):
        call_command("speak")
    known = visit(cast.anna, level=1)
    assert known.get(f"/verstuurd/{sent.pk}/geluid.mp3").status_code == 404
    assert "<audio" not in known.get(f"/verstuurd/{sent.pk}").content.decode()
    assert "Het geluid is er nog niet." in known.get(PAGE).content.decode()
