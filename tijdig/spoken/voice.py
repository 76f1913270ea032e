"""The voice itself, in a process of its own: words in, sound out. Run as `python -m tijdig.spoken.voice VOICE RATE`.

espeak-ng keeps something from text to text; a fresh process each time gives the same sound for the same words, and
whatever goes wrong in there stays in there.
"""

import ctypes
import io
import sys
import wave
from typing import Any, Final

_SYNCHRONOUS: Final = 2
_RATE, _GAP = 1, 7  # espeak_PARAMETER
_UTF8_WITH_END_PAUSE: Final = 0x1001
_BY_CHARACTER: Final = 1
_CALLBACK: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def spoken(text: str, voice: str, words_a_minute: int) -> bytes:
    """The text as a WAV file, one channel."""
    import espeakng_loader  # the extra [spoken]: whoever has no voice needs it not

    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    heard = bytearray()

    def keep(samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    kept = _CALLBACK(keep)
    hertz = engine.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    engine.espeak_SetSynthCallback(kept)
    if hertz <= 0 or engine.espeak_SetVoiceByName(voice.encode()):
        raise SystemExit(f"espeak-ng knows no voice {voice!r}")
    engine.espeak_SetParameter(_RATE, words_a_minute, 0)
    engine.espeak_SetParameter(_GAP, 1, 0)
    raw = text.encode()
    engine.espeak_Synth(raw, len(raw) + 1, 0, _BY_CHARACTER, 0, _UTF8_WITH_END_PAUSE, None, None)
    engine.espeak_Synchronize()
    return _wav(bytes(heard), hertz)


def _wav(samples: bytes, hertz: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(hertz)
        file.writeframes(samples)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(spoken(sys.stdin.buffer.read().decode(), sys.argv[1], int(sys.argv[2])))
