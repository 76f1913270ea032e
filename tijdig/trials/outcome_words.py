"""The outcome of a replay in words: tables for the terminal and one drawing."""

from collections.abc import Iterable
from datetime import date

from rich.console import Group
from rich.table import Table

from tijdig.rules import dutch
from tijdig.rules.dutch import number
from tijdig.trials.charts import LEAF, OCHRE, SKY, STONE, Bar, Column, Panel, Part, bars, columns, drawing, words
from tijdig.trials.outcome import LATE, Outcome
from tijdig.words import ChannelKind, Stage, StopReason

WIDTH = 720
KINDS = (ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS)
KIND_COLORS = {ChannelKind.LETTER: LEAF, ChannelKind.EMAIL: SKY, ChannelKind.SMS: OCHRE}
STAGES = (Stage.S0, Stage.S1, Stage.S2, Stage.S3)
STAGE_COLORS = {Stage.S0: STONE, Stage.S1: LEAF, Stage.S2: SKY, Stage.S3: OCHRE}
STOPS = {reason.value: reason.label for reason in StopReason}
PAID_AFTER = {
    "in_time": "op tijd, zonder bericht",
    "S0": "na een bericht vooraf",
    "silent": "te laat, voordat er een bericht uitging",
    **{stage.value: f"na de {stage.label}" for stage in STAGES[1:]},
    "disputed": "betwist: geen herinnering",
}


def tables(found: Outcome) -> Group:
    """What the terminal shows."""
    return Group(_headline(found), _steps(found), _paid(found), _late(found), _stopped(found))


def chart(found: Outcome) -> str:
    """The replay as one drawing."""
    panels = [
        words("Een herhaling van het grootboek", [_headline(found)], width=WIDTH),
        columns("Rekeningen die vervielen, per maand", _due(found), width=WIDTH, height=110, legend=DUE_LEGEND),
        columns("Berichtmomenten, per maand", _moments(found), width=WIDTH, height=110, legend=STAGE_LEGEND),
        bars("Berichten per stap en per manier", list(_step_bars(found)), width=WIDTH, legend=KIND_LEGEND),
        bars("Wanneer er werd betaald", list(_paid_bars(found)), width=WIDTH),
        bars("Hoeveel dagen te laat (niet betwist)", list(_late_bars(found)), width=WIDTH, legend=LATE_LEGEND),
        bars("Op tijd gestopt: klaargezet, niet verstuurd", list(_stopped_bars(found)), width=WIDTH),
    ]
    return drawing(
        "Een herhaling van het grootboek", _description(found), _filled(panels), width=WIDTH, margin=28, name="replay"
    )


DUE_LEGEND = (("op tijd betaald of betwist", STONE), ("te laat betaald", OCHRE))
STAGE_LEGEND = tuple((stage.label, STAGE_COLORS[stage]) for stage in STAGES)
KIND_LEGEND = tuple((kind.label, KIND_COLORS[kind]) for kind in KINDS)
LATE_LEGEND = (("kreeg op tijd een bericht", LEAF), ("betaalde al vóór het eerste bericht", STONE))


def _headline(found: Outcome) -> str:
    whole = sum(found.moments.values())
    return (
        f"{number(found.bills)} rekeningen van {number(found.customers)} klanten in {number(found.days)} dagen; "
        f"{number(found.late)} te laat en {number(found.disputed)} betwist; {number(whole)} berichtmomenten."
    )


def _filled(panels: Iterable[Panel]) -> list[Panel]:
    return [panel for panel in panels if panel.svg]


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    table.add_column(heads[0])
    for head in heads[1:]:
        table.add_column(head, justify="right")
    return table


def _steps(found: Outcome) -> Table:
    table = _table("Berichten per stap", "stap", "momenten", *(kind.label for kind in KINDS))
    for stage in STAGES:
        counts = [found.messages[stage.value, kind.value] for kind in KINDS]
        table.add_row(f"{stage.value} {stage.label}", number(found.moments[stage.value]), *map(number, counts))
    return table


def _paid(found: Outcome) -> Table:
    table = _table("Betaald", "wanneer", "rekeningen")
    for name, label in PAID_AFTER.items():
        table.add_row(label, number(found.paid_after[name]))
    return table


def _late(found: Outcome) -> Table:
    table = _table("Dagen te laat (niet betwist)", "hoe laat", "rekeningen", "waarvan met bericht")
    for name, _ in LATE:
        named, silent = found.days_late[name, True], found.days_late[name, False]
        table.add_row(name, number(named + silent), number(named))
    return table


def _stopped(found: Outcome) -> Table:
    table = _table("Op tijd gestopt", "waarom", "berichten")
    for reason, count in found.stopped.most_common():
        table.add_row(STOPS.get(reason, "onbekend"), number(count))
    return table


def _months(found: Outcome) -> list[date]:
    return sorted({*found.due_by_month, *(month for month, _ in found.moments_by_month)})


def _month_label(index: int, month: date) -> str:
    return f"{dutch.MONTHS[month.month - 1][:3]} {month.year}" if index % 6 == 0 else ""


def _due(found: Outcome) -> list[Column]:
    return [
        Column(
            _month_label(index, month),
            (
                Part(found.late_by_month[month], OCHRE),
                Part(found.due_by_month[month] - found.late_by_month[month], STONE),
            ),
        )
        for index, month in enumerate(_months(found))
    ]


def _moments(found: Outcome) -> list[Column]:
    return [
        Column(
            _month_label(index, month),
            tuple(Part(found.moments_by_month[month, stage.value], STAGE_COLORS[stage]) for stage in STAGES),
        )
        for index, month in enumerate(_months(found))
    ]


def _step_bars(found: Outcome) -> Iterable[Bar]:
    for stage in STAGES:
        counts = {kind: found.messages[stage.value, kind.value] for kind in KINDS}
        said = " + ".join(number(count) for count in counts.values() if count) or "0"
        parts = tuple(Part(count, KIND_COLORS[kind]) for kind, count in counts.items())
        yield Bar(f"{stage.value} {stage.label}: {number(found.moments[stage.value])} momenten", parts, said)


def _paid_bars(found: Outcome) -> Iterable[Bar]:
    for name, label in PAID_AFTER.items():
        color = LEAF if name in Stage.__members__ else OCHRE if name == "silent" else STONE
        yield Bar(label, (Part(found.paid_after[name], color),), number(found.paid_after[name]))


def _late_bars(found: Outcome) -> Iterable[Bar]:
    for name, _ in LATE:
        named, silent = found.days_late[name, True], found.days_late[name, False]
        yield Bar(name, (Part(named, LEAF), Part(silent, STONE)), f"{number(named)} van {number(named + silent)}")


def _stopped_bars(found: Outcome) -> Iterable[Bar]:
    for reason, count in found.stopped.most_common():
        yield Bar(STOPS.get(reason, "onbekend"), (Part(count, SKY),), number(count))


def _description(found: Outcome) -> str:
    paid = "; ".join(f"{label}: {number(found.paid_after[name])}" for name, label in PAID_AFTER.items())
    steps = "; ".join(f"{stage.label}: {number(found.moments[stage.value])} momenten" for stage in STAGES)
    stopped = number(sum(found.stopped.values()))
    return f"{_headline(found)} Momenten: {steps}. Betaald: {paid}. Op tijd gestopt: {stopped}."
