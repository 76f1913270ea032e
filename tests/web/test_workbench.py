"""The workbench with Django's client: lists, the page of a case, every act, and what happens when two act at once."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_case, make_claim, make_customer, make_hold
from tests.factories import make_request as request_of
from tests.web import pages, workbench
from tests.web.pages import Page
from tijdig.actions import arrangements, payments, stops
from tijdig.models import Arrangement, CallBack, Case, Contact, HandOver, Hold, MoneyEntry, OpenForm, Request
from tijdig.words import PauseReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(data_dir: Path) -> Cast:
    return workbench.make_morning()


@pytest.fixture
def samira(cast: Cast) -> Client:
    return workbench.signed_in(cast.samira)


@pytest.fixture
def dewi(cast: Cast) -> Client:
    return workbench.signed_in(cast.dewi)


def read(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return pages.read(response.content)


def test_today_lists_people(samira: Client) -> None:
    page = read(samira, "/werk/")

    print(" ".join(page.text.split()))
