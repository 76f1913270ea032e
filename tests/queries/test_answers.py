"""The answers of a decision in short: what the planner decided, back in words from what is stored."""

import pytest

from tests.cast import make_cast
from tests.factories import NOW, TODAY, make_case, make_claim
from tijdig.actions import night
from tijdig.models import Decision
from tijdig.planner.outcomes import outcome_text
from tijdig.planner.plan import decision_at, plan
from tijdig.queries import answers, cases, frames, policies
from tijdig.queries.answers import QUESTIONS, Answer

pytestmark = pytest.mark.django_db


def test_the_answers_are_those_of_the_plan() -> None:
    anna = make_cast().anna
    frame = frames.of_case(anna, TODAY)
    planned = decision_at(plan(frame.accounts, policies.of(anna.creditor, TODAY), TODAY), 0)
    night.run(TODAY, at=NOW, by="test")
    made = cases.last_decision(anna)
    assert made is not None

    assert answers.of(made) == tuple(
        Answer(question, outcome_text(name, int(getattr(planned, name))), planned.reasons[name].text)
        for name, question in QUESTIONS.items()
    )


def test_a_case_that_waits_for_nobody_has_no_answers() -> None:
    case = make_case()
    make_claim(case.customer, due_on=TODAY.replace(month=12, day=20), amount_cents=5_000)
    night.run(TODAY, at=NOW, by="test")
    made = cases.last_decision(case)
    assert made is not None

    assert made.outcome == "wait"
    assert answers.of(made) == ()


def test_a_case_that_waits_for_a_person_says_who_and_when() -> None:
    case = make_case()
    make_claim(case.customer, amount_cents=5_000)
    night.run(TODAY, at=NOW, by="test")
    made = cases.last_decision(case)
    assert made is not None

    assert [answer.question for answer in answers.of(made)] == ["Door wie", "Wanneer"]


def test_words_that_no_longer_exist_are_left_out() -> None:
    make_cast()
    night.run(TODAY, at=NOW, by="test")
    made = Decision.objects.filter(kind__outcome="act").first()
    assert made is not None
    made.kind.frame, made.kind.more = "gone", {}

    left = [answer.question for answer in answers.of(made)]

    assert "Voorop" not in left
    assert "Erbij" not in left
    assert "Hoe" in left
