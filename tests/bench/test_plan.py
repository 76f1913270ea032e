"""The measured book is what the product's own actions leave: the copies differ from it in their numbers only."""

from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Model, QuerySet

from tijdig.bench import plan as bench
from tijdig.bench.planning import copies, history, lives, measuring
from tijdig.models import Case, CaseSummary, Contact, Contract, Creditor, Customer, Decision, Moment
from tijdig.planner.columns import NAMES
from tijdig.queries import audits, frames, staleness
from tijdig.queries.parts import Part

SIZE = 800
"""Four of every kind: a history treats customers alike who are 200 apart (eight old bills, a hundred reactions)."""


@pytest.fixture
def book(settings: Any) -> Creditor:
    """A history of so many customers, and one copy of each, loaded as the benchmark does."""
    settings.CHANNELS = dict(settings.CHANNELS)  # the benchmark puts its own carriers there
    creditor = history.make(SIZE)
    copies.load(1)
    return creditor


OWN = {Customer: "number", Contact: "key", Contract: "number"}


def rows(model: type[Model], *, copied: bool) -> list[tuple[Any, ...]]:
    """The rows of one half of a table without their numbers, in a fixed order."""
    left_out = {*copies.WORDS.get(model, ()), OWN.get(model), "claims" if model is Moment else None}
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation]
    names = [field.attname for field in fields if field.name not in left_out]
    keys = sorted(QuerySet(model).values_list("pk", flat=True))
    half = keys[len(keys) // 2 :] if copied else keys[: len(keys) // 2]
    if not names or not half:
        return [(len(half),)]
    some = QuerySet(model).filter(pk__gte=half[0], pk__lte=half[-1]).values_list(*names)
    return sorted((tuple(map(str, row)) for row in some), key=str)


@pytest.mark.slow
@pytest.mark.long(6)
@pytest.mark.once
@pytest.mark.django_db
def test_copies_are_what_the_products_own_actions_leave(book: Creditor) -> None:
    assert Case.objects.count() == 2 * SIZE
    for model in copies.TABLES:
        if model is not CaseSummary:
            assert rows(model, copied=True) == rows(model, copied=False), model.__name__

    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    own, other = (
        frames.read(Part(book, book.visible_intake, ids=tuple(some)), history.DAY).accounts
        for some in (ids[:SIZE], ids[SIZE:])
    )
    book.refresh_from_db()
    for name in NAMES[1:]:
        assert np.array_equal(getattr(own, name), getattr(other, name)), name
    assert audits.planning(history.DAY).count == 0
    _measured(book)


def _measured(book: Creditor) -> None:
    """The night that is measured looks at everybody once, and about an eighth of them gets a message."""
    before = Decision.objects.count()
    refreshed, _ = measuring.bring_up_to_date(book, history.DAY)

    night = measuring.night(book, history.DAY)

    assert night.cases == Case.objects.filter(state="open").count()
    assert 0.08 < night.acts / night.cases < 0.16
    assert Decision.objects.count() == before + night.written
    assert refreshed < 0.1 * night.cases
    assert audits.planning(history.DAY).count == 0


@pytest.mark.slow
def test_bench_prints_what_is_asked() -> None:
    found = bench.measure(40, sqlite=True)

    assert found.keys() >= {
        "cases", "end_to_end_per_s", "pure_per_s", "read_s", "plan_s", "write_s", "peak_rss_mib", "rss_growth",
        "row_by_row_per_s",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.both
def test_audit_command_plays_histories(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit", "planning", histories=200)

    assert capsys.readouterr().out.rstrip().endswith("differing: 0")


@pytest.mark.slow
@pytest.mark.django_db
def test_lives_find_a_date_that_was_forgotten(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CHANNELS = dict(settings.CHANNELS)
    real = staleness._rows
    monkeypatch.setattr(
        staleness, "_rows", lambda *part, **dates: [row for row in real(*part, **dates) if row[-1] != "due"]
    )

    assert "overdue_cents" in lives.live(400, cases=60).differences


@pytest.mark.django_db
def test_audit_command_says_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = audits.Audit(cases=3, stale=0, differences={"room": [5]})
    monkeypatch.setattr(audits, "planning", lambda *_args, **_more: wrong)

    with pytest.raises(CommandError, match="'room': 1"):
        call_command("audit", "planning")
