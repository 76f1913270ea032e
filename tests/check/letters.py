"""A good letter, and ways to spoil it: for rules that look at a whole text."""

GOOD = """Woonstichting De Kade
Havenplein 3, 4300 AB Kadezicht
Tel. 0111 - 00 22 33

Beste Sam de Vries,

Uw huur van mei staat nog open. Wilt u € 612,40 betalen vóór 16 juni, of ons even bellen?

U mag in delen betalen, of wat later. Dat kost niets. Bel ons dan op 0111 - 00 22 33. U kunt ook langskomen.

Heeft u deze week al betaald? Dan hoeft u niets te doen.

Met vriendelijke groet,

Miriam Kuipers
Woonstichting De Kade
"""


def spoiled(*changes: tuple[str, str]) -> str:
    """The good letter with some words changed."""
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


PHONES = (("Tel. 0111 - 00 22 33\n", ""), ("Bel ons dan op 0111 - 00 22 33.", "Bel ons dan."))
SENDER = (
    ("Woonstichting De Kade\nHavenplein 3, 4300 AB Kadezicht\nTel. 0111 - 00 22 33\n\n", ""),
    ("\nMiriam Kuipers\nWoonstichting De Kade\n", ""),
)
WAYS_OUT = (("U mag in delen betalen, of wat later. Dat kost niets. Bel ons dan op", "Vragen? Bel ons op"),)
FIRST = "Uw huur van mei staat nog open. Wilt u € 612,40 betalen vóór 16 juni, of ons even bellen?"
STORY = "Onze organisatie bestaat al veertig jaar. In die tijd is er veel veranderd in de stad."
