"""What a command tells a person afterwards, in plain Dutch."""

from collections.abc import Iterator

from tijdig.actions.intake import IntakeReport

_LINES = (
    ("new_customers", "nieuwe klanten"),
    ("new_claims", "nieuwe rekeningen"),
    ("lowered", "rekeningen waarvan minder open staat"),
    ("raised", "rekeningen waarvan meer open staat"),
    ("returned", "rekeningen die terug zijn op de lijst"),
    ("closed", "rekeningen die niet meer op de lijst staan"),
    ("changed_details", "klanten met andere gegevens"),
    ("changed_points", "nieuwe, andere of vervallen adressen en nummers"),
    ("changed_claims", "rekeningen met een andere betaaldatum, kenmerk of betwisting"),
    ("stopped", "berichten die niet meer uitgaan"),
)
_SILENT_ONE = "1 klant heeft geen adres, e-mail of mobiel nummer: die krijgt geen bericht, een medewerker ziet hem."
_SILENT = "{} klanten hebben geen adres, e-mail of mobiel nummer: zij krijgen geen bericht, een medewerker ziet ze."
_REMARKS = {
    "email": "e-mailadressen",
    "mobile": "mobiele nummers",
    "phone": "vaste nummers",
    "iban": "rekeningnummers",
    "language": "talen",
}


def intake_lines(report: IntakeReport) -> Iterator[str]:
    """The outcome of one file, a line for everything that happened."""
    yield f"Regels in {report.file}: {_number(report.rows)}."
    if not report.is_refused:
        yield from _changes(report)
    if report.later:
        yield f"Rekeningen van na vandaag, die nog niet meetellen: {_number(report.later)}."
    for name, count in sorted(report.remarks.items()):
        yield f"Leeg gelaten {_REMARKS[name]}, omdat ze niet kunnen kloppen: {_number(count)}."
    if report.rejects_file:
        only_look = report.is_refused or report.is_dry_run  # those lines alone would then not be the rest of a list
        advice = "Hier staat per regel wat u kunt doen:" if only_look else "Verbeter ze hier en stuur dat bestand:"
        yield f"Regels die niet mee konden: {_number(report.bad)}. {advice}"
        yield f"  {report.rejects_file}"
    if report.is_refused and report.rejects_file:
        yield "Verbeter ze in uw eigen lijst en stuur de hele lijst opnieuw."


def _changes(report: IntakeReport) -> Iterator[str]:
    if report.is_dry_run:
        yield "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:"
    if report.has_changed_nothing:
        yield "Alles was al bekend. Er verandert niets."
    for name, words in _LINES:
        if report.counts[name]:
            yield f"  {words}: {_number(report.counts[name])}"
    if report.number:
        yield f"Dit is levering {report.number}. Alles is nu zichtbaar."
    if count := report.counts["unreachable"]:
        yield _SILENT_ONE if count == 1 else _SILENT.format(_number(count))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
