"""The command `tijdig`: bare verbs are ours, `tijdig django …` is any command of Django; an error is one clear line.

Django is imported where it is used: `tijdig check` starts without it, and needs no settings and no database.
"""

import difflib
import logging
import os
import re
import sys
import traceback
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, NoReturn

from tijdig.check import command as checker

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

BAD_USAGE = 2
INTERRUPTED = 130
OURS = ("tijdig", "accounts", "demo")
CHECK = "check"

_NOT_MIGRATED = re.compile(r"no such (table|column)|(relation|column) \S+ does not exist")
_log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one verb and leave with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tijdig.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words)
    except KeyboardInterrupt:
        code = _complain("stopped by you; run the same command again to go on.", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read us (head, less) has seen enough; without this Python complains once more at its own exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _run(words: list[str]) -> int:
    if words[:1] == [CHECK]:
        return checker.main(words[1:])
    import django
    from django.core.management import ManagementUtility

    if words[:1] == ["django"]:
        ManagementUtility(["tijdig django", *words[1:]]).execute()
        return 0
    try:
        django.setup()
    except ValueError as error:
        return _complain(str(error), BAD_USAGE)
    verbs = _verbs()
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_overview(verbs))  # noqa: T201 - this is what was asked for
        return 0
    if words[0] not in verbs:
        return _complain(_unknown(words[0], verbs), BAD_USAGE)
    return _obey(_command(verbs[words[0]], words[0]), words[0], words[1:])


def _verbs() -> dict[str, str]:
    """Our verbs, each with the package it lives in; a verb of two words has a hyphen, its module an underscore."""
    from django.core.management import find_commands

    found = {}
    for name in OURS:
        module = sys.modules.get(name) or __import__(name)
        for verb in find_commands(f"{module.__path__[0]}/management"):
            found[verb.replace("_", "-")] = name
    return dict(sorted(found.items()))


def _command(app: str, verb: str) -> "BaseCommand":
    from django.core.management import load_command_class

    return load_command_class(app, verb.replace("-", "_"))


def _overview(verbs: dict[str, str]) -> str:
    width = max([len("django X"), *map(len, verbs)])
    told = {verb: _command(app, verb).help for verb, app in verbs.items()} | {CHECK: checker.HELP}
    lines = [f"  {verb:<{width}}  {said}" for verb, said in sorted(told.items())]
    extra = f"  {'django X':<{width}}  Any command of Django, for example `tijdig django migrate`"
    return "\n".join(["Usage: tijdig VERB [options]   (tijdig VERB --help tells more)", "", *lines, extra])


def _unknown(word: str, verbs: dict[str, str]) -> str:
    near = difflib.get_close_matches(word, [*verbs, CHECK], n=1)
    hint = f"did you mean `tijdig {near[0]}`?" if near else "run `tijdig` to see what there is."
    return f"there is no verb {word!r}; {hint}"


def _obey(command: "BaseCommand", verb: str, words: list[str]) -> int:
    vars(command)["_called_from_command_line"] = True  # Django's own switch for exit code 2 on bad usage
    # Django's checks read in the whole site, which takes longer than all else that a verb begins with. Our tests look
    # at what they look at; for the settings of an installation there is `tijdig django check`, and `migrate` does it.
    vars(command)["requires_system_checks"] = ()
    parser = command.create_parser("tijdig", verb)
    options = vars(parser.parse_args(words))
    started = perf_counter()
    code = _execute(command, options)
    _log.info("verb", extra={"verb": verb, "code": code, "ms": round((perf_counter() - started) * 1000)})
    return code


def _execute(command: "BaseCommand", options: dict[str, Any]) -> int:
    from django.core.management.base import CommandError
    from django.db import DatabaseError

    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as refusal:
        return _complain(str(refusal), refusal.returncode)
    except BrokenPipeError:
        raise
    except Exception as error:
        if options.get("traceback"):
            traceback.print_exc()
        elif not isinstance(error, DatabaseError | OSError | ValueError):
            _log.exception("verb.broke")  # nobody foresaw this one: keep the way to it
        return _complain(_explain(error), 1)
    return 0


def _explain(error: Exception) -> str:
    from django.db import DatabaseError

    text = " ".join(str(error).split())
    if isinstance(error, DatabaseError) and _NOT_MIGRATED.search(text):
        return "the database is empty or old; run `tijdig django migrate` first."
    if not isinstance(error, DatabaseError | OSError | ValueError):
        return f"{type(error).__name__}: this should not happen (--traceback shows where)"  # its text may hold a name
    text = text or type(error).__name__
    return f"{text} (--traceback shows where)"


def _complain(text: str, code: int) -> int:
    print(f"tijdig: {text}", file=sys.stderr)  # noqa: T201 - one clear line for a person
    return code
