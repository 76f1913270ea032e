"""What both trials ask of the terminal: a profile by its name, and a progress bar that is silent elsewhere."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tijdig.intake import Profile, ProfileError, profiles
from tijdig.trials.ledger import TrialError


def profile(name: str) -> Profile:
    """The profile of that name or path; TrialError that says which there are."""
    try:
        return profiles.load(name)
    except ProfileError as error:
        if error.key == "profile":
            known = ", ".join(profiles.names())
            raise TrialError(
                f"Het profiel {name!r} is er niet. Kies --profile uit {known}, of geef een eigen .toml-bestand."
            ) from error
        raise TrialError(f"Het profiel {name!r} is niet te gebruiken. Verbeter het bestand: {error}") from error


def add_arguments(parser: ArgumentParser) -> None:
    """What both trials need: a file, how to read it, and where the outcome goes."""
    parser.add_argument("file", type=Path, help="the file of the creditor")
    parser.add_argument("--profile", required=True, help="open-items, snapshot, public-ledger or a .toml file")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the outcome")


@contextmanager
def advice() -> Iterator[None]:
    """What goes wrong becomes one clear line on the terminal."""
    try:
        yield
    except TrialError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            f"{error.filename or 'De map'}: {error.strerror}. Kies een andere --out of maak ruimte."
        ) from error


@contextmanager
def bar(words: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error: call it with how much is done and how much there is."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _done, _whole: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


def show(what: RenderableType) -> None:
    """Show tables on the terminal, or as plain lines in a file."""
    Console().print(what)
