"""Payment references and the QR code of a credit transfer: RF (ISO 11649), betalingskenmerk, IBAN, EPC069-12."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NUMBER_SIGNS = (" ", ".", "_", "/", "-")
"""What organisations put between the parts of a customer number; a reference over it leaves them out."""
PAYMENT_SIGNS = (" ", ".", "-")
"""What people and banks put between the digits of a payment reference."""
JOINT_MARK: Final = "SAMEN"
"""How the reference of a payment for all begins, before the number of the plan."""
_JOINT: Final = re.compile(rf"{JOINT_MARK}(\d{{1,18}})")
_RF_BODY_MAX = 21
_KENMERK_DIGITS = 15
_KENMERK_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1, 2, 4, 8, 5, 10)  # from right to left
_KENMERK_CHECKS = {10: 1, 11: 0}  # two remainders that do not fit in one digit
_EPC_MAX_BYTES = 331
_EPC_MAX_CENTS = 99_999_999_999
_EPC_HEAD = ("BCD", "002", "1", "SCT")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ReferenceFault(StrEnum):
    """Why a reference or a payment code cannot be made or read."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"
    NAME = "name"
    IBAN = "iban"
    BIC = "bic"
    AMOUNT = "amount"
    REFERENCE_AND_TEXT = "reference_and_text"
    NO_REFERENCE = "no_reference"
    TEXT = "text"
    TOO_LONG = "too_long"
    FORM = "form"


