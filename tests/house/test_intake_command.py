"""tijdig intake: what it prints, and how it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_creditor
from tests.intake.helpers import SNAPSHOT, write
from tijdig import cli
from tijdig.bench import intake as bench
from tijdig.models import Claim, Intake

pytestmark = pytest.mark.django_db

WORDS = ("--creditor", "woonstede", "--profile", "open-items", "--date", "2026-11-23")


@pytest.fixture
def tijdig(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a verb: its exit code, what it printed and what it complained."""
    make_creditor(code="woonstede")

    def run(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def rows(count: int, due: str = "31-10-2026", amount: str = "50,00") -> list[str]:
    return [f"K{number};F1;{due};{amount}" for number in range(count)]


def test_intake_tells_what_it_did(tijdig: Any, data_dir: Path) -> None:
    path = write(data_dir / "lijst.csv", [*rows(1200), "K1;F2;31-02-2026;1,00"])

    code, out, err = tijdig("intake", path, *WORDS)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Regels in lijst.csv: 1.201.",
        "  nieuwe klanten: 1.200",
        "  nieuwe rekeningen: 1.200",
        "Dit is levering 1. Alles is nu zichtbaar.",
        "1.200 klanten hebben geen adres, e-mail of mobiel nummer: zij krijgen geen bericht, een medewerker ziet ze.",
        "Regels die niet mee konden: 1. Verbeter ze hier en stuur dat bestand:",
        f"  {data_dir}/rejects/woonstede-1-fouten.csv",
    ]


def test_intake_tells_that_nothing_is_new(tijdig: Any, data_dir: Path) -> None:
    path = write(data_dir / "lijst.csv", rows(3))
    tijdig("intake", path, *WORDS)

    _, out, _ = tijdig("intake", path, *WORDS)

    assert out.splitlines()[1] == "Alles was al bekend. Er verandert niets."


def test_half_a_list_leaves_with_three_unless_somebody_says_so(tijdig: Any, data_dir: Path) -> None:
    tijdig("intake", write(data_dir / "lijst.csv", rows(60)), *WORDS)
    half = write(data_dir / "half.csv", rows(30))

    refused, looked = tijdig("intake", half, *WORDS), tijdig("intake", half, *WORDS, "--dry-run")

    assert (
        refused
        == looked
        == (
            3,
            "Regels in half.csv: 30.\n",
            "tijdig: In “half.csv” ontbreken 30 van de 60 rekeningen die nog open staan. Die zouden allemaal sluiten. "
            "Dit lijkt een halve lijst, dus er is niets ingelezen. Stuur de hele lijst. Klopt het toch? "
            "Geef dan --closes-many mee.\n",
        )
    )
    code, out, _ = tijdig("intake", half, *WORDS, "--closes-many")
    assert (code, out.splitlines()[1]) == (0, "  rekeningen die niet meer op de lijst staan: 30")


def test_dry_run_changes_nothing_and_says_so(tijdig: Any, data_dir: Path) -> None:
    code, out, _ = tijdig("intake", write(data_dir / "lijst.csv", rows(3)), *WORDS, "--dry-run")

    assert code == 0
    assert out.splitlines()[1] == "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:"
    assert not Intake.objects.exists()


def test_refused_file_leaves_with_three_and_says_why(tijdig: Any, data_dir: Path) -> None:
    code, out, err = tijdig("intake", write(data_dir / "lijst.csv", rows(3, amount="1,234.56")), *WORDS)

    assert code == 3
    assert err.startswith("tijdig: In “lijst.csv” zijn 3 van de 3 regels fout, te veel om de rest te vertrouwen.")
    assert err.endswith("Er is niets ingelezen.\n")
    assert out.splitlines() == [
        "Regels in lijst.csv: 3.",
        "Regels die niet mee konden: 3. Hier staat per regel wat u kunt doen:",
        f"  {data_dir}/rejects/woonstede-1-fouten.csv",
        "Verbeter ze in uw eigen lijst en stuur de hele lijst opnieuw.",
    ]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["weg.csv", *WORDS], "Het bestand “weg.csv” is er niet"),
        (["lijst.csv", "--creditor", "niemand", "--profile", "open-items"], "geen organisatie met de code “niemand”"),
        (
            ["lijst.csv", "--creditor", "woonstede", "--profile", "nl"],
            "choose from open-items, public-ledger, snapshot",
        ),
    ],
)
def test_what_cannot_be_tried_leaves_with_four(
    tijdig: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(data_dir)
    write(data_dir / "lijst.csv", rows(1))

    code, out, err = tijdig("intake", *words)

    assert (code, out) == (4, "")
    assert said in err


def test_doubtful_addresses_and_later_bills_are_counted(tijdig: Any, data_dir: Path) -> None:
    person = "K1;mevrouw;Anna;de Wit;Lindepad;7;1288 AW;Watermeer;anna@;020 5550123;;;C1;F1;01-10-2026;31-10-2026;50,00"
    path = write(data_dir / "stand.csv", [person], SNAPSHOT)
    ledger = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,SettledDate"
    later = write(data_dir / "boek.csv", ["C1,1,12/1/2026,12/31/2026,5.00,"], ledger)

    _, first, _ = tijdig("intake", path, *WORDS[:2], "--profile", "snapshot", *WORDS[4:])
    _, second, _ = tijdig("intake", later, *WORDS[:2], "--profile", "public-ledger", *WORDS[4:], "--dry-run")

    assert "Leeg gelaten e-mailadressen, omdat ze niet kunnen kloppen: 1." in first
    assert "Leeg gelaten mobiele nummers, omdat ze niet kunnen kloppen: 1." in first
    assert "Rekeningen van na vandaag, die nog niet meetellen: 1." in second


def test_help_lists_the_profiles(tijdig: Any) -> None:
    code, out, _ = tijdig("intake", "--help")

    assert code == 0
    assert all(name in out for name in ("open-items", "public-ledger", "snapshot"))


@pytest.mark.slow
def test_bench_ends_with_one_line_of_json(tijdig: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = tijdig("bench", "intake", "--size", 2000, "--json")

    found = json.loads(out.splitlines()[-1])
    assert code == 0
    assert {"rows_per_s", "again_rows_per_s", "peak_rss_mib", "rss_growth", "longest_lock_s"} <= set(found)
    assert found["rows"] == 2000
    assert bench.ROWS == 1_000_000
