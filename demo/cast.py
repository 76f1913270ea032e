"""The people of the stories: the same in the tests, the demo and the documents, so a reader meets them once."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.bills import Bill, Payment
from tijdig.rules import dutch
from tijdig.words import Role

# The workday on which every story plays.
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class CastMember:
    """A customer of Woonstede with everything the stories tell of them."""

    number: str
    salutation: str
    first_name: str
    last_name: str
    birth_on: date
    street: str
    postcode: str
    town: str
    email: str
    mobile: str
    bills: tuple[Bill, ...]
    language: str = "nl"
    customer_since_on: date = date(2023, 11, 1)
    contract: str = ""
    is_pilot: bool = False  # known to Tijdig since October; the others came with the first full list

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def open_cents(self) -> int:
        """All that is still open."""
        return sum(bill.open_on(TODAY) for bill in self.bills)


@dataclass(frozen=True)
class Staff:
    """Somebody who works at a creditor."""

    name: str
    email: str
    phone: str
    role: str
    creditor: str = "woonstede"

    @property
    def role_label(self) -> str:
        """The role as people read it."""
        return Role(self.role).label


@dataclass(frozen=True)
class Administrator:
    """The protective administrator who runs Bram's money matters."""

    name: str = "Lotus Bewind"
    address_lines: tuple[str, ...] = ("Kantoorgaarde 12", "1299 LB Watermeer")
    email: str = "post@lotusbewind.example"
    phone: str = "020 555 01 61"
    since_on: date = field(default=date(2026, 3, 1))


def _rent(code: str, month: date, amount_cents: int, *, paid_cents: int = 0, back_on: date | None = None) -> Bill:
    """The rent of one month, sent on the twentieth before and due on the first."""
    return Bill(
        reference=f"WS-{code}-{month:%Y%m}",
        kind="rent",
        description=f"Huur {dutch.month(month)}",
        invoiced_on=(month - timedelta(days=1)).replace(day=20),
        due_on=month,
        amount_cents=amount_cents,
        payments=(Payment(month, paid_cents),) if paid_cents else (),
        back_on=back_on,
    )


def _service_costs(code: str, amount_cents: int, sent_on: date) -> Bill:
    """What light and cleaning of the staircase cost more than was paid in advance."""
    return Bill(
        reference=f"WS-{code}-SK26",
        kind="service_costs",
        description="Servicekosten 2025-2026",
        invoiced_on=sent_on,
        due_on=sent_on + timedelta(days=30),
        amount_cents=amount_cents,
    )


ANNA = CastMember(
    number="W-100001",
    salutation="mevrouw",
    first_name="Anna",
    last_name="de Wit",
    birth_on=date(1984, 5, 17),
    street="Lindepad 7",
    postcode="1288 AW",
    town="Watermeer",
    email="anna.dewit@post.example",
    mobile="06 00 00 01 01",
    bills=(
        _rent("100001", date(2026, 10, 1), 62120, paid_cents=56000),
        _rent("100001", date(2026, 11, 1), 62120, paid_cents=50000),
    ),
    contract="HUUR-100001",
)

BRAM = CastMember(
    number="W-100002",
    salutation="de heer",
    first_name="Bram",
    last_name="Yilmaz",
    birth_on=date(1971, 9, 2),
    street="Wilgenhof 23",
    postcode="1288 BY",
    town="Watermeer",
    email="",
    mobile="06 00 00 01 02",
    bills=(_rent("100002", date(2026, 11, 1), 64000),),
    contract="HUUR-100002",
)

CHANTAL = CastMember(
    number="W-100003",
    salutation="mevrouw",
    first_name="Chantal",
    last_name="Mensah",
    birth_on=date(1990, 1, 28),
    street="Iepenkade 4 B",
    postcode="1289 CM",
    town="Watermeer",
    email="chantal.mensah@post.example",
    mobile="06 00 00 01 03",
    bills=(
        _rent("100003", date(2026, 10, 1), 54575, back_on=date(2026, 10, 20)),
        _rent("100003", date(2026, 11, 1), 54575),
        _service_costs("100003", 2925, date(2026, 10, 2)),
    ),
    customer_since_on=date(2021, 4, 1),
    contract="HUUR-100003",
    is_pilot=True,
)

EMRE = CastMember(
    number="W-100004",
    salutation="de heer",
    first_name="Emre",
    last_name="Visser",
    birth_on=date(1998, 12, 11),
    street="Esdoornlaan 88",
    postcode="1289 EV",
    town="Watermeer",
    email="emre.visser@post.example",
    mobile="",
    bills=(_service_costs("100004", 4500, date(2026, 10, 12)),),
    customer_since_on=date(2026, 3, 1),
    contract="HUUR-100004",
)

CUSTOMERS = (ANNA, BRAM, CHANTAL, EMRE)
ADMINISTRATOR = Administrator()

SAMIRA = Staff(name="Samira Kaya", email="samira.kaya@woonstede.example", phone="020 555 01 23", role="handler")
DEWI = Staff(name="Dewi Lim", email="dewi.lim@woonstede.example", phone="020 555 01 24", role="lead")
STAFF = (SAMIRA, DEWI)
# Somebody at each of the others, so that a letter or a plan together always finds a person who takes it. What Woonstede
# knows, they never see.
JORIS = Staff(
    name="Joris Bakker",
    email="joris.bakker@lichtkade.example",
    phone="088 555 02 35",
    role="handler",
    creditor="lichtkade",
)
ELSEWHERE = (
    JORIS,
    Staff("Noor Jansen", "noor.jansen@brongoed.example", "020 555 01 35", "handler", "brongoed"),
    Staff("Youssef Amrani", "youssef.amrani@hartewens.example", "020 555 01 46", "handler", "hartewens"),
    Staff("Priya Ramdin", "priya.ramdin@snoerloos.example", "088 555 01 57", "handler", "snoerloos"),
    Staff("Maarten de Boer", "maarten.deboer@huizenhoek.example", "020 555 01 68", "handler", "huizenhoek"),
    Staff("Lotte Smits", "lotte.smits@dozerij.example", "020 555 01 79", "handler", "dozerij"),
)
COLLEAGUES = (*STAFF, *ELSEWHERE)
