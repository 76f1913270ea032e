"""What every provider must do, whoever it is. A new provider is one line in PROVIDERS."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.channels.messages import many, message
from tests.messages import cases
from tijdig.channels.base import Channel, Receipt, Undeliverable
from tijdig.channels.outbox import Outbox

PROVIDERS: dict[str, tuple[Callable[[Path], Channel], tuple[str, ...]]] = {
    "outbox": (Outbox, ("letter", "email", "sms")),
}
CASES = [(name, kind) for name, (_, kinds) in PROVIDERS.items() for kind in kinds]


@pytest.fixture
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> Channel:
    return PROVIDERS[request.param][0](tmp_path)


@pytest.mark.parametrize(("provider", "kind"), CASES, indirect=["provider"])
def test_provider_takes_a_message_and_gives_a_receipt(provider: Channel, kind: str, tmp_path: Path) -> None:
    receipt = provider.send(message(cases.anna(), kind))

    assert receipt.provider_reference
    assert hashlib.sha256((tmp_path / receipt.file).read_bytes()).hexdigest() == receipt.sha256


@pytest.mark.parametrize(("provider", "kind"), CASES, indirect=["provider"])
def test_provider_takes_a_key_once(provider: Channel, kind: str) -> None:
    first = provider.send(message(cases.anna(), kind))

    assert provider.send(message(cases.anna(), kind)) == first


@pytest.mark.parametrize("provider", PROVIDERS, indirect=True)
def test_provider_answers_many_in_order(provider: Channel) -> None:
    messages = many(5)
    messages[3] = replace(messages[3], recipient=replace(cases.ANNA, mobile="geen nummer"))

    answers = list(provider.send_many(messages))

    assert [type(answer) for answer in answers] == [Receipt, Receipt, Receipt, Undeliverable, *[Receipt] * 6]
    assert [answer for answer in answers if isinstance(answer, Receipt)] == [
        provider.send(one) for place, one in enumerate(messages) if place != 3
    ]


@pytest.mark.parametrize("provider", PROVIDERS, indirect=True)
@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("letter", {"address_lines": ()}, "address_incomplete"),
        ("letter", {"address_lines": tuple("abcdefg")}, "address_too_long"),
        ("letter", {"address_lines": ("Kade 1", "2611 SS DELFT")}, "postcode_impossible"),
        ("letter", {"name": "王小明"}, "letter_not_printable"),
        ("email", {"email": "anna"}, "address_wrong"),
        ("email", {"email": "a@b.example\r\nBcc: x@y.example"}, "address_wrong"),
        ("sms", {"mobile": ""}, "number_wrong"),
        ("sms", {"mobile": "12"}, "number_wrong"),
    ],
)
def test_provider_refuses_for_good_what_can_never_arrive(
    provider: Channel, kind: str, change: dict[str, Any], code: str
) -> None:
    wrong = replace(message(cases.anna(), kind), recipient=replace(cases.ANNA, **change))

    with pytest.raises(Undeliverable) as refusal:
        provider.send(wrong)

    assert (refusal.value.code, refusal.value.permanent) == (code, True)


@pytest.mark.parametrize("provider", PROVIDERS, indirect=True)
def test_provider_refuses_a_kind_it_does_not_carry(provider: Channel) -> None:
    with pytest.raises(Undeliverable, match="kind_unknown"):
        provider.send(replace(message(cases.anna(), "sms"), kind="pigeon"))


@pytest.mark.parametrize("provider", PROVIDERS, indirect=True)
def test_provider_checks_itself_and_reads_reports(provider: Channel) -> None:
    assert provider.check() == []
    assert provider.reports({}) == []
