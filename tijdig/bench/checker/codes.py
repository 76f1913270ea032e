"""The codes in the columns as the checker knows them: written down a second time by hand; a test compares them."""

from collections.abc import Mapping

Codes = Mapping[str, int]

WHETHER: Codes = {"CLOSE": 0, "STOP": 1, "WAIT": 2, "ACT": 3}
STAGES: Codes = {"NONE": -1, "S0": 0, "S1": 1, "S2": 2, "S3": 3, "S4A": 4, "S4B": 5, "S5": 6}
KINDS: Codes = {
    "NONE": 0,
    "LETTER": 1,
    "EMAIL": 2,
    "SMS": 4,
    "WHATSAPP": 8,
    "PHONE": 16,
    "VISIT": 32,
    "TRANSFER": 64,
    "VIDEO": 128,
}
FRAMES: Codes = {
    "NONE": -1,
    "SOLUTION": 0,
    "NEUTRAL_NOTICE": 1,
    "SUPPORTIVE": 2,
    "CONSEQUENCE_HELP": 3,
    "EXPLAIN": 4,
    "DETAILS": 5,
    "PREPARE": 6,
}
TONES: Codes = {"NONE": -1, "THANKFUL": 0, "FRIENDLY": 1, "CONCERNED": 2, "FACTUAL": 3, "FORMAL": 4, "FIRM": 5}
PEOPLE: Codes = {
    "NONE": -1,
    "TEAM": 0,
    "HANDLER": 1,
    "CALLER": 2,
    "SAME_PERSON": 3,
    "VISITOR": 4,
    "VIDEO_CALLER": 5,
}
TO_WHOM: Codes = {"NONE": -1, "CUSTOMER": 0, "ADMINISTRATOR": 1}
HOLDS: Codes = {
    "NONE": 0,
    "DIED": 1,
    "SETTLEMENT": 2,
    "MORATORIUM": 3,
    "COLLECTION_PAUSE": 4,
    "DEBT_HELP": 5,
    "DISPUTED": 6,
    "MOVED": 7,
    "AGREED": 8,
    "PAUSED": 9,
    "REACTED": 10,
    "OTHER": 11,
    "REPRESENTED": 12,
}
ROOMS: Codes = {"UNKNOWN": 0, "OK": 1, "NONE": 2}
CONSEQUENCES: Codes = {"NONE": 0, "SUMMONS": 1, "EVICTION": 2, "DISCONNECTION": 3}
PRODUCTS: Codes = {
    "OTHER": 0,
    "RENT": 1,
    "SERVICE_COSTS": 2,
    "MORTGAGE": 3,
    "ENERGY": 4,
    "WATER": 5,
    "HEALTH_PREMIUM": 6,
    "OWN_RISK": 7,
    "TELECOM": 8,
    "PURCHASE": 9,
    "CONSUMER_CREDIT": 10,
    "MUNICIPAL": 11,
}
HOME = 16
"""The bit in `weights` that says: a home hangs on it."""

NEVER = 30_000
"""The count of days that stands for "this did not happen"."""
