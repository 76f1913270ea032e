"""Letters per second of one processor: one PDF each, in print runs, and the same letters by WeasyPrint.

Counted in processor time, so that whoever else works on the machine changes little. Each way has a process of its own.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter, process_time
from typing import Any, Final

from tijdig.bench import checking

LETTERS: Final = 1_000
OTHERS: Final = 10
"""WeasyPrint makes so many times fewer."""
WARM_UP: Final = 30
# One thread of the typesetter is one processor.
_ALONE: Final = {"RAYON_NUM_THREADS": "1", "DJANGO_SETTINGS_MODULE": "tijdig.settings"}


def measure(size: int = LETTERS) -> dict[str, Any]:
    """Make so many letters in each way, and check as many texts."""
    single = _run(("single", size))
    # One before and one after the two together: on a shared machine the hour matters more than the processes.
    (before,), both = _run(("batched", size)), _run(("batched", size), ("batched", size, 7))
    (after,) = _run(("batched", size))
    alone = {name: before[name] + after[name] for name in ("letters", "cpu_s", "wall_s")}
    other = _run(("weasyprint", max(size // OTHERS, 1)))
    return {
        "letters": size,
        "per_cpu_s_single": _rate(single),
        "per_cpu_s_batched": _rate([alone]),
        "scaling_2": round(sum(map(_per_cpu_s, both)) / _per_cpu_s(alone), 2),
        "scaling_2_wall": round(sum(map(_per_wall_s, both)) / _per_wall_s(alone), 2),
        "peak_rss_mib": max(each["peak_rss_mib"] for each in (*single, before, *both, after)),
        "kib_single": single[0]["kib"],
        "kib_batched": before["kib"],
        "weasyprint_per_cpu_s": _rate(other) if other[0]["letters"] else None,
        "checker_letters_per_s": checking.measure(size)["checker_letters_per_s"],
    }


def _rate(found: Sequence[Mapping[str, float]]) -> float:
    return round(_per_cpu_s(found[0]), 1)


def _per_cpu_s(found: Mapping[str, float]) -> float:
    return found["letters"] / found["cpu_s"]


def _per_wall_s(found: Mapping[str, float]) -> float:
    return found["letters"] / found["wall_s"]


def _run(*jobs: tuple[object, ...]) -> list[dict[str, float]]:
    """Each job in a process of its own; all begin at the same moment, when all are warm."""
    started = [_start(*job) for job in jobs]
    for process in started:
        if process.stdout:
            process.stdout.readline()
    for process in started:
        if process.stdin:
            process.stdin.write("go\n")
            process.stdin.flush()
    found = []
    for process in started:
        said, _ = process.communicate()
        if process.returncode:
            message = f"{process.args!r} stopped with {process.returncode}"
            raise RuntimeError(message)
        found.append(json.loads(said.splitlines()[-1]))
    return found


def _start(*job: object) -> "Popen[str]":
    command = [sys.executable, "-m", "tijdig.bench.letters", *map(str, job)]
    # The command is our own program with a word and numbers.
    return Popen(command, env=os.environ | _ALONE, stdin=PIPE, stdout=PIPE, text=True)  # noqa: S603


def main(how: str, size: str, seed: str = "2026") -> None:
    """Be one of those processes: get warm, wait for the word, make the letters, say how long it took."""
    from tijdig.bench.printing.samples import letters

    made = list(letters(int(size) + WARM_UP, seed=int(seed)))
    ways: dict[str, Callable[[], Callable[[Sequence[Any]], tuple[int, int]]]] = {
        "single": _single,
        "batched": _batched,
        "weasyprint": _weasyprint,
    }
    way = ways[how]()
    way(made[:WARM_UP])
    sys.stdout.write("warm\n")
    sys.stdout.flush()
    sys.stdin.readline()
    cpu, wall = process_time(), perf_counter()
    count, weight = way(made[WARM_UP:])
    found = {
        "letters": count,
        "cpu_s": process_time() - cpu,
        "wall_s": perf_counter() - wall,
        "kib": round(weight / 1024 / max(count, 1), 1),
        "peak_rss_mib": _peak_mib(),
    }
    sys.stdout.write(json.dumps(found) + "\n")


def _single() -> Callable[[Sequence[Any]], tuple[int, int]]:
    from tijdig.channels.letter import pdf

    return lambda messages: (len(messages), sum([len(pdf.pdf(message)) for message in messages]))


def _batched() -> Callable[[Sequence[Any]], tuple[int, int]]:
    from tijdig.channels.letter import runs

    def made(messages: Sequence[Any]) -> tuple[int, int]:
        done = [runs.print_run(messages[start : start + runs.SIZE]) for start in range(0, len(messages), runs.SIZE)]
        return sum([len(run.lines) for run in done]), sum([len(run.pdf) for run in done])

    return made


def _weasyprint() -> Callable[[Sequence[Any]], tuple[int, int]]:
    try:
        from tijdig.bench.printing import weasy

        make = weasy.maker()
    except (ImportError, OSError):  # not installed, or without its library for text
        sys.stderr.write("WeasyPrint or libpango is missing: not measured\n")
        return lambda _messages: (0, 0)
    return lambda messages: (len(messages), sum([len(make(message)) for message in messages]))


def _peak_mib() -> int:
    """The most memory this process ever had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
