"""tijdig bench: run one benchmark; with --json the last line is its figures."""

import json
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig import bench
from tijdig.management.numbers import at_least_one

PARTS = {"scratch", "serving", "planning", "checker", "printing", "jointly"}
NAMES = sorted(module.name for module in iter_modules(bench.__path__) if module.name not in PARTS)


class Command(BaseCommand):
    help = "Measure speed and size on data of its own, for example `tijdig bench night --json`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=NAMES, help="what to measure")
        parser.add_argument("--size", "--cases", type=at_least_one, help="how many; default: the size that counts")
        parser.add_argument("--sqlite", action="store_true", help="plan: on SQLite, also where PostgreSQL answers")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        module = import_module(f"tijdig.bench.{options['name']}")
        where = {"sqlite": True} if options["sqlite"] else {}
        found = module.measure(options["size"], **where) if options["size"] else module.measure(**where)
        for name, value in ({} if options["json"] else found).items():
            self.stdout.write(f"{name}: {value}")
        if options["json"]:
            self.stdout.write(json.dumps(found))
        if not getattr(module, "is_good", bool)(found):
            raise SystemExit(1)
