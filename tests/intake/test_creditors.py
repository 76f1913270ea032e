"""A creditor's card: every fault at once, each with its key and how to mend it."""

import os
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tijdig.intake.creditors import EXAMPLE, KEYS, CardError, complete, faults, read
from tijdig.intake.creditors.checks import address, contrast_with_white
from tijdig.intake.creditors.drawings import MAX_CHARACTERS, bare, drawing
from tijdig.intake.creditors.reading import MAX_BYTES
from tijdig.words import Sector, SenderType

DAY = date(2026, 11, 24)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def card(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """The example with some lines changed; a change that finds nothing is a mistake of the test."""
    text = EXAMPLE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / "card.toml"
    path.write_text(text + more, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(CardError) as refused:
        read(path, DAY)
    return [str(fault) for fault in refused.value.faults]


def values(**changes: Any) -> dict[str, Any]:
    return complete(
        {
            "code": "wonen", "name": "Wonen", "sector": "housing", "sms_sender": "Wonen", "phone": "020 123 45 67",
            "address_lines": ["Straat 1", "1234 AB  PLAATS"], "iban": "NL91ABNA0417164300", "iban_name": "Wonen",
            "phone_has_menu": False, "phone_hours": "van 9 tot 17 uur", "email": "klant@wonen.example",
            "website": "wonen.example", "portal_url": "https://betalen.wonen.example",
        }
        | changes
    )  # fmt: skip


def test_example_passes_and_tells_every_key(tmp_path: Path) -> None:
    found = read(card(tmp_path), DAY)

    assert found["iban"] == "NL91ABNA0417164300"
    assert (found["address_lines"], found["sender_name"]) == (
        ["Voorbeeldstraat 1", "1234 AB VOORBEELDSTAD"],
        "Voorbeeld Wonen",
    )
    assert set(found) == {key.column for key in KEYS}
    assert [key.path for key in KEYS if not re.search(rf"\b{key.path.rpartition('.')[2]}\b", EXAMPLE)] == []
    assert [sector for sector in Sector if sector not in EXAMPLE] == []


def test_own_card_keeps_no_number_of_the_example(tmp_path: Path) -> None:
    own = ('code = "voorbeeld"', 'code = "wonen"')

    assert faults_of(card(tmp_path, own)) == [
        "account.iban: dit is nog het nummer van het voorbeeld. Vul uw eigen nummer in.",
        "contact.phone: dit is nog het nummer van het voorbeeld. Vul uw eigen nummer in.",
    ]
    replaced = (("NL91 ABNA 0417 1643 00", "NL21TYDG0001000001"), ("020 123 45 67", "020 555 01 23"))
    assert read(card(tmp_path, own, *replaced), DAY)["code"] == "wonen"


def test_example_explains_every_line() -> None:
    lines = [line for line in EXAMPLE.splitlines() if "=" in line and not line.startswith("#")]

    assert len(lines) == len([name for table in _leaves(tomllib.loads(EXAMPLE)) for name in table])


def _leaves(table: dict[str, Any]) -> list[list[str]]:
    inner = [item for item in table.values() if isinstance(item, dict)]
    return [[name for name, item in table.items() if not isinstance(item, dict)], *(list(item) for item in inner)]


def test_all_faults_come_at_once_in_the_order_of_the_card(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        ('sector = "housing"', 'sector = "wonen"'),
        ('type = "own_name"', 'type = "third_party"'),
        ('sms = "Voorbeeld"', 'sms = "Voorbeeld Wonen"'),
        ("NL91", "NL92"),
        ("phone =", "fone ="),
        ('portal = "https', 'portal = "http'),
        ("#17654b", "#ffcc00"),
        ('# "stages.first_reminder_from_days" = 3', '"stages.first_reminder_from_days" = 33'),
    )

    assert faults_of(path) == [
        'sector: "wonen" kennen wij niet. Kies uit: housing, energy, water, health, telecom, mortgage, webshop, credit,'
        " municipal.",
        "sender.wki_registration: wie namens een ander schrijft, staat in het register incassodienstverlening. Vul uw "
        "nummer in; zonder dat nummer gaat er niets uit.",
        'sender.sms: "Voorbeeld Wonen" heeft 15 tekens. Neem er hoogstens 11.',
        'account.iban: "NL92ABNA0417164300" is geen IBAN: het controlegetal klopt niet. Neem het nummer over van een '
        "bankafschrift.",
        "contact.phone: dit ontbreekt. Kijk hoe het moet met: tijdig creditor --example",
        'contact.portal: "http://betalen.voorbeeld.example" is geen veilig webadres. Begin met https:// en schrijf '
        '"https://betalen.uworganisatie.nl".',
        "look.color_main: witte letters op #ffcc00 zijn slecht te lezen (contrast 1,5). Neem donkerder: minstens 4,5.",
        "contact.fone: dit kennen wij niet. Bedoelt u contact.phone?",
        "policy.stages.first_reminder_from_days: 33 kan niet. Kies van 1 tot en met 4 (dagen te laat).",
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("code", "Mijn Organisatie", "code: "),
        ("code", "a" * 41, "hoogstens 40"),
        ("name", "", "name: dit is leeg."),
        ("phone_hours", "van 9\u200b tot 5", "onzichtbare tekens"),
        ("sms_sender", "Wonén", "zonder accent"),
        ("sms_sender", "0201234567", "kan niet boven een sms"),
        ("sms_sender", "Incasso BV", "verraadt"),
        ("address_lines", ["1234 AB PLAATS"], "heeft 1 regel."),
        ("address_lines", ["x", "x", "x", "x", "x", "1234 AB PLAATS"], "heeft 6 regels."),
        ("address_lines", [], "dit is leeg."),
        ("address_lines", ["Straat 1", "Plaats"], '"1234 AB  PLAATS"'),
        ("address_lines", ["Straat 1", "0234 AB Plaats"], "geen postcode"),
        ("address_lines", ["Straat 1", "1234 SS Plaats"], '"1234 SS" bestaat niet'),
        ("address_lines", ["Straat 1" * 11, "1234 AB Plaats"], "heeft 88 tekens"),
        ("iban", "NL91ABNA0417164301", "controlegetal"),
        ("iban", "", "account.iban: dit is leeg."),
        ("phone", "020 123 45", "geen Nederlands telefoonnummer"),
        ("phone", "0900 1234", "kost de beller extra"),
        ("phone", "bel ons", "geen Nederlands telefoonnummer"),
        ("email", "klant@wonen", "geen e-mailadres"),
        ("email", "no-reply@wonen.example", "kan niemand antwoorden"),
        ("website", "https://wonen.example", "zonder https://"),
        ("portal_url", "http://wonen.example", "https://"),
        ("portal_url", "https://anna:x@wonen.example", "veilig webadres"),
        ("portal_url", "https://wonen.example/?van=brief", "veilig webadres"),
        ("portal_url", "https://wonen", "veilig webadres"),
        ("portal_url", "https://wonen.example /", "veilig webadres"),
        ("color_main", "groen", "geen kleur"),
        ("color_link", "#777777", "contrast 4,4"),
        ("sector", "wonen", "Kies uit"),
        ("is_formal", "u", "Kies uit"),
        ("wki_registration", "WKI-12", "wie voor zichzelf schrijft"),
        ("visible_intake", 7, "visible_intake: dit kennen wij niet."),
    ],
)
def test_value_that_cannot_be_is_refused_with_its_mend(column: str, value: Any, said: str) -> None:
    found = faults(values(**{column: value}), DAY)

    assert len(found) == (1 if said else 0)
    assert all(said in str(fault) and fault.mend for fault in found)


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("phone", "+31 20 123 45 67", "+31 20 123 45 67"),
        ("phone", "0800 1234", "0800 1234"),
        ("phone", "0800 0000 120", "0800 0000 120"),
        ("phone", "14 020", "14 020"),
        ("phone", "(020) 123-45 67", "(020) 123-45 67"),
        ("iban", " nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("address_lines", ["Postbus  1 ", "1234ab  Plaats"], ["Postbus 1", "1234 AB Plaats"]),
        ("portal_url", "https://wonen.example/betalen/ ", "https://wonen.example/betalen"),
        ("website", "wonen.example/", "wonen.example"),
        ("color_main", "#17654B", "#17654b"),
        ("policy_overrides", {"contacts.window_from": time(8)}, {"contacts.window_from": "08:00"}),
        ("policy_overrides", {"stages": {"first_reminder_from_days": 3}}, {"stages.first_reminder_from_days": 3}),
    ],
)
def test_value_is_tidied_and_passes(column: str, value: Any, kept: Any) -> None:
    found = values(**{column: value})

    assert (found[column], faults(found, DAY)) == (kept, [])


