"""How messages leave the house: the kind says what can be said, the provider carries it."""

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from tijdig.channels.base import Channel


def get(kind: str) -> Channel:
    """The provider that carries this kind, from settings.CHANNELS (kind to dotted path)."""
    return _provider(settings.CHANNELS[str(kind)], str(settings.OUTBOX_DIR))


@cache
def _provider(path: str, _outbox_dir: str) -> Channel:
    return cast(Channel, import_string(path)())
