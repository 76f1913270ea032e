"""How many letters of 200 words the checker reads in a second of one core, after start-up; all letters differ."""

from collections.abc import Iterator
from time import process_time
from typing import Any, Final

from tijdig.check import check

SIZE: Final = 2_000
WORDS: Final = 200
_HEAD: Final = "Woonstichting De Kade\nHavenplein 3, 4300 AB Kadezicht\nTel. 0111 - 00 22 33\n\nBeste {name},\n\n"
_END: Final = "\n\nMet vriendelijke groet,\n\nMiriam Kuipers\nWoonstichting De Kade\n"
_NAMES: Final = (
    "Sam de Vries",
    "Anna de Wit",
    "Omar Bouzid",
    "Nel Groeneveld",
    "Y. Demir",
    "Carla Meijerink",
    "Finn Bos",
)
_MONTHS: Final = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september")
_SENTENCES: Final = (
    "Wilt u € {amount},40 betalen vóór {day} {month}, of ons even bellen?",
    "U mag in delen betalen, of wat later.",
    "Dat kost niets extra.",
    "Bel ons dan op 0111 - 00 22 33, op werkdagen van 8 tot 17 uur.",
    "Liggen er thuis nog meer rekeningen die u liever niet openmaakt?",
    "De gemeente helpt u gratis met uw geldzaken.",
    "Wij geven uw naam en nummer door als u dat goedvindt.",
    "Het bedrag is in {month} vastgesteld op € {amount},00.",
    "Komt uw loon later dit jaar binnen, schrijf dat er dan bij.",
    "U kunt ook langskomen aan onze balie op het Havenplein.",
    "Ondanks herhaald verzoek hoorden wij op {day} {month} nog niets.",
    "Derhalve verzoeken wij u om het verschuldigde bedrag te voldoen.",
    "Neem gerust iemand mee die u vertrouwt.",
    "Na die maand belt een collega u op om te horen hoe het met u gaat.",
    "Misschien stond er even te weinig geld op uw rekening, dat kan iedereen gebeuren.",
    "Zolang u zich aan het plan houdt, doen wij verder niets.",
    "Klopt een van de bedragen niet volgens u? Wij laten u graag de papieren zien.",
    "Verandert er iets in uw werk of gezin? Dan verandert het plan mee.",
    "Wij kijken in {month} of dat bedrag van {amount} euro nog past bij wat u gebruikt.",
)


def measure(size: int = SIZE) -> dict[str, Any]:
    """Letters per CPU-second, and what the first letter costs."""
    start = process_time()
    check(letter(0))
    first = process_time() - start
    return {"letters": size, "start_up_ms": round(first * 1000), "checker_letters_per_s": round(letters_per_s(size))}


def letters_per_s(size: int = SIZE) -> float:
    """The speed after start-up."""
    made = [letter(number) for number in range(1, size + 1)]
    for text in made[:20]:
        check(text)
    start = process_time()
    for text in made:
        check(text)
    return size / (process_time() - start)


def letter(number: int) -> str:
    """One letter of about 200 words, unlike the others."""
    found, count = [], len(_HEAD.split()) + len(_END.split())
    for sentence in _picked(number):
        if count >= WORDS:
            break
        found.append(sentence)
        count += len(sentence.split())
    paragraphs = (" ".join(found[place : place + 3]) for place in range(0, len(found), 3))
    return _HEAD.format(name=_NAMES[number % len(_NAMES)]) + "\n\n".join(paragraphs) + _END


def _picked(number: int) -> Iterator[str]:
    for place in range(60):
        sentence = _SENTENCES[(number * 5 + place * 7 + place // len(_SENTENCES)) % len(_SENTENCES)]
        yield sentence.format(
            amount=10 + (number * 31 + place) % 900,
            day=1 + (number + place) % 28,
            month=_MONTHS[(number + place) % len(_MONTHS)],
        )
