"""The seven creditors of the demo: who sends, how they can be reached, what they look like. None of them exists."""

from dataclasses import asdict, dataclass, field
from typing import Any

_COUNTRY = "NL"


@dataclass(frozen=True)
class CreditorCard:
    """A creditor as it would fill in its first form; field names are those of the table."""

    code: str
    name: str
    sector: str
    sms_sender: str
    address_lines: tuple[str, ...]
    phone: str
    phone_is_free: bool
    phone_has_menu: bool
    phone_hours: str
    email: str
    color_main: str
    color_link: str
    account: int
    is_formal: bool = True
    charges_costs: bool = False
    sender_name: str = ""
    logo_text: str = field(default="", repr=False)

    @property
    def domain(self) -> str:
        """Where its website is; `.example` belongs to nobody, ever."""
        return f"{self.code}.example"

    def values(self) -> dict[str, Any]:
        """The columns of the creditor's row."""
        card = asdict(self)
        for helper in ("account", "logo_text"):
            del card[helper]
        return card | {
            "sender_name": self.sender_name or self.name,
            "address_lines": list(self.address_lines),
            "iban": iban("TYDG", self.account),
            "iban_name": self.name,
            "website": self.domain,
            "portal_url": f"https://mijn.{self.domain}",
            "joint_email": f"samen@{self.domain}",
            "draft_languages": ["en", "ar", "pl", "tr", "uk"],
            "logo_svg": _logo(self),
        }


def iban(bank: str, account: int) -> str:
    """A well-formed account number at a bank that does not exist (check digits by ISO 13616)."""
    rest = f"{bank}{account:010d}"
    digits = "".join(str(int(sign, 36)) for sign in f"{rest}{_COUNTRY}00")
    return f"{_COUNTRY}{98 - int(digits) % 97:02d}{rest}"


def _logo(card: CreditorCard) -> str:
    """A quiet mark: the first letter in the creditor's own colour."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" role="img" '
        f'aria-label="{card.name}"><rect width="48" height="48" rx="10" fill="{card.color_main}"/>'
        f'<text x="24" y="34" font-family="sans-serif" font-size="28" font-weight="700" text-anchor="middle" '
        f'fill="#ffffff">{card.logo_text or card.name[0]}</text></svg>'
    )


WOONSTEDE = CreditorCard(
    code="woonstede",
    name="Woonstede",
    sector="housing",
    sms_sender="Woonstede",
    address_lines=("Marktgaarde 1", "1280 WS Watermeer"),
    phone="020 555 01 23",
    phone_is_free=False,
    phone_has_menu=False,
    phone_hours="maandag t/m vrijdag van 8 tot 18 uur",
    email="huur@woonstede.example",
    color_main="#17654b",
    color_link="#24577a",
    account=1000001,
)
LICHTKADE = CreditorCard(
    code="lichtkade",
    name="Lichtkade Energie",
    sector="energy",
    sms_sender="Lichtkade",
    address_lines=("Postbus 120", "3290 LK Lindenhaven"),
    phone="0800 0000 120",
    phone_is_free=True,
    phone_has_menu=True,
    phone_hours="maandag t/m zaterdag van 8 tot 20 uur",
    email="rekening@lichtkade.example",
    color_main="#7a4a00",
    color_link="#24577a",
    account=1000002,
)
BRONGOED = CreditorCard(
    code="brongoed",
    name="Brongoed Water",
    sector="water",
    sms_sender="Brongoed",
    address_lines=("Postbus 34", "1281 BG Watermeer"),
    phone="020 555 01 34",
    phone_is_free=False,
    phone_has_menu=False,
    phone_hours="maandag t/m vrijdag van 9 tot 17 uur",
    email="klant@brongoed.example",
    color_main="#1d5c86",
    color_link="#1d5c86",
    account=1000003,
)
HARTEWENS = CreditorCard(
    code="hartewens",
    name="Hartewens Zorg",
    sector="health",
    sms_sender="Hartewens",
    address_lines=("Postbus 4500", "6150 HW Maasrade"),
    phone="020 555 01 45",
    phone_is_free=False,
    phone_has_menu=True,
    phone_hours="maandag t/m vrijdag van 8 tot 17.30 uur",
    email="premie@hartewens.example",
    color_main="#6a2c66",
    color_link="#24577a",
    account=1000004,
    charges_costs=True,
)
SNOERLOOS = CreditorCard(
    code="snoerloos",
    name="Snoerloos",
    sector="telecom",
    sms_sender="Snoerloos",
    address_lines=("Postbus 560", "7680 SN Oosterveen"),
    phone="0800 0000 156",
    phone_is_free=True,
    phone_has_menu=True,
    phone_hours="maandag t/m zaterdag van 9 tot 21 uur",
    email="hallo@snoerloos.example",
    color_main="#2d4a9a",
    color_link="#2d4a9a",
    account=1000005,
    charges_costs=True,
    is_formal=False,
)
HUIZENHOEK = CreditorCard(
    code="huizenhoek",
    name="Huizenhoek",
    sector="mortgage",
    sms_sender="Huizenhoek",
    address_lines=("Grachtgaarde 67", "4860 HH Zuiderbroek"),
    phone="020 555 01 67",
    phone_is_free=False,
    phone_has_menu=False,
    phone_hours="maandag t/m vrijdag van 8.30 tot 17 uur",
    email="beheer@huizenhoek.example",
    color_main="#3d4b2a",
    color_link="#24577a",
    account=1000006,
)
DOZERIJ = CreditorCard(
    code="dozerij",
    name="De Dozerij",
    sector="webshop",
    sms_sender="De Dozerij",
    address_lines=("Loodsgaarde 78", "7681 DZ Oosterveen"),
    phone="020 555 01 78",
    phone_is_free=False,
    phone_has_menu=False,
    phone_hours="alle dagen van 9 tot 20 uur",
    email="bestelling@dozerij.example",
    color_main="#8a3b12",
    color_link="#24577a",
    account=1000007,
    charges_costs=True,
    is_formal=False,
    logo_text="D",
)

CREDITORS = (WOONSTEDE, LICHTKADE, BRONGOED, HARTEWENS, SNOERLOOS, HUIZENHOEK, DOZERIJ)
BY_CODE = {card.code: card for card in CREDITORS}
