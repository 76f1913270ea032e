"""The words of the shadow report: plain Dutch for a head of collections who has five minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tijdig.intake.faults import RowFault
from tijdig.messages.content import HEADING
from tijdig.planner import costing, outcomes
from tijdig.planner.codes import Owner, Stage, Whether
from tijdig.planner.reasons import Reason
from tijdig.policy import Policy
from tijdig.rules import dutch
from tijdig.rules.dutch import number
from tijdig.rules.money import euros
from tijdig.rules.workdays import is_outreach_day
from tijdig.trials import charts, shadow
from tijdig.trials.shadow_page import BadRow, Carrier, Page, Person, Sample
from tijdig.trials.shadow_page import Reason as Shown

if TYPE_CHECKING:
    from tijdig.trials.shadow_run import Found

SHOWN_BAD = 50
CHART_WIDTH = 320
OWNERS = outcomes.OWNERS | {Owner.TEAM: "uw team"}  # the reader is the creditor


def page(found: Found) -> Page:
    """Everything the report says."""
    tally = found.tally
    return Page(
        file_name=found.path.name,
        headline=_headline(found),
        lead=_lead(found),
        facts=_facts(found),
        notes=tuple(_notes(found)),
        chart=_chart(found),
        chart_says=_chart_says(found),
        acting=tuple(_reasons(found, acting=True)),
        waiting=tuple(_reasons(found, acting=False)),
        costs_say=_costs_say(found),
        cost_lines=tuple(costing.lines(tally.totals)),
        carriers=tuple(_carriers(found)),
        messages=number(sum(tally.messages.values())),
        cost=euros(tally.cost_cents),
        people_say=_people_say(found),
        people=tuple(map(_person, tally.first)),
        samples=tuple(_samples(found)),
        bad_say=_bad_say(found),
        bad=tuple(_bad(found)),
        made=f"Gemaakt van {found.path.name} met het profiel {found.profile.name}, met dezelfde regels als de echte "
        f"nacht en met beleid {found.policy.version}. Er is geen database gebruikt.",
    )


def summary(found: Found, out: Path) -> str:
    """What the terminal says: the outcome in one line, what to know, and where the report is."""
    tally = found.tally
    lines = [f"{_headline(found)}. Er is niets verstuurd.", *costing.lines(tally.totals)]
    lines += [f"- {note}" for note in _notes(found)]
    if found.bad_count:
        lines.append(f"- {_bad_say(found)}")
    return "\n".join([*lines, f"Verslag: {out / 'report.html'}", f"Lijst:   {out / 'shadow.csv'}"])


def _costs_say(found: Found) -> str:
    """How to read the prices, and what the people in them are for."""
    totals = found.tally.totals
    words = "Dit zijn prijzen uit het beleid: een schatting. Vul uw eigen prijzen in en het bedrag klopt. "
    words += "De klant betaalt niets voor deze berichten."
    asked = [(totals.calls, "om te bellen"), (totals.visits, "voor een bezoek"), (totals.looks, "om te kijken")]
    if told := [f"{number(count)} keer {what}" for count, what in asked if count]:
        words += f" Tijdig vraagt ook een mens: {dutch.listed(told)}. Zijn er te weinig uren? Dan komt eerst aan de "
        words += "beurt wie het hardst iemand nodig heeft."
    return words


def people(count: int) -> str:
    """So many customers."""
    return f"{number(count)} {'klant' if count == 1 else 'klanten'}"


def _headline(found: Found) -> str:
    acting, whole = found.tally.acting, len(found.positions)
    if not acting:
        return f"Vannacht krijgt niemand van de {people(whole)} een bericht"
    if whole == 1:
        return "Vannacht krijgt de ene klant in dit bestand een bericht"
    verb = "krijgt" if acting == 1 else "krijgen"
    return f"Vannacht {verb} {number(acting)} van de {people(whole)} een bericht"


def _lead(found: Found) -> str:
    tally, day = found.tally, dutch.weekday(found.day)
    if not tally.acting:
        return f"Dit is de nacht voor {day}. Hieronder staat per reden waarom het stil blijft."
    overdue, cost = euros(tally.acting_overdue_cents), euros(tally.cost_cents)
    if tally.acting == 1:
        return f"Het gaat uit op {day}. Bij deze klant is {overdue} te laat. Het bericht kost ongeveer {cost}."
    return (
        f"De berichten gaan uit op {day}. Bij deze klanten is samen {overdue} te laat. "
        f"De berichten kosten samen ongeveer {cost}. "
        "Elke klant krijgt één bericht over alle rekeningen samen, niet één per rekening."
    )


def _facts(found: Found) -> tuple[tuple[str, str], ...]:
    positions = found.positions
    return (
        ("Klanten in het bestand", number(len(positions))),
        ("Open rekeningen", number(positions.claims)),
        ("Samen nog open", euros(positions.open_cents)),
        ("Daarvan te laat", euros(positions.overdue_cents)),
        ("Niet meegeteld", f"{number(found.bad_count)} {'regel' if found.bad_count == 1 else 'regels'}"),
    )


def _notes(found: Found) -> Iterable[str]:
    """What a reader must know before believing the numbers."""
    positions, policy, day = found.positions, found.policy, found.day
    if not positions.claims and positions.settled:
        last = date.fromordinal(positions.last_on)
        yield (
            f"Op {dutch.day(day)} was alles al betaald, het laatste op {dutch.day(last)}. Kies een eerdere dag, "
            f"bijvoorbeeld --date {last - timedelta(days=120)}."
        )
    if found.shift:
        yield (
            f"Voor {dutch.day(day)} is er geen beleid. Wij rekenden met dezelfde dag van de week in dezelfde tijd "
            f"van het jaar: {dutch.weekday(day + found.shift)}."
        )
    if not is_outreach_day(day + found.shift, policy):
        yield "Op deze dag laat Tijdig iedereen met rust: zondag of feestdag. Kies een andere dag met --date."
    yield (
        "In dit bestand staat niet wat u eerder stuurde. Iedereen met een achterstand begint hier daarom bij de eerste "
        "herinnering. De eerste nacht geeft dus meer berichten dan de nachten daarna."
    )
    if not policy.sector:
        yield (
            "U koos geen sector. Dit zijn dus de algemene stappen; die van uw sector kunnen anders zijn. "
            "Kies hem met --sector, bijvoorbeeld --sector housing voor huur."
        )
    if found.assumed:
        yield (
            "In dit bestand staan geen adressen. Wij gaan ervan uit dat u van iedereen een postadres heeft. "
            "Met e-mailadressen en mobiele nummers erbij bereikt u meer mensen."
        )
    yield (
        "Afspraken, pauzes, bewindvoerders en klachten staan niet in dit bestand. Met die gegevens blijft het bij meer "
        "mensen stil."
    )


def _groups(found: Found) -> Counter[tuple[str, str]]:
    """Customers by what tonight means for them, with the colour of that group."""
    groups: Counter[tuple[str, str]] = Counter()
    for (whether, reason, stage), count in found.tally.reasons.items():
        groups[_group(whether, reason, stage)] += count
    return groups


def _group(whether: Whether, reason: Reason, stage: Stage) -> tuple[str, str]:
    if whether == Whether.ACT:
        return f"Krijgt een bericht: {shadow.step(stage)}", charts.LEAF
    if whether == Whether.CLOSE:
        return "Niets meer open", charts.STONE
    if reason == Reason.NOTHING_DUE:
        return "Niets te laat", charts.STONE
    if reason.owner == Owner.HANDLER:
        return "Een medewerker kijkt mee", charts.OCHRE
    return ("Er gaat niets uit: rust", charts.OCHRE) if whether == Whether.STOP else ("Wacht nog even", charts.SKY)


def _chart(found: Found) -> str:
    ordered = sorted(_groups(found).items(), key=lambda pair: (-pair[1], pair[0]))
    items = [charts.Bar(label, (charts.Part(count, color),), number(count)) for (label, color), count in ordered]
    description = "; ".join(f"{label}: {people(count)}" for (label, _), count in ordered)
    panel = charts.bars("", items, width=CHART_WIDTH)
    return charts.drawing("Hoeveel klanten vannacht wat merken", description, [panel], width=CHART_WIDTH)


def _chart_says(found: Found) -> str:
    groups = _groups(found)
    (label, _), most = groups.most_common(1)[0]
    share = round(100 * most / len(found.positions))
    return f"De grootste groep: “{label.lower()}”. Dat zijn {people(most)}, {share}% van het bestand."


def _reasons(found: Found, *, acting: bool) -> Iterable[Shown]:
    ordered = sorted(found.tally.reasons.items(), key=lambda pair: (-pair[1], pair[0][1].value))
    for (whether, reason, stage), count in ordered:
        if (whether == Whether.ACT) == acting:
            yield Shown(
                customers=number(count),
                noun="klant" if count == 1 else "klanten",
                title=f"“{reason.text}”",
                why=_what_now(found, whether, reason, stage),
                source=_source(found.policy, reason),
            )


def _what_now(found: Found, whether: Whether, reason: Reason, stage: Stage) -> str:
    if whether == Whether.ACT:
        return f"Stap: {shadow.step(stage)}. Dit is de reden zoals de klant die mag lezen."
    if whether == Whether.CLOSE:
        return "Het dossier sluit. Er gaat niets meer uit."
    again = dutch.weekday(found.tally.again[reason])
    if reason == Reason.NOTHING_DUE:
        return f"Niemand hoeft nu iets te doen. Tijdig kijkt opnieuw vanaf {again}."
    return f"Nu is {OWNERS[reason.owner]} aan zet. Tijdig kijkt opnieuw vanaf {again}."


def _source(policy: Policy, reason: Reason) -> str:
    return "; ".join(policy.source(key).title for key in reason.sources)


def _carriers(found: Found) -> Iterable[Carrier]:
    """Per kind: how many, at what price (text messages may differ per step), and together."""
    for kind, word in shadow.CARRIERS:
        by_stage = {stage: count for (stage, of), count in found.tally.messages.items() if of == kind}
        if by_stage:
            costs = {stage: found.prices.one(stage, kind) for stage in by_stage}
            yield Carrier(
                label=word.label,
                messages=number(sum(by_stage.values())),
                price=" tot ".join(euros(cents) for cents in sorted({min(costs.values()), max(costs.values())})),
                cost=euros(sum(count * costs[stage] for stage, count in by_stage.items())),
            )


def _people_say(found: Found) -> str:
    shown, acting = len(found.tally.first), found.tally.acting
    if shown < acting:
        return f"De eerste {shown} van {people(acting)} die een bericht krijgen."
    return f"De {people(acting)} die een bericht krijgen." if acting > 1 else "De klant die een bericht krijgt."


def _person(line: shadow.Line) -> Person:
    return Person(
        number=line.number,
        step=line.step,
        channels=line.carriers,
        overdue=euros(line.overdue_cents),
        days=str(line.days_late),
        why=line.reason.text,
        cost=euros(line.cost_cents),
    )


def _samples(found: Found) -> Iterable[Sample]:
    tonight = {stage for stage, _ in found.tally.messages}
    for sample in found.samples:
        when = "vannacht" if sample.stage in tonight else "later, alleen als het nodig is"
        yield Sample(
            title=f"{shadow.step(sample.stage).capitalize()} per {sample.kind.label} ({when})",
            subject=sample.content.subject,
            paragraphs=tuple((block.kind == HEADING, block.plain()) for block in sample.content.blocks),
        )


def _bad_say(found: Found) -> str:
    count = found.bad_count
    if not count:
        return ""
    share = f"{100 * count / found.rows:.1f}".replace(".", ",")
    words = f"{number(count)} van de {number(found.rows)} regels ({share}%) kon Tijdig niet gebruiken."
    if count > SHOWN_BAD:
        words += f" Hier staan de eerste {SHOWN_BAD}."
    if share_of(count, found.rows) > found.policy.intake.max_bad_share:
        words += " Bij een echte aanlevering zou Tijdig dit bestand weigeren."
    kept = " In afgekeurd.csv staan ze zoals ze binnenkwamen, met advies. Let op: dat zijn gegevens van klanten."
    return words + kept


def share_of(count: int, whole: int) -> float:
    """A part of the whole; nothing of nothing is nothing."""
    return count / whole if whole else 0.0


def _bad(found: Found) -> Iterable[BadRow]:
    for bad in sorted(found.bad, key=lambda row: row.line)[:SHOWN_BAD]:
        for fault in bad.faults:
            reason = REASONS.get(fault.code.value, "Niet te gebruiken")
            yield BadRow(str(fault.line), fault.column, reason, _nameless(fault).advice)


def _nameless(fault: RowFault) -> RowFault:
    """The report names nobody, and in a row with shifted cells a name stands where an amount belongs."""
    return replace(fault, value="…") if any(map(str.isalpha, fault.value)) else fault


REASONS = {
    "missing_value": "Er ontbreekt iets",
    "bad_date": "Geen datum",
    "impossible_date": "Een dag die niet bestaat",
    "date_out_of_range": "Een jaar dat niet kan",
    "bad_amount": "Geen bedrag",
    "other_amount_style": "Punt en komma verwisseld",
    "negative_amount": "Een bedrag onder nul",
    "amount_too_large": "Een heel groot bedrag",
    "duplicate_reference": "Dubbele rekening",
    "too_long": "Te lange tekst",
    "unknown_word": "Een onbekend woord",
    "wrong_cell_count": "Te veel of te weinig kolommen",
    "nul_byte": "Tekens die geen tekst zijn",
    "line_too_long": "Een veel te lange regel",
    "unclosed_quote": "Een open aanhalingsteken",
}
