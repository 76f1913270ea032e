"""Every text there is, for every sector and both forms of address, against the table of what its kind must hold."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.messages import cases
from tijdig.messages.check import advice, faults, kind_rules
from tijdig.messages.check.rules import _MUST, _MUST_NOT, REPLIES, Fault, kinds
from tijdig.messages.content import LEAD, Block, Content
from tijdig.messages.facts import Facts
from tijdig.messages.render import compose
from tijdig.messages.templates import FIELDS, FLAGS, TEXTS, occasions
from tijdig.policy import Policy, load
from tijdig.rules.arrangements import Part
from tijdig.words import RequestKind, Sector, Stage

CARRIERS = [("letter", "email", "sms"), ("email", "sms"), ("sms",), ("letter",), ("email",)]
TONES = {"S1": ("friendly", "thankful", "concerned"), "S2": ("concerned", "thankful")}
# Free number, administrator, third party: each alone and where they meet.
CIRCUMSTANCES = [(True, "", False), (False, "", True), (True, "Balans Bewind", False), (False, "Balans Bewind", True)]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(cases.DAY)


def _situations(stage: str, kind: str, sector: str) -> Iterator[Facts]:
    """Each form of address, phone, notice, representative, third party, and mix of carriers."""
    bases = [cases.anna(), cases.chantal(), cases.emre()]
    if stage == "S3":
        bases = [cases.emre(), replace(cases.emre(), notice=None), cases.part_notice(), cases.part_notice(2, 1)]
    fitting = [carriers for carriers in CARRIERS if kind in carriers]
    for place, (base, (is_free, via, is_third)) in enumerate(product(bases, CIRCUMSTANCES)):
        carriers = fitting[place % len(fitting)]
        registration = "K-2024-0042" if is_third else ""
        for formality, tone in product(("u", "je"), TONES.get(stage, ("",))):
            sender = replace(
                base.sender,
                formality=formality,
                phone_is_free=is_free,
                phone_has_menu=is_third,
                registration=registration,
            )
            yield replace(
                base,
                stage=stage,
                sector=sector,
                sender=sender,
                carriers=carriers,
                recipient=replace(base.recipient, via=via),
                signalling=sector in ("housing", "energy", "water", "health"),
                notice=base.notice if stage == "S3" else None,
                tone=tone,
            )


@pytest.mark.parametrize("sector", [sector.value for sector in Sector])
@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("stage", ["S0", "S1", "S2", "S3"])
def test_text_holds_what_its_kind_asks(stage: str, kind: str, sector: str, policy: Policy) -> None:
    found = {
        (fault, facts.sender.formality)
        for facts in _situations(stage, kind, sector)
        for fault in faults(compose(stage, kind, facts, policy), facts, policy)
    }

    assert found == set()


@pytest.mark.parametrize("carriers", [("letter", "sms"), ("email", "sms"), ("sms",)])
def test_an_sms_does_not_claim_that_the_last_message_went_the_same_way(
    carriers: tuple[str, ...], policy: Policy
) -> None:
    text = compose("S2", "sms", replace(cases.anna(), carriers=carriers), policy).text

    assert "opnieuw" not in text
    assert "nog een brief" not in text


def test_every_occasion_has_its_three_texts() -> None:
    table = tomllib.loads((TEXTS.parent / "occasions.toml").read_text(encoding="utf-8"))
    of_all = set(product((*map(str, Stage), "represented", *map(str, REPLIES)), ("email", "letter", "sms")))

    assert occasions("nl") == sorted((name, kind) for name, row in table.items() for kind in row["kinds"])
    assert of_all <= set(occasions("nl"))


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("occasion", sorted(REPLIES))
def test_answer_holds_what_its_kind_asks(occasion: str, kind: str, policy: Policy) -> None:
    found = {
        (fault, facts.asked, facts.sender.formality)
        for facts in _answers(occasion, kind)
        for fault in faults(compose(occasion, kind, facts, policy), facts, policy)
    }

    assert found == set()


def _answers(occasion: str, kind: str) -> Iterator[Facts]:
    """Every question, form of address, phone and third party; an arrangement of one part, of many, and of a page."""
    base = replace(cases.anna(), stage=occasion, lines=(), carriers=(kind,), signalling=False)
    parts = tuple(Part(place + 1, date(2026 + place // 12, place % 12 + 1, 1), 2_500) for place in range(24))
    for formality, (is_free, via, is_third), asked in product(("u", "je"), CIRCUMSTANCES, list(RequestKind)):
        sender = replace(
            base.sender,
            formality=formality,
            phone_is_free=is_free,
            registration="K-2024-0042" if is_third else "",
            signer="" if via else "Samira Kaya",
        )
        size = {"call_me": 1, "pay_later": 24}.get(asked, 8)
        yield replace(
            base,
            sender=sender,
            asked=asked,
            said=("U kunt elke maand € 25 betalen.", "Wij sturen zolang geen herinneringen."),
            parts=parts[:size],
            recipient=replace(base.recipient, via=via),
            code="KTR 4WD 9FM" if kind == "letter" else "",
        )


def test_answer_keeps_the_words_of_the_colleague_and_each_paragraph(policy: Policy) -> None:
    (facts, *_) = _answers("answer", "letter")

    content = compose("answer", "letter", facts, policy)

    said = next(block for block in content.blocks if block.kind == "said")
    assert said.rows == (("U kunt elke maand € 25 betalen.",), ("Wij sturen zolang geen herinneringen.",))
    assert "Samira Kaya" in content.text


@pytest.mark.parametrize("kind", ["letter", "email"])
def test_answer_to_an_administrator_says_what_was_asked_and_agreed(kind: str, policy: Policy) -> None:
    via = [facts for facts in _answers("answer", kind) if facts.recipient.via]
    texts = {
        occasion: compose(occasion, kind, replace(via[0], stage=occasion), policy).text.replace("\u00a0", " ")
        for occasion in REPLIES
    }

    assert "U kunt elke maand € 25 betalen." in texts["answer"]
    assert "voor uw cliënt Anna de Wit" in texts["arranged"]
    assert texts["arranged"].count("€ 25,00") == len(via[0].parts)
    assert "Voor uw cliënt Anna de Wit is alles betaald." in texts["paid"]
    assert not any("nog € 0,00 open" in text for text in texts.values())


def test_arrangement_of_more_than_a_year_has_a_page_of_its_own(policy: Policy) -> None:
    base = next(_answers("arranged", "letter"))
    kinds = []
    for size in (12, 13):
        parts = tuple(Part(place, date(2027, 1, 1), 2_500) for place in range(size))
        blocks = compose("arranged", "letter", replace(base, parts=parts), policy).blocks
        kinds.append([block.kind for block in blocks])

    assert kinds[0].index("parts") < kinds[0].index("signature")
    assert kinds[1].index("parts") > kinds[1].index("signature")


def test_advice_points_at_words_that_are_hard_or_unkind_and_at_long_sentences(policy: Policy) -> None:
    long = f"Wij keken naar uw rekening en {'zagen daar nog iets, en ' * 6}toen was het goed."

    found = advice(f"U hebt een schuld.\nAnders komt er een deurwaarder.\n{long}", policy)

    assert [line.split(" ")[0].lower() for line in found] == ["schuld", "deurwaarder", "lange"]
    assert advice("U kunt elke maand € 25 betalen. Dat is goed.", policy) == ()


@pytest.mark.parametrize("kind", ["email", "sms"])
@pytest.mark.parametrize("formality", ["u", "je"])
def test_sign_in_link_says_who_sends_it_and_nothing_of_money(kind: str, formality: str, policy: Policy) -> None:
    base = cases.anna()
    address = "https://mijn.woonstede.example/link/abcdefghijklmnopqrstuvwxyz012345"
    sender = replace(base.sender, formality=formality)
    facts = replace(base, sender=sender, stage="link", lines=(), total_cents=0, carriers=(kind,), link=address)

    content = compose("link", kind, facts, policy)

    assert faults(content, facts, policy) == ()
    assert content.link == address
    assert address in (content.text if kind == "sms" else str(content.to_json()))


def test_letter_says_its_code_and_takes_it_along_in_the_square(policy: Policy) -> None:
    facts = replace(cases.anna(), code="KTR 4WD 9FM")

    letter, email = (compose("S1", kind, facts, policy) for kind in ("letter", "email"))

    assert "Of ga naar mijn.woonstede.example en vul in: KTR\u00a04WD\u00a09FM" in letter.text
    assert letter.link == "https://mijn.woonstede.example/?code=KTR4WD9FM"
    assert ("KTR" in email.text, email.link) == (False, "https://mijn.woonstede.example")


def test_every_condition_and_every_value_is_used_by_some_text() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in (TEXTS / "nl").glob("*.toml"))

    assert [name for name in FLAGS if f'"{name}"' not in words and f'"!{name}"' not in words] == []
    assert [name for name in FIELDS if f"{{{name}}}" not in words] == []


def test_table_of_kinds_is_complete_and_known() -> None:
    assert set(kinds()) == {
        "letter", "email", "sms", "whatsapp", "voicemail", "call_script", "visit_card", "transfer", "sign_in_link",
        "reply", "reply_sms", "news", "news_sms", "instalment", "missed",
        "handed_over", "joint",
    }  # fmt: skip
    for kind in kinds():
        assert set(kind_rules(kind).must) <= set(_MUST)
        assert set(kind_rules(kind).must_not) <= set(_MUST_NOT)


def _spoiled(content: Content, *, lead: str = "", add: str = "", subject: str = "", drop: str = "") -> Content:
    """The same text with one thing wrong."""
    blocks = [block for block in content.blocks if block.kind != drop]
    if lead:
        blocks = [block._replace(text=lead) if block.kind == LEAD else block for block in blocks]
    if add:
        blocks.append(Block("text", add))
    return replace(content, blocks=tuple(blocks), subject=subject or content.subject)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"add": "U hebt een schuld bij ons."}, "hard_words"),
        ({"add": "Wij sommeren u."}, "hard_words"),
        ({"add": "Bel ons indien dit niet klopt."}, "hard_words"),
        ({"add": "Anders komt er een deurwaarder."}, "threats"),
        ({"add": "De meeste mensen zijn op tijd."}, "norms"),
        ({"add": "Ondanks onze brief hoorden wij niets."}, "blame"),
        ({"add": "Daarna komen er incassokosten bij."}, "early_notice"),
        ({"add": "Betaal binnen veertien dagen."}, "early_notice"),
        ({"add": "Een zin " + "die maar door gaat " * 5 + "is te lang."}, "long_sentences"),
        ({"lead": "Er staat nog iets open."}, "action_first"),
        ({"drop": "lead"}, "action_first"),
        ({"drop": "greeting"}, "greeting"),
        ({"drop": "claims"}, "claims"),
        ({"drop": "ways"}, "phone"),
        ({"drop": "signature"}, "signature"),
        ({"drop": "heading"}, "next"),
    ],
)
def test_checker_finds_a_planted_fault(change: dict[str, str], rule: str, policy: Policy) -> None:
    content = compose("S1", "letter", cases.anna(), policy)

    assert rule in {fault.rule for fault in faults(_spoiled(content, **change), cases.anna(), policy)}


def test_checker_finds_a_hard_text(policy: Policy) -> None:
    hard = "Verantwoordelijkheidsverdelingen bemoeilijken administratieve afhandelingsmogelijkheden. " * 40

    found = faults(_spoiled(compose("S1", "letter", cases.anna(), policy), add=hard), cases.anna(), policy)

    assert "hard_text" in {fault.rule for fault in found}


@pytest.mark.parametrize(
    "lead",
    [
        "Betaal of bel binnen 14 dagen na dagtekening.",
        "Bel binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd, of betaal na heden.",
        "Betaal of bel ons op tijd.",
    ],
)
def test_checker_refuses_a_notice_with_the_wrong_term(lead: str, policy: Policy) -> None:
    content = _spoiled(compose("S3", "letter", cases.emre(), policy), lead=lead)

    assert faults(content, cases.emre(), policy) == (Fault("notice", "staat er niet in"),)


def test_checker_refuses_a_notice_with_the_wrong_costs(policy: Policy) -> None:
    emre = cases.emre()
    assert emre.notice is not None
    wrong = replace(emre, notice=replace(emre.notice, costs_cents=4_000))

    assert faults(compose("S3", "letter", wrong, policy), wrong, policy) == (Fault("notice", "staat er niet in"),)


@pytest.mark.parametrize(
    "words", ["U hebt een achterstand.", "Nog € 5 te gaan.", "Uw rekening H-2026-10", "Wilt u betalen?", "182,40"]
)
def test_checker_keeps_an_sms_silent_about_money(words: str, policy: Policy) -> None:
    content = compose("S1", "sms", cases.anna(), policy)

    assert "lock_screen" in {fault.rule for fault in faults(_spoiled(content, add=words), cases.anna(), policy)}


def test_checker_keeps_the_subject_of_an_email_silent(policy: Policy) -> None:
    content = compose("S1", "email", cases.anna(), policy)

    spoiled = _spoiled(content, subject="Er staat nog € 182,40 open")

    assert {fault.rule for fault in faults(spoiled, cases.anna(), policy)} == {"lock_screen"}


def test_checker_counts_an_sms(policy: Policy) -> None:
    content = compose("S1", "sms", cases.anna(), policy)

    assert "sms_size" in {fault.rule for fault in faults(_spoiled(content, add="a " * 200), cases.anna(), policy)}
    assert "sms_size" in {fault.rule for fault in faults(_spoiled(content, add="Zoë"), cases.anna(), policy)}
