"""References and payment codes, against published ones."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules import references
from tijdig.rules.references import ReferenceFault, ReferenceFaultError, Transfer

BODIES = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=21)
EXAMPLE = "BCD\n002\n1\nSCT\n\nStichting Voorbeeld\nNL91ABNA0417164300\nEUR123.45\n\nRF18539007547034"

# LAW 3.4: eight of the vectors of the Belastingdienst.
TAX_OFFICE = [
    "5010002167010010",
    "3010002167042021",
    "0001041146910100",
    "9001041146812501",
    "2017166777600001",
    "8049244482480005",
    "2001041141201080",
    "1849613076103400",
]


WRONG_IBANS = ["NL91ABNA0417164301", "NL91ABNA041716430", "", "9191ABNA0417164300", "NL91ABNA041716430é"]


def epc(**changed: Any) -> str:
    facts: dict[str, Any] = {
        "name": "Stichting Voorbeeld",
        "iban": "NL91 ABNA 0417 1643 00",
        "amount_cents": 12345,
        "reference": "RF18 5390 0754 7034",
    }
    return references.epc_payload(**(facts | changed))


@pytest.mark.parametrize(
    ("body", "reference"),
    [
        ("1234567890", "RF471234567890"),
        ("INV2024001", "RF78INV2024001"),
        ("2026000123", "RF462026000123"),
        ("1", "RF741"),
        ("ABC", "RF45ABC"),
        ("123456789012345678901", "RF40123456789012345678901"),
        ("inv 2024 001", "RF78INV2024001"),
    ],
)
def test_rf_reference_gets_its_check_digits(body: str, reference: str) -> None:
    assert references.rf_reference(body) == reference


@pytest.mark.parametrize(
    "text",
    [
        "RF741",
        "RF40123456789012345678901",
        "RF18539007547034",
        "RF185390075470Y",
        "RF724P",
        "RF471234567890",
        "RF712348231",
        "rf18 5390 0754 7034",
    ],
)
def test_rf_reference_is_known_when_right(text: str) -> None:
    assert references.is_rf_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "RF17539007547034",
        "",
        "RF",
        "RF18",
        "RFAA1",
        "RF18-539007547034",
        "R" * 26,
        "RF97",
        "RF020000000000000000000000",
        "RF291111111111111111111111",  # twenty-two after the check digits, which are right
        "RFA522",  # right but for the letter
    ],
)
def test_rf_reference_is_refused_when_wrong(text: str) -> None:
    assert not references.is_rf_reference(text)


@pytest.mark.parametrize(
    ("body", "fault"),
    [("1" * 22, ReferenceFault.LENGTH), (" ", ReferenceFault.LENGTH), ("A-1", ReferenceFault.CHARACTER)],
)
def test_rf_reference_says_what_does_not_fit(body: str, fault: ReferenceFault) -> None:
    with pytest.raises(ReferenceFaultError) as error:
        references.rf_reference(body)

    assert error.value.fault == fault


@given(BODIES, st.data())
def test_rf_reference_catches_every_single_wrong_character(body: str, data: st.DataObject) -> None:
    reference = references.rf_reference(body)
    place = data.draw(st.integers(4, len(reference) - 1))
    # A letter counts as two digits, so only another of the same sort is a single typing fault.
    sort = string.digits if reference[place].isdigit() else string.ascii_uppercase
    other = data.draw(st.sampled_from(sort.replace(reference[place], "")))

    assert references.is_rf_reference(reference)
    assert not references.is_rf_reference(reference[:place] + other + reference[place + 1 :])


def test_in_fours_is_how_people_copy_it() -> None:
    assert references.in_fours("rf18539007547034") == "RF18 5390 0754 7034"


@pytest.mark.parametrize(
    ("number", "kenmerk"),
    [
        (1, "9000000000000001"),
        (12345678, "8000000012345678"),
        (123456789012345, "0123456789012345"),
        (2024000123, "8000002024000123"),
        (5, "1000000000000005"),
        (6, "1000000000000006"),
        (19, "0000000000000019"),
    ],
)
def test_betalingskenmerk_gets_its_check_digit_first(number: int, kenmerk: str) -> None:
    assert references.betalingskenmerk(number) == kenmerk


@pytest.mark.parametrize("kenmerk", TAX_OFFICE)
def test_betalingskenmerk_agrees_with_the_tax_office(kenmerk: str) -> None:
    assert references.is_betalingskenmerk(f" {kenmerk[:8]} {kenmerk[8:]}")
    assert references.betalingskenmerk(int(kenmerk[1:])) == kenmerk


@pytest.mark.parametrize("number", [-1, 10**15])
def test_betalingskenmerk_has_fifteen_digits_to_carry(number: int) -> None:
    with pytest.raises(ReferenceFaultError) as error:
        references.betalingskenmerk(number)

    assert error.value.fault == ReferenceFault.LENGTH


@pytest.mark.parametrize("text", ["", "501000216701001", "50100021670100101", "501000216701001X", "٥٠١٠٠٠٢١٦٧٠١٠٠١٠"])
def test_betalingskenmerk_is_sixteen_digits(text: str) -> None:
    assert not references.is_betalingskenmerk(text)


@given(st.integers(0, 10**15 - 1), st.integers(0, 15), st.integers(1, 9))
def test_betalingskenmerk_catches_a_wrong_digit_but_for_one_known_gap(number: int, place: int, shift: int) -> None:
    """Remainders 1 and 10 share check digit 1: only between these two a wrong digit passes."""
    kenmerk = references.betalingskenmerk(number)
    wrong = kenmerk[:place] + str((int(kenmerk[place]) + shift) % 10) + kenmerk[place + 1 :]

    slips_through = {remainder(kenmerk), remainder(wrong)} == {1, 10}

    assert references.is_betalingskenmerk(wrong) == slips_through


def test_the_known_gap_of_betalingskenmerk_is_real() -> None:
    assert remainder("1000000000000006") == 1
    assert remainder("1000000000000005") == 10


def remainder(kenmerk: str) -> int:
    weights = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return sum(int(digit) * weight for digit, weight in zip(kenmerk[1:], weights, strict=True)) % 11


@pytest.mark.parametrize("iban", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", "DE89370400440532013000"])
def test_iban_is_known_when_right(iban: str) -> None:
    assert references.is_iban(iban)


@pytest.mark.parametrize(
    "iban", ["NL91ABNA0417164301", "NL91ABNA041716430", "", "9191ABNA0417164300", "NL91ABNA041716430é"]
)
def test_iban_is_refused_when_wrong(iban: str) -> None:
    assert not references.is_iban(iban)


@pytest.mark.parametrize(
    ("country", "digits", "ones", "is_one"),
    [
        ("XX", "43", 10, False),
        ("XX", "78", 11, True),
        ("XX", "32", 30, True),
        ("XX", "65", 31, False),
        ("NL", "77", 13, False),
        ("1X", "47", 11, False),
        ("XX", "A0", 12, False),
    ],
)
def test_an_iban_has_fifteen_to_thirty_four_characters_and_a_country(
    country: str, digits: str, ones: int, is_one: bool
) -> None:
    """All of them have right check digits."""
    assert references.is_iban(country + digits + ones * "1") == is_one


def test_a_dutch_iban_has_eighteen_characters() -> None:
    # Check digits 06 are right for these nineteen characters.
    longer = "NL06ABNA04171643001"

    assert references._mod97(longer[4:] + longer[:4]) == 1
    assert not references.is_iban(longer)


def test_epc_payload_equals_the_example() -> None:
    assert epc() == EXAMPLE
    assert len(EXAMPLE.encode()) == 81


@pytest.mark.parametrize(("cents", "line"), [(1, "EUR0.01"), (10000, "EUR100.00"), (99_999_999_999, "EUR999999999.99")])
def test_epc_payload_writes_amounts_with_a_dot(cents: int, line: str) -> None:
    assert epc(amount_cents=cents).split("\n")[7] == line


def test_epc_payload_may_carry_a_text_and_a_bic() -> None:
    lines = epc(reference="", text="5010002167010010", bic="ABNANL2A").split("\n")

    assert lines[4:] == [
        "ABNANL2A",
        "Stichting Voorbeeld",
        "NL91ABNA0417164300",
        "EUR123.45",
        "",
        "",
        "5010002167010010",
    ]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"amount_cents": 0}, ReferenceFault.AMOUNT),
        ({"amount_cents": 100_000_000_000}, ReferenceFault.AMOUNT),
        ({"name": "n" * 71}, ReferenceFault.NAME),
        ({"name": " "}, ReferenceFault.NAME),
        ({"name": "a\nb"}, ReferenceFault.NAME),
        ({"iban": "NL91ABNA0417164301"}, ReferenceFault.IBAN),
        ({"bic": "ABNA"}, ReferenceFault.BIC),
        ({"bic": "ABNANL2AXXXX"}, ReferenceFault.BIC),
        ({"text": "rekening 1"}, ReferenceFault.REFERENCE_AND_TEXT),
        ({"reference": ""}, ReferenceFault.NO_REFERENCE),
        ({"reference": "RF17539007547034"}, ReferenceFault.CHECK),
        ({"reference": "5010002167010010"}, ReferenceFault.CHECK),
        ({"reference": "", "text": "t" * 141}, ReferenceFault.TEXT),
        ({"reference": "", "text": "a\nb"}, ReferenceFault.TEXT),
        ({"reference": "", "text": "ë" * 140}, ReferenceFault.TOO_LONG),
    ],
)
def test_epc_payload_says_what_does_not_fit(changed: dict[str, Any], fault: ReferenceFault) -> None:
    with pytest.raises(ReferenceFaultError) as error:
        epc(**changed)

    assert error.value.fault == fault


@pytest.mark.parametrize(
    "changed", [{"name": "n"}, {"name": "n" * 70}, {"bic": "ABNANL2AXXX"}, {"reference": "", "text": "t" * 140}]
)
def test_epc_payload_takes_what_just_fits(changed: dict[str, Any]) -> None:
    assert set(changed.values()) - {""} <= set(epc(**changed).split("\n"))


def test_epc_payload_holds_331_bytes_and_no_more() -> None:
    assert len(epc(reference="", text="ë" * 132 + "e").encode()) == 331
    with pytest.raises(ReferenceFaultError) as error:
        epc(reference="", text="ë" * 133)
    assert error.value.fault == ReferenceFault.TOO_LONG


def test_epc_payload_counts_bytes_not_letters() -> None:
    assert len(epc(reference="", text="ë" * 100).encode()) == 266


@pytest.mark.parametrize("amount", ["EUR123.45", "EUR123.4", "EUR100", "EUR100.00"])
def test_read_epc_reads_amounts_both_ways(amount: str) -> None:
    expected = {"EUR123.45": 12345, "EUR123.4": 12340}.get(amount, 10000)

    found = references.read_epc(EXAMPLE.replace("EUR123.45", amount))

    assert found == Transfer("Stichting Voorbeeld", "NL91ABNA0417164300", expected, "RF18539007547034")


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        ("", ReferenceFault.FORM),
        (EXAMPLE.partition("\nEUR")[0], ReferenceFault.FORM),
        (EXAMPLE.partition("\n\nRF")[0], ReferenceFault.NO_REFERENCE),
        (EXAMPLE.replace("SCT", "INS"), ReferenceFault.FORM),
        (EXAMPLE.replace("BCD", "DCB"), ReferenceFault.FORM),
        (EXAMPLE.replace("EUR123", "USD123"), ReferenceFault.FORM),
        (EXAMPLE.replace("123.45", "1,5"), ReferenceFault.AMOUNT),
        (EXAMPLE.replace("123.45", "1.234"), ReferenceFault.AMOUNT),
        (EXAMPLE.replace("RF18", "RF19"), ReferenceFault.CHECK),
    ],
)
def test_read_epc_refuses_what_is_not_one(payload: str, fault: ReferenceFault) -> None:
    with pytest.raises(ReferenceFaultError) as error:
        references.read_epc(payload)

    assert error.value.fault == fault


@given(st.integers(1, 10**11 - 1), BODIES)
def test_read_epc_gives_back_what_was_written(cents: int, body: str) -> None:
    reference = references.rf_reference(body)

    assert references.read_epc(epc(amount_cents=cents, reference=reference)).reference == reference


@pytest.mark.parametrize(
    ("number", "body"),
    [
        ("1042-33", "104233"),
        ("k/1 2.3", "K123"),
        ("7", "7"),
        ("1" * 21, "1" * 21),
        ("1" * 22, ""),
        ("", ""),
        ("é1", ""),
    ],
)
def test_number_of_a_customer_comes_back_out_of_its_reference(number: str, body: str) -> None:
    reference = references.rf_of_customer(number)

    assert bool(reference) == bool(body)
    assert references.number_in_rf(reference) == body
    assert references.is_rf_reference(reference) == bool(body)


def test_number_is_read_only_out_of_a_right_reference() -> None:
    assert references.number_in_rf("rf18 5390 0754 7034") == "539007547034"
    assert references.number_in_rf("RF19539007547034") == ""
    assert references.number_in_rf("539007547034") == ""


def test_payment_for_all_is_known_by_the_number_that_was_given_with_it() -> None:
    given_with_it = references.joint_reference(4711)

    assert given_with_it == "SAMEN-4711"
    assert references.joint_number("huur en meer", given_with_it) == 4711
