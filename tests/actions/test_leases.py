"""Leases: who is at work, and who certainly is not."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models.functions import Now

from tests.factories import make_night
from tijdig.actions import leases
from tijdig.models import Night


def test_lease_holder_is_this_process() -> None:
    assert leases.is_gone(leases.holder()) is False
    assert len(leases.holder()) <= 60


def test_lease_holder_that_ended_is_gone() -> None:
    script = "from tijdig.actions import leases; print(leases.holder())"
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {script}"], capture_output=True, text=True, check=True
    )

    assert leases.is_gone(done.stdout.strip()) is True


def test_lease_holder_with_a_number_that_was_given_out_again_is_gone() -> None:
    machine, number, _, thread = leases.holder().split(":")

    assert leases.is_gone(f"{machine}:{number}:1:{thread}") is True


@pytest.mark.parametrize("key", ["", "elsewhere", "0:1:1:1", f"{leases.holder().partition(':')[0]}:x:1:1"])
def test_lease_holder_elsewhere_may_be_there(key: str) -> None:
    assert leases.is_gone(key) is False


def test_lease_holder_counts_as_there_where_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    key = leases.holder()
    monkeypatch.setattr(Path, "exists", lambda _path: False)

    assert leases.is_gone(key.replace(key.split(":")[2], "unknown")) is False


@pytest.mark.django_db
def test_lease_runs_out_by_the_clock_of_the_database() -> None:
    night = make_night(lease_key="0:1:1:1")
    rows = Night.objects.filter(pk=night.pk)

    rows.update(lease_until=leases.until())
    assert (rows.filter(leases.is_free([])).count(), rows.filter(lease_until__gt=Now()).count()) == (0, 1)
    assert rows.filter(leases.is_free(["0:1:1:1"])).count() == 1

    rows.update(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
    assert rows.filter(leases.is_free([])).count() == 1
