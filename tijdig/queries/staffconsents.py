"""What staff see of the consents that a customer gave here, and the words that they read aloud."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tijdig.languages import speaking
from tijdig.messages import consents as texts
from tijdig.models import Case, Consent, Creditor
from tijdig.queries import consentpages, consents
from tijdig.rules import dutch
from tijdig.rules.consents import holds
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, ConsentPurpose, SharedData

HOW = {
    ChannelKind.PORTAL: "op de eigen pagina",
    ChannelKind.PHONE: "aan de telefoon",
    ChannelKind.COUNTER: "aan de balie",
    ChannelKind.LETTER: "op papier",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One consent, as a colleague reads it."""

    number: int
    title: str
    how: str
    proof: str
    ended: str
    told: tuple[str, ...]


def of(case: Case, at: datetime) -> tuple[Kept, ...]:
    """All that were given here, those that stand first; what only the customer sees is not among them."""
    if not getattr(case, "has_agreed", True):  # read along with the case
        return ()
    rows = Consent.objects.filter(customer_id=case.customer_id).exclude(purpose=ConsentPurpose.OVERVIEW)
    rows = rows.select_related("other", "customer").prefetch_related("shared__to").order_by("-given_at", "-pk")
    return tuple(sorted((_kept(row, at) for row in rows), key=lambda one: bool(one.ended)))


def stands(case: Case, at: datetime) -> tuple[Kept, ...]:
    """Those that stand now."""
    return tuple(one for one in of(case, at) if not one.ended)


def others(creditor: Creditor) -> list[Creditor]:
    """The other organisations on this platform, by name."""
    return list(Creditor.objects.exclude(pk=creditor.pk).order_by("sender_name", "pk"))


def version(purpose: ConsentPurpose, at: datetime) -> str:
    """Which words are read today."""
    return texts.current(purpose, local_day(at)).code


def data(purpose: ConsentPurpose, at: datetime, *, with_room: bool) -> list[SharedData]:
    """What those words name, and what somebody can spare only where that was asked."""
    text = texts.current(purpose, local_day(at))
    return [*text.data, *(text.on_request if with_room else ())]


def aloud(
    case: Case, purpose: ConsentPurpose, other: Creditor, told: Sequence[SharedData], language: str, at: datetime
) -> str:
    """The words to read aloud."""
    text = texts.current(purpose, local_day(at))
    with speaking(language):
        return consentpages.words(case, text, other, at, language=language, told=told).aloud


def ask_later(case: Case, at: datetime, languages: Iterable[str]) -> dict[str, str]:
    """The question at the end of a good contact, to read aloud in each language; nothing when it was answered."""
    day = local_day(at)
    if consents.may_ask_later(case, day):
        return {}
    text, found = texts.current(ConsentPurpose.ASK_LATER, day), {}
    for language in languages:
        with speaking(language):
            found[language] = consentpages.words(case, text, case.creditor, at, language=language).aloud
    return found


def _kept(row: Consent, at: datetime) -> Kept:
    given = dutch.day(local_day(row.given_at))
    is_standing = holds(consents.terms(row), local_day(at))
    ended = local_day(row.withdrawn_at) if row.withdrawn_at else row.until_on
    own = row.purpose == ConsentPurpose.ASK_LATER
    until = f", tot {dutch.day(row.until_on)}" if row.until_on and is_standing else ""
    return Kept(
        number=row.pk,
        title=row.get_purpose_display().capitalize() + ("" if own else f": {row.other.sender_name}"),
        how=f"Gegeven op {given} {HOW.get(ChannelKind(row.by_channel), row.get_by_channel_display())}{until}",
        proof="" if row.by_channel == ChannelKind.PORTAL else row.proof,
        ended="" if is_standing or ended is None else f"Gestopt op {dutch.day(ended)}",
        told=tuple(
            f"{dutch.day(local_day(one.at))} aan {one.to.sender_name}: "
            + dutch.listed([SharedData(item).label for item in one.data])
            for one in row.shared.all()
        ),
    )
