"""Hours for people: which personal steps fit in the minutes that there are, in the order of need and waiting."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


def turns(ranks: ArrayLike, wanted_on: ArrayLike, cases: ArrayLike) -> Places:
    """Whose turn it is: the rows from first to last, by rank, then who waits longest, then the number of the case.

    `ranks` are planner.codes.Rank (the lowest first), `wanted_on` ordinal days on which a person was first wanted (the
    earliest first), `cases` the numbers of the cases; all of shape (n,). The order in which the rows are given changes
    nothing, as long as no case has two rows with the same rank and day. Source: DECISIONS 6.
    """
    order: Places = np.lexsort((np.asarray(cases), np.asarray(wanted_on), np.asarray(ranks)))
    return order


def allot(ranks: ArrayLike, wanted_on: ArrayLike, cases: ArrayLike, minutes: ArrayLike, available: int | None) -> Flags:
    """Which steps are given, as a mask of shape (n,): in their turn, for as long as the minutes last.

    `minutes` is what each step takes, shape (n,), above 0; `available` is what the people of one team have on one day
    for one skill, None when that is not counted: then all are given. Turns are not jumped: a step that does not fit
    ends the list, so that more hours never take a step away from anybody. Never more minutes than there are.
    ValueError for a step that takes no time, or hours below 0. Source: DECISIONS 6.
    """
    taken = np.asarray(minutes, dtype=np.int64)
    if (taken <= 0).any() or (available is not None and available < 0):
        raise ValueError("every step takes minutes, and nobody has less than none")
    given = np.ones(len(taken), dtype=np.bool_)
    if available is not None:
        order = turns(ranks, wanted_on, cases)
        given[order] = np.cumsum(taken[order]) <= available
    return given
