"""tijdig payments: what it prints, and how it leaves."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_case, make_claim, make_creditor, make_customer
from tests.intake.helpers import write
from tijdig import cli
from tijdig.models import Case, Intake, MoneyEntry

pytestmark = pytest.mark.django_db

WORDS = ("--creditor", "woonstede", "--date", "2026-11-24")
HEADER = "Klantnummer;Bedrag;Datum;Bankreferentie"


@pytest.fixture
def tijdig(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a verb: its exit code, what it printed and what it complained."""
    creditor = make_creditor(code="woonstede")
    for number in range(25):
        customer = make_customer(creditor, number=f"K{number}")
        make_claim(customer, amount_cents=5_000)
        make_case(customer)

    def run(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def rows(count: int, amount: str = "50,00") -> list[str]:
    return [f"K{number};{amount};20-11-2026;B-{number}" for number in range(count)]


def test_payments_tells_what_it_did(tijdig: Any, data_dir: Path) -> None:
    path = write(data_dir / "bank.csv", [*rows(22), "K23;60,00;20-11-2026;", "=K99;1,00;20-11-2026;"], HEADER)

    code, out, err = tijdig("payments", path, *WORDS)

    case = Case.objects.get(customer__number="K23")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Regels in bank.csv: 24.",
        "  betalingen geboekt: 23, samen 1.160,00 euro",
        "  dossiers die sluiten omdat alles is betaald: 23",
        f"Regel 24: 10,00 euro meer dan er open stond. Kijk of dat terug moet: dossier {case.pk}.",
        "Dit is levering 1.",
        "Regels die terugkomen: 1. Verbeter ze hier en stuur dat bestand:",
        f"  {data_dir}/rejects/woonstede-betalingen-1-fouten.csv",
    ]
    with (data_dir / "rejects" / "woonstede-betalingen-1-fouten.csv").open(encoding="utf-8-sig", newline="") as file:
        header, back = csv.reader(file, delimiter=";")
    assert header == [*HEADER.split(";"), "tijdig_regel", "tijdig_kolom", "tijdig_reden", "tijdig_advies"]
    assert back[:7] == ["'=K99", "1,00", "20-11-2026", "", "25", "Klantnummer", "unknown_key"]


def test_lines_that_came_back_are_mended_and_sent_again(tijdig: Any, data_dir: Path) -> None:
    tijdig("payments", write(data_dir / "bank.csv", [*rows(22), "=K99;1,00;20-11-2026;"], HEADER), *WORDS)
    rejected = data_dir / "rejects" / "woonstede-betalingen-1-fouten.csv"
    mended = data_dir / "verbeterd.csv"
    mended.write_bytes(rejected.read_bytes().replace(b"'=K99", b"K24"))

    code, out, _ = tijdig("payments", mended, *WORDS)

    assert (code, out.splitlines()[1]) == (0, "  betalingen geboekt: 1, samen 1,00 euro")
    assert MoneyEntry.objects.get(amount_cents=-100).claim.customer.number == "K24"


def test_same_file_again_says_that_nothing_changes(tijdig: Any, data_dir: Path) -> None:
    path = write(data_dir / "bank.csv", rows(3), HEADER)
    tijdig("payments", path, *WORDS)

    code, out, _ = tijdig("payments", path, *WORDS)

    assert code == 0
    assert out.splitlines()[1] == "Precies dit bestand is al geboekt, op 24-11-2026 (levering 1). Er verandert niets."
    assert MoneyEntry.objects.filter(kind="payment").count() == 3


def test_payments_known_by_the_bank_are_counted(tijdig: Any, data_dir: Path) -> None:
    tijdig("payments", write(data_dir / "bank.csv", rows(3), HEADER), *WORDS)

    _, out, _ = tijdig("payments", write(data_dir / "bank2.csv", rows(3)[::-1], HEADER), *WORDS)

    assert out.splitlines()[1:3] == [
        "Er is niets te boeken. Er verandert niets.",
        "  betalingen die al geboekt waren: 3",
    ]


