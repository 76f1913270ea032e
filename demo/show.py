"""What the terminal shows: a table per creditor, a chart, the reasons to wait, and where everything is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.table import Table
from rich.text import Text

from demo import chart, signing, summary
from demo.cast import ANNA, TODAY
from demo.play import Played
from demo.summary import CreditorNight
from tijdig import clock
from tijdig.planner import costing
from tijdig.rules import dutch
from tijdig.rules.dutch import number
from tijdig.rules.money import euros
from tijdig.words import ChannelKind, Stage

STAGES = (Stage.S0, Stage.S1, Stage.S2, Stage.S3)
KINDS = (ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS)
BLOCKS = 56  # how wide the longest bar is
INK_ON = {"S0": "black", "S1": "black", "S2": "white", "S3": "white"}
DAY_TEXT = dutch.weekday(TODAY)
HOW_TO_READ = """
Wie klant is bij meer organisaties, telt bij elk mee.
open    klanten met een rekening die nog openstaat, te laat of niet
S0-S3   klanten die bericht krijgen
brief   en mail en sms: berichten die vandaag zijn verstuurd; een sms komt vaak een dag na de brief
stop    berichten die klaarstonden en die ochtend zijn tegengehouden
niets   klanten die nu niets krijgen; waarom staat hieronder
"""


def outcome(played: Played, address: str = signing.ADDRESS) -> None:
    """Everything a newcomer wants to see, on one screen."""
    console = Console(highlight=False)
    rows = summary.of_day(TODAY)
    drawn = Path(settings.DATA_DIR) / "demo" / "night.svg"
    drawn.write_text(chart.svg(rows, DAY_TEXT), encoding="utf-8")
    console.print(_table(rows))
    console.print(HOW_TO_READ, markup=False)
    console.print(_bars(rows))
    console.print(_reasons(rows))
    for line in _words(played, rows, drawn, address):
        console.print(line, soft_wrap=True, markup=False)


def _table(rows: Sequence[CreditorNight]) -> Table:
    title = f"\nDe nacht en de ochtend van {DAY_TEXT}\n"
    table = Table(title=title, title_justify="left", show_footer=True, box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("", "samen", no_wrap=True)
    for name, total in _totals(rows):
        table.add_column(name, total, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(row.name, *_numbers(row))
    return table


def _totals(rows: Sequence[CreditorNight]) -> Iterator[tuple[str, str]]:
    """The names of the columns, each with its sum."""
    total = CreditorNight("samen")
    for row in rows:
        total = total + row
    names = ("klanten", "open", "te laat", *(stage.value for stage in STAGES), "brief", "mail", "sms")
    yield from zip((*names, "stop", "niets"), _numbers(total), strict=True)


def _numbers(row: CreditorNight) -> list[str]:
    counts = [
        *(row.moments[stage.value] for stage in STAGES),
        *(row.sent[kind.value] for kind in KINDS),
        row.stopped,
        sum(row.waiting.values()),
    ]
    return [
        str(row.customers),
        str(row.open_cases),
        euros(row.overdue_cents).split(",")[0],
        *(str(n) if n else "·" for n in counts),
    ]


def _bars(rows: Sequence[CreditorNight]) -> Text:
    """Moments per creditor; the number of the stage is the ink, so that it reads without colours too."""
    most = max([1, *(sum(row.moments.values()) for row in rows)])
    margin = max(len(row.name) for row in rows)
    text = Text("\n")
    for row in rows:
        text.append(f"{row.name:>{margin}} ")
        for stage, color in chart.COLORS.items():
            text.append(stage[1] * round(row.moments[stage] * BLOCKS / most), style=f"{color} on {color}")
        text.append(f" {sum(row.moments.values())}\n")
    for place, stage in enumerate(STAGES):
        text.append(f" {stage.value} ", style=f"{INK_ON[stage.value]} on {chart.COLORS[stage.value]}")
        text.append(f" {stage.label}" + ("\n" if place % 2 else "   "))
    return text


def _reasons(rows: Sequence[CreditorNight]) -> Table:
    title = "Waarom er bij anderen vandaag niets uitging, in woorden die de klant mag lezen\n"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for code, size in summary.waiting_reasons(list(rows)):
        table.add_row(str(size), chart.reason_text(code))
    return table


def _words(played: Played, rows: Sequence[CreditorNight], drawn: Path, address: str) -> Iterator[str]:
    yield ""
    bad = sum(report.bad for report in played.reports)
    if played.reports:
        lines = sum(report.rows for report in played.reports)
        yield f"Ingelezen: {lines} regels van {len(played.reports)} organisaties; {_came_back(bad)} met advies."
        yield from (f"  {report.rejects_file}" for report in played.reports if report.rejects_file)
    folder = Path(settings.OUTBOX_DIR) / f"{TODAY}"
    yield f"Brieven, e-mails en sms'en: {folder}"
    yield f"Eén regel per bericht: {folder.parent / 'manifest.jsonl'}"
    yield f"Grafiek: {drawn}"
    yield f"Waarom kreeg {ANNA.name} dit bericht? .venv/bin/tijdig explain woonstede:{ANNA.number}"
    yield from _sums(played, sum(rows, CreditorNight("samen")))
    yield from (f"mensen  {note}" for note in played.night.notes)
    yield from (f"kosten  {line}" for line in costing.lines(played.night.totals))
    yield ""
    yield from signing.lines(address)
    yield ""
    yield f"Adressen in brieven en e-mails (https://mijn.….example) zijn van niemand. Gebruik: {address}"
    yield f"De klok staat stil op 09:00 uur van {dutch.weekday(clock.day_of(clock.now()))}."
    yield "Dagen verder, met nacht en post: .venv/bin/tijdig demo --until 2026-12-01. Opnieuw: make demo-reset."


def _sums(played: Played, whole: CreditorNight) -> Iterator[str]:
    """What this run did, and how the table adds up to it."""
    sent, stopped, later = whole.sent.total(), whole.stopped, whole.queued
    silent, held = whole.waiting.total(), whole.waiting[summary.HELD]
    yield f"nacht   deze keer {number(played.night.planned)} berichten klaargezet, voor {number(silent)} klanten niets"
    if held:
        yield f"        voor {number(held)} van hen omdat de tekst nog komt: een medewerker vertelt het zelf"
    answers = played.send.sent - sent
    more = f", waarvan {number(answers)} antwoord op iets dat een klant liet weten" if answers > 0 else ""
    yield f"post    deze keer {number(played.send.sent)} berichten verstuurd{more}"
    yield (
        f"samen   {number(sent + stopped + later)} berichten van deze dag: {number(sent)} verstuurd, "
        f"{number(stopped)} tegengehouden, {number(later)} gaan later uit"
    )


def _came_back(lines: int) -> str:
    return "1 regel kwam terug" if lines == 1 else f"{lines} regels kwamen terug"