def test_sender_has_a_name_of_its_own_or_that_of_the_creditor() -> None:
    assert values()["sender_name"] == "Wonen"
    assert values(sender_name="Team Wonen")["sender_name"] == "Team Wonen"


def test_missing_values_are_told() -> None:
    told = [fault.key for fault in faults(complete({"code": "wonen"}), DAY)]

    assert told[:3] == ["name", "sector", "sender.sms"]
    assert len(told) == len([key for key in KEYS if key.is_required]) - 1


@pytest.mark.parametrize("number", ["", "   "])
def test_third_party_needs_its_registration(number: str) -> None:
    third = {"sender_type": SenderType.THIRD_PARTY.value, "wki_registration": number}

    assert [fault.key for fault in faults(values(**third), DAY)] == ["sender.wki_registration"]
    assert faults(values(**third | {"wki_registration": "WKI-000123"}), DAY) == []
    assert "is geen nummer" in str(faults(values(**third | {"wki_registration": "ja"}), DAY)[0])


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"stages.first_reminder_from_days": 0}, "0 kan niet. Kies van 1 tot en met 4"),
        ({"stages.first_reminder_from_days": "3"}, "3 kan niet."),
        ({"stages.first_reminder_from_days": True}, "true kan niet."),
        ({"stages.first_reminder_from_days": [[{"a": 1}]]}, "kan niet."),
        ({"stages.first_reminder_from_day": 3}, 'Bedoelt u "stages.first_reminder_from_days"?'),
        ({"xyz": 3}, "deze keuze bestaat niet. Alle keuzes"),
        ({"law.notice_days": 3}, "ligt vast"),
        ({"contacts.moments_per_7_days": 2}, "ligt vast"),
        ({"contacts.window_from": time(5)}, "Kies van 07:00 tot en met 12:00"),
        ({"contacts.window_from": "vroeg"}, "vroeg kan niet."),
        ({"holidays.2026-12-25": 1}, "bestaat niet"),
        ({"costs.charges_collection_costs": True}, "Haal deze regel weg en kies charges_costs = true of false."),
    ],
)
def test_policy_of_its_own_stays_within_the_bounds(own: dict[str, Any], said: str) -> None:
    (fault,) = faults(values(policy_overrides=own), DAY)

    assert fault.key == f"policy.{next(iter(own))}"
    assert said in str(fault)


