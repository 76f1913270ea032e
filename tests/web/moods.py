"""A customer for every mood of the overview: who waits for us, has an arrangement, has rest, disagrees, is done.

The tests in a browser and the pictures of the pages (`tools/page_pictures.py`) look at the same people.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from demo.bills import Bill, Payment
from demo.cast import CastMember
from tests.cast import Cast, make_member
from tests.factories import NOW, make_claim, make_contact, make_decision, make_entry, make_moment
from tests.web.portal.visits import make_slots
from tijdig.actions import arrangements, calls, closing, requests, stops
from tijdig.models import Case, Contact, Creditor, Moment, Request
from tijdig.queries import visible
from tijdig.words import ChannelKind, ClosingReason, PauseReason, RequestKind

OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))
MONTHS = {10: "oktober", 11: "november", 12: "december"}
LETTER = """Dag {who},

Er staat nog {sum} open. Dat is {what}. Wij helpen u graag.

Kunt u dit nu niet betalen? Bel ons, of kies op uw eigen pagina wat bij u past. U mag ook in delen betalen. \
Daar komen geen kosten bij.

Ons nummer is 020 555 01 23. Wij zijn er van maandag tot en met vrijdag, van 8 tot 18 uur.

Met vriendelijke groet,
Samira Kaya
Woonstede
"""


def _rent(number: str, month: date, euros: int, paid: int = 0) -> Bill:
    sent_on = date(month.year, month.month - 1, 20)
    payments = (Payment(month, paid * 100),) if paid else ()
    name = f"Huur {MONTHS[month.month]} {month.year}"
    return Bill(f"WS-{number[2:]}-{month:%Y%m}", "rent", name, sent_on, month, euros * 100, payments)


def _costs(number: str, cents: int) -> Bill:
    sent_on, due_on = date(2026, 10, 12), date(2026, 11, 11)
    return Bill(f"WS-{number[2:]}-SK26", "service_costs", "Servicekosten 2025-2026", sent_on, due_on, cents)


def _person(number: str, salutation: str, name: str, birth_on: date, home: str, bills: Sequence[Bill]) -> CastMember:
    first, _, last = name.partition(" ")
    street, postcode = home.split(", ")
    phone = f"06 00 00 02 {number[-2:]}"
    email = f"{first}.{last.split()[-1]}@post.example".lower()
    return CastMember(
        number, salutation, first, last, birth_on, street, postcode, "Watermeer", email, phone, tuple(bills),
        contract=f"HUUR-{number[2:]}",
    )  # fmt: skip


def _one(number: str, salutation: str, name: str, birth_on: date, home: str, month: date, euros: int) -> CastMember:
    return _person(number, salutation, name, birth_on, home, [_rent(number, month, euros)])


FENNA = _one("W-100011", "mevrouw", "Fenna Smit", date(1979, 3, 8), "Elzenpad 12, 1288 FS", NOVEMBER, 583)
GIJS = _one("W-100012", "de heer", "Gijs Prins", date(1966, 11, 21), "Lindepad 31, 1288 GP", NOVEMBER, 612)
HANNA = _person(
    "W-100013", "mevrouw", "Hanna Vos", date(1992, 7, 2), "Beukenplein 5, 1289 HV",
    [_rent("W-100013", OCTOBER, 540), _rent("W-100013", NOVEMBER, 540, paid=330)],
)  # fmt: skip
IBRAHIM = _one("W-100014", "de heer", "Ibrahim Demir", date(1958, 1, 30), "Wilgenhof 9, 1288 ID", NOVEMBER, 598)
JET = _person(
    "W-100015", "mevrouw", "Jet Kuipers", date(1988, 6, 14), "Iepenkade 40, 1289 JK", [_costs("W-100015", 13860)]
)
KARIM = _one("W-100016", "de heer", "Karim Haddad", date(1995, 9, 9), "Esdoornlaan 3, 1289 KH", NOVEMBER, 575)
LOTTE = _one("W-100017", "mevrouw", "Lotte Mulder", date(2000, 12, 5), "Elzenpad 77, 1288 LM", DECEMBER, 561)
MEES = _one("W-100018", "de heer", "Mees de Boer", date(1983, 4, 26), "Lindepad 18, 1288 MB", NOVEMBER, 604)


@dataclass(frozen=True)
class Moods:
    """One case per mood, and what was asked and sent."""

    waiting: Case
    calling: Case
    arranged: Case
    quiet: Case
    disputed: Case
    closed: Case
    clear: Case
    answered: Case
    asked_parts: Request
    asked_call: Request
    got_answer: Request
    letter: Contact


def make_moods(cast: Cast) -> Moods:
    """Everybody, with what they asked and what we agreed, at the fixed moment."""
    house = cast.woonstede
    waiting, calling, arranged, quiet, disputed, closed, clear, answered = (
        make_person(house, member) for member in (FENNA, GIJS, HANNA, IBRAHIM, JET, KARIM, LOTTE, MEES)
    )
    Case.objects.filter(pk__in=[waiting.pk, arranged.pk, quiet.pk, answered.pk]).update(handler=cast.samira)
    letter = written_to(
        answered, date(2026, 11, 10), LETTER.format(who="meneer De Boer", sum="€ 604,00", what="uw huur van november")
    )
    _settle(cast, arranged, quiet, disputed, closed)
    return Moods(
        waiting, calling, arranged, quiet, disputed, closed, clear, answered,
        _asked_parts(waiting), _asked_call(calling), _answered(answered, f"user:{cast.samira.pk}"), letter,
    )  # fmt: skip


def make_person(creditor: Creditor, member: CastMember) -> Case:
    """A customer whose bills are whole, with what was paid of them."""
    case = make_member(creditor, replace(member, bills=()))
    for bill in member.bills:
        claim = make_claim(
            case.customer, amount_cents=None, contract=case.customer.contracts.get(),
            reference=bill.reference, kind=bill.kind, description=bill.description,
            invoiced_on=bill.invoiced_on, due_on=bill.due_on,
        )  # fmt: skip
        entries = [("claim", bill.amount_cents, bill.invoiced_on)]
        for kind, cents, day in [*entries, *(("payment", -paid.amount_cents, paid.on) for paid in bill.payments)]:
            make_entry(claim, kind=kind, amount_cents=cents, booked_on=day, made_at=nine(day))
    return case


def nine(day: date) -> datetime:
    """The start of a working day."""
    return datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)


def written_to(case: Case, day: date, text: str, stage: str = "S1") -> Contact:
    """A letter that arrived, with the decision behind it."""
    decision = make_decision(case, valid_from=day, outcome="act", rules={"whether": "say_first"})
    moment: Moment = make_moment(case, day=day, stage=stage, decision=decision)
    return make_contact(
        moment, state="delivered", handed_over_at=nine(day), happened_at=nine(day), send_from=nine(day), text=text
    )  # fmt: skip


def _settle(cast: Cast, arranged: Case, quiet: Case, disputed: Case, closed: Case) -> None:
    by = f"user:{cast.samira.pk}"
    arrangements.agree(arranged, instalment_cents=15_000, first_on=date(2026, 12, 1), by=by, at=NOW)
    until_on, why = date(2026, 12, 22), PauseReason.NOT_NOW
    stops.paused(quiet, reason=why, until_on=until_on, by=by, at=NOW, note="Ligt in het ziekenhuis. Dochter belt.")
    stops.disputed(
        disputed, claims=list(visible.claims(disputed)), by=by, at=NOW, note="Is in maart verhuisd, zegt zij."
    )
    closing.close_by_hand(closed, ClosingReason.SETTLED, by=by, at=NOW, by_lead=True)


def _asked_parts(case: Case) -> Request:
    return requests.receive(
        case, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by=f"customer:{case.customer_id}",
        at=datetime(2026, 11, 23, 19, 12, tzinfo=UTC), text="Ik kan de eerste van de maand beginnen.",
        details={"instalment_cents": 10_000, "first_on": "2026-12-01"},
    )  # fmt: skip


def _asked_call(case: Case) -> Request:
    slot = make_slots(case, datetime(2026, 11, 25, 18, 30, tzinfo=UTC))[0]
    return calls.ask(
        case, slot.pk, "06 00 00 02 12", by=f"customer:{case.customer_id}", at=NOW, text="Overdag werk ik."
    )  # fmt: skip


def _answered(case: Case, by: str) -> Request:
    asked = requests.receive(
        case, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by=f"customer:{case.customer_id}",
        at=datetime(2026, 11, 19, 12, 5, tzinfo=UTC), text="Ik had toch al betaald?",
    )  # fmt: skip
    words = "Uw betaling van 1 november ging over oktober. De huur van november staat nog open. Bel mij gerust."
    return requests.answer(asked, words, by=by, at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
