"""How the trail names who did something: a colleague or a helper by number, never by name."""

_COLLEAGUE = "user:"
HELPER = "helper:"


def colleague(number: int) -> str:
    """`user:7`."""
    return f"{_COLLEAGUE}{number}"


def number_of(actor: str) -> int | None:
    """The account behind `user:7`; None for a customer, a file or the house itself."""
    number = actor.removeprefix(_COLLEAGUE)
    return int(number) if number != actor and number.isdecimal() else None


def customer(number: int) -> str:
    """`customer:5`."""
    return f"customer:{number}"


def helper(number: int) -> str:
    """`helper:3`: somebody who looks along for a customer."""
    return f"{HELPER}{number}"
