"""A text message on arranging together holds no amount and no word of arrears: any eye may fall on a screen."""

import re
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tijdig.messages.occasions import table
from tijdig.messages.render import compose
from tijdig.messages.samples import DAY, facts, looks
from tijdig.policy import load
from tijdig.rules.arrangements import Part

POLICY = load(DAY)
OCCASIONS = [one for one in table().values() if one.name.startswith("joint") and "sms" in one.kinds]
AMOUNT = re.compile(r"€|\beuros?\b|\beur\b|\d[.,]\d\d\b", re.IGNORECASE)
DUTCH = r"achterstand|schuld|rekening|betaal|betal|termijn|open\b|openstaa|incasso|kosten|herinnering|aanmaning|bedrag"
ENGLISH = r"arrear|debt|\bow(e|ing)\b|\bbill|\bpay|instalment|overdue|costs?\b|reminder|amount|money"
WORDS = {"nl": re.compile(DUTCH, re.IGNORECASE), "en": re.compile(ENGLISH, re.IGNORECASE)}
MUCH: dict[str, Any] = {"total_cents": 98_765, "instalment": Part(1, DAY.replace(day=30), 12_345)}


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda one: one.name)
def test_text_message_on_arranging_together_betrays_nothing(occasion: Any) -> None:
    found = set()
    for look, language, formality in product(looks(occasion), ("nl", "en"), ("u", "je")):
        known = replace(facts(look), **MUCH)
        sender = replace(known.sender, formality=formality, drafts=("nl", "en"))
        known = replace(known, sender=sender, recipient=replace(known.recipient, language=language))
        content = compose(occasion.name, "sms", known, POLICY)
        assert content.language == language
        own = content.text
        for name in (sender.name, known.recipient.salutation, *known.others):
            own = own.replace(name, "")
        found |= {hit[0] for rule in (AMOUNT, WORDS[language]) for hit in [rule.search(own)] if hit}

    assert found == set()


def test_there_is_a_text_message_for_every_occasion() -> None:
    assert len(OCCASIONS) >= 15
