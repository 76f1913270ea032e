"""The normal curve, which every approximation here leans on."""

from math import erfc, exp, pi, sqrt

_ROOT_TWO = sqrt(2)
_STEPS = 60
_NEAR = 1e-13


def above(z: float) -> float:
    """The share of a standard normal curve above `z` (no unit), between 0 and 1; keeps its digits far in the tail.

    By the complementary error function: Abramowitz and Stegun 1964, 26.2.29.
    """
    return erfc(z / _ROOT_TWO) / 2


def point(share: float) -> float:
    """The value of `z` with `share` of the curve below it; the inverse of `above`, found by Newton's method.

    Raises ValueError for a share that is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    if share > 0.5:
        return -point(1 - share)
    # Below the middle the curve bends one way only, so from 0 each step comes nearer and never goes past.
    z = 0.0
    for _ in range(_STEPS):
        step = (above(-z) - share) / (exp(-z * z / 2) / sqrt(2 * pi))
        z -= step
        if abs(step) < _NEAR * max(1.0, abs(z)):
            break
    return z
