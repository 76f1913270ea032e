"""Three people whose messages are looked at, measured and checked: Anna, Chantal and Emre; and the others on demand."""

from dataclasses import replace
from datetime import date

from tijdig.messages.facts import ClaimLine, Facts, NoticeFacts, Recipient, Sender
from tijdig.messages.samples import WOONSTEDE

DAY = date(2026, 11, 23)

LICHTBRON = Sender(
    name="Lichtbron Energie",
    phone="088 555 02 34",
    phone_is_free=False,
    hours="ma–za 8 tot 20 uur",
    email="klant@lichtbron.example",
    website="www.lichtbron.example",
    portal_url="https://mijn.lichtbron.example",
    address_lines=("Postbus 2400", "8000 CK  ZWOLLE"),
    iban="NL20 INGB 0001 2345 67",
    iban_name="Lichtbron Energie B.V.",
    formality="je",
    sms_sender="Lichtbron",
    color_main="#1f4e79",
)
ZORGVAST = Sender(
    name="Zorgvast",
    phone="0800 555 03 45",
    phone_is_free=True,
    hours="ma–vr 8 tot 20 uur",
    email="vraag@zorgvast.example",
    website="www.zorgvast.example",
    portal_url="https://mijn.zorgvast.example",
    address_lines=("Postbus 77", "5000 AB  TILBURG"),
    iban="NL02 RABO 0123 4567 89",
    iban_name="Zorgvast Zorgverzekeringen N.V.",
    sms_sender="Zorgvast",
    color_main="#6a3b6e",
)

ANNA = Recipient(
    name="Anna de Wit",
    salutation="Anna de Wit",
    address_lines=("Lange Nieuwstraat 12 B", "3512 PH  UTRECHT"),
    email="anna@klant.example",
    mobile="+31612345678",
)
CHANTAL = Recipient(
    name="Chantal Mensah",
    salutation="Chantal",
    address_lines=("Bolwerk 7", "8011 AB  ZWOLLE"),
    email="chantal@klant.example",
    mobile="+31687654321",
)
EMRE = Recipient(
    name="Emre Yılmaz",
    salutation="Emre Yılmaz",
    address_lines=("Piushaven 140", "5017 AN  TILBURG"),
    email="emre@klant.example",
    mobile="+31611112222",
)


def anna() -> Facts:
    """Rent, first reminder: October and November, € 182,40."""
    lines = (
        ClaimLine("H-2026-10", "Huur", date(2026, 10, 1), 6_120, kind="rent", period="oktober 2026 (rest)"),
        ClaimLine("H-2026-11", "Huur", date(2026, 11, 1), 12_120, kind="rent", period="november 2026 (rest)"),
    )
    return Facts(
        sender=WOONSTEDE,
        recipient=ANNA,
        lines=lines,
        total_cents=18_240,
        day=DAY,
        stage="S1",
        sector="housing",
        customer_number="104233",
        payment_reference="RF71104233",
        carriers=("letter", "email", "sms"),
        signalling=True,
    )


def chantal() -> Facts:
    """Energy, second reminder, three bills, je."""
    months = ((9, "september"), (10, "oktober"), (11, "november"))
    lines = tuple(
        ClaimLine(f"2026-{number}-88412", "Termijn energie", date(2026, number, 5), 11_850, "energy", f"{month} 2026")
        for number, month in months
    )
    return Facts(
        sender=LICHTBRON,
        recipient=CHANTAL,
        lines=lines,
        total_cents=35_550,
        day=DAY,
        stage="S2",
        sector="energy",
        customer_number="88412",
        payment_reference="RF5088412",
        carriers=("letter", "email", "sms"),
        signalling=True,
    )


def emre() -> Facts:
    """Health premium, fourteen-day notice with costs."""
    lines = tuple(
        ClaimLine(f"P{number}26-5561", "Premie basisverzekering", date(2026, number, 1), 15_900, "health_premium",
                  f"{month} 2026", in_notice=True)
        for number, month in ((9, "september"), (10, "oktober"))
    )  # fmt: skip
    return Facts(
        sender=ZORGVAST,
        recipient=EMRE,
        lines=lines,
        total_cents=31_800,
        day=DAY,
        stage="S3",
        sector="health",
        customer_number="5561",
        payment_reference="RF135561",
        notice=NoticeFacts(
            principal_cents=31_800,
            costs_cents=4_770,
            presumed_received_on=date(2026, 11, 25),
            last_day=date(2026, 12, 9),
            costs_from=date(2026, 12, 10),
        ),
        carriers=("letter", "email", "sms"),
        signalling=True,
    )


def part_notice(count: int = 5, noticed: int = 3) -> Facts:
    """A notice over only the oldest of the claims: € 141,21 of € 235,35, unless other numbers are asked for."""
    base = emre()
    lines = tuple(
        replace(base.lines[0], reference=f"R-{place:03}", open_cents=4_707, in_notice=place < noticed)
        for place in range(count)
    )
    notice = NoticeFacts(
        principal_cents=4_707 * noticed,
        costs_cents=4_000,
        presumed_received_on=date(2026, 11, 25),
        last_day=date(2026, 12, 9),
        costs_from=date(2026, 12, 10),
    )
    return replace(base, lines=lines, total_cents=4_707 * count, notice=notice)


def with_claims(facts: Facts, count: int) -> Facts:
    """The same case with this many claims."""
    lines = tuple(replace(facts.lines[0], reference=f"R-{place:03}", open_cents=1_000) for place in range(count))
    return replace(facts, lines=lines, total_cents=1_000 * count)
