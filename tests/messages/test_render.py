"""From facts to words: the right total, the right claims, the same words each time, and nobody's name is code."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.messages import cases
from tijdig.messages.content import AMOUNT, CLAIMS, LEAD, SLIP, TEXT, Content
from tijdig.messages.facts import Facts, Formality, Recipient, Sender
from tijdig.messages.render import compose
from tijdig.messages.sms import parts
from tijdig.messages.templates import FLAGS, TextError, _Reader, template
from tijdig.planner.codes import Tone
from tijdig.policy import Policy, load


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(cases.DAY)


def _lead(content: Content) -> str:
    return next(block.text for block in content.blocks if block.kind == LEAD)


@pytest.mark.parametrize("kind", ["letter", "email"])
def test_compose_names_every_claim_and_the_total(kind: str, policy: Policy) -> None:
    text = compose("S1", kind, cases.anna(), policy).text

    assert "Huur oktober 2026 (rest) (H-2026-10), 1 oktober 2026: €\u00a061,20" in text
    assert "Huur november 2026 (rest) (H-2026-11), 1 november 2026: €\u00a0121,20" in text
    assert "Samen: €\u00a0182,40" in text


def test_compose_puts_the_action_first(policy: Policy) -> None:
    content = compose("S1", "letter", cases.anna(), policy)

    assert [block.kind for block in content.blocks][:2] == ["greeting", "lead"]
    assert _lead(content) == ("U hebt €\u00a0182,40 nog niet betaald. Betaal dit bedrag, of bel ons als dat niet lukt.")


@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize(
    ("stage", "formality", "said"),
    [
        (
            "S1",
            "u",
            "Dank u wel voor uw betaling. Er staat nog €\u00a0182,40 open. "
            "Betaal dit bedrag, of bel ons als dat niet lukt.",
        ),
        (
            "S2",
            "je",
            "Dank je wel voor je betaling. Er staat nog €\u00a0182,40 open. "
            "Bel ons, dan zoeken wij samen wat bij je past. Of betaal het bedrag.",
        ),
    ],
)
def test_compose_thanks_who_paid_a_part(kind: str, stage: str, formality: Formality, said: str, policy: Policy) -> None:
    anna = replace(cases.anna(), sender=replace(cases.WOONSTEDE, formality=formality))

    assert _lead(compose(stage, kind, replace(anna, tone="thankful"), policy)) == said
    for tone in ("", "friendly", "concerned", "factual"):
        assert "Dank" not in compose(stage, kind, replace(anna, tone=tone), policy).text


@pytest.mark.parametrize("kind", ["letter", "email"])
def test_compose_understands_who_did_not_answer_for_long(kind: str, policy: Policy) -> None:
    text = compose("S1", kind, replace(cases.anna(), tone="concerned"), policy).text

    assert "Misschien is bellen lastig, of komt er veel tegelijk." in text
    assert "ontgaan" not in text


@pytest.mark.parametrize("tone", ["thankful", "concerned"])
def test_an_sms_says_nothing_of_payments(tone: str, policy: Policy) -> None:
    assert compose("S1", "sms", replace(cases.anna(), tone=tone), policy) == compose("S1", "sms", cases.anna(), policy)


def test_tones_that_a_text_may_ask_for_are_the_planners() -> None:
    assert set(FLAGS) & {tone.name.lower() for tone in Tone} == {"thankful", "concerned", "firm"}


def test_compose_gives_the_same_words_for_the_same_facts(policy: Policy) -> None:
    assert compose("S3", "letter", cases.emre(), policy) == compose("S3", "letter", cases.emre(), policy)


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
def test_content_survives_json(kind: str, policy: Policy) -> None:
    content = compose("S2", kind, cases.chantal(), policy)

    stored = json.dumps(content.to_json())

    assert Content.from_json(stored) == content
    assert Content.from_json(json.loads(stored)) == content
    assert Content.from_json(stored).text == content.text


def test_sender_and_recipient_survive_json() -> None:
    sender, recipient = cases.WOONSTEDE, cases.ANNA

    assert Sender.from_dict(json.loads(json.dumps(sender.to_dict()))) == sender
    assert Recipient.from_dict(json.loads(json.dumps(recipient.to_dict()))) == recipient


def test_compose_says_je_where_the_creditor_does(policy: Policy) -> None:
    text = compose("S2", "letter", cases.chantal(), policy).text

    assert "zoeken wij samen wat bij je past" in text
    assert " u " not in text
    assert " uw " not in text


def test_compose_says_what_it_is_for_by_kind_and_else_by_sector(policy: Policy) -> None:
    one_kind = cases.anna()
    mixed = replace(one_kind, lines=(one_kind.lines[0], replace(one_kind.lines[1], kind="service_costs")))

    assert compose("S1", "letter", one_kind, policy).subject == "Uw huur: er staat nog €\u00a0182,40 open"
    assert compose("S1", "letter", mixed, policy).subject == "Uw woning: er staat nog €\u00a0182,40 open"


def test_compose_of_an_unknown_sector_still_says_something(policy: Policy) -> None:
    facts = replace(cases.anna(), sector="something new", lines=(replace(cases.anna().lines[0], kind=""),))

    assert compose("S1", "email", facts, policy).subject == "Bericht over uw rekening"


def test_notice_states_sum_costs_and_last_day(policy: Policy) -> None:
    content = compose("S3", "letter", cases.emre(), policy)

    assert "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd" in _lead(content)
    assert "Is €\u00a0318,00 dan nog niet betaald? Dan komt er €\u00a047,70 aan incassokosten bij." in content.text
    assert "uiterlijk woensdag 25 november 2026" in content.text
    assert "Dan is woensdag 9 december 2026 de laatste dag. Komt de brief later? Dan hebt u langer" in content.text


def test_notice_says_when_vat_is_in_it(policy: Policy) -> None:
    emre = cases.emre()
    assert emre.notice is not None
    facts = replace(emre, notice=replace(emre.notice, costs_cents=5_772, includes_vat=True))

    assert "€\u00a057,72 aan incassokosten bij, inclusief btw." in compose("S3", "letter", facts, policy).text


def test_notice_over_a_part_marks_its_claims(policy: Policy) -> None:
    emre = cases.emre()
    assert emre.notice is not None
    other = replace(emre.lines[0], reference="NEW-1", in_notice=False, open_cents=15_900)
    facts = replace(emre, lines=(*emre.lines, other), total_cents=47_700)

    content = compose("S3", "letter", facts, policy)

    rows = next(block.rows for block in content.blocks if block.kind == CLAIMS)
    assert [row[4] for row in rows[1:-1]] == [" *", " *", ""]
    assert "De veertien dagen gelden voor 2 rekeningen: €\u00a0318,00. Op de volgende bladzijde staat" in content.text
    assert "Samen: €\u00a0477,00" in content.text


@pytest.mark.parametrize("via", ["", "Balans Bewind"])
@pytest.mark.parametrize("kind", ["letter", "email"])
def test_notice_over_a_part_says_first_what_avoids_the_costs(kind: str, via: str, policy: Policy) -> None:
    facts = cases.part_notice()
    content = compose("S3", kind, replace(facts, recipient=replace(cases.EMRE, via=via)), policy)

    box = next(block.rows for block in content.blocks if block.kind == AMOUNT)
    assert box == (("Betaal binnen veertien dagen", "€\u00a0141,21"), ("Alles wat open staat", "€\u00a0235,35"))
    assert "Betaal €\u00a0141,21" in _lead(content)
    assert "235,35" not in _lead(content) + content.subject
    assert ("141,21" in content.subject) is (kind == "letter")


@pytest.mark.parametrize(
    ("kind", "count", "noticed", "said"),
    [
        (
            "letter",
            5,
            3,
            "De veertien dagen gelden voor 3 rekeningen: €\u00a0141,21. Op de volgende bladzijde staat daar een "
            "sterretje (*) bij. De rest staat er alleen bij zodat u alles ziet.",
        ),
        (
            "letter",
            2,
            1,
            "De veertien dagen gelden voor 1 rekening, met een sterretje (*). De rest staat er zodat u alles ziet.",
        ),
        (
            "email",
            5,
            1,
            "De veertien dagen gelden voor 1 rekening: €\u00a047,07. Daar staat een sterretje (*) bij. "
            "De rest staat er alleen bij zodat u alles ziet.",
        ),
    ],
)
def test_notice_over_a_part_says_once_which_bills_it_covers(
    kind: str, count: int, noticed: int, said: str, policy: Policy
) -> None:
    content = compose("S3", kind, cases.part_notice(count, noticed), policy)

    assert [block.text for block in content.blocks if block.kind == TEXT and "*" in block.text] == [said]


def test_a_notice_over_all_and_an_email_alone_have_one_amount_and_no_stars(policy: Policy) -> None:
    alone = replace(cases.part_notice(), carriers=("email",))
    for content, amount in (
        (compose("S3", "letter", cases.emre(), policy), "€\u00a0318,00"),
        (compose("S3", "email", alone, policy), "€\u00a0235,35"),
    ):
        assert next(block.rows for block in content.blocks if block.kind == AMOUNT) == (("Nog te betalen", amount),)
        assert "*" not in content.text


def test_without_costs_the_last_letter_says_so(policy: Policy) -> None:
    text = compose("S3", "letter", replace(cases.emre(), notice=None), policy).text

    assert "Nu willen wij u graag spreken. Er komen geen kosten bij." in text
    assert "veertien" not in text
    assert "incassokosten" not in text


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
def test_without_costs_no_date_and_no_end_is_promised(kind: str, policy: Policy) -> None:
    text = compose("S3", kind, replace(cases.emre(), notice=None), policy).text

    assert "laatste brief" not in text
    assert "niet meer" not in text
    assert "Er staat een datum in." not in text


def test_sms_of_a_notice_says_that_there_is_a_date(policy: Policy) -> None:
    assert "Er staat een datum in. Wilt u hem snel lezen?" in compose("S3", "sms", cases.emre(), policy).text


def test_email_alone_is_no_notice(policy: Policy) -> None:
    alone = replace(cases.emre(), carriers=("email",))

    assert "incassokosten" not in compose("S3", "email", alone, policy).text
    assert "U krijgt hierover ook een brief." in compose("S3", "email", cases.emre(), policy).text


@pytest.mark.parametrize(
    ("sector", "passed_on", "may_refuse"),
    [
        ("housing", "uw contactgegevens en het bedrag", False),
        ("energy", "uw contactgegevens en het bedrag", False),
        ("water", "uw contactgegevens, klantnummer en het bedrag", True),
        ("health", "uw contactgegevens en het bedrag", False),
        ("credit", "uw contactgegevens en het bedrag", False),
    ],
)
def test_early_signalling_is_told_in_the_words_of_the_sector(
    sector: str, passed_on: str, may_refuse: bool, policy: Policy
) -> None:
    text = compose("S2", "letter", replace(cases.anna(), sector=sector), policy).text

    assert "Met uw toestemming geven wij uw naam, adres en telefoonnummer door." in text
    assert f"Dan geven wij {passed_on} door aan de gemeente. Dat moet van de wet." in text
    assert ("Wilt u niet dat wij dat doen? Laat het ons weten." in text) is may_refuse


def test_without_signalling_nothing_is_passed_on(policy: Policy) -> None:
    text = compose("S2", "letter", replace(cases.anna(), sector="telecom", signalling=False), policy).text

    assert "Geldfit" in text
    assert "toestemming" not in text
    assert "Dat moet van de wet" not in text


def test_represented_is_written_to_the_administrator(policy: Policy) -> None:
    facts = replace(cases.emre(), recipient=replace(cases.EMRE, via="Balans Bewind", salutation="mevrouw Kaya"))

    text = compose("S3", "letter", facts, policy).text

    assert text.startswith("Dag mevrouw Kaya,\n\nVoor uw cliënt Emre Yılmaz staat nog €\u00a0318,00 open.")
    assert "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd" in text
    assert "strook" not in text


def test_third_party_gives_its_register_number(policy: Policy) -> None:
    sender = replace(cases.WOONSTEDE, registration="K-2024-0042", on_behalf_of="Woonstede", name="Noordhulp")
    facts = replace(cases.anna(), sender=sender)

    assert "Wij schrijven u namens Woonstede." in compose("S1", "letter", facts, policy).text
    assert "K-2024-0042" in compose("S1", "sms", facts, policy).text


def test_sms_announces_what_else_comes(policy: Policy) -> None:
    def said(*carriers: str) -> str:
        return compose("S1", "sms", replace(cases.anna(), carriers=carriers), policy).text

    assert said("letter", "sms") == (
        "Dag Anna de Wit, u krijgt binnenkort een brief van Woonstede. Wilt u hem openen en lezen? "
        "Wij denken graag met u mee. Vragen? Bel gratis 0800 555 01 23."
    )
    assert "heeft u een e-mail gestuurd" in said("email", "sms")
    assert "heeft een bericht voor u. Lees het op mijn.woonstede.example." in said("sms")


def test_sms_leaves_the_name_out_when_it_would_be_too_long(policy: Policy) -> None:
    facts = replace(cases.anna(), recipient=replace(cases.ANNA, salutation="mevrouw " + "Lang" * 40))

    text = compose("S1", "sms", facts, policy).text

    assert text.startswith("Dag, u krijgt binnenkort een brief")
    assert parts(text).parts <= 2


def test_slip_only_where_it_fits(policy: Policy) -> None:
    def has_slip(count: int) -> tuple[bool, bool]:
        content = compose("S1", "letter", cases.with_claims(cases.anna(), count), policy)
        return any(block.kind == SLIP for block in content.blocks), "Stuur de strook" in content.text

    assert [has_slip(count) for count in (1, 3, 4)] == [(True, True), (True, True), (False, False)]


def test_many_claims_go_to_the_next_page(policy: Policy) -> None:
    def kinds(count: int) -> list[str]:
        return [block.kind for block in compose("S1", "letter", cases.with_claims(cases.anna(), count), policy).blocks]

    assert kinds(8)[-1] != "claims"
    assert kinds(9)[-1] == "claims"
    assert kinds(9).count("claims") == 1


def test_compose_greets_without_a_name_and_names_a_bill_without_a_description(policy: Policy) -> None:
    line = replace(cases.anna().lines[0], description="", period="")
    facts = replace(cases.anna(), recipient=Recipient("", ""), lines=(line,))

    assert compose("S1", "email", facts, policy).text.startswith("Dag,\n\n")
    assert "- Huur (H-2026-10), 1 oktober 2026" in compose("S1", "email", facts, policy).text
    assert compose("S1", "sms", facts, policy).text.startswith("Dag, u krijgt binnenkort een brief")


def test_respond_by_is_said_only_when_given(policy: Policy) -> None:
    facts = replace(cases.anna(), respond_by=date(2026, 12, 7))

    assert "vóór maandag 7 december 2026" in compose("S1", "letter", facts, policy).text
    assert "vóór" not in compose("S1", "letter", cases.anna(), policy).text


def test_account_and_reference_stand_in_blocks_as_people_copy_them(policy: Policy) -> None:
    sender = replace(cases.WOONSTEDE, iban="NL91ABNA0417164300")
    facts = replace(cases.anna(), sender=sender, payment_reference="RF18539007547034")

    text = compose("S1", "letter", facts, policy).text

    assert "NL91 ABNA 0417 1643 00 op naam van Stichting Woonstede, kenmerk RF18 5390 0754 7034" in text
    assert "kenmerk 104233" in compose("S1", "letter", replace(facts, payment_reference=""), policy).text


def test_names_are_words_and_never_a_template(policy: Policy) -> None:
    name = '{total} {sender.__class__} #eval("1") *vet*\r\nBcc: x@y.example\u202e'
    facts = replace(cases.anna(), recipient=replace(cases.ANNA, name=name, salutation=name), customer_number="{iban}")

    text = compose("S1", "letter", facts, policy).text

    assert 'Dag {total} {sender.__class__} #eval("1") *vet* Bcc: x@y.example,' in text
    assert "klantnummer: {iban}." in text


def test_text_with_an_unknown_value_is_refused() -> None:
    reader = _Reader("x.toml", "u")

    with pytest.raises(TextError, match="not a value we know"):
        reader.words("Dag {sender.phone}")
    with pytest.raises(TextError, match="not a value we know"):
        reader.words("Dag {naam}")
    with pytest.raises(TextError, match="is no condition"):
        reader.conditions(["sometimes"])
    with pytest.raises(TextError, match=r"S9\.letter\.toml is missing"):
        template("nl", "S9", "letter", "u")


def test_stage_and_kind_may_be_words_of_the_house(policy: Policy) -> None:
    from tijdig.words import ChannelKind, Stage

    facts: Facts = replace(cases.anna(), carriers=(ChannelKind.LETTER, ChannelKind.SMS))

    assert compose(Stage.S1, ChannelKind.SMS, facts, policy) == compose(
        "S1", "sms", replace(facts, carriers=("letter", "sms")), policy
    )