@pytest.mark.parametrize("town", ["'s-Hertogenbosch", "’S-GRAVENHAGE", "'t Harde", "Capelle a/d IJssel", "IJlst"])
def test_every_dutch_town_may_stand_on_a_card(town: str) -> None:
    assert address(["Straat 1", f"5211 AB  {town}"]) is None


def test_bounds_are_those_of_the_sector() -> None:
    own = {"stages.second_reminder_after_days": 12}

    assert faults(values(policy_overrides=own), DAY) == []
    assert "Kies van 14" in str(faults(values(policy_overrides=own, sector="energy"), DAY)[0])


@pytest.mark.parametrize(("color", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_follows_the_formula_of_wcag(color: str, contrast: float) -> None:
    assert contrast_with_white(color) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("phone_has_menu = false", 'phone_has_menu = "nee"', "phone_has_menu: 'nee' past hier niet. Schrijf true"),
        ('name = "Voorbeeld Wonen" ', "name = 7", "name: 7 past hier niet. Zet er tekst neer"),
        ('  "1234 AB  VOORBEELDSTAD",', "  1234,", "sender.address: "),
        ("address = [", 'address = "Straat 1"\nlines = [', "sender.address: 'Straat 1' past hier niet. Schrijf regels"),
        ("charges_costs = false", "charges_costs = 0", "charges_costs: 0 past hier niet."),
        ("[look]", "[looks]", "looks: dit kennen wij niet."),
        ('formality = "u"', 'formality = "jij"', 'formality: "jij" kennen wij niet. Kies uit: u, je.'),
    ],
)  # fmt: skip
def test_shape_that_does_not_fit_is_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert any(said in line for line in faults_of(card(tmp_path, (before, after))))


