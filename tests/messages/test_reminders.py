"""Reminders as the planner asks for them: frame, tone, options, level, and what is really going to happen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from tests.messages import cases
from tijdig.messages.check import faults, language
from tijdig.messages.content import LEAD, TEXT, Content
from tijdig.messages.facts import ConsequenceFacts, Facts, Figure, Formality, Level
from tijdig.messages.render import compose
from tijdig.messages.samples import LEVELS
from tijdig.planner.codes import Frame, Option, Tone
from tijdig.policy import Policy, load
from tijdig.words import ConsequenceKind, Sector

# What the tables of the planner can decide together (planner/dimensions/words.py), a little wider.
FRAMES = {"S1": ("solution", "explain", "supportive", "details"), "S2": ("solution", "supportive", "details")}
TONES = ("friendly", "thankful", "concerned", "formal")
OPTIONS = [
    frozenset(),
    frozenset(("card", "outside_words", "four_steps")),
    frozenset(("ask_preference", "arrangement")),
    frozenset(("card", "arrangement", "ask_event")),
    frozenset(("simplest", "choose_slot")),
]
HAPPENS = {
    "summons": ("housing", "rent", "S4b"),
    "summons_shop": ("webshop", "purchase", "S4b"),
    "eviction": ("housing", "rent", "S5"),
    "sale": ("mortgage", "mortgage", "S5"),
    "energy": ("energy", "energy", "S5"),
    "water": ("water", "water", "S5"),
    "health": ("health", "health_premium", "S5"),
    "telecom": ("telecom", "telecom", "S5"),
}
KINDS = {"summons_shop": "summons", "sale": "eviction"} | dict.fromkeys(
    ("energy", "water", "health", "telecom"), "disconnection"
)
ON = date(2026, 12, 17)
FORMS: tuple[Formality, ...] = ("u", "je")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(cases.DAY)


def _planned(stage: str) -> Iterator[Facts]:
    """Each frame, tone and set of options, in u and in je, at both levels."""
    pairs = [*product(FRAMES[stage], TONES), *([("neutral_notice", "firm")] if stage == "S2" else [])]
    for (frame, tone), options, formality, level in product(pairs, OPTIONS, FORMS, LEVELS):
        base = cases.anna()
        sender = replace(base.sender, formality=formality)
        yield replace(base, stage=stage, frame=frame, tone=tone, options=options, level=level, sender=sender)


def _near(name: str) -> Iterator[Facts]:
    """One thing that is going to happen: both frames, levels and forms, the whole sum and a part, a third party."""
    sector, what, stage = HAPPENS[name]
    base = cases.anna()
    lines = tuple(replace(line, kind=what) for line in base.lines)
    for frame, level, formality, cents, third, via in product(
        ("neutral_notice", "consequence_help"), LEVELS, FORMS, (18_240, 9_000), ("", "K-2024-0042"),
        ("", "Balans Bewind"),
    ):  # fmt: skip
        yield replace(
            base,
            stage=stage,
            sector=sector,
            lines=lines,
            frame=frame,
            level="B1" if via else level,
            sender=replace(base.sender, formality=formality, registration=third, phone_has_menu=bool(third)),
            recipient=replace(base.recipient, via=via),
            signalling=sector in (Sector.HOUSING, Sector.ENERGY, Sector.WATER, Sector.HEALTH),
            consequence=ConsequenceFacts(KINDS.get(name, name), ON, cents),
        )


def _lead(content: Content) -> str:
    return next(block.text for block in content.blocks if block.kind == LEAD)


def _opening(content: Content) -> str:
    """The first sentence and what follows it, up to the box."""
    kinds = [block.kind for block in content.blocks]
    return " ".join(block.text for block in content.blocks[1 : kinds.index("amount")])


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("stage", ["S1", "S2"])
def test_reminder_holds_what_its_kind_asks_whatever_the_planner_decides(
    stage: str, kind: str, policy: Policy
) -> None:  # fmt: skip
    found = {
        (fault, facts.frame, facts.tone, facts.level)
        for facts in _planned(stage)
        for fault in faults(compose(stage, kind, facts, policy), facts, policy)
    }

    assert found == set()


@pytest.mark.parametrize("stage", ["S1", "S2"])
def test_each_frame_has_an_opening_of_its_own(stage: str, policy: Policy) -> None:
    base = replace(cases.anna(), stage=stage, tone="friendly")
    firm = [("neutral_notice", "firm")] if stage == "S2" else []
    pairs = [*((frame, "friendly") for frame in FRAMES[stage]), *firm]

    openings = {
        _opening(compose(stage, "letter", replace(base, frame=frame, tone=tone), policy)) for frame, tone in pairs
    }

    assert len(openings) == len(pairs)


def test_every_frame_and_tone_that_differs_is_one_of_the_planners() -> None:
    frames = {frame for row in FRAMES.values() for frame in row} | {"neutral_notice", "consequence_help"}

    assert frames <= {frame.name.lower() for frame in Frame}
    assert {*TONES, "firm"} <= {tone.name.lower() for tone in Tone}
    assert {name for row in OPTIONS for name in row} <= {option.name.lower() for option in Option if option.name}


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("four_steps", "In vier stappen geregeld"),
        ("ask_preference", "Hoort u liever van ons per brief"),
        ("ask_event", "Misschien is er iets veranderd, thuis of op het werk."),
        ("choose_slot", "Belt u liever niet zelf?"),
    ],
)
def test_option_brings_its_words_and_nothing_else_does(option: str, words: str, policy: Policy) -> None:
    anna = cases.anna()

    assert words in compose("S1", "letter", replace(anna, options=frozenset((option,))), policy).text
    assert words not in compose("S1", "letter", anna, policy).text


def test_first_gift_is_given_only_by_who_gives_it(policy: Policy) -> None:
    anna = cases.anna()

    assert "kosten u niets" in compose("S1", "letter", replace(anna, no_costs=True), policy).text
    assert "kosten u niets" not in compose("S1", "letter", anna, policy).text


@pytest.mark.parametrize("stage", ["S1", "S2"])
@pytest.mark.parametrize(
    ("figure", "is_told"),
    [
        (Figure(163, 204, date(2026, 10, 31)), True),
        (Figure(80, 99, date(2026, 10, 31)), False),  # too few
        (Figure(163, 204, date(2025, 10, 31)), False),  # too long ago
        (Figure(163, 204, cases.DAY + timedelta(days=1)), False),  # not measured yet
        (Figure(205, 204, date(2026, 10, 31)), False),  # more than all
        (Figure(0, 204, date(2026, 10, 31)), False),
        (None, False),
    ],
)
def test_figure_is_told_only_when_it_was_measured_with_its_date_and_size(
    stage: str, figure: Figure | None, *, is_told: bool, policy: Policy
) -> None:
    told = "163 van de 204 klanten die ons belden, spraken iets af dat past. Dat telden wij tot en met 31 oktober 2026."
    texts = [
        compose(stage, "letter", replace(cases.anna(), figure=figure, level=level), policy).text for level in LEVELS
    ]

    assert (told in texts[0]) == is_told
    assert [bool(re.search(r"klanten (die )?(ons )?belden|spraken iets af", text)) for text in texts] == [is_told] * 2


def test_easiest_words_have_short_sentences_without_a_second_thought(policy: Policy) -> None:
    found = {
        line
        for stage, kind in product(("S1", "S2"), ("letter", "email", "sms"))
        for facts in _planned(stage)
        if facts.level == "A2"
        for line in language.sentences(compose(stage, kind, facts, policy))
        if re.search(r"\b(omdat|zodat|zolang|nadat|voordat|terwijl|hoewel|waarbij|indien)\b", line)
    }

    assert found == set()


def test_level_is_a_difference_that_one_sees(policy: Policy) -> None:
    """Shorter sentences, and no more of them in words."""
    counts = {}
    for level in LEVELS:
        lines = language.sentences(compose("S2", "letter", replace(cases.anna(), level=level), policy))
        counts[level] = [language.count_words(line) for line in lines]

    assert sum(counts["A2"]) < sum(counts["B1"])
    assert sum(counts["A2"]) / len(counts["A2"]) < sum(counts["B1"]) / len(counts["B1"]) - 1


# What is really going to happen


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("name", HAPPENS)
def test_true_notice_holds_what_its_kind_asks(name: str, kind: str, policy: Policy) -> None:
    found = {
        (fault, facts.frame, facts.level, facts.sender.formality)
        for facts in _near(name)
        for fault in faults(compose(facts.stage, kind, facts, policy), facts, policy)
    }

    assert found == set()


@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize("name", HAPPENS)
def test_true_notice_says_what_when_how_to_prevent_it_and_who_helps(name: str, kind: str, policy: Policy) -> None:
    for facts in _near(name):
        text = compose(facts.stage, kind, facts, policy).text

        assert "Op donderdag 17 december 2026 " in text
        assert "vóór donderdag 17 december 2026" in text
        assert re.search(r"[Dd]an (gaat (het|dit|de verkoop) niet door|melden wij (u|je) niet aan)", text)
        assert facts.recipient.via or ("Geldfit" in text and "gemeente" in text)
        assert "medewerker" in text or facts.level == "A2"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("energy", ("ernstig ziek", "regeling met ons", "hulp vraagt bij de gemeente")),
        ("water", ("ernstig ziek", "genoeg water om van te leven", "hulp vraagt bij de gemeente")),
        ("health", ("CAK", "basisverzekering blijft", "niet overstappen", "hulp vraagt bij de gemeente")),
        ("eviction", ("binnen drie werkdagen", "toestemming", "Juridisch Loket")),
        ("sale", ("zelf verkopen", "Juridisch Loket")),
        ("summons", ("rechter", "Juridisch Loket")),
    ],
)
def test_true_notice_says_what_the_rules_of_its_sector_give_the_customer(
    name: str, words: tuple[str, ...], policy: Policy
) -> None:
    facts = next(
        facts for facts in _near(name) if facts.frame == ("consequence_help" if name == "summons" else facts.frame)
    )
    text = compose(facts.stage, "letter", facts, policy).text

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("stage", ["S1", "S2", "S3"])
def test_what_nobody_recorded_is_said_nowhere(stage: str, policy: Policy) -> None:
    for kind in ("letter", "email", "sms"):
        text = compose(stage, kind, replace(cases.anna(), stage=stage, frame="consequence_help"), policy).text

        assert not re.search(r"dagvaarding|ontruiming|CAK|sluiten wij|stopt de levering", text)


def test_checker_knows_a_threat_from_a_true_notice(policy: Policy) -> None:
    facts = next(_near("summons"))
    content = compose("S4b", "letter", facts, policy)
    eviction = replace(facts, consequence=ConsequenceFacts(ConsequenceKind.EVICTION, ON, 9_000))
    another = replace(facts, consequence=ConsequenceFacts(ConsequenceKind.SUMMONS, ON + timedelta(days=1), 18_240))

    assert faults(content, facts, policy) == ()
    assert "threats" in {fault.rule for fault in faults(content, replace(facts, stage="S2"), policy)}
    assert "threats" in {fault.rule for fault in faults(content, eviction, policy)}
    assert "true_notice" in {fault.rule for fault in faults(content, another, policy)}


@pytest.mark.parametrize("name", HAPPENS)
def test_text_message_announces_and_betrays_nothing(name: str, policy: Policy) -> None:
    for facts in _near(name):
        text = compose(facts.stage, "sms", facts, policy).text

        assert not re.search(r"€|2026|rechter|dagvaard|ontruim|afsluit|CAK|woning|energie|water(?!\.)", text)


# Handed over


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("formality", FORMS)
@pytest.mark.parametrize("via", ["", "Balans Bewind"])
def test_handing_over_says_who_what_stays_and_the_way_back(
    level: Level, formality: Formality, via: str, policy: Policy
) -> None:  # fmt: skip
    base = cases.anna()
    sender, reader = replace(base.sender, formality=formality), replace(base.recipient, via=via)
    facts = replace(base, stage="S4a", agency="Incasso Noord", level=level, sender=sender, recipient=reader)

    for kind in ("letter", "email", "sms"):
        content = compose("S4a", kind, facts, policy)

        assert faults(content, facts, policy) == ()
        if kind != "sms":
            assert "Incasso Noord" in _lead(content)
            assert "in delen" in content.text
            assert [block.text for block in content.blocks if block.kind == "heading"] == [
                "Wat blijft hetzelfde?", "Terug naar ons",
            ]  # fmt: skip
        else:
            assert "Incasso" not in next(block.text for block in content.blocks if block.kind == TEXT)
