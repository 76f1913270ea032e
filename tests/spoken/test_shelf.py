"""Sound belongs to the very words and the very voice; the same words give the same bytes."""

import hashlib
import io
import sys
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.messages import cases
from tijdig.spoken import engines, scripts, shelf
from tijdig.spoken.engines import Espeak, Program, SpeechError

SCRIPT = scripts.script("nl", "paid", cases.WOONSTEDE, "housing")


class Hum:
    """A voice that is quick: one low tone, as long as the words."""

    def __init__(self, name: str = "hum") -> None:
        self.name = name
        self.said: list[str] = []

    def wav(self, text: str, language: str) -> bytes:
        self.said.append(text)
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22_050)
            file.writeframes(hashlib.sha256(text.encode()).digest() * 1_000)
        return out.getvalue()


@pytest.fixture(autouse=True)
def shelf_dir(settings: LazySettings, tmp_path: Path) -> Path:
    settings.SPOKEN_DIR = tmp_path / "spoken"
    return tmp_path / "spoken"


def test_sound_is_made_once_and_found_again(shelf_dir: Path) -> None:
    voice = Hum()

    first, again = shelf.put("woonstede", SCRIPT, voice), shelf.put("woonstede", SCRIPT, voice)

    assert (first.is_new, again.is_new, len(voice.said)) == (True, False, 1)
    assert shelf.find("woonstede", SCRIPT, voice) == first.path
    assert shelf.find("elsewhere", SCRIPT, voice) is None
    assert first.path.read_bytes()[:1] == b"\xff"  # the beginning of a frame of MP3


@pytest.mark.parametrize("change", ["words", "voice"])
def test_sound_of_other_words_or_another_voice_is_never_found(change: str, shelf_dir: Path) -> None:
    shelf.put("woonstede", SCRIPT, Hum())
    script = replace(SCRIPT, spoken=f"{SCRIPT.spoken} ") if change == "words" else SCRIPT
    voice = Hum("other") if change == "voice" else Hum()

    stale = shelf.find("woonstede", script, voice)
    shelf.put("woonstede", script, voice)

    assert stale is None
    assert len(list(shelf_dir.rglob("*.mp3"))) == 1  # the old one is gone
    assert not list(shelf_dir.rglob(".*"))


def test_the_same_words_give_the_same_bytes() -> None:
    voice = Espeak("espeak-ng")

    first, again = (engines.mp3(voice.wav("Bel ons, dan zoeken wij samen wat past.", "nl")) for _ in range(2))

    assert first == again
    assert 5_000 < len(first) < 20_000


@pytest.mark.parametrize("language", ["nl", "en", "ar", "tr", "pl", "uk"])
def test_the_voice_speaks_the_languages_to_come(language: str) -> None:
    with wave.open(io.BytesIO(Espeak("espeak-ng").wav("1 2 3", language))) as file:
        assert file.getnframes() / file.getframerate() > 0.5


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(SpeechError, match="knows no voice"):
        Espeak("espeak-ng").wav("1", "xx-unknown")


def test_a_program_of_the_house_may_speak(settings: LazySettings, tmp_path: Path) -> None:
    script = tmp_path / "speaker.py"
    script.write_text(
        "import sys, wave\n"
        "words = sys.stdin.read()\n"
        "assert sys.argv[1] == 'nl', sys.argv\n"
        "file = wave.open(sys.stdout.buffer, 'wb')\n"
        "file.setnchannels(1); file.setsampwidth(2); file.setframerate(16000)\n"
        "file.writeframes(b'\\0\\0' * 16000 * len(words.split())); file.close()\n"
    )
    settings.SPEAKER = f"{sys.executable} {script} {{language}}"
    voice = engines.engine()
    assert voice is not None

    made = engines.mp3(voice.wav("een twee", "nl"))

    assert voice.name == settings.SPEAKER
    assert len(made) > 5_000


@pytest.mark.parametrize("line", ["/there/is/no/such/program", f"{sys.executable} -c 'print(1)'"])
def test_a_program_that_gives_no_sound_is_said(line: str) -> None:
    with pytest.raises(SpeechError):
        Program(line).wav("een", "nl")
