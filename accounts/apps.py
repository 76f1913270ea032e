"""The Django app of staff accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Label `accounts`, a small app beside the domain."""

    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
