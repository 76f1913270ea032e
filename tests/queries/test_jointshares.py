"""What one organisation gets, as a sentence: always true, also where the amount changes or begins late."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.queries import jointshares
from tijdig.rules.dates import months_after

FIRST = date(2026, 12, 1)


def payments(amounts: Sequence[int], after: int = 0) -> list[tuple[date, int]]:
    return [(months_after(FIRST, turn + after), cents) for turn, cents in enumerate(amounts)]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([], ""),
        ([1_240], "Eén keer € 12,40, op 1 december 2026."),
        ([1_240] * 14, "€ 12,40 per keer, 14 keer. Klaar in januari 2028."),
        ([1_240] * 3 + [310], "€ 12,40 per keer, 3 keer, en dan nog € 3,10. Klaar in maart 2027."),
        ([1_344, 1_344, 1_262, 100], "€ 13,44 per keer, 2 keer, en dan nog € 12,62 en € 1,00. Klaar in maart 2027."),
        ([4_555] * 3 + [4_575], "€ 45,55 per keer, 3 keer, en dan nog € 45,75. Klaar in maart 2027."),
        (
            [1_000] * 2 + [2_000],
            "€ 10,00 per keer, 2 keer, en dan nog € 20,00. Klaar in februari 2027.",
        ),
        ([900, 1_000], "Eén keer € 9,00, en dan nog € 10,00. Klaar in januari 2027."),
        ([900, 500], "Eén keer € 9,00, en dan nog € 5,00. Klaar in januari 2027."),
        ([2_005, 788, 788, 788], "Eén keer € 20,05, daarna € 7,88 per keer. Klaar in maart 2027."),
        ([788, 2_005, 2_005], "Eén keer € 7,88, daarna € 20,05 per keer. Klaar in februari 2027."),
        (
            [3_000] * 5 + [1_200] * 3,
            "Eerst € 30,00 per keer. Vanaf 1 mei 2027 € 12,00 per keer. Klaar in juli 2027.",
        ),
        (
            [500, 500, 800, 800, 1_500, 1_500, 20],
            "Eerst € 5,00 per keer. Is een ander betaald? Dan wordt het meer. Klaar in juni 2027.",
        ),
        (
            [900, 900, 500, 500, 500, 800, 800],
            "Meestal € 5,00 per keer. Niet elke keer is gelijk. Klaar in juni 2027.",
        ),
    ],
)
def test_told_says_what_is_paid_how_often_and_until_when(amounts: list[int], said: str) -> None:
    assert plain(jointshares.told(payments(amounts), FIRST)) == said


def test_told_says_that_one_begins_later() -> None:
    said = plain(jointshares.told(payments([1_000, 1_000], after=3), FIRST))

    assert said == "Begint op 1 maart 2027; eerst gaan andere voor. € 10,00 per keer, 2 keer. Klaar in april 2027."


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([], ""),
        ([1_240] * 3 + [310], "€ 12,40"),
        ([3_000] * 5 + [1_200] * 3, "eerst € 30,00, vanaf 1 mei 2027 € 12,00"),
        ([900, 900, 500, 500, 500, 800, 800], "meestal € 5,00"),
    ],
)
def test_brief_fits_in_a_cell(amounts: list[int], said: str) -> None:
    assert plain(jointshares.brief(payments(amounts))) == said


@given(st.lists(st.sampled_from([300, 500, 800]), min_size=1, max_size=12))
def test_every_amount_that_is_named_is_paid_at_some_time(amounts: list[int]) -> None:
    said = plain(jointshares.told(payments(amounts), FIRST))

    named = {cents for cents in (300, 500, 800) if f"€ {cents // 100},00" in said}
    assert named
    assert named <= set(amounts)


@pytest.mark.parametrize(
    ("amounts", "after", "said"),
    [
        ([], 0, ""),
        ([1_240], 0, "Eén keer € 12,40, op 1 december 2026."),
        ([1_240] * 3, 0, "€ 12,40 per keer, 3 keer. Van 1 december 2026 tot en met 1 februari 2027."),
        (
            [1_240] * 2,
            3,
            "Begint op 1 maart 2027; eerst gaan andere voor. € 12,40 per keer, 2 keer. "
            "De laatste keer is op 1 april 2027.",
        ),
    ],
)
def test_dated_names_the_first_and_the_last_day(amounts: list[int], after: int, said: str) -> None:
    assert plain(jointshares.dated(payments(amounts, after), FIRST)) == said
