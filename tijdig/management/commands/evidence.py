"""tijdig evidence: what the studies say, computed again from their figures."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig.management import evidence_lines
from tijdig.policy import DataFileError, evidence
from tijdig.stats import reanalysis
from tijdig.trials import forest


class Command(BaseCommand):
    help = "Compute what the studies say, with intervals, p and power, from their figures; draw it with --svg or --out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--study", metavar="ID", help="one study only, with its notes")
        parser.add_argument("--json", action="store_true", help="every figure, unrounded, as JSON")
        parser.add_argument("--svg", type=Path, metavar="FILE", help="draw it into this file")
        parser.add_argument("--out", type=Path, metavar="DIR", help="write table, JSON and drawing into this folder")

    def handle(self, *_args: Any, study: str | None, svg: Path | None, out: Path | None, **options: Any) -> None:
        try:
            data = evidence.load()
            chosen = data.study(study) if study else None
        except DataFileError as fault:
            raise CommandError(str(fault)) from fault
        results = [found for found in reanalysis.results(data) if chosen in (None, found.study)]
        if svg and not results:
            raise CommandError(f"{study} compares no groups, so there is nothing to draw; leave --svg out.")
        text = "\n".join(evidence_lines.table(results)) if results else ""
        if chosen:
            text = "\n".join([*evidence_lines.more(chosen, data.grades[chosen.grade]), "", text]).rstrip()
        files = {svg: forest.plot(results)} if svg else {}
        if out:
            files |= {out / "evidence.txt": text + "\n", out / "evidence.json": evidence_lines.as_json(results) + "\n"}
            files |= {out / "evidence.svg": forest.plot(results)} if results else {}
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        self.stdout.write(evidence_lines.as_json(results) if options["json"] else text)