def test_policy_must_be_a_table(tmp_path: Path) -> None:
    text = EXAMPLE[: EXAMPLE.index("[policy]")].replace("code =", 'policy = "streng"\ncode =', 1)
    (tmp_path / "card.toml").write_text(text, encoding="utf-8")

    assert faults_of(tmp_path / "card.toml") == [
        'policy: \'streng\' past hier niet. Schrijf [policy] op een eigen regel, met daaronder '
        '"stages.first_reminder_from_days" = 3.'
    ]  # fmt: skip


def test_table_in_the_place_of_a_table_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text('sender = "Wonen"\n', encoding="utf-8")

    assert "sender: dit kennen wij niet." in "\n".join(faults_of(tmp_path / "card.toml"))


def test_unknown_sender_type_says_nothing_about_the_registration(tmp_path: Path) -> None:
    path = card(
        tmp_path, ('type = "own_name"', 'type = "other"'), ('# wki_registration = ""', 'wki_registration = "1"')
    )

    assert [line.partition(":")[0] for line in faults_of(path)] == ["sender.type"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = Wonen\n", "dit is geen TOML"),
        (b"name = '\xff'\n", "geen gewone tekst"),
        (b"#" * (MAX_BYTES + 1), "te groot"),
    ],
)
def test_file_that_cannot_be_read_is_one_fault(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "card.toml").write_bytes(content)

    (line,) = faults_of(tmp_path / "card.toml")
    assert line.startswith("card.toml: ")
    assert said in line


def test_file_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    assert "dit bestand is er niet" in faults_of(tmp_path / "gone.toml")[0]
    assert "niet te lezen" in faults_of(tmp_path)[0]


def test_file_saved_by_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_bytes(EXAMPLE.replace("\n", "\r\n").encode("utf-8-sig"))

    assert read(tmp_path / "card.toml", DAY)["code"] == "voorbeeld"


# The logo ---------------------------------------------------------------------------------------------------------


def with_logo(folder: Path) -> Path:
    return card(folder, ('# logo = "logo.svg"', 'logo = "logo.svg"'))


