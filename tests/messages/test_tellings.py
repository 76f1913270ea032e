"""What was told under a consent: kept as codes, said in words; lines that were written in words are read too."""

import re

import pytest

from tijdig.languages import say, speaking
from tijdig.messages.consents.tellings import TO_CUSTOMER, Telling, kept, read, to_staff
from tijdig.rules.formality import spoken_to

NAMES = {"house": "Bosstroom", "to": "Woonstede"}
WRITTEN_BEFORE = {
    "Dat u samen wilt regelen. En wij vroegen hoeveel er open is.": (Telling.BALANCE,),
    "Wie u bent, zodat zij u kunnen vinden. Dat u samen wilt regelen. En wij vroegen hoeveel er open is.": (
        Telling.WHO, Telling.BALANCE,
    ),
    "Wat zij elke keer krijgen als u samen regelt.": (Telling.PROPOSAL,),
    "Dat het plan loopt, en wie u helpt.": (Telling.STARTED,),
    "Dat uw toestemming bijna stopt, en dat wij u vroegen of het langer mag.": (Telling.RENEW,),
    "Dat u opnieuw ja zei, en tot wanneer.": (Telling.RENEWED,),
    "Hoeveel er bij hen open is, en wie u daar helpt.": (Telling.FROM_THEM,),
    "Woonstede keek hoeveel er bij Bosstroom nog open is, en of er een regeling loopt.": (Telling.LOOKED,),
    "Bosstroom gaf door hoe Woonstede de klant kan bereiken, voor hulp.": (Telling.HELP,),
}  # fmt: skip
OF_YOU = {"u", "uw", "je", "jij", "jou", "jouw"}


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def to_customer(*told: Telling) -> str:
    return " ".join(say(TO_CUSTOMER[one], **NAMES) for one in told)


@pytest.mark.parametrize("telling", Telling)
def test_colleague_reads_of_the_customer_and_the_customer_of_you(telling: Telling) -> None:
    staff, customer = to_staff(telling, **NAMES), to_customer(telling)

    assert not OF_YOU & words_of(staff)
    assert not {"klant", "dossier"} & words_of(customer)
    assert "{" not in staff + customer
    assert not {"u", "uw"} & words_of(spoken_to(customer, is_formal=False))
    assert not {"je", "jou", "jouw"} & words_of(spoken_to(customer, is_formal=True))


@pytest.mark.parametrize("telling", Telling)
def test_every_telling_is_said_in_english(telling: Telling) -> None:
    with speaking("en"):
        assert to_customer(telling) != TO_CUSTOMER[telling].format(**NAMES)


@pytest.mark.parametrize(("words", "codes"), WRITTEN_BEFORE.items())
def test_line_of_before_says_to_the_customer_what_it_said_and_is_read_as_codes(
    words: str, codes: tuple[Telling, ...]
) -> None:
    assert read(words) == read(kept(*codes)) == codes
    is_of_you = codes != (Telling.HELP,)
    said = words.replace("het plan loopt", "het plan voor alles samen loopt")  # so that nobody takes it for another
    assert (spoken_to(to_customer(*codes), is_formal=True) == said) == is_of_you
    assert not OF_YOU & words_of(to_staff(words, **NAMES))


def test_lines_of_before_were_made_for_every_telling() -> None:
    assert {code for codes in WRITTEN_BEFORE.values() for code in codes} == set(Telling)


@pytest.mark.parametrize("words", ["om samen te rekenen", "", "Dat het plan loopt, en wie u helpt. En meer."])
def test_words_that_nobody_knows_are_shown_as_they_stand(words: str) -> None:
    assert read(words) == ()
    assert to_staff(words, **NAMES) == words