class ReferenceFaultError(Exception):
    """A reference or payment code cannot be made or read; `fault` says why."""

    def __init__(self, fault: ReferenceFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Transfer:
    """What a payment QR code says: to whom, how much, and under which reference or text."""

    name: str
    iban: str
    amount_cents: int
    reference: str = ""
    text: str = ""
    bic: str = ""


def rf_reference(body: str) -> str:
    """An ISO 11649 reference over 1 to 21 letters and digits: "RF" and two check digits before them."""
    body = compact(body)
    if not 1 <= len(body) <= _RF_BODY_MAX:
        raise ReferenceFaultError(ReferenceFault.LENGTH)
    if not _is_alphanumeric(body):
        raise ReferenceFaultError(ReferenceFault.CHARACTER)
    return f"RF{98 - _mod97(body + 'RF00'):02d}{body}"


def is_rf_reference(text: str) -> bool:
    """Whether a text, spaces and case aside, is an ISO 11649 reference with right check digits."""
    reference = compact(text)
    if not (reference.startswith("RF") and 5 <= len(reference) <= 4 + _RF_BODY_MAX and _is_alphanumeric(reference)):
        return False
    return reference[2:4].isdigit() and _mod97(reference[4:] + reference[:4]) == 1


def rf_of_customer(number: str) -> str:
    """The ISO 11649 reference over a customer's number, for who pays more than one bill at once; "" where none fits."""
    body = bare_number(number)
    return rf_reference(body) if 1 <= len(body) <= _RF_BODY_MAX and _is_alphanumeric(body) else ""


def number_in_rf(text: str) -> str:
    """The bare customer number for which a reference of `rf_of_customer` was made; "" for any other text."""
    return compact(text)[4:] if is_rf_reference(text) else ""


def bare_number(number: str) -> str:
    """A customer's number without the signs between its parts, in capitals."""
    return "".join(sign for sign in compact(number) if sign not in NUMBER_SIGNS)


def plain(reference: str) -> str:
    """A payment reference without the spaces and dots that people and banks put in it."""
    return "".join(sign for sign in compact(reference) if sign not in PAYMENT_SIGNS)


def joint_reference(number: int) -> str:
    """What stands with a payment for all: no name, and nothing that says what it is about."""
    return f"{JOINT_MARK}-{number}"


def joint_number(*texts: str) -> int | None:
    """The joint arrangement that one of these names: SAMEN-12, however people and banks write it."""
    found = [_JOINT.fullmatch(plain(text)) for text in texts]
    return next((int(match[1]) for match in found if match), None)


def in_fours(reference: str) -> str:
    """A reference or IBAN as people copy it: in blocks of four."""
    signs = compact(reference)
    return " ".join(signs[i : i + 4] for i in range(0, len(signs), 4))


def betalingskenmerk(number: int) -> str:
    """A Dutch 16-digit payment reference over a number of at most 15 digits; the check digit comes first."""
    if not 0 <= number < 10**_KENMERK_DIGITS:
        raise ReferenceFaultError(ReferenceFault.LENGTH)
    digits = f"{number:0{_KENMERK_DIGITS}d}"
    return f"{_kenmerk_check(digits)}{digits}"


def is_betalingskenmerk(text: str) -> bool:
    """Whether a text, spaces aside, is 16 digits with a right check digit (one in eleven errors can slip through)."""
    kenmerk = compact(text)
    if len(kenmerk) != _KENMERK_DIGITS + 1 or not (kenmerk.isascii() and kenmerk.isdigit()):
        return False
    return kenmerk[0] == str(_kenmerk_check(kenmerk[1:]))


def is_iban(text: str) -> bool:
    """Whether a text, spaces and case aside, has the form and check digits of an IBAN (18 characters when Dutch)."""
    iban = compact(text)
    if not (15 <= len(iban) <= 34 and _is_alphanumeric(iban) and iban[:2].isalpha() and iban[2:4].isdigit()):
        return False
    if iban.startswith("NL") and len(iban) != 18:
        return False
    return _mod97(iban[4:] + iban[:4]) == 1


def epc_payload(*, name: str, iban: str, amount_cents: int, reference: str = "", text: str = "", bic: str = "") -> str:
    """The lines of a payment QR code (EPC069-12 version 002, UTF-8).

    The name must be the name of the account (Verification of Payee). A structured reference or a text, not both; one is
    needed, so that the payment finds its claim. A betalingskenmerk is no ISO 11649 reference: it goes into the text.
    ReferenceFaultError says what does not fit.
    """
    transfer = Transfer(name.strip(), compact(iban), amount_cents, compact(reference), text.strip(), compact(bic))
    _check_transfer(transfer)
    amount = f"EUR{amount_cents // 100}.{amount_cents % 100:02d}"
    lines = (*_EPC_HEAD, transfer.bic, transfer.name, transfer.iban, amount, "", transfer.reference, transfer.text)
    payload = "\n".join(lines).rstrip("\n")
    if len(payload.encode()) > _EPC_MAX_BYTES:
        raise ReferenceFaultError(ReferenceFault.TOO_LONG)
    return payload


def read_epc(payload: str) -> Transfer:
    """What a payment QR code of this form says; amounts as EUR100 and EUR100.00 are read alike."""
    lines = payload.splitlines()
    if len(lines) < 8 or lines[0] != "BCD" or lines[3] != "SCT" or not lines[7].startswith("EUR"):
        raise ReferenceFaultError(ReferenceFault.FORM)
    rest = [*lines[9:11], "", ""]
    transfer = Transfer(lines[5], lines[6], _read_amount(lines[7][3:]), rest[0], rest[1], lines[4])
    _check_transfer(transfer)
    return transfer


def compact(text: str) -> str:
    """Without spaces, in capitals: how references are compared."""
    return "".join(text.split()).upper()


def _check_transfer(transfer: Transfer) -> None:
    wrong = {
        ReferenceFault.NAME: not 1 <= len(transfer.name) <= 70 or not transfer.name.isprintable(),
        ReferenceFault.IBAN: not is_iban(transfer.iban),
        ReferenceFault.BIC: len(transfer.bic) not in (0, 8, 11),
        ReferenceFault.AMOUNT: not 1 <= transfer.amount_cents <= _EPC_MAX_CENTS,
        ReferenceFault.REFERENCE_AND_TEXT: bool(transfer.reference and transfer.text),
        ReferenceFault.NO_REFERENCE: not (transfer.reference or transfer.text),
        ReferenceFault.TEXT: len(transfer.text) > 140 or not transfer.text.isprintable(),
        ReferenceFault.CHECK: bool(transfer.reference) and not is_rf_reference(transfer.reference),
    }
    for fault, is_wrong in wrong.items():
        if is_wrong:
            raise ReferenceFaultError(fault)


def _read_amount(text: str) -> int:
    whole, _, rest = text.partition(".")
    if not (whole.isdecimal() and len(rest) <= 2 and (not rest or rest.isdecimal())):
        raise ReferenceFaultError(ReferenceFault.AMOUNT)
    return int(whole) * 100 + int(rest.ljust(2, "0"))


def _is_alphanumeric(text: str) -> bool:
    return all(character in _ALPHABET for character in text)


def _mod97(text: str) -> int:
    """Letters as 10 to 35, the whole as one number, modulo 97 (ISO 7064)."""
    return int("".join(str(_ALPHABET.index(character)) for character in text)) % 97


def _kenmerk_check(digits: str) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits), _KENMERK_WEIGHTS, strict=True))
    check = 11 - total % 11
    return _KENMERK_CHECKS.get(check, check)
