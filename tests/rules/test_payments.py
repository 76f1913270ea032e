import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.payments import divided

CENTS = st.integers(1, 1_000_000)


@pytest.mark.parametrize(
    ("cents", "open_cents", "parts"),
    [
        (6120, [6120, 12120], (6120, 0)),
        (10_000, [6120, 12120], (6120, 3880)),
        (18_240, [6120, 12120], (6120, 12120)),
        (20_000, [6120, 12120], (6120, 13_880)),  # what is more than all of it goes with the last
        (1, [6120], (1,)),
    ],
)
def test_payment_goes_to_the_first_claims_first(cents: int, open_cents: list[int], parts: tuple[int, ...]) -> None:
    assert divided(cents, open_cents) == parts


@given(CENTS, st.lists(CENTS, min_size=1, max_size=8))
def test_parts_add_up_to_the_cent_and_fill_in_order(cents: int, open_cents: list[int]) -> None:
    parts = divided(cents, open_cents)

    assert sum(parts) == cents
    assert all(part <= one for part, one in zip(parts[:-1], open_cents[:-1], strict=True))
    last = max(place for place, part in enumerate(parts) if part)
    assert list(parts[:last]) == open_cents[:last]


@pytest.mark.parametrize(("cents", "open_cents"), [(0, [1]), (-1, [1]), (1, []), (1, [0]), (1, [5, -1])])
def test_nothing_cannot_be_divided(cents: int, open_cents: list[int]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        divided(cents, open_cents)
