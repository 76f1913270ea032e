"""What `tijdig what-if` says: tables for the terminal, the same as JSON, and a drawing."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import time
from pathlib import Path
from typing import Any, cast

from django.core.management.base import CommandError
from rich import box
from rich.console import Group as Together
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tijdig.planner.codes import ByWhom, History, Kind, ProductCode, Stage, Whether
from tijdig.planner.compare import Effect, Example, Side, Step, Why
from tijdig.planner.costing import MESSAGES, lines
from tijdig.planner.outcomes import CODES, DIMENSIONS, KINDS, OUTCOMES, kinds_text
from tijdig.policy.labels import name_of
from tijdig.policy.subjects import MINUTES_PER_HOUR
from tijdig.policy.values import UNITS
from tijdig.queries.whatif import Tried, WhatIf
from tijdig.rules import dutch
from tijdig.rules.dutch import number
from tijdig.rules.money import euros
from tijdig.trials import bars
from tijdig.trials.bars import MIST, MOSS, Group, Pair, Strip, signed
from tijdig.trials.charts import OCHRE, SKY, STONE, Part

STEPS = tuple(stage for stage in Stage if stage != Stage.NONE)
PEOPLE = {
    ByWhom.CALLER: "bellen na het bericht",
    ByWhom.SAME_PERSON: "dezelfde medewerker belt",
    ByWhom.VIDEO_CALLER: "gesprek met beeld",
    ByWhom.VISITOR: "bezoek aanbieden",
    ByWhom.HANDLER: "een medewerker kijkt",
}
EFFECTS = {
    Effect.MORE: "meer berichten",
    Effect.FEWER: "minder berichten",
    Effect.OTHER: "een andere stap",
    Effect.OTHER_DAY: "dezelfde stap, andere dag",
    Effect.SAME: "hetzelfde",
}
COLORS = {Effect.MORE: OCHRE, Effect.FEWER: SKY, Effect.OTHER: MOSS, Effect.OTHER_DAY: MIST, Effect.SAME: STONE}
SEGMENTS = {
    "history": ("wat eraan voorafging", {int(code): OUTCOMES["history"][code] for code in History}),
    "size": ("bedrag", {1: "groot", 0: "klein"}),
    "product": ("soort rekening", {**CODES["ProductCode"], int(ProductCode.OTHER): "nog niets te laat"}),
}
SHOWN_WHYS = 12
LEFT = (0, 0, 0, 2)
AHEAD = (
    "Vooruit gespeeld; dit is geen voorspelling. Niemand betaalt, reageert of neemt op. Alleen de eerstvolgende "
    "rekening komt erbij. Voor elke gevraagde stap is iemand vrij. Wie kijkt, laat het zoals het is. Wie nu minder "
    "krijgt, kan het na deze nachten alsnog krijgen."
)


def tables(asked: WhatIf) -> Together:
    """What the terminal shows."""
    question, *rest = headline(asked)
    parts: list[RenderableType] = [Text(question, style="bold"), *map(Text, (answer(asked), *rest))]
    parts += [_out(asked), _who(asked)]
    if asked.found.whys:
        parts.append(_whys(asked))
    return Together(*parts, Text(""), *(Text(line) for line in bottom(asked)))


def check_path(path: Path) -> None:
    """Before the work: whether a drawing can be kept here; its folder is made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_free = not path.is_dir() and os.access(path if path.exists() else path.parent, os.W_OK)
    except OSError:
        is_free = False
    if not is_free:
        raise CommandError(f"op {path} kan geen tekening komen; kies een bestand in een map waarin u mag schrijven")


def headline(asked: WhatIf, name: Callable[[str], str] = str) -> Iterator[str]:
    """The question, and over what it was asked; `name` says what a number is called, else it is its key."""
    yield f"Wat als {', en '.join(_tried(one, name) for one in asked.tried)}?"
    first = dutch.weekday(asked.day)
    when = f"Nacht van {first}" if asked.nights == 1 else f"{number(asked.nights)} nachten vanaf {first}"
    whose = asked.creditors[0] if len(asked.creditors) == 1 else f"{number(len(asked.creditors))} organisaties"
    late = asked.found.cases - sum(_calm(asked).values())
    yield (
        f"{when}; {whose}; {number(asked.found.cases)} open dossiers, bij {number(late)} is iets te laat. "
        "Er is niets veranderd en niets verstuurd."
    )
    yield from notes(asked)


