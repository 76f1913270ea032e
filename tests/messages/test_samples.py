"""The table of occasions and its samples: all that the gallery shows is there, right, and told on the page of words."""

import pytest

from tijdig.messages import samples, wordpage
from tijdig.messages.check import faults, kind_rules
from tijdig.messages.occasions import Occasion, table
from tijdig.messages.render import compose
from tijdig.messages.templates import TEXTS, occasions
from tijdig.planner.codes import Frame, Tone
from tijdig.policy import load

OCCASIONS = list(table().values())


def test_table_and_texts_are_about_the_same() -> None:
    assert sorted((row.name, kind) for row in OCCASIONS for kind in row.kinds) == occasions("nl")
    assert all(kind_rules(kind).label for row in OCCASIONS for kind in row.kinds)


def test_table_names_frames_and_tones_of_the_planner() -> None:
    frames, tones = {frame.name.lower() for frame in Frame}, {tone.name.lower() for tone in Tone}

    assert {frame for row in OCCASIONS for frame in row.frames if frame} <= frames
    assert {tone for row in OCCASIONS for tone in row.tones if tone} <= tones


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda row: row.name)
def test_every_look_is_right(occasion: Occasion) -> None:
    policy = load(samples.DAY)
    found = {
        (fault, kind, look.said, look.level)
        for look in samples.looks(occasion)
        for facts in [samples.facts(look)]
        for kind in occasion.kinds
        for fault in faults(compose(facts.stage, kind, facts, policy), facts, policy)
    }

    assert found == set()


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda row: row.name)
def test_every_look_differs_from_the_others(occasion: Occasion) -> None:
    policy = load(samples.DAY)
    kind = next(kind for kind in (*occasion.kinds, "letter") if kind != "sms")
    texts: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for look in samples.looks(occasion):
        facts = samples.facts(look)
        texts.setdefault((look.level, compose(facts.stage, kind, facts, policy).text), []).append(look.said)

    assert [said for said in texts.values() if len(said) > 1] == []


def test_sum_to_pay_is_the_sum_of_the_table() -> None:
    shown = [facts for row in OCCASIONS for look in samples.looks(row) for facts in [samples.facts(look)]]
    near = [facts for facts in shown if facts.consequence]

    assert near
    assert {facts.consequence.avoid_cents for facts in near if facts.consequence} == {
        sum(line.open_cents for line in facts.lines) for facts in near
    }


def test_subject_of_a_true_notice_about_a_client_says_by_when_to_call() -> None:
    policy, represented = load(samples.DAY), table()["represented"]
    near = next(look for look in samples.looks(represented) if look.variant == "client_near")
    facts = samples.facts(near)

    letter, email = (compose(facts.stage, kind, facts, policy).subject for kind in ("letter", "email"))

    assert letter == "Uw cliënt Anna de Wit, klantnummer 104233: bel ons vóór donderdag 17 december 2026"
    assert email == "Over een cliënt: bel ons vóór donderdag 17 december 2026"


def test_page_of_words_is_as_the_texts_are() -> None:
    page = (TEXTS.parents[2] / "docs" / "words.md").read_text(encoding="utf-8")

    assert page == wordpage.page(), "write it anew with `make docs`"
