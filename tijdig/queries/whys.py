"""Why a person is asked, as one colleague tells another: the sentences of the policy are the customer's."""

from collections.abc import Mapping

from tijdig.planner.reasons import Reason

STAFF: Mapping[str, str] = {
    Reason.BY_HAND: "Een collega heeft dit dossier in de hand. Er gaat niets vanzelf uit.",
    Reason.NOTICE_NEEDS_LETTER: "De laatste brief moet op papier, en er kan nu geen brief uit.",
    Reason.NEEDS_WRITING: "Er kan nu geen brief en geen e-mail uit. Zoek een adres, of bel.",
    Reason.NOTHING_NEAR: "Er stond een bericht klaar over iets dat niet vastligt. Kijk wat er echt gaat gebeuren.",
    Reason.PERSON_LOOKS: "Tijdig laat dit aan een mens over. Bij Waarom staat wat er speelt.",
    Reason.NOTICE_WITH_PERSON: "De klant kan nu niets missen, of zat kort geleden in nood. De brief komt niet alleen: "
    "bel of schrijf ook zelf.",
    Reason.LOSS_WITH_CALL: "De klant kan het huis, stroom, water of telefoon kwijtraken. Bel, en vertel wat nog kan.",
    Reason.LOSS_WITH_PERSON: "De klant kan het huis, stroom, water of telefoon kwijtraken, en bellen kan niet. Zoek "
    "een manier om elkaar te spreken.",
    Reason.VIDEO_ASKED: "De klant vroeg om een gesprek met beeld.",
    Reason.ONE_QUESTION_AT_A_TIME: "Deze klant wil één vraag tegelijk, en steeds dezelfde collega.",
    Reason.SPOKEN_WORD: "Horen helpt deze klant meer dan lezen. Vertel wat er in de brief staat.",
    Reason.SPOKEN_WITHOUT_NUMBER: "Horen helpt deze klant meer dan lezen, en bellen kan niet. Zoek een andere manier.",
    Reason.LIKES_TO_TALK: "Deze klant praat liever dan te lezen, of heeft er graag iemand bij.",
    Reason.HELP_NEARBY: "Er is al iemand langs geweest. Zoek wie er in de buurt van de klant kan helpen.",
    Reason.VISIT_OFFERED: "Het gaat om het huis, en schrijven hielp nog niet. De klant kiest of, wanneer en waar.",
    Reason.EARLY_CALL: "Eerder ging een rekening van deze klant naar een bureau. Bel vroeg, en blijf dezelfde persoon.",
    Reason.FIRST_TIME_CALL: "Deze klant betaalde tot nu toe op tijd. Vraag of er iets is.",
    Reason.UNOPENED_CALL: "Schrijven hielp nog niet. Misschien helpt een gesprek.",
    Reason.OUT_OF_REACH_CALL: "Het gaat om veel geld voor deze klant. Kijk samen wat kan.",
    Reason.PERSON_AFTER_PAPER: "Eerst schreven wij. Nu is een gesprek aan de beurt.",
}
"""By the code that is stored; what has a step of its own has its words there (`steps.py`)."""
