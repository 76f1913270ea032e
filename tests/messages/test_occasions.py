"""Every occasion beside the reminders: each kind, level and form of address, held against the row of its kind."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import product
from typing import Any

import pytest

from tests.messages import cases
from tijdig.messages.check import faults, language
from tijdig.messages.check.rules import Fault
from tijdig.messages.facts import Facts, House, Meeting
from tijdig.messages.render import compose
from tijdig.messages.templates import SHARED, TEXTS, occasions
from tijdig.policy import Policy, load
from tijdig.rules.arrangements import Part
from tijdig.rules.money import euros
from tijdig.rules.references import in_fours
from tijdig.words import PauseReason, ReplyKind, RequestKind, Stage

PARTS = tuple(Part(place + 1, date(2026 + (place + 11) // 12, (place + 11) % 12 + 1, 1), 2_500) for place in range(8))
MEETING = Meeting(date(2026, 11, 30), time(10), time(10, 30), "Samira Kaya")
PAYS = (
    House("Woonstede", "pays", 1_500, "NL91 ABNA 0417 1643 00", "Stichting Woonstede", "RF71104233"),
    House("Zorgvast", "asks", 1_000, contact="0800 555 03 45"),
)
GOES_ON = (
    House("Zorgvast", "goes_on", contact="0800 555 03 45"),
    House("Lichtbron Energie", "paid"),
    House("Zorgvast", "open", contact="Nadia Bos, 0800 555 03 45"),
)
QUIET = House("Zorgvast", "quiet", contact="0800 555 03 45", on=date(2026, 12, 29))
ONE = House("Woonstede", "pays", 2_500, "NL91 ABNA 0417 1643 00", "Stichting Woonstede", "SAMEN-12", "", "each", 8)
EACH = (
    replace(PAYS[0], share="mostly", count=8),
    replace(PAYS[0], name="Lichtbron Energie", reference="88412", share="once", count=1, on=date(2027, 7, 1)),
    replace(PAYS[1], share="later", count=4, on=date(2027, 4, 1)),
    replace(PAYS[1], name="Bosstroom", share="later_mostly", count=4, on=date(2027, 4, 1)),
    replace(PAYS[1], name="Helderwater", share="in_all", count=4),
    replace(PAYS[1], name="Belwijs", share="later_in_all", count=4, on=date(2027, 4, 1)),
)
# What each occasion is about, beside who writes to whom.
ABOUT: dict[str, dict[str, Any]] = {
    "offered": {"parts": PARTS, "total_cents": 20_000, "respond_by": date(2026, 12, 7)},
    "changed": {"parts": PARTS, "total_cents": 20_000, "said": ("Het loon komt nu later.",)},
    "completed": {"total_cents": 0},
    "instalment": {"instalment": PARTS[0], "total_cents": 2_500},
    "thanked": {"instalment": PARTS[1], "total_cents": 17_500},
    "missed": {"instalment": PARTS[0], "total_cents": 2_500},
    "firm": {
        "instalment": PARTS[0], "total_cents": 2_500, "spoke_on": date(2026, 11, 2), "respond_by": date(2026, 12, 7),
    },
    "received": {"asked": "pay_later", "answer_on": date(2026, 11, 27)},
    "corrected": {"before_cents": 18_240, "total_cents": 6_120, "said": ("Uw betaling telde niet mee.",)},
    "referred": {"helper": "de gemeente Utrecht"},
    "agreed": {"said": ("U betaalt € 100,00 later: op 28 december 2026.", "Tot die dag is het stil.")},
    "call": {"lines": cases.anna().lines, "total_cents": 18_240},
    "call_planned": {"meeting": MEETING},
    "visit": {"meeting": MEETING},
    "not_reached": {},
    "address": {},
    "paused": {"pause": "waiting_for_income", "until_on": date(2026, 12, 24)},
    "pause_ended": {"lines": cases.anna().lines, "total_cents": 18_240},
    "joint_invited": {},
    "joint_asked": {"others": ("Lichtbron Energie", "Zorgvast")},
    "joint_proposed": {
        "parts": PARTS, "total_cents": 20_000, "others": ("Lichtbron Energie",), "respond_by": date(2026, 12, 7),
    },
    "joint_agreed": {
        "parts": PARTS, "total_cents": 20_000, "others": ("Lichtbron Energie", "Zorgvast"), "houses": EACH,
    },
    "joint_missing": {"absent": "Zorgvast", "others": ("Lichtbron Energie",)},
    "joint_halfway": {"respond_by": date(2026, 12, 7)},
    "joint_instalment": {"instalment": PARTS[0], "total_cents": 2_500, "others": ("Zorgvast",), "houses": PAYS},
    "joint_thanked": {"instalment": PARTS[1]},
    "joint_missed": {"instalment": PARTS[0], "total_cents": 2_500, "others": ("Zorgvast",), "houses": PAYS},
    "joint_back": {"instalment": PARTS[0], "total_cents": 2_500, "others": ("Zorgvast",), "houses": PAYS},
    "joint_paused": {"instalment": PARTS[1], "others": ("Lichtbron Energie", "Zorgvast")},
    "joint_resumed": {"instalment": PARTS[0], "total_cents": 2_500, "others": ("Zorgvast",), "houses": PAYS},
    "joint_changed": {
        "parts": PARTS, "total_cents": 20_000, "others": ("Lichtbron Energie", "Zorgvast"), "houses": EACH,
    },
    "joint_left": {"absent": "Zorgvast", "others": ("Lichtbron Energie",), "houses": (GOES_ON[0],)},
    "joint_renew": {"others": ("Lichtbron Energie", "Zorgvast"), "respond_by": date(2028, 11, 23)},
    "joint_completed": {"others": ("Lichtbron Energie", "Zorgvast")},
    "joint_ended": {"houses": GOES_ON},
    "joint_weighed": {"answer_on": date(2026, 11, 27)},
}  # fmt: skip
# What may be otherwise, one at a time.
ELSE: dict[str, list[dict[str, Any]]] = {
    "offered": [{"parts": PARTS[:1], "total_cents": 2_500}, {"respond_by": None}],
    "changed": [{"parts": PARTS[:1], "total_cents": 2_500}, {"said": ()}],
    "completed": [{"total_cents": 5_000}, {"instalment": PARTS[0]}],
    "firm": [{"respond_by": None}],
    "received": [{"asked": kind.value} for kind in RequestKind],
    "corrected": [{"total_cents": 0}],
    "call_planned": [{"meeting": replace(MEETING, who="")}],
    "visit": [{"meeting": replace(MEETING, who="")}],
    "paused": [{"pause": reason.value} for reason in PauseReason if reason != PauseReason.DISTRESS],
    "joint_proposed": [
        {"parts": PARTS[:1], "total_cents": 2_500},
        {"gone": ("Zorgvast", "Helderwater")},
        {"with_us": False},
    ],
    "joint_agreed": [
        {"parts": PARTS[:1], "total_cents": 2_500},
        {"gone": ("Bosstroom",)},
        {"with_us": False},
        {"houses": (ONE,)},
        {"houses": ()},
    ],
    "joint_missing": [{"others": ()}],
    "joint_instalment": [{"houses": (replace(PAYS[0], amount_cents=2_500),)}],
    "joint_missed": [{"others": ()}],
    "joint_paused": [{"others": ()}],
    "joint_resumed": [{"others": ()}],
    "joint_changed": [
        {"parts": PARTS[:1], "total_cents": 2_500},
        {"others": ()},
        {"joined": "Zorgvast"},
        {"houses": (ONE,)},
    ],
    "joint_ended": [{"houses": (QUIET,)}],
    "joint_left": [
        {"others": ()},
        {"houses": (GOES_ON[2],)},
        {"with_us": False},
        {"with_us": False, "others": ()},
        {"gone": ("Zorgvast", "Bosstroom", "Lichtbron Energie")},
    ],
    "joint_completed": [{"others": ()}, {"total_cents": 5_000}, {"instalment": PARTS[0]}],
}
TEXTS_HERE = [(occasion, kind) for occasion, kind in occasions("nl") if occasion in ABOUT]
A2_MOST_WORDS = 10
# (free number, administrator, third party)
CIRCUMSTANCES = [(True, "", False), (False, "", True), (True, "Balans Bewind", False), (False, "Balans Bewind", True)]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(cases.DAY)


def _facts(occasion: str, kind: str) -> Iterator[Facts]:
    """Each form of address, level, phone, administrator and third party, and each way an occasion can be."""
    base = replace(cases.anna(), lines=(), total_cents=0, signalling=True, stage=occasion, carriers=(kind,))
    variants = [{}, *ELSE.get(occasion, [])]
    for formality, level, (is_free, via, is_third), more in product(("u", "je"), ("B1", "A2"), CIRCUMSTANCES, variants):
        sender = replace(
            base.sender,
            formality=formality,
            phone_is_free=is_free,
            phone_has_menu=is_third,
            registration="K-2024-0042" if is_third else "",
            iban="" if is_third else base.sender.iban,
            signer="" if via else "Samira Kaya",
        )
        who = replace(base.recipient, via=via)
        code = "KTR 4WD 9FM" if kind == "letter" else ""
        yield replace(base, sender=sender, recipient=who, level=level, code=code, **{**ABOUT[occasion], **more})


@pytest.mark.parametrize(("occasion", "kind"), TEXTS_HERE)
def test_text_holds_what_its_kind_asks(occasion: str, kind: str, policy: Policy) -> None:
    found = {
        (fault, facts.sender.formality, facts.level)
        for facts in _facts(occasion, kind)
        for fault in faults(compose(occasion, kind, facts, policy), facts, policy)
    }

    assert found == set()


@pytest.mark.parametrize(("occasion", "kind"), [row for row in TEXTS_HERE if row[1] != "call_script"])
def test_easiest_level_has_only_short_sentences(occasion: str, kind: str, policy: Policy) -> None:
    long = {
        line
        for facts in _facts(occasion, kind)
        if facts.level == "A2"
        for line in language.sentences(compose(occasion, kind, replace(facts, said=()), policy))
        if language.count_words(_without_names(line, facts)) > A2_MOST_WORDS
    }

    assert long == set()


def _without_names(line: str, facts: Facts) -> str:
    """A name or a number is looked at, not read: each counts for one word; a greeting is no part of the sentence."""
    sender, line = facts.sender, line.removeprefix(f"Dag {facts.recipient.salutation}, ")
    houses = [one for house in facts.houses for one in (in_fours(house.iban), house.iban_name, house.contact)]
    own = (sender.iban, sender.iban_name, sender.phone, facts.recipient.salutation, facts.recipient.name)
    for name in (*own, *houses):
        line = line.replace(name, "naam") if name else line
    return line


def test_every_text_is_a_reminder_an_answer_a_link_or_tried_here() -> None:
    known = {*map(str, Stage), *map(str, ReplyKind), "represented", "link", *ABOUT}

    assert {occasion for occasion, _ in occasions("nl")} <= known
    assert {occasion for occasion, _ in TEXTS_HERE} == set(ABOUT)


def test_a_shared_part_has_its_name_for_itself() -> None:
    texts = [(TEXTS / "nl" / name).read_text(encoding="utf-8") for name in SHARED]
    names = [name for text in texts for name in tomllib.loads(text)]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("turning_18", "voor het eerst zelf"),
        ("high_bill", "hoger dan anders"),
        ("failed_debit", "Automatisch betalen lukte een keer niet"),
        ("moving", "Binnenkort"),
    ],
)
def test_before_the_due_date_the_first_sentence_is_about_what_happened(
    event: str, words: str, kind: str, policy: Policy
) -> None:
    for formality, level in product(("u", "je"), ("B1", "A2")):
        sender = replace(cases.anna().sender, formality=formality)
        facts = replace(cases.anna(), stage="S0", event=event, sender=sender, level=level)
        content = compose("S0", kind, facts, policy)

        assert words in next(block.text for block in content.blocks if block.kind == "lead")
        assert faults(content, facts, policy) == ()
        assert ("hoeft u niets te doen" in content.text) == (formality == "u" and event in ("turning_18", "moving"))


def test_an_event_is_named_before_the_due_date_only(policy: Policy) -> None:
    facts = replace(cases.anna(), event="high_bill")

    assert compose("S1", "letter", facts, policy) == compose("S1", "letter", cases.anna(), policy)


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
def test_who_promised_is_never_held_to_a_word_without_a_conversation_on_file(kind: str, policy: Policy) -> None:
    facts = next(facts for facts in _facts("firm", kind) if not facts.recipient.via)

    if kind == "sms":
        assert "2 november" not in compose("firm", kind, facts, policy).text
    else:
        with pytest.raises(KeyError, match="spoke_on"):
            compose("firm", kind, replace(facts, spoke_on=None), policy)


def test_a_missed_instalment_never_ends_the_arrangement_and_blames_nobody(policy: Policy) -> None:
    text = compose("missed", "letter", next(_facts("missed", "letter")), policy).text

    assert "De regeling blijft staan." in text
    assert "Dat kan iedereen gebeuren." in text
    assert "€ 25,00" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("kind", ["letter", "email", "sms", "whatsapp"])
def test_a_visit_says_when_and_that_no_is_an_answer(kind: str, policy: Policy) -> None:
    text = compose("visit", kind, next(_facts("visit", kind)), policy).text

    assert "maandag 30 november 2026" in text
    assert "10.00" in text
    assert "Liever niet?" in text
    assert "€" not in text


def test_a_visit_names_nobody_who_is_not_known(policy: Policy) -> None:
    facts = replace(next(_facts("visit", "letter")), meeting=replace(MEETING, who=""))

    assert "U spreekt dan met een medewerker." in compose("visit", "letter", facts, policy).text


def test_nobody_in_distress_gets_the_words_of_a_pause(policy: Policy) -> None:
    facts = replace(next(_facts("paused", "letter")), pause=PauseReason.DISTRESS.value)

    with pytest.raises(KeyError):
        compose("paused", "letter", facts, policy)


@pytest.mark.parametrize("kind", ["voicemail", "whatsapp", "visit_card", "transfer", "sms"])
def test_what_others_may_read_or_hear_tells_nothing_of_money(kind: str, policy: Policy) -> None:
    for facts in _facts("not_reached", kind):
        text = compose("not_reached", kind, replace(facts, total_cents=18_240), policy).text

        assert euros(18_240) not in text
        assert kind in ("whatsapp", "sms") or "Wit" not in text


@pytest.mark.parametrize(
    ("occasion", "change", "rule"),
    [
        ("visit", {"meeting": replace(MEETING, on_day=date(2026, 12, 1))}, "told"),
        ("visit", {"meeting": replace(MEETING, start=time(9))}, "told"),
        ("paused", {"until_on": date(2026, 12, 25)}, "told"),
        ("received", {"answer_on": date(2026, 12, 1)}, "told"),
        ("missed", {"instalment": PARTS[1]}, "part"),
        ("firm", {"spoke_on": date(2026, 11, 9)}, "part"),
        ("firm", {"spoke_on": None}, "part"),
        ("changed", {"parts": (*PARTS, replace(PARTS[0], due_on=date(2027, 9, 1)))}, "parts"),
        ("corrected", {"said": ("Iets anders.",)}, "said"),
        ("joint_changed", {"parts": (*PARTS, replace(PARTS[0], due_on=date(2027, 9, 1)))}, "parts"),
        ("joint_instalment", {"instalment": PARTS[1]}, "part"),
        ("joint_instalment", {"houses": (replace(PAYS[0], iban="NL20 INGB 0001 2345 67"),)}, "pays"),
        ("joint_instalment", {"houses": (replace(PAYS[0], amount_cents=1_501),)}, "pays"),
        ("joint_missed", {"houses": (replace(PAYS[1], contact="020 555 00 00"),)}, "pays"),
        ("joint_weighed", {"answer_on": date(2026, 11, 30)}, "told"),
        ("joint_proposed", {"gone": ("Helderwater",)}, "left_out"),
        ("joint_agreed", {"gone": ("Wolkwinkel",)}, "left_out"),
        ("joint_agreed", {"houses": (replace(ONE, iban="NL20 INGB 0001 2345 67"),)}, "pays"),
        ("joint_changed", {"houses": (replace(ONE, amount_cents=2_501),)}, "pays"),
        ("joint_ended", {"houses": (*GOES_ON, replace(QUIET, on=date(2026, 12, 30)))}, "joint"),
        ("joint_paused", {"instalment": PARTS[0]}, "joint"),
        ("joint_left", {"absent": "Bosstroom"}, "joint"),
        ("joint_left", {"gone": ("Zorgvast", "Bosstroom")}, "joint"),
        ("joint_ended", {"houses": (*GOES_ON, House("Bosstroom", "open"))}, "joint"),
        ("joint_ended", {"houses": (replace(GOES_ON[2], contact="020 555 00 00"),)}, "joint"),
    ],
)
def test_checker_finds_what_a_text_leaves_out(
    occasion: str, change: dict[str, Any], rule: str, policy: Policy
) -> None:  # fmt: skip
    facts = next(_facts(occasion, "letter"))
    content = compose(occasion, "letter", facts, policy)

    assert Fault(rule, "staat er niet in") in faults(content, replace(facts, **change), policy)


def test_checker_refuses_words_with_a_payment_that_a_bank_would_cut(policy: Policy) -> None:
    facts = next(_facts("not_reached", "transfer"))
    long = replace(facts, sender=replace(facts.sender, name="Woonstede " * 12))

    assert {fault.rule for fault in faults(compose("not_reached", "transfer", long, policy), long, policy)} == {
        "transfer_size"
    }
