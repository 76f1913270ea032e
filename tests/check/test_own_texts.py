"""Every text of Tijdig, in Dutch, under the general rules: no error, whoever the reader is."""

from collections.abc import Iterator
from itertools import chain

from tijdig.check import check
from tijdig.messages import samples
from tijdig.messages.content import Content
from tijdig.messages.occasions import table
from tijdig.messages.render import compose
from tijdig.policy import load

KINDS = ("letter", "email", "sms")


def texts() -> Iterator[tuple[str, str, str]]:
    """Name, kind and text of each message; a letter has the letterhead that the layout gives it."""
    policy = load(samples.DAY)
    for look in chain.from_iterable(map(samples.looks, table().values())):
        facts = samples.facts(look)
        for kind in (kind for kind in look.occasion.kinds if kind in KINDS):
            content = compose(facts.stage, kind, facts, policy)
            yield (
                f"{look.occasion.name} {look.level} {kind}",
                kind,
                whole(content, facts.sender.name, facts.sender.phone),
            )


def whole(content: Content, sender: str, phone: str) -> str:
    head = {"letter": f"{sender}\nTel. {phone}\n\n", "email": f"Onderwerp: {content.subject}\n\n"}
    return head.get(content.kind, "") + content.text


def test_texts_have_no_error() -> None:
    shown = list(texts())
    found = {
        (name, finding.code, finding.words)
        for name, kind, text in shown
        for finding in check(text, kind=kind)
        if finding.is_error
    }

    assert len(shown) > 100
    assert found == set()
