"""Old values stay: a newer value changes nothing about a day before it, whatever its kind, sector or product."""

import re
import shutil
from dataclasses import fields
from datetime import date, time, timedelta
from pathlib import Path

import numpy as np
import pytest

from tijdig.planner.columns import Accounts
from tijdig.planner.plan import plan
from tijdig.policy import Policy, Value
from tijdig.policy.loader import FOLDER, load_from
from tijdig.policy.reading import read
from tijdig.policy.subjects import SUBJECTS
from tijdig.words import ClaimKind, Sector

BEFORE = date(2026, 11, 23)
SINCE = BEFORE + timedelta(days=1)
DATED = re.compile(r"^\[((?:sector|product)\.\w+\.)?(\w+)\]\n((?:[^\n\[].*\n)+)", re.MULTILINE)
GROUPS: list[tuple[str | None, str | None]] = [(None, None)]
GROUPS += [(sector, None) for sector in Sector]
GROUPS += [(sector, kind) for sector in (None, "health", "energy") for kind in ClaimKind]


def other(value: Value) -> object:
    """Another value of the same kind, within the bounds where there are any."""
    match value.value:
        case bool(found):
            return not found
        case int(found) | float(found) if value.bounds:
            return next((bound for bound in value.bounds if bound != found), found)
        case time(hour=hour):
            return time(hour, 30) if value.bounds is None or hour < 20 else time(hour - 1, 30)
        case int(found):
            return found + 1
        case _:
            return value.value


def written(value: object) -> str:
    return (
        str(value).lower() if isinstance(value, bool) else value.isoformat() if isinstance(value, time) else str(value)
    )


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All policy files, with for each number a newer one that begins the day after BEFORE."""
    folder = tmp_path_factory.mktemp("newer") / "policy"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    data = read(FOLDER)
    for name in SUBJECTS:

        def add(table: re.Match[str], subject: str = name) -> str:
            group, key, body = table[1] or "", table[2], table[3]
            kind, _, member = group.rstrip(".").partition(".")
            by_group = {"sector": data.by_sector, "product": data.by_product}.get(kind)
            values = by_group[member] if by_group is not None else data.values
            value = values[f"{subject}.{key}"][-1]
            if value.bounds is None and by_group is not None:
                value = Value(**{**vars(value), "bounds": data.values[value.key][-1].bounds})
            if other(value) == value.value:
                return table[0]
            later = re.sub(r"^value = .*$", f"value = {written(other(value))}", body, flags=re.MULTILINE)
            later = re.sub(r"^since = .*$", f"since = {SINCE}", later, flags=re.MULTILINE)
            head = f"[[{group}{key}]]\n"
            return f"{head}{body}\n{head}{later}"

        path = folder / f"{name}.toml"
        path.write_text(DATED.sub(add, path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def policy(folder: Path, on: date, sector: str | None, kind: str | None) -> Policy:
    whole = load_from(folder, on, sector=sector)
    return whole.for_product(kind) if kind else whole


def numbers(found: Policy) -> dict[str, object]:
    """Every number of the day; what is known over time (interest) is its own history, and is left out."""
    return {
        f"{name}.{field.name}": getattr(getattr(found, name), field.name)
        for name, subject in SUBJECTS.items()
        for field in fields(subject)
        if f"{name}.{field.name}" != "law.statutory_interest"
    }


@pytest.mark.parametrize(("sector", "kind"), GROUPS)
def test_a_newer_value_leaves_an_older_day_as_it_was(sector: str | None, kind: str | None, newer: Path) -> None:
    now, then = policy(FOLDER, BEFORE, sector, kind), policy(newer, BEFORE, sector, kind)

    assert numbers(then) == numbers(now)
    assert then.version == now.version


@pytest.mark.parametrize(("sector", "kind"), GROUPS)
def test_the_newer_value_holds_from_its_own_day(sector: str | None, kind: str | None, newer: Path) -> None:
    now, then = policy(FOLDER, SINCE, sector, kind), policy(newer, SINCE, sector, kind)
    changed = {key for key, value in numbers(now).items() if value != numbers(then)[key]}

    assert len(changed) > 60
    assert {"contacts.days_between_moments", "steps.call_minutes", "costs.staff_hour_cents"} <= changed
    assert then.version != now.version


def test_the_interest_of_a_day_is_known_over_time(newer: Path) -> None:
    steps = load_from(newer, BEFORE).law.statutory_interest

    assert [step.value for step in steps if step.since <= BEFORE][-1] == 400


@pytest.mark.parametrize(
    ("file", "table", "value", "columns"),
    [
        ("stages.toml", "[second_reminder_after_days]", 45, {}),
        ("stages.toml", "[sector.energy.second_reminder_after_days]", 45, {"sector": 2}),
        ("stages.toml", "[product.energy.second_reminder_after_days]", 45, {"product": 4}),
    ],
)
def test_a_decision_of_an_older_day_stays_what_it_was(
    file: str, table: str, value: int, columns: dict[str, int], tmp_path: Path
) -> None:
    """A second reminder that was right yesterday is right in a replay of yesterday; from today on we wait longer."""
    folder = tmp_path / "policy"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (folder / file).read_text(encoding="utf-8")
    found = next(match for match in DATED.finditer(text) if match[0].startswith(table))
    newer = re.sub(r"^value = .*$", f"value = {value}", found[3], flags=re.MULTILINE)
    newer = re.sub(r"^since = .*$", f"since = {SINCE}", newer, flags=re.MULTILINE)
    head = f"[{table}]\n"
    (folder / file).write_text(text.replace(found[0], f"{head}{found[3]}\n{head}{newer}"), encoding="utf-8")
    sector = "energy" if "sector" in columns else None

    def reason(on: date, where: Path) -> str:
        decisions = plan(accounts(), load_from(where, on, sector=sector), on)
        return str(decisions.rules["whether"][0])

    def accounts() -> Accounts:
        return Accounts.from_columns(
            case_id=np.array([1]),
            is_open=True,
            open_cents=9000,
            overdue_cents=9000,
            named_overdue_cents=9000,
            oldest_overdue_days=20,
            named_unresolved=True,
            stage_reached=1,
            days_since_stage=15,
            days_since_moment=15,
            has_post=True,
            has_email=True,
            **{name: np.array([code]) for name, code in columns.items()},
        )

    assert reason(BEFORE, folder) == reason(BEFORE, FOLDER)
    assert reason(SINCE, folder) != reason(SINCE, FOLDER)
