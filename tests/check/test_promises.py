"""Promises that a creditor's own settings do not keep: said in many ways, and what only looks like one."""

from typing import Any, Final

import pytest

from tijdig.check import check

NOTHING_KEPT: Final[dict[str, Any]] = {
    "phone_is_free": False,
    "phone_has_menu": True,
    "own_contact_person": False,
    "answers_by_post": False,
    "answer_days": 5,
}
ALL_KEPT: Final[dict[str, Any]] = {
    "phone_is_free": True,
    "phone_has_menu": False,
    "own_contact_person": True,
    "answers_by_post": True,
    "answer_days": 0,
}
PROMISED: Final = (
    ("phone_is_free", "Bellen is kosteloos."),
    ("phone_is_free", "Het gesprek kost u niks."),
    ("phone_is_free", "U kunt ons gratis bellen."),
    ("phone_is_free", "U bereikt ons op een gratis nummer."),
    ("phone_is_free", "Voor een telefoontje betaalt u niets."),
    ("phone_has_menu", "U hoeft niets in te toetsen."),
    ("phone_has_menu", "Er is geen keuzemenu."),
    ("phone_has_menu", "U komt direct bij een medewerker terecht."),
    ("phone_has_menu", "Bij ons neemt een mens op."),
    ("phone_has_menu", "U krijgt meteen iemand aan de lijn."),
    ("answer_days", "Wij antwoorden vandaag nog."),
    ("answer_days", "U weet het vanavond al."),
    ("answer_days", "Een medewerker belt u morgen terug."),
    ("answer_days", "Binnen 24 uur heeft u bericht."),
    ("answer_days", "U krijgt nog deze middag uitsluitsel."),
    ("own_contact_person", "U krijgt een vast gezicht bij ons."),
    ("own_contact_person", "Eén medewerker helpt u van begin tot eind."),
    ("own_contact_person", "U heeft steeds met dezelfde persoon te maken."),
    ("own_contact_person", "Uw eigen contactpersoon belt u."),
    ("answers_by_post", "Wij antwoorden per brief."),
    ("answers_by_post", "U krijgt de afspraak op papier."),
    ("answers_by_post", "Wij sturen u het antwoord met de post."),
    ("answers_by_post", "Het antwoord ligt dan in uw brievenbus."),
)


def promises(text: str, settings: dict[str, Any]) -> list[str]:
    return [each.words for each in check(text, settings=settings) if each.code == "unkept-promise"]


@pytest.mark.parametrize(("setting", "text"), PROMISED, ids=[text for _, text in PROMISED])
def test_promise_counts_only_where_the_settings_do_not_keep_it(setting: str, text: str) -> None:
    assert promises(text, {setting: NOTHING_KEPT[setting]})
    assert promises(text, ALL_KEPT) == []


@pytest.mark.parametrize(
    "text",
    [
        "Geldfit is gratis: bel 0800-8115.",
        "Hulp van de gemeente kost u niets.",
        "U mag uw antwoord per post sturen.",
        "Stuur ons een brief terug.",
        "Wij proberen u dezelfde dag terug te bellen.",
        "Meestal heeft u morgen antwoord.",
        "Wij bellen u morgen terug tussen 9 en 10 uur.",
        "Kies een nummer uit de lijst.",
        "Als u vandaag nog antwoordt, passen wij het aan.",
    ],
)
def test_what_is_no_promise_of_ours_is_left(text: str) -> None:
    assert promises(text, NOTHING_KEPT) == []


def test_tomorrow_is_soon_enough_for_who_answers_within_two_days() -> None:
    assert promises("U krijgt morgen antwoord.", {"answer_days": 3})
    assert promises("U krijgt morgen antwoord.", {"answer_days": 2}) == []
    assert promises("U krijgt dezelfde dag antwoord.", {"answer_days": 1}) == []


def test_promise_that_nobody_can_keep_is_fine_for_who_says_it_is_kept() -> None:
    text = "U krijgt direct een medewerker aan de lijn."

    assert promises(text, {}) == ["direct een medewerker aan de lijn"]
    assert promises(text, {"phone_has_menu": False}) == []
