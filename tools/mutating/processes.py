"""Tries each fault in a process of its own, two at a time: what one of them breaks, no other notices."""

import ast
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import CodeType
from typing import Any

from tools.mutating.trees import ROOT, Mutant, code_of

SECONDS = 120
"""Of computing; a fault that takes longer made something endless, and somebody would notice."""

SECONDS_OF_A_FILE = 30
"""Of computing for one file of tests, which takes a few at most: what is endless shows in the first one already."""

PATIENCE = 20 * SECONDS
"""Seconds on the clock, for what waits without computing; large, since the machine may be busy with other things."""

SURVIVED, DECISION, TEST, FELL_OVER = range(4)
"""How a process ends: nobody noticed the fault, a decision differed, a test failed, or it did not end well."""

QUIET = (
    *("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-profile=mutants", "--hypothesis-seed=0"),
    *("-m", "not slow and not browser and not postgres"),
    "--assert=plain",  # that a test fails is enough; to see why costs a second reading of every file
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # pytest's own helpers are loaded before it starts
)
PACKAGES = ("tijdig.planner", "tijdig.rules", "tijdig.messages", "tijdig.stats", "tijdig.bench", "tests")
"""What is imported anew when a module is changed, since it may hold a piece of the module as it was."""


class _Loader(SourceFileLoader):
    tree: ast.Module

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - as Python calls it
        return compile(self.tree, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        if fullname != self.mutant.module:
            return None
        place = str(ROOT / self.mutant.file)
        loader = _Loader(fullname, place)
        loader.tree = code_of(self.mutant)
        return spec_from_file_location(fullname, place, loader=loader)


def put_in(mutant: Mutant) -> None:
    """From now on this process imports the module with the fault in it."""
    sys.meta_path.insert(0, _Finder(mutant))
    forget(*PACKAGES)


def forget(*packages: str) -> None:
    """Let these packages be imported anew."""
    for name in [name for name in sys.modules if any(name == one or name.startswith(f"{one}.") for one in packages)]:
        del sys.modules[name]


class _Failed:
    """Remembers which tests fail."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest for each part of each test."""
        if report.failed:
            self.names.append(report.nodeid)

    def pytest_collectreport(self, report: Any) -> None:
        """Called by pytest for each file that it reads."""
        self.pytest_runtest_logreport(report)


def failing(paths: Sequence[str], without: Sequence[str] = (), *, first_only: bool = True) -> list[str]:
    """The tests in these files that fail, or only the first; what cannot even be read fails under its own path.

    Invented examples are not made smaller, which only costs time. Tests in `without` are not run.
    """
    import pytest
    from hypothesis import Phase, settings

    settings.register_profile("mutants", deadline=None, phases=[Phase.explicit, Phase.generate], database=None)
    failed = _Failed()
    stop = "-x" if first_only else "--continue-on-collection-errors"
    readable = [path for path in paths if path not in without]
    if not readable:
        return []
    done = pytest.main([*QUIET, stop, *(f"--deselect={name}" for name in without), *readable], plugins=[failed])
    if done in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return []
    return failed.names or list(paths)


def within(seconds: int) -> None:
    """From now on this process may compute so many seconds more; the system ends it when it takes longer."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, SECONDS), SECONDS))


def silence() -> None:
    """What this process would print goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _try(notice: Callable[[Any], int], fault: Any) -> None:
    silence()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        code = notice(fault)
    except BaseException:
        code = FELL_OVER
    os._exit(code)


def tried(faults: Sequence[Any], notice: Callable[[Any], int], processes: int = 2) -> Iterator[tuple[Any, int]]:
    """Each fault with how it was noticed, in the order in which they end."""
    context, waiting = get_context("fork"), list(reversed(faults))
    running: list[tuple[BaseProcess, Any, float]] = []
    while waiting or running:
        while waiting and len(running) < processes:
            fault = waiting.pop()
            process: BaseProcess = context.Process(target=_try, args=(notice, fault))
            process.start()
            running.append((process, fault, time.monotonic()))
        wait([process.sentinel for process, _, _ in running], timeout=1)
        for entry in list(running):
            process, fault, started = entry
            if process.is_alive() and time.monotonic() - started < PATIENCE:
                continue
            if process.is_alive():
                process.kill()
            process.join()
            running.remove(entry)
            code = process.exitcode or 0
            yield fault, FELL_OVER if code < 0 else code
