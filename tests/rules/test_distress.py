"""Words that bring a person at once; and words that only look like them."""

import pytest

from tests.conftest import NOW
from tijdig.policy import load
from tijdig.rules.distress import suggests

POLICY = load(NOW.date())


@pytest.mark.parametrize(
    "text",
    [
        "Ik zie het niet meer zitten.",
        "ik zie het NIET  MEER\nzitten",
        "Soms denk ik aan zelfmoord",
        "ik ben suïcidaal",
        "Ik wou dat ik dood was",
        "Het liefst wil ik dood.",
        "ik ben liever dood dan dit",
        "Ik wil niet meer leven",
        "Zo wil ik niet meer leven!",
        "Ik maak er een einde aan.",
        "Ik denk erover er een eind aan te maken",
        "ik maak een eind aan mijn leven",
        "Ik ga mezelf iets aandoen",
        "Het leven heeft geen zin, mijn leven heeft geen zin meer",
        "Sometimes I think it is best to end my life.",
        "Artik yasamak istemiyorum",
        "İNTİHAR etmeyi düşünüyorum",
        "Nie chce juz tego, chce umrzec",
        "Я більше так не можу, не хочу жити.",
        "لا أريد أن أعيش",
        "لَا أُرِيدُ أَنْ أَعِيشَ",
    ],
)
def test_words_of_distress_are_heard(text: str) -> None:
    assert suggests(text, POLICY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Er komt geen einde aan de rekeningen.",
        "Wanneer komt er een einde aan deze brieven?",
        "Mijn man is dood. Ik regel het nu alleen.",
        "Ik ben doodop en doodmoe.",
        "Ik schrik me dood van dit bedrag.",
        "De bank kan het niet meer zittend doen.",
        "Hier kan ik niet meer van leven.",
        "Ik moet een kaartje voor de trein betalen.",
        "Mijn vader zat in het leger, zelf moordenaars gezien.",
        "Ik wil niet meer betalen.",
    ],
)
def test_words_that_only_look_like_it_are_not(text: str) -> None:
    assert not suggests(text, POLICY)