def _calm(asked: WhatIf) -> Counter[Effect]:
    """What changes for those with whom nothing is late now."""
    return Counter({effect: asked.found.by_segment["product", int(ProductCode.OTHER), effect] for effect in EFFECTS})


def _is_calm(asked: WhatIf) -> bool:
    return asked.found.effects[Effect.SAME] == asked.found.cases


def notes(asked: WhatIf) -> Iterator[str]:
    """What a reader must know before believing the numbers."""
    if asked.is_next:
        yield "De nacht van vandaag is al geweest. Dit is de volgende."
    if asked.has_been:
        yield "Deze nacht is al geweest: wie die dag al een bericht kreeg, krijgt hier geen tweede."
    if asked.nights > 1:
        yield AHEAD
    elif _is_calm(asked):
        yield "In één nacht is er vaak weinig verschil. Kijk verder vooruit, bijvoorbeeld met --nights 28."
    for product, key, value in asked.kept:
        name = CODES["ProductCode"][ProductCode[product.upper()]]
        yield f"Voor {name} blijft {key} {_plain(value)}: dat heeft een eigen regel."


def bottom(asked: WhatIf) -> Iterator[str]:
    """What both plans cost."""
    for name, side in (("Nu", asked.found.before), ("Dan", asked.found.after)):
        yield from (f"{name}: {line[0].lower()}{line[1:]}" for line in lines(side.totals))


def chart(asked: WhatIf) -> str:
    """The difference as one drawing."""
    question, when, *foot = headline(asked, name_of)
    effects = asked.found.effects
    strip = tuple((EFFECTS[effect], Part(effects[effect], COLORS[effect])) for effect in EFFECTS if effects[effect])
    groups = [*_groups(asked), (f"Berichtmomenten naar {SEGMENTS['history'][0]}", _segment(asked, "history"))]
    return bars.plot(
        question,
        [answer(asked), when],
        foot,
        Strip("Wat klanten ervan merken", strip),
        [Group(heading, tuple(pairs)) for heading, pairs in groups],
    )


def answer(asked: WhatIf) -> str:
    """The difference in a few sentences; over several nights without those of whom it is only supposed to be late."""
    found, before, after = asked.found, asked.found.before.totals, asked.found.after.totals
    money = _money(before.cents, after.cents)
    if _is_calm(asked):
        return "Niemand merkt er iets van." + money
    calm = _calm(asked) if asked.nights > 1 else Counter[Effect]()
    later = sum(count for effect, count in calm.items() if effect != Effect.SAME)
    if later:
        are = "is" if later == 1 else "zijn"
        money += f" Niet meegeteld {are} {_customers(later)} bij wie nu niets te laat is: daar verandert pas iets als"
        money += " de volgende rekening ook niet wordt betaald."
    return _said(found.effects - calm) + money


def _said(effects: Counter[Effect]) -> str:
    more, fewer = effects[Effect.MORE], effects[Effect.FEWER]
    other = effects[Effect.OTHER] + effects[Effect.OTHER_DAY]
    if not (more or fewer or other):
        return "Wie nu te laat is, merkt er niets van."
    return (
        f"{_people(fewer)} minder berichten, {number(more)} meer; "
        f"{number(other)} {'krijgt' if other == 1 else 'krijgen'} een andere stap of een andere dag."
    )


def _people(count: int) -> str:
    return f"{_customers(count)} {'krijgt' if count == 1 else 'krijgen'}"


def _money(before: int, after: int) -> str:
    if before == after:
        return f" De kosten blijven {euros(before)}."
    return f" De kosten gaan van {euros(before)} naar {euros(after)}."


