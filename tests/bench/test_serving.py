"""What a benchmark says of the processor: how much the workers took, how evenly, and whether the machine was quiet."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tijdig.bench import portal, serving

on_linux = pytest.mark.skipif(not Path("/proc/stat").exists(), reason="Linux tells it in /proc")
BURN = "import time\nwhile time.process_time() < 0.3: pass\ntime.sleep(60)"
SERVER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"


@on_linux
def test_workers_of_a_server_are_counted_and_their_seconds() -> None:
    before = serving.spent()
    server = subprocess.Popen([sys.executable, "-c", SERVER])
    try:
        until = time.monotonic() + 60
        while sum(serving.spent()) < sum(before) + 0.2 and time.monotonic() < until:
            time.sleep(0.05)
        found = serving.spent()
    finally:
        for worker in serving._children(str(server.pid)):
            subprocess.run(["kill", worker], check=True)
        server.wait(timeout=30)

    assert len(found) == len(before) + 1
    assert sum(found) >= sum(before) + 0.2


@on_linux
def test_busy_machine_is_told_from_a_quiet_one(tmp_path: Path) -> None:
    """Ticks of user, nice, system, idle, iowait, irq, softirq, steal, and two that user counts already."""
    before, quiet, busy = (tmp_path / name for name in ("before", "quiet", "busy"))
    before.write_text("cpu  100 0 50 800 50 0 0 0 7 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n")
    quiet.write_text("cpu  105 0 55 970 70 0 0 0 9 9\n")
    busy.write_text("cpu  250 0 80 810 60 0 0 0 9 9\n")
    then, calm, full = (serving._idle_and_all(file) for file in (before, quiet, busy))

    assert (serving._busy(then, calm), serving._busy(then, full), serving._busy(then, then)) == (5, 90, 100)
    assert serving.busy_percent(0.01) is not None


def test_effort_is_per_request_and_says_who_did_most() -> None:
    assert portal._effort([1.0, 2.0], [2.0, 5.0], 1000) == {"cpu_ms": 4.0, "busiest_worker_percent": 75}
    assert portal._effort([], [], 1000) == {"cpu_ms": None, "busiest_worker_percent": None}
