"""What can be wrong with a file or a line: a code for machines, and advice in plain Dutch for whoever mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tijdig.words import Word

SHOWN = 60
"""How many characters of a wrong value the advice repeats."""


class FaultCode(Word):
    """Why a line was not used; the label is the advice, with room for the value and what was expected."""

    MISSING_VALUE = "missing_value", "Hier staat niets. Vul de kolom “{column}” in."
    BAD_DATE = "bad_date", "“{value}” is geen datum zoals wij die verwachten. Schrijf de datum als {expected}."
    IMPOSSIBLE_DATE = (
        "impossible_date",
        "“{value}” bestaat niet op de kalender. Schrijf een echte datum, als {expected}.",
    )
    DATE_OUT_OF_RANGE = "date_out_of_range", "Het jaar in “{value}” kan niet kloppen. Kijk de datum na."
    BAD_AMOUNT = "bad_amount", "“{value}” is geen bedrag. Schrijf het bedrag zoals {expected}."
    OTHER_AMOUNT_STYLE = (
        "other_amount_style",
        "In “{value}” staan punt en komma anders dan afgesproken. Wij gokken niet. "
        "Schrijf het bedrag zoals {expected}.",
    )
    NEGATIVE_AMOUNT = (
        "negative_amount",
        "“{value}” is minder dan nul. Dit bestand mag geen tegoeden hebben. Laat de regel weg of verbeter het bedrag.",
    )
    AMOUNT_TOO_LARGE = "amount_too_large", "“{value}” is wel heel veel. Staat de komma op de goede plaats?"
    DUPLICATE_REFERENCE = (
        "duplicate_reference",
        "Rekening “{value}” staat ook op regel {expected}. Alleen die regel telt. "
        "Zorg dat elke rekening één keer voorkomt.",
    )
    TOO_LONG = "too_long", "De tekst in “{column}” is te lang. Maak er hoogstens {expected} tekens van."
    UNKNOWN_WORD = "unknown_word", "“{value}” kennen wij niet in “{column}”. Kies uit: {expected}."
    WRONG_CELL_COUNT = (
        "wrong_cell_count",
        "Deze regel heeft {value} kolommen, de kopregel heeft er {expected}. "
        "Staat er een scheidingsteken te veel of te weinig?",
    )
    NUL_BYTE = (
        "nul_byte",
        "In deze regel staan tekens die geen tekst zijn. Maak het bestand opnieuw of typ de regel over.",
    )
    LINE_TOO_LONG = (
        "line_too_long",
        "Deze regel is langer dan {expected} bytes. Staat er ergens een regeleinde te weinig?",
    )
    UNCLOSED_QUOTE = (
        "unclosed_quote",
        "Hier begint een aanhalingsteken dat nergens eindigt. Zet het erbij of haal het weg.",
    )
    # Of a payment: how it is written, and what can be read but not booked.
    ROUNDED_NUMBER = (
        "rounded_number",
        "“{value}” in “{column}” is een getal van meer dan 15 cijfers: Excel maakt de laatste cijfers dan 0. "
        "Maak de cel eerst op als tekst en vul het nummer opnieuw in. Of neem een .csv van de bank.",
    )
    NO_KEY = "no_key", "Van wie is deze betaling? Vul een betalingskenmerk, factuurnummer of klantnummer in."
    UNKNOWN_KEY = "unknown_key", "“{value}” in “{column}” kennen wij niet bij deze organisatie. Kijk het na."
    MORE_CUSTOMERS = (
        "more_customers",
        "“{value}” in “{column}” komt bij meer klanten voor. Zet het klantnummer erbij.",
    )
    KEYS_DISAGREE = (
        "keys_disagree",
        "{value} horen niet bij elkaar. Kijk ze na, of laat alleen staan wat zeker klopt.",
    )
    NOTHING_OPEN = (
        "nothing_open",
        "Bij deze klant staat niets meer open, of het dossier is gesloten. Is het geld voor een nieuwe rekening, "
        "of moet het terug? Boek het met de hand.",
    )
    FUTURE_DAY = "future_day", "“{value}” moet nog komen. Schrijf de dag waarop het geld binnenkwam."
    NO_MONEY_IN = (
        "no_money_in",
        "“{value}” is geen geld dat binnenkwam. Ging een betaling terug (storno)? Draai die met de hand terug: in het "
        "dossier, of in het plan als het kenmerk met SAMEN begint. Haal daarna de regel weg.",
    )
    JOINT_AND_MORE = (
        "joint_and_more",
        "Deze regel noemt {value}. Is dit voor het gezamenlijke plan, of voor iets anders? Er is niets geboekt. "
        "Vraag het de klant, laat alleen het juiste staan, en stuur de regel opnieuw.",
    )
    JOINT_STILL = (
        "joint_still",
        "Het gezamenlijke plan bij “{value}” loopt nu niet. Er is niets geboekt. Bel {expected}: daar is het geregeld.",
    )
    OTHER_PAYMENT = (
        "other_payment",
        "Met “{value}” is al een andere betaling geboekt. Is dit dezelfde? Haal de regel weg. "
        "Zijn het er twee? Zet er dan -2 achter.",
    )


@dataclass(frozen=True)
class RowFault:
    """One thing wrong with one line: where, what, and the advice with its values filled in."""

    line: int
    column: str
    code: FaultCode
    value: str = ""
    expected: str = ""

    @property
    def advice(self) -> str:
        """What to do, in plain Dutch."""
        shown = self.value if len(self.value) <= SHOWN else self.value[: SHOWN - 1] + "…"
        return self.code.label.format(column=self.column, value=shown, expected=self.expected)


@dataclass(frozen=True)
class BadRow:
    """A line that cannot be used: its words as they came, what is wrong, and the keys if those could be read."""

    line: int
    raw: tuple[str, ...]
    faults: tuple[RowFault, ...]
    customer: str = ""
    reference: str = ""

    @property
    def advice(self) -> str:
        """All advice on this line as one text."""
        return " ".join(dict.fromkeys(fault.advice for fault in self.faults))


class FileCode(Word):
    """Why a whole file was refused; the label is the advice."""

    NO_FILE = "no_file", "Het bestand “{file}” is er niet of mag niet worden gelezen."
    NO_CREDITOR = "no_creditor", "Er is geen organisatie met de code “{value}”."
    EMPTY_FILE = "empty_file", "Het bestand “{file}” is leeg. Maak het opnieuw en stuur het nog eens."
    NO_ROWS = "no_rows", "In “{file}” staat alleen een kopregel. Bij een volledige lijst zou dan alles gesloten worden."
    WRONG_ENCODING = (
        "wrong_encoding",
        "De letters in “{file}” zijn anders opgeslagen dan afgesproken ({expected}). Regel {line} lijkt {value}. "
        "Bewaar het bestand als {expected}.",
    )
    WRONG_SEPARATOR = (
        "wrong_separator",
        "In “{file}” staan op regel {line} {value} tussen de kolommen. Afgesproken zijn {expected}. "
        "Bewaar het bestand opnieuw, of kies een profiel dat erbij past.",
    )
    MISSING_COLUMN = (
        "missing_column",
        "In “{file}” ontbreekt de kolom {expected}. Gevonden op regel {line}: {value}.",
    )
    DOUBLE_COLUMN = "double_column", "In “{file}” staat de kolom “{value}” twee keer. Geef elke kolom een eigen naam."
    UNREADABLE = "unreadable", "“{file}” is geen heel .xlsx- of .csv-bestand. Bewaar het opnieuw en stuur het nog eens."
    OLD_EXCEL = (
        "old_excel",
        "“{file}” is een oud of beveiligd Excel-bestand. Bewaar het als .xlsx zonder wachtwoord, of als .csv.",
    )
    BOMB = "bomb", "“{file}” wordt bij het uitpakken veel te groot ({value}). Bewaar het als .csv."
    TOO_MANY_BAD = (
        "too_many_bad",
        "In “{file}” zijn {value} van de {expected} regels fout, te veel om de rest te vertrouwen. "
        "Er is niets ingelezen.",
    )
    MANY_CLOSED = (
        "many_closed",
        "In “{file}” ontbreken {value} van de {expected} rekeningen die nog open staan. Die zouden allemaal sluiten. "
        "Dit lijkt een halve lijst, dus er is niets ingelezen. Stuur de hele lijst. Klopt het toch? "
        "Geef dan --closes-many mee.",
    )
    NO_PAYMENTS = "no_payments", "In “{file}” staat alleen een kopregel, en geen betaling. Er is niets geboekt."
    TOO_MANY_PAYMENTS = (
        "too_many_payments",
        "In “{file}” staan meer dan {expected} regels. Deel het bestand in stukken en stuur ze een voor een.",
    )
    MANY_UNKNOWN = (
        "many_unknown",
        "In “{file}” horen {value} van de {expected} regels bij niemand die wij kennen. "
        "Is dit het goede bestand, van deze organisatie? Er is niets geboekt.",
    )
    LOOKS_BOOKED = (
        "looks_booked",
        "In “{file}” lijken {value} van de {expected} regels op een andere betaling: zelfde klant, dag en bedrag. "
        "Regel: {line}. Er is niets geboekt. Haal weg wat dubbel is. Zijn het toch andere betalingen? "
        "Geef dan --books-alike mee.",
    )
    TOO_MANY_CELLS = (
        "too_many_cells",
        "In “{file}” staan veel meer cellen dan bij {expected} betalingen horen, ook als u ze leeg ziet. "
        "Zet alleen de gevulde regels in een nieuw bestand, of bewaar het als .csv.",
    )
    DISK_FULL = (
        "disk_full",
        "De schijf is vol of schrijven lukt niet. Er is niets zichtbaar veranderd. Maak ruimte en begin opnieuw.",
    )
    BUSY = "busy", "Er wordt al een bestand ingelezen voor {file} ({value}). Wacht tot dat klaar is."


@dataclass
class FileError(Exception):
    """The whole file cannot be used."""

    code: FileCode
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The advice with its values filled in."""
        return self.code.label.format_map({"file": "", "line": "", "value": "", "expected": "", **self.details})
