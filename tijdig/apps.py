"""The Django app of the domain: one app, one migration history."""

from django.apps import AppConfig


class TijdigConfig(AppConfig):
    """Label `tijdig`."""

    name = "tijdig"
    label = "tijdig"
    default_auto_field = "django.db.models.BigAutoField"