def test_dry_run_changes_nothing_and_says_so(tijdig: Any, data_dir: Path) -> None:
    code, out, _ = tijdig("payments", write(data_dir / "bank.csv", rows(3), HEADER), *WORDS, "--dry-run")

    assert code == 0
    assert out.splitlines()[1:3] == [
        "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:",
        "  betalingen geboekt: 3, samen 150,00 euro",
    ]
    assert (Intake.objects.count(), MoneyEntry.objects.filter(kind="payment").count()) == (0, 0)


def test_refused_file_leaves_with_three_and_says_why(tijdig: Any, data_dir: Path) -> None:
    code, out, err = tijdig("payments", write(data_dir / "bank.csv", rows(3, "50.00"), HEADER), *WORDS)

    assert code == 3
    assert err.startswith("tijdig: In “bank.csv” zijn 3 van de 3 regels fout, te veel om de rest te vertrouwen.")
    assert out.splitlines()[1] == "Regels die terugkomen: 3. Hier staat per regel wat u kunt doen:"
    assert not MoneyEntry.objects.filter(kind="payment").exists()


def test_file_with_a_payment_that_looks_booked_is_refused_until_somebody_says_so(tijdig: Any, data_dir: Path) -> None:
    tijdig("payments", write(data_dir / "a.csv", ["K1;5,00;20-11-2026;"], HEADER), *WORDS)
    path = write(data_dir / "b.csv", ["K2;5,00;20-11-2026;", "K1;5,00;20-11-2026;B-1"], HEADER)
    pointed = "Lijkt op een andere betaling: zelfde klant, dag en bedrag. Kijk dat na. Regel: 3."

    code, out, err = tijdig("payments", path, *WORDS)

    assert (code, out.splitlines(), MoneyEntry.objects.filter(kind="payment").count()) == (
        3,
        ["Regels in b.csv: 2."],
        1,
    )
    assert err.strip() == (
        "tijdig: In “b.csv” lijken 1 van de 2 regels op een andere betaling: zelfde klant, dag en bedrag. Regel: 3. "
        "Er is niets geboekt. Haal weg wat dubbel is. Zijn het toch andere betalingen? Geef dan --books-alike mee."
    )
    code, out, _ = tijdig("payments", path, *WORDS, "--books-alike")
    assert (code, pointed in out.splitlines(), MoneyEntry.objects.filter(kind="payment").count()) == (0, True, 3)


def test_dry_run_points_out_what_would_refuse_the_file(tijdig: Any, data_dir: Path) -> None:
    path = write(data_dir / "b.csv", ["K1;5,00;20-11-2026;", "K1;5,00;20-11-2026;"], HEADER)

    code, out, _ = tijdig("payments", path, *WORDS, "--dry-run")

    assert (code, out.splitlines()[-2:]) == (
        0,
        [
            "Lijkt op een andere betaling: zelfde klant, dag en bedrag. Kijk dat na. Regel: 3.",
            "Daarom wordt niets van dit bestand geboekt, tenzij u --books-alike meegeeft.",
        ],
    )


def test_same_list_exported_again_without_bank_references_books_nothing_more(tijdig: Any, data_dir: Path) -> None:
    lines = [f"K{number};50,00;20-11-2026;" for number in range(3)]
    lines[0] = "K0;20,00;20-11-2026;"
    tijdig("payments", write(data_dir / "a.csv", lines, HEADER), *WORDS)

    code, _, _ = tijdig("payments", write(data_dir / "b.csv", [*lines, "K9;1,00;20-11-2026;"], HEADER), *WORDS)

    assert (code, MoneyEntry.objects.filter(kind="payment").count()) == (3, 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["weg.csv", *WORDS], "Het bestand “weg.csv” is er niet"),
        (["bank.csv", "--creditor", "niemand"], "geen organisatie met de code “niemand”"),
        (["bank.csv", *WORDS, "--profile", "snapshot"], "choose from payments"),
    ],
)
def test_what_cannot_be_tried_leaves_with_four(
    tijdig: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(data_dir)
    write(data_dir / "bank.csv", rows(1), HEADER)

    code, out, err = tijdig("payments", *words)

    assert (code, out) == (4, "")
    assert said in err
