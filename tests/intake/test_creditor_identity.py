"""The card of an organisation names where customers show who they are; no secret stands in it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tijdig.intake.creditors import EXAMPLE, CardError, read

DAY = date(2026, 11, 24)
GOOD = {"issuer": "https://inloggen.bank.example/wonen", "client_id": "wonen", "name": "Mijn Bank"}


def card(tmp_path: Path, lines: dict[str, str]) -> Path:
    file = tmp_path / "wonen.toml"
    table = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    file.write_text(f"{EXAMPLE}\n[identity]\n{table}")
    return file


def test_provider_comes_from_the_card_exactly_as_it_writes_itself(tmp_path: Path) -> None:
    issuer = {"issuer": "https://inloggen.bank.example/wonen/"}

    assert read(card(tmp_path, GOOD | issuer), DAY)["identity_provider"] == GOOD | issuer


def test_card_without_one_has_none(tmp_path: Path) -> None:
    file = tmp_path / "wonen.toml"
    file.write_text(EXAMPLE)

    assert read(file, DAY)["identity_provider"] == {}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"issuer": "http://inloggen.bank.example"}, "geen veilig webadres"),
        ({"issuer": "https://anna:x@bank.example"}, "geen veilig webadres"),
        ({"issuer": "https://bank.example/?x=1"}, "geen veilig webadres"),
        ({"issuer": "https://127.0.0.1"}, "geen veilig webadres"),
        ({"client_id": ""}, "client_id ontbreekt"),
        ({"name": "x" * 61}, "name ontbreekt"),
        ({"client_secret": "geheim"}, "Een geheim hoort hier niet."),
    ],
)
def test_provider_that_cannot_be_used_is_a_fault(values: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(CardError, match="identity") as error:
        read(card(tmp_path, GOOD | values), DAY)

    assert told in str(error.value)