def _segment(asked: WhatIf, table: str) -> list[Pair]:
    """Moments by segment."""
    before, after = asked.found.before, asked.found.after
    labels = SEGMENTS[table][1].items()
    return [Pair(label, before.counts[table, code], after.counts[table, code]) for code, label in labels]


def as_json(asked: WhatIf) -> str:
    """Every figure, with the codes of the planner as words."""
    found = asked.found
    return json.dumps(
        {
            "day": asked.day.isoformat(),
            "nights": asked.nights,
            "creditors": asked.creditors,
            "tried": [
                {"key": one.key, "before": [_json(value) for value in one.before], "after": _json(one.after)}
                for one in asked.tried
            ],
            "cases": found.cases,
            "before": _figures(found.before),
            "after": _figures(found.after),
            "effects": {effect.name.lower(): found.effects[effect] for effect in EFFECTS},
            "segments": [
                {
                    "segment": name,
                    "code": code,
                    "label": SEGMENTS[name][1][code],
                    "effect": effect.name.lower(),
                    "cases": count,
                }
                for (name, code, effect), count in sorted(found.by_segment.items())
            ],
            "why": [
                {
                    "effect": why.effect.name.lower(),
                    "dimension": why.dimension,
                    "before": why.before.value,
                    "after": why.after.value,
                    "cases": count,
                    "examples": [example.case_id for example in found.examples.get(why, ())],
                }
                for why, count in found.whys.most_common()
            ],
            "notes": list(notes(asked)),
        },
        ensure_ascii=False,
        indent=2,
    )


def _sides(asked: WhatIf) -> tuple[tuple[str, Side], tuple[str, Side]]:
    return ("nu", asked.found.before), ("dan", asked.found.after)


def _figures(side: Side) -> dict[str, object]:
    names = {"stage": Stage, "kind": Kind, "by_whom": ByWhom}
    counts = {
        table: {kind(code).name.lower(): count for code, count in sorted(side.of(table).items()) if count}
        for table, kind in names.items()
    }
    return {"moments": side.moments, **counts, "costs": vars(side.totals)}


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, time) else value


def _tried(one: Tried, name: Callable[[str], str]) -> str:
    now = " of ".join(_plain(value, one.unit) for value in one.before)
    unit = UNITS[one.unit] if one.unit not in ("cents", "yes or no") else ""
    return f"{name(one.key)} {_plain(one.after, one.unit)} {unit}".rstrip() + f" was (nu {now})"


def _plain(value: object, unit: str = "") -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if unit == "cents":
        return euros(cast(int, value))
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _groups(asked: WhatIf) -> Iterator[tuple[str, list[Pair]]]:
    """All that is counted under both plans, under its heading; what is zero on both sides is left out."""
    before, after = asked.found.before, asked.found.after
    per: dict[str, tuple[str, dict[int, str]]] = {
        "stage": ("Berichtmomenten per stap", {int(stage): OUTCOMES["stage"][stage] for stage in STEPS}),
        "kind": ("Berichten per soort", {int(kind): KINDS[kind] for kind in MESSAGES}),
        "by_whom": ("Stappen door een mens, gevraagd", {int(code): words for code, words in PEOPLE.items()}),
    }
    for table, (heading, labels) in per.items():
        pairs = [Pair(label, before.counts[table, code], after.counts[table, code]) for code, label in labels.items()]
        yield heading, [pair for pair in pairs if pair.before or pair.after]


def _table(title: str, *heads: str) -> Table:
    looks: dict[str, Any] = {"title_justify": "left", "title_style": "bold", "header_style": "dim"}
    table = Table(title=f"\n{title}", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, **looks)
    table.add_column(heads[0], no_wrap=True)
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _out(asked: WhatIf) -> Table:
    table = _table("Wat er uitgaat", "", "nu", "dan", "verschil")
    before, after = asked.found.before, asked.found.after
    _row(table, "berichtmomenten", before.moments, after.moments)
    for heading, pairs in _groups(asked):
        if pairs:
            table.add_section()
            table.add_row(f"[dim]{heading.lower()}[/dim]")
        for pair in pairs:
            _row(table, f"  {pair.label}", pair.before, pair.after)
    table.add_section()
    minutes, cents = (before.totals.minutes, after.totals.minutes), (before.totals.cents, after.totals.cents)
    table.add_row("tijd van mensen", *map(_hours, minutes), _more(_hours, minutes))
    table.add_row("kosten", *map(euros, cents), _more(euros, cents))
    return table


