"""Languages in which customers like to talk: named in themselves for who speaks them, in Dutch for who calls."""

from typing import Final

from tijdig.rules import dutch

LANGUAGES: Final = (
    ("en", "English"), ("ar", "العربية"), ("tr", "Türkçe"), ("pl", "Polski"), ("ti", "ትግርኛ"), ("fa", "فارسی"),
    ("so", "Soomaali"), ("uk", "Українська"), ("ru", "Русский"), ("es", "Español"), ("fr", "Français"),
    ("ro", "Română"), ("bg", "Български"), ("zh", "中文"), ("pap", "Papiamentu"),
)  # fmt: skip
"""In the language itself: who cannot read Dutch finds it too."""

WITHOUT_INTERPRETER: Final = frozenset(("nl", "en"))
"""What a Dutch team speaks itself."""

_OWN: Final = dict(LANGUAGES)
_CODES: Final = {name.lower(): code for code, name in LANGUAGES} | {
    dutch.language(code).lower(): code for code, _ in LANGUAGES
}


def own_name(code: str) -> str:
    """`Türkçe`; nothing for a language that cannot be chosen."""
    return _OWN.get(code, "")


def code_of(name: str) -> str:
    """The code of a language, named in itself or in Dutch; nothing for words that name none."""
    return _CODES.get(name.strip().lower(), "")


def needs_interpreter(code: str) -> bool:
    """Whether a call in this language takes somebody who interprets."""
    return code not in WITHOUT_INTERPRETER


def call_in(code: str) -> str:
    """`Bel in het Turks, met tolk`, for who calls; nothing where Dutch will do."""
    code = code.partition("-")[0]
    if code in {"", "nl"}:
        return ""
    return f"Bel in het {dutch.language(code)}{', met tolk' if needs_interpreter(code) else ''}"
