"""Who speaks: espeak-ng from its package, or any program of the house that reads words and writes a WAV file."""

import io
import shlex
import subprocess
import sys
import wave
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from typing import Final, Protocol

from django.conf import settings

VOICES: Final = {"nl": "nl", "en": "en"}
"""How espeak-ng calls our languages, where it calls them otherwise than we do."""

WORDS_A_MINUTE: Final = 140
"""Calm: people speak at 150 to 160."""

KILOBITS: Final = 24
"""A second: clear for a voice, and three kilobytes of somebody's bundle."""

SECONDS_MOST: Final = 120


class SpeechError(Exception):
    """There is no voice, or it failed; the words say how to mend it."""


class Engine(Protocol):
    """A voice: the name goes into the version of its sound."""

    @property
    def name(self) -> str:
        """What it is, with what it was set to."""
        ...

    def wav(self, text: str, language: str) -> bytes:
        """The words as a WAV file of one channel, the same for the same words."""
        ...


@dataclass(frozen=True, slots=True)
class Espeak:
    """espeak-ng: small, free, plain; speaks every language that we may ever have."""

    name: str

    def wav(self, text: str, language: str) -> bytes:
        """A fresh process for every text (voice.py says why)."""
        voice = VOICES.get(language, language.partition("-")[0])
        return _run([sys.executable, "-m", "tijdig.spoken.voice", voice, str(WORDS_A_MINUTE)], text)


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the house, such as Piper with a natural voice: TIJDIG_SPEAKER says how it is started."""

    name: str

    def wav(self, text: str, language: str) -> bytes:
        """`{language}` in the line becomes the language."""
        return _run([part.replace("{language}", language) for part in shlex.split(self.name)], text)


def engine() -> Engine | None:
    """The voice of this house; nothing when it has none."""
    if settings.SPEAKER:
        return Program(settings.SPEAKER)
    return Espeak(_espeak_name()) if _has_espeak() else None


def mp3(wav: bytes, *, quick: bool = False) -> bytes:
    """A WAV file as a small MP3, which every phone plays; `quick` for who waits for it."""
    import lameenc  # the extra [spoken]

    with wave.open(io.BytesIO(wav)) as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise SpeechError("the voice gives no sound of one channel and sixteen bits")
        hertz, samples = file.getframerate(), file.readframes(file.getnframes())
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(hertz)
    encoder.set_channels(1)
    encoder.set_quality(7 if quick else 2)
    encoder.silence()
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())


def _run(command: list[str], text: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, or what the house itself set
            command, input=text.encode(), capture_output=True, timeout=SECONDS_MOST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError(f"{command[0]} does not speak: {type(error).__name__}") from error
    if done.returncode or not done.stdout.startswith(b"RIFF"):
        raise SpeechError(f"{command[0]} gives no sound: {done.stderr.decode(errors='replace')[-200:]}")
    return done.stdout


@cache
def _has_espeak() -> bool:
    return all(util.find_spec(name) is not None for name in ("espeakng_loader", "lameenc"))


@cache
def _espeak_name() -> str:
    return f"espeak-ng {metadata.version('espeakng-loader')} {WORDS_A_MINUTE} {KILOBITS}"
