"""Writes computed figures for people: with points as in papers, or with commas as in Dutch texts."""

from dataclasses import dataclass

from tijdig.stats.effects import Interval
from tijdig.stats.reanalysis import Result

COLUMNS = ("%", "n per groep", "verschil in pp [95%]", "verhouding [95%]", "p (Fisher)", "power", "n_min", "n80")
NOTHING = "–"
TINY = 0.001
CLEAR = 0.1


@dataclass(frozen=True)
class Notation:
    """How numbers look: the sign before the decimals, between thousands, and between the ends of an interval."""

    decimal: str
    thousands: str
    between: str
    papers: bool

    def number(self, value: float, places: int, *, signed: bool = False) -> str:
        """A number with a fixed count of decimals."""
        text = f"{value:+,.{places}f}" if signed else f"{value:,.{places}f}"
        return text.translate(str.maketrans(",.", self.thousands + self.decimal))

    def chance(self, value: float, *, places: int | None = None) -> str:
        """A chance: two decimals, three when it is small; a tiny one by its size, or in Dutch as "< 0,001"."""
        if value < TINY:
            return f"{value:.0e}".replace("e-0", "e-") if self.papers else f"< {self.number(TINY, 3)}"
        text = self.number(value, places or (3 if value < CLEAR else 2))
        return text.removeprefix("0") if self.papers else text

    def interval(self, found: Interval, places: int, *, unit: float = 1) -> str:
        """The two ends of an interval, in square brackets."""
        return f"[{self.number(found.low * unit, places)}{self.between}{self.number(found.high * unit, places)}]"


PAPER = Notation(".", ",", ", ", papers=True)
DUTCH = Notation(",", ".", "; ", papers=False)


def cells(result: Result, notation: Notation = PAPER) -> tuple[str, ...]:
    """One comparison as the texts of COLUMNS."""
    ends = result.difference_interval, result.ratio_interval
    return (
        rates(result, notation),
        sizes(result, notation),
        _with(notation.number(result.difference * 100, 1, signed=True), ends[0], notation, 1, 100),
        _with(notation.number(result.ratio, 2), ends[1], notation, 2, 1),
        _p(result, notation),
        _power(result, notation),
        NOTHING if result.faint else notation.number(result.smallest_size, 0),
        NOTHING if result.faint else notation.number(result.needed_size, 0),
    )


def rates(result: Result, notation: Notation) -> str:
    """Both rates in percent, with as many decimals as the source gave."""
    first, second = (round(rate * 100, 2) for rate in result.rates)
    if result.about:  # more decimals than the source gave would look surer than it is
        return "/".join(f"~{rate:g}".replace(".", notation.decimal) for rate in (first, second))
    places = 0 if first == int(first) and second == int(second) else 1
    return f"{notation.number(first, places)}/{notation.number(second, places)}"


def sizes(result: Result, notation: Notation) -> str:
    """People per group; "≤" for an upper bound and "?" when nobody knows."""
    if result.sizes is None:
        return "?"
    texts = [notation.number(size, 0) for size in dict.fromkeys(result.sizes)]
    return ("≤" if result.at_most else "") + "/".join(texts)


def _with(value: str, ends: Interval | None, notation: Notation, places: int, unit: float) -> str:
    return f"{value} {notation.interval(ends, places, unit=unit)}" if ends else value


def _p(result: Result, notation: Notation) -> str:
    if result.p is None or result.fisher is None:
        return f"vraagt n≥{notation.number(result.smallest_size, 0)}"
    if result.at_most:
        text = notation.chance(result.p, places=3)
        return f"≥{notation.number(result.p, 6) if text.startswith('<') else text}"
    return f"{notation.chance(result.p)} ({notation.chance(result.fisher)})"


def _power(result: Result, notation: Notation) -> str:
    if result.power is None:
        return ""
    if result.faint:
        return NOTHING
    text = notation.number(result.power, 2)
    text = text.removeprefix("0") if notation.papers else text
    return f"≤{text}" if result.at_most else text
