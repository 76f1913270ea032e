"""Every occasion with facts of people who do not exist: for the gallery, the page of words, and the tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Final

from tijdig.messages.facts import (
    ClaimLine,
    ConsequenceFacts,
    Facts,
    Figure,
    Formality,
    House,
    Level,
    Meeting,
    NoticeFacts,
    Recipient,
    Sender,
)
from tijdig.messages.occasions import Occasion
from tijdig.rules.arrangements import Part

DAY: Final = date(2026, 11, 23)
LEVELS: Final[tuple[Level, ...]] = ("B1", "A2")

WOONSTEDE: Final = Sender(
    name="Woonstede",
    phone="0800 555 01 23",
    phone_is_free=True,
    hours="ma–vr 8 tot 18 uur",
    email="hulp@woonstede.example",
    website="www.woonstede.example",
    portal_url="https://mijn.woonstede.example",
    address_lines=("Postbus 100", "3500 AC  UTRECHT"),
    iban="NL91 ABNA 0417 1643 00",
    iban_name="Stichting Woonstede",
    sms_sender="Woonstede",
    reply_lines=("Antwoordnummer 100", "3500 VB  UTRECHT"),
)


def _sender(name: str, site: str, color: str) -> Sender:
    return replace(
        WOONSTEDE,
        name=name,
        email=f"hulp@{site}.example",
        website=f"www.{site}.example",
        portal_url=f"https://mijn.{site}.example",
        iban_name=name,
        sms_sender=name.split()[0][:11],
        color_main=color,
    )


SENDERS: Final[Mapping[str, Sender]] = {
    "housing": WOONSTEDE,
    "energy": _sender("Lichtbron Energie", "lichtbron", "#1f4e79"),
    "water": _sender("Helderwater", "helderwater", "#0b5a73"),
    "health": _sender("Zorgvast", "zorgvast", "#6a3b6e"),
    "mortgage": _sender("Havenbank", "havenbank", "#5b4a1f"),
    "telecom": _sender("Belwijs", "belwijs", "#7a3e2a"),
    "webshop": _sender("Wolkwinkel", "wolkwinkel", "#2f5d3a"),
}
READER: Final = Recipient(
    name="Anna de Wit",
    salutation="Anna de Wit",
    address_lines=("Lange Nieuwstraat 12 B", "3512 PH  UTRECHT"),
    email="anna@klant.example",
    mobile="+31612345678",
)
_BILLS: Final[Mapping[str, tuple[str, str]]] = {
    "housing": ("rent", "Huur"),
    "energy": ("energy", "Termijn energie"),
    "water": ("water", "Termijn water"),
    "health": ("health_premium", "Premie basisverzekering"),
    "mortgage": ("mortgage", "Termijn hypotheek"),
    "telecom": ("telecom", "Abonnement"),
    "webshop": ("purchase", "Bestelling"),
}
_SIGNALLING: Final = frozenset(("housing", "energy", "water", "health"))
# The first working day of each month: nobody has to pay on a holiday.
_FIRST_DAYS: Final = (1, 4, 1, 1, 1, 3)
_DAYS: Final = tuple(date(2026 + (month > 12), (month - 1) % 12 + 1, on) for month, on in enumerate(_FIRST_DAYS, 12))
_PARTS: Final = tuple(Part(number, day, 3_040) for number, day in enumerate(_DAYS, 1))
# What was agreed on 2 November and did not come.
_LATE: Final = Part(1, date(2026, 11, 16), 3_040)


def _near(kind: str) -> dict[str, Any]:
    return {"consequence": ConsequenceFacts(kind, date(2026, 12, 17), 18_240)}


# For each field of Facts that an occasion may need: something it could be. What is not here is always known.
NEEDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "lines": {},
    "notice": {"notice": NoticeFacts(18_240, 4_000, date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 10))},
    "via": {
        "recipient": replace(
            READER,
            via="Balans Bewind",
            salutation="Balans Bewind",
            address_lines=("Oudegracht 140", "3511 AX  UTRECHT"),
            email="post@balans.example",
            mobile="",
        )
    },
    "asked": {"asked": "pay_in_parts"},
    "said": {"said": ("Dat is goed. U betaalt 6 maanden lang € 30,40.", "Zolang sturen wij geen herinneringen.")},
    "parts": {"parts": _PARTS, "total_cents": 18_240},
    "link": {"link": "https://mijn.woonstede.example/link/hj3k9wq2"},
    "agency": {"agency": "Incasso Noord"},
    "consequence": _near("eviction"),
    "respond_by": {"respond_by": date(2026, 12, 7)},
    "instalment": {"instalment": _PARTS[0], "total_cents": 3_040},
    "spoke_on": {"spoke_on": date(2026, 11, 2)},
    "answer_on": {"answer_on": date(2026, 11, 27)},
    "before_cents": {
        "before_cents": 18_240,
        "total_cents": 6_120,
        "said": ("Uw betaling van 3 november telde nog niet mee.",),
    },
    "helper": {"helper": "de gemeente Utrecht"},
    "meeting": {"meeting": Meeting(date(2026, 11, 30), time(10), time(10, 30), "Samira Kaya")},
    "pause": {"pause": "waiting_for_income"},
    "until_on": {"until_on": date(2026, 12, 24)},
    "others": {"others": ("Lichtbron Energie", "Zorgvast")},
    "absent": {"absent": "Zorgvast"},
    "houses": {
        "houses": (
            House("Woonstede", "pays", 1_520, "NL91 ABNA 0417 1643 00", "Stichting Woonstede", "RF71104233"),
            House("Lichtbron Energie", "pays", 910, "NL20 INGB 0001 2345 67", "Lichtbron Energie", "88412"),
            House("Zorgvast", "asks", 610, contact="0800 555 03 45"),
        )
    },
    "figure": {"figure": Figure(163, 204, date(2026, 10, 31))},
}
# What each organisation gets of a whole plan.
_EACH: Final = (
    House("Woonstede", "pays", 1_520, "NL91 ABNA 0417 1643 00", "Stichting Woonstede", "RF71104233", "", "each", 6),
    House("Lichtbron Energie", "pays", 910, "NL20 INGB 0001 2345 67", "Lichtbron Energie", "88412", "", "mostly", 6),
    House("Zorgvast", "asks", 610, contact="0800 555 03 45", share="later", count=4, on=_DAYS[2]),
)
# What one occasion knows otherwise than the rest: an instalment that did not come is past.
_OWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "missed": {"instalment": _LATE},
    "firm": {"instalment": _LATE, "respond_by": date(2026, 11, 30)},
    "joint_missed": {"instalment": _LATE},
    "joint_ended": {
        "houses": (
            House("Woonstede", "goes_on", contact="0800 555 01 23"),
            House("Lichtbron Energie", "paid", contact="088 555 02 34"),
            House("Zorgvast", "open", contact="Nadia Bos, 0800 555 03 45"),
        )
    },
    "joint_left": {"others": ("Lichtbron Energie",)},
    "joint_agreed": {"houses": _EACH},
    "joint_changed": {"houses": _EACH},
}
_ONE: Final = (
    House("Woonstede", "pays", 3_040, "NL91 ABNA 0417 1643 00", "Stichting Woonstede", "SAMEN-12", "", "each", 6),
)
# The ways an occasion can turn out, by the names in the table; `stage` when it is told under another name.
VARIANTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "": {},
    "turning_18": {"event": "turning_18", "sector": "health"},
    "high_bill": {"event": "high_bill", "sector": "energy"},
    "failed_debit": {"event": "failed_debit"},
    "no_costs": {"notice": None, "no_costs": True},
    "client_reminder": {"stage": "S2"},
    "client_notice": {"stage": "S3", **NEEDS["notice"]},
    "client_near": {"stage": "S5", **_near("eviction")},
    "summons_shop": {**_near("summons"), "sector": "webshop"},
    "summons_rent": _near("summons"),
    "joined": {"joined": "Zorgvast"},
    "beside_plan": {"beside_plan": True},
    "left_out": {"gone": ("Helderwater", "Belwijs")},
    "one_account": {"houses": _ONE},
    "silence": {"houses": (House("Woonstede", "quiet", contact="0800 555 01 23", on=date(2026, 12, 29)),)},
    "goes_on": {"houses": (House("Zorgvast", "goes_on", contact="0800 555 03 45"),)},
    "stopped": {"houses": (House("Zorgvast", "open", contact="Nadia Bos, 0800 555 03 45"),)},
    "paid_here": {"with_us": False, "houses": (House("Zorgvast", "goes_on", contact="0800 555 03 45"),)},
    "eviction": _near("eviction"),
    "sale": {**_near("eviction"), "sector": "mortgage"},
    "energy": {**_near("disconnection"), "sector": "energy"},
    "water": {**_near("disconnection"), "sector": "water"},
    "health": {**_near("disconnection"), "sector": "health"},
    "telecom": {**_near("disconnection"), "sector": "telecom"},
}
# What the planner sends along with what it puts first, and how that sounds where it is not the usual way.
_ALONG: Final[Mapping[str, frozenset[str]]] = {
    "solution": frozenset(("card", "four_steps")),
    "explain": frozenset(("ask_preference", "arrangement")),
    "supportive": frozenset(("choose_slot", "offer_talk", "offer_help")),
    "thankful": frozenset(("ask_event",)),
    "concerned": frozenset(("choose_slot",)),
}
_SOUNDS: Final[Mapping[str, str]] = {"details": "formal", "neutral_notice": "firm"}


# How a look is called, in the words of a colleague.
SAID: Final = {
    "solution": "oplossing voorop", "explain": "zo gaat betalen hier", "supportive": "hoe gaat het",
    "details": "klopt het adres", "neutral_notice": "rustig en waar", "consequence_help": "wat er gebeurt, en hulp",
    "thankful": "dankbaar", "friendly": "vriendelijk", "concerned": "bezorgd", "firm": "duidelijk",
    "formal": "neutraal",
    "turning_18": "wordt 18", "high_bill": "hoge jaarrekening", "failed_debit": "eerste mislukte afschrijving",
    "no_costs": "zonder kosten", "client_reminder": "herinnering", "client_notice": "veertiendagenbrief",
    "client_near": "ontruiming", "summons_rent": "huur", "summons_shop": "bestelling", "eviction": "ontruiming",
    "sale": "verkoop van de woning", "energy": "energie", "water": "water", "health": "zorgpremie",
    "telecom": "telefoon",
    "joined": "één komt erbij", "beside_plan": "naast een plan voor alles samen", "left_out": "niet iedereen doet mee",
    "one_account": "één neemt het aan voor allen", "silence": "nog even stil",
    "goes_on": "de regeling daar loopt door", "stopped": "daar is geen regeling",
    "paid_here": "bij ons is alles betaald",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One way to say one occasion."""

    occasion: Occasion
    variant: str
    frame: str
    tone: str
    level: Level
    formality: Formality = "u"

    @property
    def said(self) -> tuple[str, ...]:
        """What is special about it, in words."""
        return tuple(dict.fromkeys(SAID[name] for name in (self.variant, self.frame, self.tone) if name))


