"""What a whole text holds: the action, the sender, a number, a way out, a way without a screen, not too much."""

import pytest

from tests.check.letters import FIRST, GOOD, PHONES, SENDER, STORY, WAYS_OUT, spoiled
from tijdig.check import check

HARD = (
    "Wij nodigen u uit om samen met een van onze adviseurs te onderzoeken welke mogelijkheden er bestaan om uw "
    "maandelijkse lasten in evenwicht te brengen met uw inkomen. Daarbij staat voor ons voorop dat een duurzame "
    "oplossing aandacht vraagt voor uw volledige financiële situatie en eventuele verplichtingen tegenover andere "
    "organisaties. Vanzelfsprekend behandelen wij de persoonlijke informatie die u met ons deelt zorgvuldig."
)
PAY = "Hoi Sam,\n\nBetaal € 20 vóór 3 mei. Dat kan met een overboeking. Vragen? Bel 0111 - 00 22 33.\n\nGroet,\nBo"
CAREFUL = "Beste Sam,\n\nVanzelfsprekend behandelen wij uw persoonlijke informatie zorgvuldig.\n\nGroet,\nBo"
VISIT = "Op dinsdag kom ik bij u langs. Komt dat niet uit, bel dan. Wij praten over uw huur."
LINES = "Huur april: € 10,00\nHuur mei: € 20,00\nHuur juni: € 30,00\nHuur juli: € 40,00\nSamen: € 100,00"
AMOUNTS = "Over juli was het € 33,20, in augustus € 41,95 en daarna € 48,50. U betaalde 5 euro."
DONE = "Alle termijnen zijn betaald. De afspraak is klaar. Dank u wel! Mooi dat het is gelukt."
ANSWER = f"De Kade\n\nBeste Sam,\n\n{DONE}\n\nVragen? Bel 0111 - 00 22 33.\n\nGroet,\nBo"
STILL_OPEN = ANSWER.replace("Vragen?", "Wilt u de € 20 van mei nog betalen vóór 3 juni? Vragen?")
LIST = "- Huur april: € 10,00\n- Huur mei: € 20,00\n- Huur juni: € 30,00\n- Huur juli: € 40,00"
SHORT = "Op 3 mei was er een termijn van € 20. Die is nog niet binnen. Betaal hem nog, of bel ons."
PADDING = " ".join(["Wij helpen u graag met uw brief."] * 45)
ONLY_SITE = (
    ("Havenplein 3, 4300 AB Kadezicht\n", ""),
    ("Bel ons dan op 0111 - 00 22 33. U kunt ook langskomen.", "Dat regelt u in uw account op onze site."),
    ("Tel. 0111 - 00 22 33\n", ""),
    (", of ons even bellen?", "?"),
)

