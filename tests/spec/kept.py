"""Constraints that no decision on one case can show: where they are kept, which test proves it, and what is to come."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.spec.conditions import NUMBER, number_words
from tijdig.policy.rules import JUDGES, Constraint


class Kept(NamedTuple):
    """How a constraint is kept, in which files, by which tests ("file::function"), and what is not kept yet."""

    how: str
    where: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    not_yet: str = ""


TEXTS = "tests/messages/test_texts.py::"
CHECK, KINDS, WORDS = (f"tijdig/messages/check/{name}" for name in ("rules.py", "kinds.toml", "words.toml"))
TYPED = "Wat een medewerker zelf typt, krijgt alleen advies; de medewerker beslist."
KEPT: Mapping[str, Kept] = {
    "HC02": Kept(
        "Een lijst zegt per soort bericht wat erin moet. In een brief en een e-mail: de naam van de afzender, een "
        "telefoonnummer, wat er kan, en hoe je schriftelijk reageert. In een sms: de afzender en een telefoonnummer. "
        "Elke vaste tekst wordt daarop nagekeken, voor elke sector, voor u en je, en voor elke weg. Ontbreekt er iets, "
        "dan komt de tekst niet in een nieuwe versie van Tijdig.",
        (KINDS, CHECK),
        (f"{TEXTS}test_text_holds_what_its_kind_asks", f"{TEXTS}test_checker_finds_a_planted_fault"),
        "Een nummer met een keuzemenu wordt niet geweigerd. De organisatie zegt zelf of het er een heeft, en een brief "
        "noemt 'geen keuzemenu' alleen waar dat klopt.",
    ),
    "HC03": Kept(
        "Elke vaste tekst wordt nagekeken: geen zin langer dan {messages.sentence_max_words} (in de "
        "makkelijkste woorden {messages.easy_sentence_max_words}), en geen woord van de lijst met moeilijke woorden. "
        "In een brief en een e-mail is de leesbaarheid minstens {messages.reading_ease_min}, en staat er precies één "
        "dikgedrukt stuk, meteen na de groet, dat zegt wat je kunt doen. Een brief die niet past op "
        "{messages.letter_max_pages}, gaat de deur niet uit. In grote letters mag hij langer zijn, en een lange lijst "
        "rekeningen komt op een blad erachter.",
        (KINDS, CHECK, WORDS, "tijdig/messages/check/language.py", "tijdig/channels/letter/pdf.py"),
        (
            f"{TEXTS}test_text_holds_what_its_kind_asks",
            f"{TEXTS}test_checker_finds_a_planted_fault",
            f"{TEXTS}test_checker_finds_a_hard_text",
            "tests/channels/test_letter.py::test_up_to_eight_claims_and_two_in_a_notice_fit_on_one_page",
            "tests/channels/test_letter_variants.py::test_a_letter_of_more_than_a_page_is_refused",
            "tests/channels/test_letter_variants.py::test_every_letter_there_is_fits_on_its_page",
        ),
        TYPED,
    ),
    "HC04": Kept(
        "Elke vaste tekst wordt nagekeken op lijsten met woorden die vergelijken, verwijten of dreigen. De woorden van "
        "de veertiendagenbrief mogen alleen bij die brief. Staat er zo'n woord in, dan komt de tekst niet in een "
        "nieuwe versie van Tijdig.",
        (WORDS, CHECK),
        (f"{TEXTS}test_text_holds_what_its_kind_asks", f"{TEXTS}test_checker_finds_a_planted_fault"),
        f"Een lijst ziet niet elk verwijt: een tekst wordt ook door mensen gelezen. {TYPED}",
    ),
    "HC11": Kept(
        "Zei de klant wat er te missen is? Dan weigert Tijdig elke regeling met een hogere termijn, ook van een "
        "teamleider; stelt de klant die zelf voor, dan kijkt een mens. Een eerste bedrag dat de klant zelf ineens wil "
        "betalen, telt niet mee. Een regeling duurt hooguit {contacts.instalments_max} van een maand; wie elke week "
        "of elke vier weken betaalt, heeft in die tijd meer delen. Duurt het langer, dan kijkt een teamleider mee.",
        (
            "tijdig/actions/arrangements.py",
            "tijdig/actions/proposing.py",
            "tijdig/rules/solutions/band.py",
        ),
        (
            "tests/actions/test_arrangements.py::test_arrangement_refuses_and_changes_nothing",
            "tests/actions/test_changing_arrangements.py::"
            "test_part_above_what_the_customer_can_miss_is_refused_to_everybody",
            "tests/actions/test_proposing.py::test_proposal_above_what_can_be_missed_goes_to_a_person",
            "tests/rules/solutions/test_rhythm.py::test_two_years_hold_more_parts_the_more_often_they_come",
        ),
        "Zei de klant niets over wat er te missen is, dan is er geen grens om mee te vergelijken.",
    ),
    "HC12": Kept(
        "Geen vaste tekst biedt iets aan. Een test zoekt in alle vaste teksten naar woorden van verkoop en krediet.",
        ("tijdig/messages/texts/nl",),
        ("tests/spec/test_kept.py::test_texts_of_the_house_offer_nothing_to_buy_or_borrow",),
        "De controle van losse teksten kent zo'n lijst nog niet: wat een medewerker zelf typt, wordt hier niet op "
        "nagekeken.",
    ),
    "HC14": Kept(
        "De vaste teksten noemen als hulp alleen de gemeente en het gratis nummer van Geldfit. Een test zoekt in alle "
        "vaste teksten naar andere nummers en adressen.",
        ("tijdig/messages/texts/nl",),
        ("tests/spec/test_kept.py::test_texts_of_the_house_name_no_help_but_what_is_free",),
        "Een lijst van hulp in de buurt is er nog niet; die krijgt een eigen controle. Wat een medewerker zelf typt, "
        "wordt hier niet op nagekeken.",
    ),
    "HC15": Kept(
        "De regels kunnen alleen lezen wat in een vaste lijst van feiten staat. Van elk feit staat vast waarvoor het "
        "mag tellen; taal telt nergens voor. Naam, afkomst, buurt en leeftijd staan niet in die lijst. Leeftijd telt "
        "op één plaats: wie 18 wordt, krijgt een bericht voor de betaaldatum.",
        ("tijdig/planner/columns.py", "tijdig/planner/allowed.py"),
        (
            "tests/planner/test_allowed.py::test_no_rule_reads_what_may_not_serve_it",
            "tests/planner/test_allowed.py::test_swapping_who_people_are_changes_nothing",
            "tests/planner/test_invariance.py::test_turning_eighteen_counts_only_before_the_due_date",
        ),
    ),
}
"""Per constraint; all others are shown by examples of decisions."""


def told(rule: Constraint) -> Iterator[str]:
    """What a constraint judges, how it is kept and by which test, and what is not kept yet; as lines of a list."""
    yield f"* Oordeelt over: {', '.join(JUDGES[word] for word in rule.judges)}."
    kept = KEPT.get(rule.key)
    if kept is None:
        if rule.checked:
            yield "* Bewaakt in: " + ", ".join(f"`{module}`" for module in rule.checked)
        if rule.later:
            yield f"* Nog niet alles: {rule.later}"
        return
    yield f"* Hoe: {_said(kept.how)}"
    yield "* Waar: " + ", ".join(f"`{file}`" for file in kept.where)
    yield "* Welke test dit laat zien: " + ", ".join(_test(proof) for proof in kept.proof)
    if kept.not_yet:
        yield f"* Nog niet: {_said(kept.not_yet)}"


def _said(words: str) -> str:
    return NUMBER.sub(lambda found: number_words(found[1]), words)


def _test(proof: str) -> str:
    file, _, function = proof.partition("::")
    return f"`{function}` in `{file}`"
