"""A customer with a letter, and staff with an app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.http import HttpResponse as Response
from django.test import Client

from accounts.models import User
from tests import cast
from tests.conftest import NOW
from tijdig import clock
from tijdig.models import Case, LetterCode
from tijdig.queries.doors import code_hash, letter_code

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "veilig-wachtwoord"


@dataclass(frozen=True)
class House:
    """The cast, with the code that stands in each letter."""

    people: cast.Cast
    anna: str
    bram: str
    chantal: str


@pytest.fixture
def house(db: None, data_dir: Path) -> House:
    clock.fix(NOW)
    cache.clear()
    people = cast.make_cast()
    codes = [give_code(case) for case in (people.anna, people.bram, people.chantal)]
    return House(people, *codes)


def give_code(case: Case) -> str:
    code = letter_code(case.pk, clock.day_of(NOW))
    LetterCode.objects.create(case=case, code_hash=code_hash(code), made_at=NOW, expires_at=NOW + timedelta(days=90))
    return code


@pytest.fixture
def later() -> Callable[..., None]:
    def move(**values: float) -> None:
        clock.fix(clock.now() + timedelta(**values))

    return move


def enter(client: Client, code: str, **more: str) -> Response:
    return client.post("/", {"code": code, **more})


def app_code(secret: str = SECRET) -> str:
    """What the app on a phone shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user
