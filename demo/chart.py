"""The chart of the night: one bar per creditor, its parts the stages, and the reasons to leave people in peace."""

from collections.abc import Sequence

from demo.summary import HELD, CreditorNight, waiting_reasons
from tijdig.planner.reasons import Reason
from tijdig.trials import charts
from tijdig.words import Stage

WIDTH = 720
MARGIN = 24
SHOWN = 8  # reasons; the rest together
COLORS = {"S0": "#b9d8ca", "S1": "#4f9b7d", "S2": charts.LEAF, "S3": charts.OCHRE}
LEGEND = [(stage.label, COLORS[stage.value]) for stage in (Stage.S0, Stage.S1, Stage.S2, Stage.S3)]


def svg(rows: Sequence[CreditorNight], day_text: str) -> str:
    """The whole picture, with a sentence above it that says what it means."""
    moments = sum(sum(row.moments.values()) for row in rows)
    reasons = dict(waiting_reasons(list(rows)))
    in_time = reasons.pop(Reason.NOTHING_DUE.value, 0)
    title = f"Wie kreeg bericht op {day_text}?"
    meaning = [
        f"{moments} klanten kregen bericht. Bij {in_time} klanten is niets te laat.",
        f"{sum(reasons.values())} klanten zijn te laat, maar lieten wij nu met rust: elk met een reden en een datum.",
    ]
    panels = [
        charts.words(title, meaning, width=WIDTH),
        charts.bars("Berichten per organisatie", [_stages(row) for row in rows], width=WIDTH, legend=LEGEND),
        charts.bars("Waarom anderen vandaag niets kregen", _reasons(reasons), width=WIDTH),
    ]
    return charts.drawing(title, " ".join(meaning), panels, width=WIDTH, margin=MARGIN, name="night") + "\n"


def _stages(row: CreditorNight) -> charts.Bar:
    parts = tuple(charts.Part(row.moments[stage], color) for stage, color in COLORS.items())
    return charts.Bar(row.name, parts, str(sum(row.moments.values())))


def _reasons(reasons: dict[str, int]) -> list[charts.Bar]:
    """The most frequent first; what is rare stands together at the end."""
    often, rare = list(reasons.items())[:SHOWN], list(reasons.values())[SHOWN:]
    bars = [charts.Bar(reason_text(code), (charts.Part(size, charts.SKY),), str(size)) for code, size in often]
    return (
        [*bars, charts.Bar("Andere redenen.", (charts.Part(sum(rare), charts.STONE),), str(sum(rare)))]
        if rare
        else bars
    )


def reason_text(code: str) -> str:
    """The sentence of a reason as the customer may read it."""
    known = {reason.value: reason.text for reason in Reason}
    known[HELD] = "Er gaat iets gebeuren dat u moet weten. De tekst daarvoor komt nog: een medewerker vertelt het u."
    return known.get(code, code)
