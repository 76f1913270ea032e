"""Every reason a rule can give: a sentence that the customer may read, who is to act, and where it comes from."""

from enum import StrEnum
from typing import Self

from tijdig.planner.codes import Owner

_BUDGET = "choice:contact-budget"
_STOPS = "choice:full-stops"
_LADDER = "choice:stage-ladder"
_AWAKE = "choice:no-case-sleeps"
_QUIET = ("law:bki-4-2", "choice:quiet-hours")
_PREFERENCE = "choice:preference"
_NO_PRESSURE = "choice:pressure-and-notice"
_NOTICE = ("law:bw6-96-6", "law:hr-2016-2704")


class Reason(StrEnum):
    """A code that is stored, with `text` (plain Dutch, fit for the customer), `owner` and `sources`.

    The owner is who has to do something before the case moves; NOBODY waits on a reason without an owner.
    """

    text: str
    owner: Owner
    sources: tuple[str, ...]

    def __new__(cls, code: str, text: str, owner: Owner, *sources: str) -> Self:
        """Make a member from its code, its sentence, its owner and its sources."""
        reason = str.__new__(cls, code)
        reason._value_ = code
        reason.text = text
        reason.owner = owner
        reason.sources = sources
        return reason

    # Whether: nothing left to arrange.
    ALREADY_CLOSED = "already_closed", "Er is niets meer te regelen.", Owner.TEAM, _STOPS
    NOTHING_OPEN = "nothing_open", "Er staat niets meer open. U hoeft niets te doen.", Owner.TEAM, _STOPS

    # Whether: full stops, with who starts again.
    DIED = (
        "died",
        "Wij hoorden dat iemand is overleden. Wij sturen niets en kijken zelf wat er moet.",
        Owner.HANDLER,
        _STOPS,
    )
    SETTLEMENT = (
        "settlement",
        "Er loopt een regeling voor alles wat u moet betalen. Dat gaat via uw bewindvoerder of hulpverlener.",
        Owner.ADMINISTRATOR,
        _STOPS,
    )
    MORATORIUM = (
        "moratorium",
        "Er is voor u een tijd van rust vastgesteld. Zolang sturen wij niets.",
        Owner.MUNICIPALITY,
        _STOPS,
    )
    COLLECTION_PAUSE = (
        "collection_pause",
        "U krijgt hulp bij geldzaken. Zolang de hulp bezig is, sturen wij niets.",
        Owner.MUNICIPALITY,
        _STOPS,
    )
    DEBT_HELP = "debt_help", "U vroeg om hulp bij geldzaken. Die hulp gaat nu voor.", Owner.MUNICIPALITY, _STOPS
    DISPUTED = "disputed", "U bent het niet eens met de rekening. Wij zoeken dat eerst uit.", Owner.TEAM, _STOPS
    MOVED = "moved", "Wij weten uw adres niet zeker. Wij zoeken eerst het goede adres.", Owner.TEAM, _STOPS
    AGREED = "agreed", "Wij hebben samen iets afgesproken. Daar houden wij ons aan.", Owner.CUSTOMER, _STOPS
    PAUSED = "paused", "U hebt rust tot de datum die is afgesproken.", Owner.TEAM, _STOPS
    REACTED = "reacted", "U hebt gereageerd. Nu zijn wij aan de beurt om te antwoorden.", Owner.TEAM, _STOPS
    OTHER_HOLD = "other_hold", "Er is een reden om te wachten. Een medewerker kijkt daarnaar.", Owner.HANDLER, _STOPS
    REPRESENTED = (
        "represented",
        "Iemand anders regelt uw geldzaken. Wij zoeken uit hoe wij die persoon bereiken.",
        Owner.HANDLER,
        _STOPS,
    )
    DISPUTED_ALL = (
        "disputed_all",
        "U bent het met geen van de rekeningen eens. Wij zoeken dat eerst uit.",
        Owner.TEAM,
        _STOPS,
    )
    NOT_SAFE = (
        "not_safe",
        "Een bericht kan bij de verkeerde terechtkomen. Een medewerker zoekt een veilige manier.",
        Owner.HANDLER,
        _PREFERENCE,
    )

    # Whether: nothing to say yet.
    NOTHING_DUE = "nothing_due", "Er is niets te laat.", Owner.CUSTOMER, _LADDER
    TOO_EARLY = "too_early", "Een betaling kan nog onderweg zijn. Wij wachten een paar dagen.", Owner.CUSTOMER, _LADDER
    NOTICE_RUNNING = (
        "notice_running",
        "U hebt nog tijd om zonder kosten te betalen. Zo lang wachten wij.",
        Owner.CUSTOMER,
        *_NOTICE,
    )
    BANK_DAYS = "bank_days", "Uw betaling kan nog onderweg zijn. Wij wachten een paar dagen.", Owner.CUSTOMER, _LADDER
    TIME_AFTER_LAST = (
        "time_after_last",
        "U kreeg een laatste herinnering. U hebt tijd om te betalen of te reageren.",
        Owner.CUSTOMER,
        _LADDER,
    )
    PERSON_DECIDES = (
        "person_decides",
        "Een medewerker zoekt samen met u een oplossing.",
        Owner.HANDLER,
        _LADDER,
        _AWAKE,
    )
    PART_PAID = "part_paid", "U hebt een deel betaald, dank u wel. Wij wachten nu even.", Owner.CUSTOMER, _STOPS
    TIME_AFTER_FIRST = (
        "time_after_first",
        "U kreeg een herinnering. U hebt tijd om te betalen of te reageren.",
        Owner.CUSTOMER,
        _LADDER,
    )
    TIME_AFTER_SECOND = (
        "time_after_second",
        "U kreeg een tweede herinnering. U hebt tijd om te betalen of te reageren.",
        Owner.CUSTOMER,
        _LADDER,
    )
    SMALL_AMOUNT = (
        "small_amount",
        "Het gaat om een klein bedrag. Daar past geen derde brief bij. Een medewerker kijkt mee.",
        Owner.HANDLER,
        "choice:proportionate",
    )
    NO_POST_FOR_NOTICE = (
        "no_post_for_notice",
        "De volgende brief moet u echt krijgen. Wij zoeken eerst uit hoe.",
        Owner.HANDLER,
        *_NOTICE,
    )

    # Whether: something to say, but not now.
    NOBODY_REACHABLE = (
        "nobody_reachable",
        "Wij hebben geen postadres of e-mailadres dat wij mogen gebruiken. Een medewerker kijkt mee.",
        Owner.HANDLER,
        _AWAKE,
    )
    REST_DAY = "rest_day", "Op zondag en op feestdagen laten wij u met rust.", Owner.TEAM, *_QUIET
    MOMENT_TODAY = "moment_today", "U kreeg vandaag al een bericht. Eén op een dag is genoeg.", Owner.CUSTOMER, _BUDGET
    ENOUGH_THIS_WEEK = "enough_this_week", "U kreeg deze week al genoeg berichten.", Owner.CUSTOMER, _BUDGET
    AFTER_CONVERSATION = (
        "after_conversation",
        "Wij spraken elkaar kort geleden. Nu laten wij u met rust.",
        Owner.CUSTOMER,
        _BUDGET,
    )
    AFTER_REACTION = "after_reaction", "U liet kort geleden iets weten. Dat gaat voor.", Owner.TEAM, _STOPS
    NEW_CLAIM_SOON = (
        "new_claim_soon",
        "Er is een nieuwe rekening te laat. Wij schrijven pas als het vorige bericht gelezen kan zijn.",
        Owner.CUSTOMER,
        _BUDGET,
    )
    DAYS_BETWEEN = "days_between", "Tussen twee berichten krijgt u genoeg tijd om te reageren.", Owner.CUSTOMER, _BUDGET

    # Whether: say it today.
    SAY_BEFORE_DUE = (
        "say_before_due",
        "U betaalt binnenkort een rekening. Wij helpen u eraan denken.",
        Owner.TEAM,
        _LADDER,
    )
    SAY_FIRST = "say_first", "Een rekening staat nog open. Wij laten het u weten.", Owner.TEAM, _LADDER
    SAY_NEW_CLAIM = (
        "say_new_claim",
        "Er is nog een rekening te laat. Wij laten het u vroeg weten.",
        Owner.TEAM,
        _LADDER,
    )
    SAY_SECOND = (
        "say_second",
        "Na de eerste herinnering staat er nog iets open. Wij bieden opnieuw hulp aan.",
        Owner.TEAM,
        _LADDER,
    )
    SAY_NOTICE = (
        "say_notice",
        "Na twee herinneringen staat er nog iets open. Wij vertellen u duidelijk wat er nu gebeurt.",
        Owner.TEAM,
        *_NOTICE,
    )

    # Every later dimension, on a day without a message.
    NO_MESSAGE = "no_message", "Er gaat vandaag geen bericht uit.", Owner.TEAM, _STOPS

    # Stage.
    STAGE_BEFORE_DUE = "stage_before_due", "Er is nog niets te laat.", Owner.TEAM, _LADDER
    STAGE_NOTICE = "stage_notice", "Twee herinneringen gingen vooraf, met tijd om te reageren.", Owner.TEAM, *_NOTICE
    STAGE_SECOND = "stage_second", "Een herinnering ging vooraf, met tijd om te reageren.", Owner.TEAM, _LADDER
    STAGE_FIRST = "stage_first", "Dit is de eerste herinnering.", Owner.TEAM, _LADDER
    STAGE_NEW_CLAIM = (
        "stage_new_claim",
        "Voor een nieuwe rekening krijgt u eerst een gewone herinnering.",
        Owner.TEAM,
        _LADDER,
    )

    # Channels.
    EMAIL_BEFORE_DUE = (
        "email_before_due",
        "Voor de betaaldatum is een e-mail genoeg.",
        Owner.TEAM,
        "choice:proportionate",
    )
    TO_ADMINISTRATOR_BOTH = (
        "to_administrator_both",
        "Uw bewindvoerder krijgt de brief en de e-mail.",
        Owner.TEAM,
        _STOPS,
    )
    TO_ADMINISTRATOR_LETTER = "to_administrator_letter", "Uw bewindvoerder krijgt de brief.", Owner.TEAM, _STOPS
    TO_ADMINISTRATOR_EMAIL = "to_administrator_email", "Uw bewindvoerder krijgt de e-mail.", Owner.TEAM, _STOPS
    LIKES_EMAIL = "likes_email", "U hebt het liefst een e-mail.", Owner.TEAM, _PREFERENCE, "study:HVA-CLIENTS"
    LIKES_LETTER = "likes_letter", "U hebt het liefst een brief.", Owner.TEAM, _PREFERENCE, "study:HVA-CLIENTS"
    LIKED_AND_ONE_OTHER = (
        "liked_and_one_other",
        "U krijgt het bericht op de manier die u wilt, en op één andere manier.",
        Owner.TEAM,
        _PREFERENCE,
        "study:HVA-CLIENTS",
        "study:DUO-CURACAO",
    )
    ALL_THREE = (
        "all_three",
        "De brief vertelt alles. De e-mail zegt hetzelfde. De sms zegt dat er een brief komt.",
        Owner.TEAM,
        "study:DUO-CURACAO",
        "study:BIT18-L1-LONG",
    )
    LETTER_AND_EMAIL = (
        "letter_and_email",
        "De brief vertelt alles. De e-mail zegt hetzelfde.",
        Owner.TEAM,
        "study:DUO-CURACAO",
    )
    LETTER_AND_SMS = (
        "letter_and_sms",
        "De brief vertelt alles. De sms zegt dat er een brief komt.",
        Owner.TEAM,
        "study:BIT18-L1-LONG",
    )
    ONLY_LETTER = "only_letter", "Wij kunnen u alleen een brief sturen.", Owner.TEAM, "study:DUO-CURACAO"
    EMAIL_AND_SMS = (
        "email_and_sms",
        "De e-mail vertelt alles. De sms zegt dat er een e-mail is.",
        Owner.TEAM,
        "study:DUO-CURACAO",
    )
    ONLY_EMAIL = "only_email", "Wij kunnen u alleen een e-mail sturen.", Owner.TEAM, "study:DUO-CURACAO"

    # Frame and tone.
    TRUE_NOTICE = (
        "true_notice",
        "U hebt recht op een duidelijk bericht over wat er nu gebeurt.",
        Owner.TEAM,
        _NO_PRESSURE,
        *_NOTICE,
    )
    SOLUTIONS_FIRST = (
        "solutions_first",
        "Vaak is er een oplossing. Daarmee beginnen wij.",
        Owner.TEAM,
        _NO_PRESSURE,
        "study:HVA-CLIENTS",
    )
    CALM_FACTS = (
        "calm_facts",
        "Een belangrijk bericht vertellen wij rustig en precies.",
        Owner.TEAM,
        _NO_PRESSURE,
        *_NOTICE,
    )
    THANKS_FOR_PART = (
        "thanks_for_part",
        "U hebt een deel betaald. Dat zien wij en waarderen wij.",
        Owner.TEAM,
        "study:HVA-CLIENTS",
    )
    NOT_HEARD = (
        "not_heard",
        "Misschien is reageren lastig. Wij bieden opnieuw hulp aan.",
        Owner.TEAM,
        "study:HVA-CLIENTS",
    )
    FRIENDLY_WORD = (
        "friendly_word",
        "Iedereen vergeet wel eens iets. Wij schrijven vriendelijk.",
        Owner.TEAM,
        "study:HVA-STAFF",
    )

    # By whom and to whom.
    PERSON_LOOKS = "person_looks", "Een medewerker kijkt naar uw situatie.", Owner.TEAM, _AWAKE
    SENT_BY_TEAM = "sent_by_team", "Het bericht komt van het team dat u kunt bellen.", Owner.TEAM, "study:HVA-STAFF"
    NOBODY_NOW = "nobody_now", "Er hoeft vandaag niets te gebeuren.", Owner.TEAM, _AWAKE
    TO_ADMINISTRATOR = (
        "to_administrator",
        "Uw bewindvoerder regelt uw geldzaken. Wij schrijven daarheen.",
        Owner.TEAM,
        _STOPS,
    )
    TO_CUSTOMER = "to_customer", "Het bericht is voor uzelf.", Owner.TEAM, _STOPS
