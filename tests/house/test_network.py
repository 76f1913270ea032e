"""Tests reach no further than this machine."""

import socket
from collections.abc import Iterator

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.fixture
def listening() -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        yield host, port


# It warns before it refuses; here the refusal itself is what we look at.
@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
def test_network_is_closed_beyond_loopback() -> None:
    # 192.0.2.0/24 is kept for documents: nobody answers there, and here nobody even asks.
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 443), timeout=1)


def test_network_is_open_on_loopback(listening: tuple[str, int]) -> None:
    with socket.create_connection(listening, timeout=1) as made:
        assert made.getpeername() == listening
