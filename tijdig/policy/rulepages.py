"""Writes the rules for who checks them: all situations and constraints, and why strict-works-later is no rule here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tijdig.policy.evidence import Evidence
from tijdig.policy.reading import Data
from tijdig.policy.reasons import ReasonText
from tijdig.policy.rules import JUDGES, Constraint, Rules, Situation

STRICT = (
    "DUO-UNTRACEABLE:strict-friendly",
    "K2-RENT-3STAGE:summons",
    "K2-RENT-3STAGE:eviction",
    "K4-9815-STAGE:summons-costs-none",
    "K4-9815-STAGE:summons-goal-none",
    "K4-9815-STAGE:summons-costs-goal",
    "K1-ENERGY-CARDS:goal-need",
    "K4-9815-STAGE:first-goal-costs",
)
"""The comparisons that the saying "strict works later" rests on, and those that contradict it."""
_STRICT_STUDIES = ("DUO-UNTRACEABLE", "K2-RENT-3STAGE", "K4-9815-STAGE", "K3-ENVELOPE")
_SHOWN = (
    (
        "Een strenge e-mail leverde meer adressen op.",
        "Dat ging over mensen van wie het adres onbekend was. Niemand was daar verder op de weg dan een ander, "
        "en niemand had een groter bedrag. Over 'later' zegt het niets.",
    ),
    (
        "Bij huur reageerden meer mensen op een kaartje met kosten, vlak voor de dagvaarding.",
        "Elke stap had daar een andere tekst. Of het de tekst was of het moment, is niet te scheiden. "
        "Hoeveel mensen meededen, weten we niet.",
    ),
    (
        "Bij de ontruiming stond er een datum in, en een aanbod van hulp.",
        "Dat is geen bewijs voor streng zijn. Het is bewijs voor duidelijk zijn en helpen.",
    ),
    (
        "Eén proef had dezelfde teksten vroeg en laat.",
        "Bij de dagvaarding deed geen kaartje het beter dan elk kaartje, ook beter dan het kaartje met gevolgen. "
        "Hoeveel mensen bij die stap zaten, staat er niet bij; dat laatste verschil kan dus toeval zijn. "
        "De les is: geen vrolijke tekst. Niet: wees streng.",
    ),
    (
        "'Streng bij een groot bedrag' rust op een proef met enveloppen.",
        "Daarbij staan geen getallen, alleen een richting.",
    ),
    (
        "Vroeg maakt de toon geen zeker verschil.",
        "Een doel, een noodzaak of een gevolg: het scheelt minder dan het toeval.",
    ),
)
_SO = (
    "Bij het laatste bericht voor kosten (P11) staat rustig wat er gebeurt, wanneer, en wat er nog kan.",
    "Bij de dagvaarding (P12, P13) komt er geen vrolijke tekst bij.",
    "Bij een datum voor ontruiming of afsluiting (P14) horen altijd hulp en een mens.",
    "Een bericht dat een gevolg vooropzet, mag bij die stappen alleen als vorm van een proef.",
    "Zo'n proef is nooit voor wie geen geld heeft, voor wie we dat niet weten, of voor wie in nood is (HC01).",
    "Een gevolg is altijd waar, met een datum (HC05). Angst is nooit een vorm (HC04).",
    "Wat er eerder was, maakt een bericht nooit strenger (HC13).",
)
_KEY = re.compile(r"\b(?:P|HC)\d\d\b")
_LETTERS = {"P": "situatie", "HC": "grens", "D": "grens uit een besluit van ons"}


@dataclass(frozen=True)
class Grounds:
    """What a rule points at: sources, each number of the policy as a person reads it, and what a customer may read."""

    data: Data
    written: Mapping[str, str]
    reasons: Mapping[str, ReasonText]


def lines(rules: Rules, grounds: Grounds) -> Iterator[str]:
    """The page without its title."""
    yield "Deze bladzijde is voor wie de regels nakijkt, bijvoorbeeld een jurist."
    yield "Eerst wat we doen in welke situatie (P). Dan wat nooit mag gebeuren (HC en D)."
    yield "Een grens gaat voor elke regel, elke proef en elke medewerker."
    yield "De letter bij een regel zegt [hoe zeker het is](evidence.md): van A (geloot en bevestigd) tot E (theorie)."
    yield "H geldt altijd, hoe goed het ook werkt. Verschilt het per deel van een regel? Dan telt het zwakste deel."
    yield from (
        "",
        "## In het kort: wat we doen",
        "",
        "| regel | situatie | zekerheid | aangepast |",
        "|---|---|---|---|",
    )
    for situation in rules.situations.values():
        yield f"| {_link(situation.key)} | {situation.situation} | {situation.grade} | {_changed(situation)} |"
    yield from (
        "",
        "## In het kort: wat nooit mag",
        "",
        "| grens | oordeelt over | aangepast | nu bewaakt |",
        "|---|---|---|---|",
    )
    for constraint in rules.constraints.values():
        held = ("deels" if constraint.later else "ja") if constraint.checked else "nog niet"
        yield f"| {_link(constraint.key)} | {_judged(constraint)} | {_changed(constraint)} | {held} |"
    yield from ("", "## De regels", "")
    for situation in rules.situations.values():
        yield from _situation(situation, grounds)
    yield from ("## De grenzen", "")
    for constraint in rules.constraints.values():
        yield from _constraint(constraint, grounds)


def strict(evidence: Evidence, table: Iterable[str]) -> Iterator[str]:
    """Why strict-works-later is an experiment; `table` holds the comparisons of STRICT, computed again."""
    yield "Vaak wordt gezegd: begin vriendelijk, en word streng als het langer duurt of om meer geld gaat."
    yield "Het rapport zegt dat ook. We hebben de onderzoeken daaronder opnieuw uitgerekend. Ze dragen die regel niet."
    yield from (
        "",
        "## De cijfers",
        "",
        *table,
        "",
        "Wat de kolommen betekenen, staat bij [het onderzoek](evidence.md).",
    )
    yield from ("", "## Wat de onderzoeken wel en niet laten zien", "")
    yield from (f"* **{shown}** {means}" for shown, means in _SHOWN)
    yield from ("", "## Wat we daarom doen", "")
    yield from (f"* {re.sub(_KEY, lambda key: _to(key[0]), line)}" for line in _SO)
    yield from ("", "## De onderzoeken", "")
    for key in _STRICT_STUDIES:
        study = evidence.study(key)
        yield f"* `{key}` ({study.authors} {study.year}, zekerheid {study.grade}): {study.says}"


def _situation(rule: Situation, grounds: Grounds) -> Iterator[str]:
    yield from (f"### {rule.key}", "", f"**{rule.situation}.** {rule.action}", "", f"Waarom: {rule.why}", "")
    yield f"* Zekerheid: {rule.grade}"
    yield from _grounds(rule, grounds)
    yield ""


def _constraint(rule: Constraint, grounds: Grounds) -> Iterator[str]:
    yield from (f"### {rule.key}", "", f"**{rule.rule}**", "", f"Waarom: {rule.why}", "")
    yield f"* Soort: {_LETTERS[rule.key.rstrip('0123456789')]}; oordeelt over {_judged(rule)}"
    if rule.checked:
        yield "* Bewaakt in: " + ", ".join(f"`{module}`" for module in rule.checked)
    if rule.later:
        yield f"* {'Nog niet alles bewaakt' if rule.checked else 'Nog niet bewaakt'}: {rule.later}"
    yield from _grounds(rule, grounds)
    yield ""


def _grounds(rule: Situation | Constraint, grounds: Grounds) -> Iterator[str]:
    for amendment in rule.amended:
        decision = grounds.data.sources[amendment.decision]
        yield f"* Aangepast: {amendment.how} ([{_record(decision.ref)}](../../{decision.ref}))"
    for key in rule.numbers:
        yield f"* Getal: [`{key}`]({key.partition('.')[0]}.md): {grounds.written[key]}"
    for key in rule.sources:
        yield f"* Bron: {grounds.data.sources[key].title} (`{key}`)"
    for code, reason in grounds.reasons.items():
        if f"rule:{rule.key}" in reason.source:
            yield f"* De klant kan lezen: {reason.text} (`{code}`)"


def _record(ref: str) -> str:
    """ "besluit 7" for a decision record, else "besluit"."""
    number = re.match(r"\d+", PurePosixPath(ref).name)
    return f"besluit {int(number[0])}" if number else "besluit"


def _judged(rule: Constraint) -> str:
    return ", ".join(JUDGES[word] for word in rule.judges)


def _changed(rule: Situation | Constraint) -> str:
    """Whether a decision of ours changed it; a D is such a decision."""
    return "ons besluit" if rule.key.startswith("D") else "ja" if rule.amended else "nee"


def _link(key: str) -> str:
    return f"[{key}](#{key.lower()})"


def _to(key: str) -> str:
    return f"[{key}](rules.md#{key.lower()})"