BAD = [
    ("level", "letter", spoiled((FIRST, f"{HARD} {HARD}"))),
    ("level", "email", f"Beste Ans,\n\n{HARD}\n\nGroet,\nBo"),
    ("level", "letter", f"{HARD}"),
    ("gender-guess", "letter", spoiled(("Beste Sam de Vries", "Geachte heer/mevrouw"))),
    ("gender-guess", "email", spoiled(("Beste Sam de Vries", "Geachte mevrouw De Vries"))),
    ("gender-guess", "letter", spoiled(("Beste Sam de Vries", "Geachte heer, mevrouw"))),
    ("gender-guess", "letter", spoiled(("Tel. 0111 - 00 22 33\n", "De heer S. de Vries\nKade 2\n"))),
    ("action-not-first", "letter", spoiled((FIRST, f"{STORY} {FIRST}"))),
    ("action-not-first", "email", spoiled((FIRST, f"Dank u wel voor uw jarenlange vertrouwen. {STORY}\n\n{FIRST}"))),
    ("action-not-first", "letter", spoiled((FIRST, f"Op 3 mei kreeg u een brief. Die ging over de lift. {FIRST}"))),
    ("action-not-first", "letter", STILL_OPEN),
    ("no-phone", "letter", spoiled(*PHONES)),
    ("no-phone", "email", spoiled(*PHONES, ("vóór 16 juni", "op NL00 KADE 0123 4567 89"))),
    ("no-phone", "sms", "De Kade: betaal € 20. Dat mag in delen, kom langs."),
    ("no-sender", "letter", spoiled(*SENDER)),
    ("no-sender", "email", "Onderwerp: Uw huur\n\nHoi Sam,\n\nWil je ons bellen?\n\nGroetjes"),
    ("no-sender", "sms", "Er ligt een brief voor u klaar. Bel 0111 - 00 22 33."),
    ("no-solution", "letter", spoiled(*WAYS_OUT, (", of ons even bellen", ""))),
    ("no-solution", "sms", "De Kade: wilt u € 20 betalen vóór 3 mei? Vragen? Bel 0111 - 00 22 33."),
    ("no-solution", "email", PAY),
    ("only-digital", "letter", spoiled(*ONLY_SITE)),
    ("only-digital", "email", "Hoi Sam,\n\nHeb je een vraag? Stel hem in de chat.\n\nGroet,\nBo"),
    ("only-digital", "sms", "De Kade: betaal € 20 in delen via onze app."),
    ("too-many-amounts", "letter", spoiled(("Dat kost niets.", AMOUNTS))),
    ("too-many-amounts", "sms", "Bo: € 1,00 en € 2,00 en € 3,00 en € 4,00."),
    ("too-many-amounts", "email", f"Hoi Sam,\n\n{AMOUNTS}\n\nGroet,\nBo"),
    ("over-one-page", "letter", spoiled(("Dat kost niets.", PADDING))),
    ("over-one-page", "letter", PADDING + PADDING),
    ("over-one-page", "letter", GOOD * 5),
    ("betrays-outside", "envelope", "De Kade\n\nTweede betalingsherinnering"),
    ("betrays-outside", "sms", "De Kade: u heeft een achterstand. Bel 0111 - 00 22 33."),
    ("betrays-outside", "sms", "De Kade: het gaat om 20 euro."),
    ("betrays-outside", "envelope", "Incasso Midden, Postbus 3"),
]  # fmt: skip
FINE = [
    ("level", "letter", GOOD),
    ("level", "letter", CAREFUL),
    ("level", "email", spoiled(("Dat kost niets.", "Neem uw identiteitskaart en verzekeringspapieren mee."))),
    ("gender-guess", "letter", spoiled(("Miriam Kuipers", "Mevrouw M. Kuipers"))),
    ("gender-guess", "letter", spoiled(("Dat kost niets.", "Vraag naar mevrouw Kuipers."))),
    ("gender-guess", "letter", spoiled(("Beste Sam de Vries", "Beste Heer Bommel".replace("Heer", "H.")))),
    ("action-not-first", "letter", GOOD),
    ("action-not-first", "letter", spoiled((FIRST, "Uw plan is klaar. U hoeft niets te doen. Wij bellen u in mei."))),
    ("action-not-first", "letter", spoiled((FIRST, VISIT))),
    ("action-not-first", "email", spoiled((FIRST, "Zullen we bellen? Uw plan loopt drie maanden. Dat gaat goed."))),
    ("action-not-first", "letter", ANSWER),
    ("action-not-first", "letter", spoiled((FIRST, SHORT))),
    ("no-phone", "letter", GOOD),
    ("no-phone", "letter", spoiled(*PHONES, ("wat later", "wat later (bel 14 0111)"))),
    ("no-phone", "email", spoiled(*PHONES, ("Bel ons dan.", "Bel +31 (0)111 00 22 33."))),
    ("no-phone", "sms", "De Kade: er is een brief voor u onderweg."),
    ("no-sender", "letter", GOOD),
    ("no-sender", "letter", spoiled(SENDER[0])),
    ("no-sender", "letter", spoiled(SENDER[1])),
    ("no-sender", "sms", "Hoi Sam, met Bo van De Kade. Zullen we morgen bellen?"),
    ("no-sender", "sms", "Dag Sam, er is post voor u. Lees hem rustig. Bo Jansen"),
    ("no-sender", "email", "Hoi Sam,\n\nWil je ons bellen?\n\nGroet van Joris"),
    ("no-solution", "letter", GOOD),
    ("no-solution", "letter", spoiled(*WAYS_OUT, ("Vragen? Bel", "Lukt het niet? Bel"))),
    ("no-solution", "letter", spoiled(*WAYS_OUT, (FIRST, "U hoeft niets te betalen."))),
    ("no-solution", "sms", "De Kade: er is een brief voor u. Bel 0111 - 00 22 33."),
    ("only-digital", "letter", GOOD),
    ("only-digital", "letter", spoiled(*ONLY_SITE, ("onze site.", "onze site, of aan de balie."))),
    ("only-digital", "email", "Hoi Sam,\n\nStel je vraag in de chat, of schrijf naar Postbus 3.\n\nGroet,\nBo"),
    ("too-many-amounts", "letter", spoiled(("Heeft u", f"{LINES}\n\nHeeft u"))),
    ("too-many-amounts", "letter", spoiled(("Dat kost niets.", "€ 612,40 is € 600 en € 12,40. Samen € 612,40."))),
    ("too-many-amounts", "letter", spoiled(("Heeft u", f"{LIST}\n\nHeeft u"))),
    ("too-many-amounts", "sms", "Bo: € 1,00 en € 2,00 en € 3,00."),
    ("over-one-page", "letter", GOOD),
    ("over-one-page", "email", GOOD * 5),
    ("over-one-page", "letter", GOOD + GOOD),
    ("betrays-outside", "envelope", "De Kade\n\nPort betaald\n\nRetour: Postbus 3, 4300 AB Kadezicht"),
    ("betrays-outside", "sms", "De Kade: er is een brief voor u onderweg. Vragen? Bel 0111 - 00 22 33."),
    ("betrays-outside", "letter", GOOD),
    ("betrays-outside", "envelope", "Persoonlijke post voor R. Haddad. Binnenin: een antwoordkaart."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "kind", "text"), BAD)
