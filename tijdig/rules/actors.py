"""How the trail names who did something: a colleague by the number of the account, never by name."""

_COLLEAGUE = "user:"


def colleague(number: int) -> str:
    """`user:7`."""
    return f"{_COLLEAGUE}{number}"


def number_of(actor: str) -> int | None:
    """The account behind `user:7`; None for a customer, a file or the house itself."""
    number = actor.removeprefix(_COLLEAGUE)
    return int(number) if number != actor and number.isdecimal() else None
