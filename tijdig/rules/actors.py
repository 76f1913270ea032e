"""How the trail names who did something: a colleague or a helper by number, never by name."""

_COLLEAGUE = "user:"
HELPER = "helper:"
_CUSTOMER = "customer:"


def colleague(number: int) -> str:
    """`user:7`."""
    return f"{_COLLEAGUE}{number}"


def number_of(actor: str) -> int | None:
    """The account behind `user:7`; None for a customer, a file or the house itself."""
    number = actor.removeprefix(_COLLEAGUE)
    return int(number) if number != actor and number.isdecimal() else None


def customer(number: int) -> str:
    """`customer:5`."""
    return f"{_CUSTOMER}{number}"


def is_for_customer(actor: str) -> bool:
    """Whether the customer did it, alone or with a colleague or a helper: what we say to it is a direct answer."""
    return number_of(actor) is not None or helper_of(actor) is not None or actor.startswith(_CUSTOMER)


def helper(number: int) -> str:
    """`helper:3`: somebody who looks along for a customer."""
    return f"{HELPER}{number}"


def helper_of(actor: str) -> int | None:
    """Who is behind `helper:3`; None for everybody else."""
    number = actor.removeprefix(HELPER)
    return int(number) if number != actor and number.isdecimal() else None


def organisation(number: int) -> str:
    """`creditor:4`: somebody at another organisation, who came in with a link and a code."""
    return f"creditor:{number}"
