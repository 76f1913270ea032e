"""`/healthz`: may a load balancer send people here?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def show(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view gets its request
    """200 when the database answers and no migration waits, else 503; says which of the two."""
    health = {"database": _database(), "migrations": "unknown"}
    if health["database"] == "ok":
        health["migrations"] = _migrations()
    well = set(health.values()) == {"ok"}
    return JsonResponse(health, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "waiting" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