def _row(table: Table, label: str, before: int, after: int) -> None:
    table.add_row(label, number(before), number(after), signed(after - before))


def _hours(minutes: int) -> str:
    """Time of people as hours and minutes, short enough for a column."""
    return f"{number(minutes // MINUTES_PER_HOUR)}:{minutes % MINUTES_PER_HOUR:02d} uur"


def _more(words: Callable[[int], str], values: tuple[int, int]) -> str:
    """A difference in the words of its values."""
    before, after = values
    if before == after:
        return signed(0)
    return f"{'+' if after > before else '−'}{words(abs(after - before))}"


def _who(asked: WhatIf) -> Table:
    """Customers by what changes for them: all of them, and per segment."""
    found = asked.found
    heads = ("meer", "minder", "anders", "dag", "gelijk")
    table = _table("Berichtmomenten nu en dan, en hoeveel klanten wat merken", "", "nu", "dan", *heads)
    table.caption, table.caption_justify = "anders: een andere stap; dag: dezelfde stap, op een andere dag", "left"
    moments = (number(found.before.moments), number(found.after.moments))
    table.add_row("alle klanten", *moments, *(number(found.effects[effect]) for effect in EFFECTS))
    for name, (heading, labels) in SEGMENTS.items():
        table.add_section()
        table.add_row(f"[dim]{heading}[/dim]")
        for code, label in labels.items():
            counts = [found.by_segment[name, code, effect] for effect in EFFECTS]
            if any(counts):
                moments = (number(found.before.counts[name, code]), number(found.after.counts[name, code]))
                table.add_row(f"  {label}", *moments, *map(number, counts))
    return table


def _whys(asked: WhatIf) -> Together:
    found, shown = asked.found, asked.found.whys.most_common(SHOWN_WHYS)
    title = "Waarom"
    if len(found.whys) > len(shown):
        title += f" (de {len(shown)} grootste groepen van {len(found.whys)})"
    told: list[RenderableType] = [Text(f"\n{title}", style="bold")]
    for why, count in shown:
        before, after = _reasons(why)
        told.append(Text(f"\n{_customers(count)}: {EFFECTS[why.effect]}"))
        told += [Padding(f"nu:  {before}", LEFT), Padding(f"dan: {after}", LEFT)]
        told += [Padding(f"[dim]{_example(one)}[/dim]", LEFT) for one in found.examples.get(why, ())]
    return Together(*told)


def _customers(count: int) -> str:
    return f"{number(count)} {'klant' if count == 1 else 'klanten'}"


def _reasons(why: Why) -> Sequence[str]:
    """The reason on either side; where that is not about whether, with the question it answers."""
    about = "" if why.dimension == "whether" else f"{DIMENSIONS[why.dimension]} "
    return f"{about}{why.before.text}", f"{about}{why.after.text}"


def _example(one: Example) -> str:
    return f"bijvoorbeeld dossier {one.case_id}, {dutch.short(one.day)}: {_step(one.before)} → {_step(one.after)}"


def _step(step: Step) -> str:
    """What one plan does, in as few words as there are."""
    if step.whether != Whether.ACT:
        looks = ", een medewerker kijkt" if step.by_whom == ByWhom.HANDLER else ""
        return OUTCOMES["whether"][step.whether] + looks
    stage = OUTCOMES["stage"][step.stage].partition(",")[0]
    return f"{stage} ({kinds_text(step.channels)}{', ' + PEOPLE[step.by_whom] if step.by_whom in PEOPLE else ''})"