def looks(occasion: Occasion) -> Iterator[Look]:
    """Each variant, then each frame and each tone once, at both levels."""
    pairs = [(frame, _SOUNDS.get(frame, occasion.tones[0]) if occasion.tones[0] else "") for frame in occasion.frames]
    pairs += [(occasion.frames[0], tone) for tone in occasion.tones[1:]]
    # Who runs the money matters of somebody else reads the same as everybody.
    levels = LEVELS[:1] if "via" in occasion.needs else LEVELS
    for variant in occasion.variants:
        for frame, tone in pairs:
            for level in levels:
                yield Look(occasion, variant, frame, tone, level)


def facts(look: Look) -> Facts:
    """What one look knows."""
    occasion = look.occasion
    given: dict[str, Any] = {}
    for need in reversed(occasion.needs):  # what is named first says most
        given |= NEEDS[need]
    given |= _OWN.get(occasion.name, {})
    given |= VARIANTS[look.variant]
    sector = str(given.pop("sector", "housing"))
    lines = _lines(sector, occasion.name) if "lines" in occasion.needs else ()
    base = Facts(
        sender=replace(SENDERS[sector], formality=look.formality),
        recipient=READER,
        lines=lines,
        total_cents=sum(line.open_cents for line in lines),
        day=DAY,
        stage=occasion.name,
        sector=sector,
        customer_number="104233",
        payment_reference="RF71104233",
        carriers=("letter", "email", "sms"),
        signalling=sector in _SIGNALLING,
        code="KTR 4WD 9FM",
        level=look.level,
        frame=look.frame,
        tone=look.tone,
        options=_ALONG.get(look.tone, frozenset()) or _ALONG.get(look.frame, frozenset()),
    )
    return replace(base, **given)


def _lines(sector: str, occasion: str) -> tuple[ClaimLine, ...]:
    """Two bills, late; before the due date one, to come."""
    kind, words = _BILLS[sector]
    if occasion == "S0":
        return (ClaimLine("2026-12-4233", words, DAY + timedelta(days=8), 12_120, kind, "december 2026"),)
    return (
        ClaimLine("2026-10-4233", words, date(2026, 10, 1), 6_120, kind, "oktober 2026", in_notice=True),
        ClaimLine("2026-11-4233", words, date(2026, 11, 1), 12_120, kind, "november 2026", in_notice=True),
    )
