"""The world in the pictures of the pages: the people of the stories at Woonstede, on the evening before and that day.

Everything is invented and the same every time: the clock stands still, no dice are thrown.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import User
from demo.cast import ADMINISTRATOR, CUSTOMERS, STAFF
from tests.cast import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_contact,
    make_creditor,
    make_decision,
    make_login_link,
    make_membership,
    make_moment,
    make_night,
    make_representative,
    make_support_need,
    make_user,
)
from tests.web.doors.house import with_app
from tests.web.moods import LETTER, Moods, make_moods, make_person, written_to
from tests.web.portal.visits import make_slots
from tijdig import clock
from tijdig.actions import calls, forms, knowing, requests
from tijdig.actions.knowing import Heard
from tijdig.models import Case, LetterCode, OpenForm
from tijdig.queries.doors import code_hash, keyed_hash, letter_code
from tijdig.words import (
    CallResult,
    ChannelKind,
    ConsequenceKind,
    DayPart,
    EventKind,
    FactSource,
    RequestKind,
    Room,
    SupportNeedKind,
)

TOKEN = "een-link-voor-de-foto"  # noqa: S105 - opens nothing outside this scratch database
HOURS = (time(9, 30), time(11, 0), time(14, 0), time(16, 15), time(18, 30), time(19, 45))


@dataclass(frozen=True)
class World:
    """Who and what can be photographed."""

    cast: Cast
    moods: Moods
    nina: User  # works at two organisations
    joris: User  # works where nobody waits
    code: str
    form: OpenForm


def make() -> World:
    """Everybody, as things stood before Anna asked to be called."""
    clock.fix(NOW)
    cast = _cast()
    lights = make_creditor(code="lichtkade", name="Lichtkade Energie", sender_name="Lichtkade Energie", sector="energy")
    nina = make_user(email="nina.postma@woonstede.example", name="Nina Postma")
    joris = make_user(email="joris.bakker@lichtkade.example", name="Joris Bakker")
    for user, creditor, role in ((nina, cast.woonstede, "handler"), (nina, lights, "lead"), (joris, lights, "handler")):
        make_membership(user, creditor, role=role)
    for days in range(4):
        _hours(cast.anna, TODAY + timedelta(days=days))
    make_night(started_at=_at(time(2)), released_at=_at(time(2, 5)))
    moods = make_moods(cast)
    _anna(cast)
    form = forms.receive(
        cast.woonstede, "Chantal Mensah", ChannelKind.PHONE, "06 00 00 01 03", at=_at(time(8, 30)),
        text="Graag bellen na vijf uur.",
    )  # fmt: skip
    return World(cast, moods, nina, joris, _code(cast.anna), form)


def morning(world: World) -> None:
    """Anna wants a call, Bram's administrator proposes, Chantal needs a person, Emre could not be reached."""
    cast = world.cast
    slot = cast.woonstede.call_slots.order_by("starts_at").first()
    make_support_need(cast.anna.customer, kind="read_aloud")
    _known(world)
    calls.ask(
        cast.anna, slot.pk, "06 00 00 01 01", by=f"customer:{cast.anna.customer_id}", at=_at(time(8)),
        text="Ik werk minder uren. Kunnen we even bellen?",
    )  # fmt: skip
    requests.receive(
        cast.bram, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.EMAIL, by="handler",
        at=_at(time(20), date(2026, 11, 22)), details={"instalment_cents": 3500},
        text="Onze cliënt kan € 35 per maand betalen. Wij horen graag of dat kan.",
    )  # fmt: skip
    written_to(
        cast.chantal,
        date(2026, 11, 3),
        LETTER.format(who="mevrouw Mensah", sum="€ 1.120,75", what="uw huur en uw servicekosten"),
    )
    make_decision(
        cast.chantal, owner="handler", by_whom="handler", again_on=date(2026, 11, 25),
        rules={"whether": "person_decides"},
    )  # fmt: skip
    calls.log(
        cast.emre, CallResult.NOT_REACHED, "", good_conversation=False, by=f"user:{cast.dewi.pk}",
        at=_at(time(15), date(2026, 11, 23)),
    )  # fmt: skip


def _cast() -> Cast:
    """The people of the tests, with bills that were paid in part as the stories tell it."""
    woonstede = make_creditor(code="woonstede")
    anna, bram, chantal, emre = (make_person(woonstede, member) for member in CUSTOMERS)
    who = {"name": ADMINISTRATOR.name, "address_lines": list(ADMINISTRATOR.address_lines)}
    ways = {"email": ADMINISTRATOR.email, "phone": ADMINISTRATOR.phone, "since_on": ADMINISTRATOR.since_on}
    make_representative(bram.customer, **who, **ways)
    samira, dewi = (make_user(email=person.email, name=person.name) for person in STAFF)
    for user, person in ((samira, STAFF[0]), (dewi, STAFF[1])):
        make_membership(user, woonstede, role=person.role)
    with_app(dewi)
    return Cast(woonstede, anna, bram, chantal, emre, samira, dewi)


def _at(hour: time, day: date = TODAY) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.local(NOW).tzinfo).astimezone(UTC)


def _hours(case: Case, day: date) -> None:
    starts = [_at(hour, day) for hour in HOURS if (hour.minute != 15 or day != TODAY)]
    if day.weekday() < 5:
        make_slots(case, *starts, places=2)


def _known(world: World) -> None:
    """Gijs told a lot, a lead knows of a summons, and Samira keeps his case in hand."""
    gijs, samira = world.moods.calling, f"user:{world.cast.samira.pk}"
    heard = Heard(
        source=FactSource.CUSTOMER,
        need=SupportNeedKind.SOMEONE_WITH_ME,
        need_detail="met mijn dochter erbij",
        need_until_on=date(2027, 11, 24),
        event=EventKind.JOB_LOSS,
        event_until_on=date(2027, 5, 25),
        room=Room.OK,
        spare_cents=2_500,
        has_seizure=True,
        call_parts=(DayPart.EVENING,),
    )
    knowing.keep(gijs, heard, by=samira, at=_at(time(8)))
    knowing.record_consequence(
        gijs, ConsequenceKind.SUMMONS, on_day=date(2026, 12, 8), avoid_cents=12_120, by_lead=True,
        reminded_before=True,        by=f"user:{world.cast.dewi.pk}", at=_at(time(8)),
    )  # fmt: skip
    knowing.take_in_hand(gijs, by=samira, at=_at(time(8)))


def _anna(cast: Cast) -> None:
    """A letter two weeks ago, and a message that stands ready for Thursday."""
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)
    cast.anna.refresh_from_db()
    written_to(
        cast.anna,
        date(2026, 11, 10),
        LETTER.format(who="mevrouw De Wit", sum="€ 182,40", what="uw huur van oktober en november"),
    )
    thursday = date(2026, 11, 26)
    text = LETTER.format(who="mevrouw De Wit", sum="€ 182,40", what="uw huur van oktober en november")
    make_contact(make_moment(cast.anna, stage="S2", day=thursday), send_from=_at(time(9), thursday), text=text)
    make_login_link(cast.anna, token_hash=keyed_hash("link", TOKEN), expires_at=NOW + timedelta(days=14))


def _code(case: Case) -> str:
    code = letter_code(case.pk, TODAY)
    LetterCode.objects.create(case=case, code_hash=code_hash(code), made_at=NOW, expires_at=NOW + timedelta(days=90))
    return code