def test_rule_finds_in_whole_text(code: str, kind: str, text: str) -> None:
    assert code in {finding.code for finding in check(text, kind=kind)}


@pytest.mark.parametrize(("code", "kind", "text"), FINE)
def test_rule_leaves_whole_text(code: str, kind: str, text: str) -> None:
    assert code not in {finding.code for finding in check(text, kind=kind)}


def test_good_letter_has_nothing_to_say_about_it() -> None:
    assert check(GOOD, kind="letter") == ()


def all_codes(text: str) -> list[str]:
    return [finding.code for finding in check(text)]


@pytest.mark.parametrize("number", ["14-0162", "14 0162", "140162", "0162/123456", "0162 / 12 34 56", "010/1234567"])
def test_number_in_any_usual_form_is_a_number(number: str) -> None:
    assert all_codes(spoiled(*PHONES, ("Dat kost niets.", f"Bel {number}."))) == []


@pytest.mark.parametrize("said", ["01/02/2026", "1/2", "14-16", "12-14-0162", "0162/12345"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert "no-phone" in all_codes(spoiled(*PHONES, ("Dat kost niets.", f"Zie {said}.")))


def test_address_line_above_the_greeting_is_no_greeting() -> None:
    address = ("Tel. 0111 - 00 22 33\n", "Tel. 0111 - 00 22 33\n\nMevrouw S. El Amrani\nKade 2\n4300 AB Kadezicht\n")
    found = check(spoiled(address))

    assert [(each.code, each.severity, each.words) for each in found] == [("gender-guess", "info", "Mevrouw S")]


def test_title_alone_is_the_greeting_where_there_is_no_other() -> None:
    assert all_codes(spoiled(("Beste Sam de Vries,", "Mevrouw De Vries,"))) == ["gender-guess"]
    assert all_codes(spoiled(("Beste Sam de Vries,", "Mevrouw De Vries"))) == ["gender-guess"]
