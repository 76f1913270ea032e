"""Letters read aloud: which there are of an organisation, in which languages, and where their sound is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tijdig.messages import languages
from tijdig.messages.facts import Formality, Sender
from tijdig.models import Contact, Creditor
from tijdig.queries.facts import sender_of
from tijdig.queries.hiding import without_code
from tijdig.queries.house import House, Person, house_of, person_of
from tijdig.spoken import engines, scripts, shelf
from tijdig.spoken.scripts import Script


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which a letter can be heard."""

    code: str
    name: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class SpokenPage:
    """One letter as everybody may hear it; `sound` is the mark of its file, empty while there is none."""

    house: House
    person: Person
    script: Script
    direction: str
    listen: str
    sound: str
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters of an organisation that can be heard."""

    house: House
    person: Person
    titles: tuple[tuple[str, str], ...]  # occasion, and what the letter is called


def letters(code: str) -> Letters | None:
    """The letters of one organisation, in Dutch; nothing when there is no such organisation."""
    creditor = Creditor.objects.filter(code=code).first()
    if creditor is None:
        return None
    titles = [(one.occasion, one.title) for one in of_creditor(creditor, languages.DUTCH)]
    return Letters(house_of(creditor), person_of(creditor, None), tuple(titles))


def page_of(code: str, occasion: str, language: str) -> SpokenPage | None:
    """One letter in one language, or nothing; a language in which it does not exist gives the Dutch one."""
    creditor = Creditor.objects.filter(code=code).first()
    if creditor is None or occasion not in scripts.occasions(languages.DUTCH):
        return None
    sender = sender_of(creditor)
    there = [tongue for tongue in languages.codes() if _may_be_heard(tongue, occasion, sender)]
    chosen = language if language in there else languages.DUTCH
    script, found = _script(creditor, sender, occasion, chosen), file_of(creditor, occasion, chosen)
    tongues = tuple(Tongue(one, languages.speech(one).name, one == chosen) for one in there)
    return SpokenPage(
        house=house_of(creditor),
        person=person_of(creditor, None),
        script=script,
        direction=languages.speech(chosen).direction,
        listen=languages.frame(chosen, sender.formality)["read_aloud"],
        sound=found.stem.rpartition("-")[2] if found else "",
        tongues=tongues if len(tongues) > 1 else (),
    )


def file_of(creditor: Creditor, occasion: str, language: str) -> Path | None:
    """The sound of this letter as its words are now."""
    voice, sender = engines.engine(), sender_of(creditor)
    if voice is None or not _may_be_heard(language, occasion, sender):
        return None
    return shelf.find(creditor.code, _script(creditor, sender, occasion, language), voice)


def sound(code: str, occasion: str, language: str, mark: str) -> Path | None:
    """The file behind an address, when it still is the sound of that letter."""
    creditor = Creditor.objects.filter(code=code).first()
    found = file_of(creditor, occasion, language) if creditor and language in languages.codes() else None
    return found if found is not None and found.stem == f"{occasion}-{mark}" else None


def of_creditor(creditor: Creditor, language: str) -> Iterator[Script]:
    """Every letter of this organisation in this language that may go out."""
    sender = sender_of(creditor)
    for occasion in scripts.occasions(language):
        if _may_be_heard(language, occasion, sender):
            yield _script(creditor, sender, occasion, language)


def own_words(contact: Contact) -> bytes | None:
    """What we wrote to one customer, in sound, made this moment and kept nowhere; nothing when there is no voice.

    The code is not read out: whoever hears it in the same room would come in with it.
    """
    voice, language = engines.engine(), language_of(contact)
    if voice is None:
        return None
    return engines.mp3(voice.wav(said_aloud(contact), language), quick=True)


def said_aloud(contact: Contact) -> str:
    """The words of one message as the voice reads them, with where the code is instead of the code."""
    formality: Formality = "je" if contact.content.get("formality") == "je" else "u"
    text = without_code(contact.text, scripts.place_of_code(language_of(contact), formality))
    return scripts.read_out(text, language_of(contact))


def language_of(contact: Contact) -> str:
    """The language of the words."""
    return str(contact.content.get("language") or languages.DUTCH)


def can_speak() -> bool:
    """Whether this house has a voice."""
    return engines.engine() is not None


def _may_be_heard(language: str, occasion: str, sender: Sender) -> bool:
    is_there = occasion in scripts.occasions(language)
    return is_there and languages.may_go(language, occasion, scripts.KIND, sender.drafts)


def _script(creditor: Creditor, sender: Sender, occasion: str, language: str) -> Script:
    return scripts.script(language, occasion, sender, creditor.sector, charges_costs=creditor.charges_costs)
