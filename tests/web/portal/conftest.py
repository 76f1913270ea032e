"""The cast, at the fixed moment."""

from pathlib import Path

import pytest

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tijdig import clock


@pytest.fixture
def cast(db: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    return make_cast()
