"""Starts anew: takes the demo's own database and files away, and nothing that is not the demo's."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from demo.creditors import BY_CODE
from tijdig import clock
from tijdig.models import Creditor

OTHERS = (
    "In deze database staan andere organisaties ({codes}). De demo laat die met rust: geef haar een eigen plek met "
    "TIJDIG_DATA_DIR=/een/lege/map of TIJDIG_DATABASE_URL."
)
NOT_HERE = "Opnieuw beginnen kan alleen met SQLite. Maak op PostgreSQL een nieuwe, lege database voor de demo."


def check() -> None:
    """Refuse a database that holds anything but the demo."""
    if "tijdig_creditor" not in connection.introspection.table_names():
        return
    others = sorted(set(Creditor.objects.values_list("code", flat=True)) - set(BY_CODE))
    if others:
        raise CommandError(OTHERS.format(codes=", ".join(others[:3])))


def start() -> None:
    """Take the earlier demo away."""
    check()
    if connection.vendor != "sqlite":
        raise CommandError(NOT_HERE)
    database = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for path in (database, *(database.with_name(database.name + more) for more in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)
    for folder in (Path(settings.OUTBOX_DIR), Path(settings.DATA_DIR) / "demo"):
        shutil.rmtree(folder, ignore_errors=True)
    clock.run_on()
