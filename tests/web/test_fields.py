"""What colleagues type into a field: amounts and days that somebody can mean."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tijdig.web.workbench.fields import DayField, EurosField


@pytest.mark.parametrize(("typed", "cents"), [("25", 2_500), ("€ 1.182,40", 118_240), ("", None), ("  ", None)])
def test_amount_is_read_as_people_write_it(typed: str, cents: int | None) -> None:
    assert EurosField(required=False).clean(typed) == cents


@pytest.mark.parametrize("typed", ["€", "€ \N{NO-BREAK SPACE}", "0", "-1", "NaN", "1e5", "25 euro", "1,5"])
@pytest.mark.parametrize("is_required", [True, False])
def test_amount_that_says_no_sum_is_refused(typed: str, is_required: bool) -> None:
    with pytest.raises(ValidationError, match="Vul een bedrag in"):
        EurosField(required=is_required).clean(typed)


def test_day_that_nobody_can_mean_is_refused() -> None:
    assert DayField().clean("2026-11-24") == date(2026, 11, 24)
    for typed in ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"):
        with pytest.raises(ValidationError, match="Vul een dag in"):
            DayField().clean(typed)


def test_day_too_far_away_is_refused_in_the_words_of_its_form() -> None:
    field = DayField(far="Kies een dag binnen een jaar.")
    with pytest.raises(ValidationError, match=r"Kies een dag binnen een jaar\."):
        field.clean("9999-12-31")
    with pytest.raises(ValidationError, match="Vul een dag in"):
        field.clean("0001-01-01")
