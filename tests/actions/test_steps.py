"""Steps by people: done with a few words, once, with a trace; a visit is kept, and who was met is left alone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_approach, make_step
from tijdig.actions import audit, steps
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Approach, AuditEvent, Case, Contact, Hold, Step
from tijdig.queries import frames

pytestmark = pytest.mark.django_db


def look(case: Case, **values: Any) -> Step:
    return make_step(case, **{"state": "given", "skill": "look", "kind": "", "why": "text_to_come"} | values)


def visit(case: Case, **values: Any) -> Step:
    made = make_approach(case, form="visited")
    return make_step(
        case, approach=made, state="given", skill="visit", kind="visit", minutes=90, why="visit_offered", **values
    )


def test_look_is_done_and_leaves_a_trace(late: Case) -> None:
    step = steps.done(late, look(late).pk, "Verteld.", by="user:1", at=NOW)

    late.refresh_from_db()
    assert (step.state, step.settled_at, step.settled_by, late.version) == ("done", NOW, "user:1", 2)
    assert AuditEvent.objects.get(what="step.done").facts == {"skill": "look", "why": "text_to_come"}
    assert (Contact.objects.count(), Hold.objects.count()) == (0, 0)


def test_visit_in_which_somebody_was_met_stops_the_approach(late: Case) -> None:
    later = make_step(late, on_day=TODAY + timedelta(days=3))

    steps.done(late, visit(late).pk, "Goed gesproken.", by="user:1", at=NOW, met=True)

    later.refresh_from_db()
    kept, hold = Contact.objects.get(), Hold.objects.get()
    assert (kept.kind, kept.state, kept.happened_at, kept.text) == ("visit", "delivered", NOW, "Goed gesproken.")
    assert (hold.kind, hold.until_on, later.state) == ("reacted", TODAY + timedelta(days=7), "stopped")
    assert Approach.objects.get(form="visited").stop_reason == "reacted"
    assert frames.of_case(late, TODAY + timedelta(days=1)).accounts.plain(0).visits == 1


def test_visit_in_vain_leaves_a_card_and_the_approach_running(late: Case) -> None:
    steps.done(late, visit(late).pk, "Niemand thuis.", by="user:1", at=NOW)

    kept = Contact.objects.get()
    assert (kept.state, kept.handed_over_at, kept.happened_at, Hold.objects.count()) == ("handed_over", NOW, None, 0)
    assert Approach.objects.get().stopped_at is None


@pytest.mark.parametrize(
    ("state", "words", "code"),
    [
        ("given", " ", Refusal.WORDS_NEEDED),
        ("done", "Verteld.", Refusal.ALREADY_DONE),
        ("stopped", "Verteld.", Refusal.ALREADY_DONE),
    ],
)
def test_what_cannot_be_done_is_refused(late: Case, state: str, words: str, code: Refusal) -> None:
    settled = {} if state == "given" else {"settled_at": NOW, "settled_by": "user:9"}
    step = look(late, state=state, **settled)

    with pytest.raises(RefusedError) as refused:
        steps.done(late, step.pk, words, by="user:1", at=NOW)

    late.refresh_from_db()
    assert (refused.value.code, late.version) == (code, 1)


def test_step_of_another_case_is_refused(late: Case) -> None:
    other = make_step()

    with pytest.raises(RefusedError) as refused:
        steps.done(late, other.pk, "Verteld.", by="user:1", at=NOW)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_second_of_two_is_told(late: Case) -> None:
    step = look(late)
    Case.objects.update(version=3)

    with pytest.raises(ConflictError):
        steps.done(late, step.pk, "Verteld.", by="user:1", at=NOW, version=1)


def test_nothing_is_done_without_its_trace(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    step = visit(late)
    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        steps.done(late, step.pk, "Niemand thuis.", by="user:1", at=NOW)

    step.refresh_from_db()
    assert (step.state, Contact.objects.count()) == ("given", 0)