def test_logo_stands_beside_the_card(tmp_path: Path) -> None:
    shape = SVG.format('<path d="M0 0L9 9" fill="#17654b"/>')
    (tmp_path / "logo.svg").write_text(f'<?xml version="1.0"?>\n<!-- made by hand -->\n{shape}\n', encoding="utf-8")

    assert read(with_logo(tmp_path), DAY)["logo_svg"] == shape


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "logo.svg is er niet"),
        (b"\x89PNG\xff", "is geen SVG"),
        (b" " * (MAX_BYTES + 1), "is te groot"),
        (SVG.format("<script>alert(1)</script>").encode(), "bevat <script>"),
    ],
)
def test_logo_that_cannot_be_used_is_told(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "logo.svg").write_bytes(content)

    (line,) = faults_of(with_logo(tmp_path))
    assert line.startswith("look.logo: ")
    assert said in line


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9" rx="2" fill="#17654b" style="stroke:none"/>',
        '<title>Wonen</title><desc>bel //020</desc><text font-family="sans-serif" aria-label="https://x">W</text>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><circle r="4" fill="url(#a)"/>',
        '<g id="b"/><use href="#b"/><use xlink:href="#b"/>',
        "<style>.a{fill:url('#a')}</style>",
    ],
)
def test_drawing_of_shapes_passes(inside: str) -> None:
    assert drawing(SVG.format(inside)) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<rect ONCLICK="alert(1)"/>',
        '<image href="logo.png"/>',
        '<use href="https://elsewhere.example/a.svg#b"/>',
        '<use xlink:href="other.svg#b"/>',
        '<a href="https://elsewhere.example"><rect/></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        "<style>@import 'x.css';</style>",
        "<style>.a{fill:url(https://elsewhere.example/a)}</style>",
        "<style>.a{fill:u\\72l(x)}</style>",
        '<rect style="fill:url(//elsewhere.example)"/>',
        '<rect fill="url(a.svg#b)"/>',
        '<rect xml:base="x"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<rect fill="javascript:alert(1)"/>',
        "<title><![CDATA[><img src=x onerror=alert(1)>]]></title>",
        "<?php echo 1 ?>",
        "<iframe/>",
        '<metadata xmlns="http://other.example/"/>',
    ],
)
def test_drawing_that_runs_or_fetches_is_refused(inside: str) -> None:
    wrong = drawing(SVG.format(inside))

    assert wrong is not None
    assert "Bewaar de tekening opnieuw" in wrong[1]


@pytest.mark.parametrize(
    "text",
    [
        "<svg>",
        "<svg/>",
        "no drawing",
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        SVG.format("x" * MAX_CHARACTERS),
    ],
)
def test_drawing_that_is_none_is_refused(text: str) -> None:
    assert drawing(text) is not None


def test_remark_cannot_hide_a_script() -> None:
    assert drawing(bare(SVG.format("<!-- a --><scr<!-- b -->ipt/>"))) is not None


def test_card_that_is_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "card.toml")

    with pytest.raises(CardError, match="is er niet"):
        read(tmp_path / "card.toml", date(2026, 11, 23))


def test_how_a_creditor_writes_is_a_choice_of_the_card(tmp_path: Path) -> None:
    plain = read(card(tmp_path), DAY)
    chosen = read(
        card(
            tmp_path,
            ("# links = false", "links = false"),
            ('# drafts = ["en"]', 'drafts = ["en", "en"]'),
            ("# announced = ", "announced = "),
        ),
        DAY,
    )

    assert (plain["sends_links"], plain["draft_languages"], plain["announced"]) == (True, [], [])
    assert (chosen["sends_links"], chosen["draft_languages"]) == (False, ["en"])
    assert chosen["announced"] == ["020 123 45 68", "post@voorbeeld.example"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ('# drafts = ["en"]', 'drafts = ["xx"]'),
            'drafts: "xx" hoeft of kan hier niet. Kies uit: ar, en, pl, tr, uk.',
        ),
        (
            ('# drafts = ["en"]', 'drafts = ["nl"]'),
            'drafts: "nl" hoeft of kan hier niet. Kies uit: ar, en, pl, tr, uk.',
        ),
        (
            ('# announced = ["020 123 45 68"', 'announced = ["https://x.example"'),
            'sender.announced: "https://x.example" is een link. '
            "Zet hier alleen telefoonnummers, e-mailadressen en namen boven een sms.",
        ),
        (
            ('# announced = ["020 123 45 68"', 'announced = ["x@y"'),
            'sender.announced: "x@y" is geen e-mailadres. Schrijf het als "klant@uworganisatie.nl".',
        ),
    ],
)
def test_how_a_creditor_writes_is_checked(change: tuple[str, str], fault: str, tmp_path: Path) -> None:
    assert faults_of(card(tmp_path, change)) == [fault]
