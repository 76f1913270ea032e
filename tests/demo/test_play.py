"""The demo plays its workday through the real road, and playing it again doubles nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db.models import Sum

from demo import coalition, fresh, play, show, summary
from demo.cast import ANNA, BRAM, CHANTAL, TODAY
from demo.creditors import BY_CODE
from tests import beginnings, factories
from tijdig import clock
from tijdig.actions.counts import silent
from tijdig.models import AuditEvent, Case, Claim, Contact, Creditor, Hold, Intake, Moment, Night

pytestmark = pytest.mark.slow  # a whole demo in almost every test

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 40
LATE = 300  # so many that some were in touch before an earlier night


@pytest.fixture
def played(db: None, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> play.Played:
    """Played once in each process; what it wrote is copied as its rows are put back."""
    first = tmp_path_factory.getbasetemp() / "played"
    done = beginnings.begin_with(make_played)
    if first.exists():
        shutil.copytree(first, data_dir, dirs_exist_ok=True)
    else:
        shutil.copytree(data_dir, first)
    return done


def make_played() -> play.Played:
    return play.play(coalition.make(PEOPLE), silent)


def test_demo_plays_the_night_and_the_post(played: play.Played, data_dir: Path) -> None:
    assert played.night.planned > 0
    stopped = Contact.objects.filter(moment__day=TODAY, state="stopped").count()
    assert played.night.planned == played.send.sent + stopped + played.send.waiting  # texts announce a day later
    assert list(Night.objects.order_by("day").values_list("day", flat=True)) == [turn.day for turn in play.ROUNDS]
    assert clock.fixed() == play.at(TODAY, play.SEND_AT)
    files = [data_dir / "outbox" / row.file for row in Contact.objects.filter(state="handed_over")]
    assert [file for file in files if not file.is_file()] == []


def test_demo_sends_to_the_cast_what_the_stories_tell(played: play.Played) -> None:
    today = {
        moment.case.customer.number: moment
        for moment in Moment.objects.filter(day=TODAY, case__customer__number__startswith="W-10000")
    }

    assert {number: (moment.stage, moment.total_cents) for number, moment in today.items()} == {
        "W-100001": ("S1", 18240),
        "W-100002": ("S1", 64000),
        "W-100003": ("S3", 112075),
        "W-100004": ("S1", 4500),
    }
    assert set(today[ANNA.number].contacts.values_list("kind", flat=True)) == {"letter", "email", "sms"}
    assert today[BRAM.number].contacts.get(kind="letter").recipient["via"] == "Lotus Bewind"
    before = Moment.objects.filter(case__customer__number=CHANTAL.number, day__lt=TODAY).order_by("day")
    assert list(before.values_list("stage", flat=True)) == ["S1", "S2"]


def _sent_after_a_stop() -> list[tuple[int, str, str]]:
    """What went out by itself while something kept the case quiet."""
    found = []
    for hold in Hold.objects.filter(claim__isnull=True, lifted_at__isnull=True):
        sent = Contact.objects.filter(case=hold.case, moment__isnull=False, handed_over_at__gt=hold.made_at)
        still = sent.filter(moment__day__lt=hold.until_on) if hold.until_on else sent
        found += [(hold.case_id, hold.kind, contact.kind) for contact in still.filter(recipient__via="")]
    return found


def test_nothing_goes_out_in_the_demo_after_a_stop_was_told(db: None, data_dir: Path) -> None:
    play.play(coalition.make(LATE), silent)

    assert Hold.objects.count() > 5
    assert _sent_after_a_stop() == []


def test_demo_stops_what_was_paid_in_the_morning(played: play.Played) -> None:
    stopped = Contact.objects.filter(moment__day=TODAY, state="stopped")

    assert played.in_the_morning == 2
    assert {contact.stop_reason for contact in stopped} <= {"paid", "part_paid", "reacted"}
    assert stopped.values("case").distinct().count() == 2


def test_demo_played_again_doubles_nothing(played: play.Played) -> None:
    before = _sizes()

    again = play.play(coalition.make(PEOPLE), silent)

    assert (again.night.planned, again.night.stopped, again.send.sent, again.send.stopped) == (0, 0, 0, 0)
    assert (again.told, again.in_the_morning, again.reports) == (0, 0, [])
    assert _sizes() == before


def test_demo_goes_on_where_it_was_cut_off(db: None, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(play.sending, "send_due", _cut_after(2, play.sending.send_due))
        with pytest.raises(KeyboardInterrupt):
            play.play(coalition.make(PEOPLE), silent)

    play.play(coalition.make(PEOPLE), silent)

    assert Intake.objects.count() == len(set(Intake.objects.values_list("creditor", "sha256")))
    left = Contact.objects.exclude(state__in=["handed_over", "stopped"])
    assert set(left.values_list("kind", "state")) <= {("sms", "planned")}  # they announce a letter tomorrow
    assert Moment.objects.filter(case__customer__number=CHANTAL.number).count() == 3


def test_summary_counts_every_open_case_once(played: play.Played) -> None:
    rows = summary.of_day(TODAY)

    assert [row.name for row in rows] == [card.name for card in BY_CODE.values()]
    assert sum(row.open_cases for row in rows) == Case.objects.filter(state="open").count()
    assert sum((row.sent for row in rows), Counter()).total() == played.send.sent
    silent = sum((row.waiting for row in rows), Counter())
    assert silent.total() - silent[summary.HELD] == played.night.waiting
    assert sum(row.queued for row in rows) == played.send.waiting
    assert sum(row.overdue_cents for row in rows) == sum(_overdue_cents())


def test_outcome_shows_a_table_a_chart_and_the_places(
    played: play.Played, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show.outcome(played)

    said = capsys.readouterr().out
    assert [name for name in (card.name for card in BY_CODE.values()) if said.count(name) < 2] == []
    whole = sum(summary.of_day(TODAY), summary.CreditorNight("samen"))
    silent = whole.waiting.total()
    assert f"\nnacht   deze keer {played.night.planned} berichten klaargezet, voor {silent} klanten niets\n" in said
    assert f"\npost    deze keer {played.send.sent} berichten verstuurd" in said
    line = r"^samen   (\d+) berichten van deze dag: (\d+) verst.*, (\d+) tegen.*, (\d+) gaan"
    found = re.search(line, said, re.MULTILINE)
    assert found is not None
    every, sent, stopped, later = map(int, found.groups())
    assert every == played.night.planned == sent + stopped + later
    assert str(data_dir / "outbox" / "2026-11-24") in said.replace("\n", "")
    assert "<title" in (data_dir / "demo" / "night.svg").read_text()


def test_fresh_leaves_a_database_of_others_alone(db: None) -> None:
    factories.make_creditor(code="somebody-else")

    with pytest.raises(CommandError, match="somebody-else"):
        fresh.check()


def test_fresh_accepts_the_demo_itself(db: None) -> None:
    factories.make_creditor(code="woonstede")

    fresh.check()

    assert Creditor.objects.count() == 1


@pytest.mark.long(3)
def test_demo_of_two_thousand_ends_with_everything_done(tmp_path: Path) -> None:
    first = _tijdig(tmp_path, "demo", "--no-serve")
    night, post = _tijdig(tmp_path, "night"), _tijdig(tmp_path, "send")
    lines = (tmp_path / "outbox" / "manifest.jsonl").read_text().splitlines()
    anew = _tijdig(tmp_path, "demo", "--reset", "--no-serve")

    sent = int(re.search(r"post    deze keer (\d+) berichten", first)[1])  # type: ignore[index]
    assert sent > 300
    assert night.splitlines()[-1].startswith("planned: 0, sent: 0")
    assert post.splitlines()[-1].startswith("planned: 0, sent: 0")
    assert len({json.loads(line)["key"] for line in lines}) == len(lines) > sent
    assert _without_codes(anew) == _without_codes(first)


def _without_codes(output: str) -> str:
    """The codes of an app change every half minute; everything else is the same every time."""
    return re.sub(r"\b\d{6}\b", "______", output)


def _tijdig(folder: Path, *words: str) -> str:
    own = {key: value for key, value in os.environ.items() if not key.startswith("TIJDIG_")}
    done = subprocess.run(
        [sys.executable, "-c", "from tijdig.cli import main; main()", *words],
        cwd=ROOT,
        env=own | {"TIJDIG_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tijdig.settings"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _sizes() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Case, Contact, Hold, Intake, Moment)} | {
        "trail": AuditEvent.objects.exclude(what__startswith="night.").count()
    }


def _overdue_cents() -> list[int]:
    late = Claim.objects.filter(due_on__lt=TODAY).annotate(cents=Sum("entries__amount_cents"))
    return [claim.cents for claim in late]


def _cut_after(turns: int, send: object) -> object:
    """Send so many times, then be interrupted as by Ctrl-C."""
    calls = iter(range(turns))

    def cut(*args: object, **more: object) -> object:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return send(*args, **more)  # type: ignore[operator]

    return cut
