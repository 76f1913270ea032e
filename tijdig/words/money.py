"""Words about what is owed: claims, entries, contracts, and the files that bring them."""

from tijdig.words.word import Word


class ClaimKind(Word):
    """What a claim is for; policy/claims.toml says which kinds are fixed costs, threatening or preferential."""

    RENT = "rent", "huur"
    SERVICE_COSTS = "service_costs", "servicekosten"
    MORTGAGE = "mortgage", "hypotheek"
    ENERGY = "energy", "energie"
    WATER = "water", "drinkwater"
    HEALTH_PREMIUM = "health_premium", "zorgpremie"
    OWN_RISK = "own_risk", "eigen risico"
    TELECOM = "telecom", "telefoon en internet"
    PURCHASE = "purchase", "aankoop"
    CONSUMER_CREDIT = "consumer_credit", "krediet"
    MUNICIPAL = "municipal", "gemeentelijke heffing"


class EntryKind(Word):
    """What a line in the money book does; see models.MoneyEntry for the signs."""

    CLAIM = "claim", "rekening"
    PAYMENT = "payment", "betaling"
    REVERSAL = "reversal", "teruggeboekte betaling"
    CORRECTION = "correction", "correctie"


class EntryReason(Word):
    """Why a money entry was made, where its kind does not say enough."""

    LISTED = "listed", "staat op de lijst"
    LIST_DIFFERENCE = "list_difference", "verschil met de lijst"
    NO_LONGER_LISTED = "no_longer_listed", "staat niet meer op de lijst"
    BANK = "bank", "bankafschrift"
    BY_HAND = "by_hand", "met de hand geboekt"
    WAIVED = "waived", "kwijtgescholden"
    SETTLED = "settled", "geregeld met hulp"


class ContractState(Word):
    """Whether the customer still has this contract."""

    ACTIVE = "active", "loopt"
    ENDED = "ended", "gestopt"


class ContractEnd(Word):
    """Who ended a contract, and why: keeping customers is one of the aims that we measure."""

    MOVED = "moved", "de klant is verhuisd"
    LEFT = "left", "de klant is overgestapt"
    ARREARS = "arrears", "gestopt door de organisatie om de achterstand"
    OTHER = "other", "anders"


class IntakeKind(Word):
    """Whether a file is the full list or only what changed."""

    FULL = "full", "volledige lijst"
    CHANGES = "changes", "wijzigingen"


class IntakeState(Word):
    """How far one file has come."""

    STAGING = "staging", "wordt ingelezen"
    PUBLISHED = "published", "zichtbaar"
    REFUSED = "refused", "geweigerd"
