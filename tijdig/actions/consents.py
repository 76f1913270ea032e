"""The register of consents: given in known words, taken back at once, and nothing told to another outside of it.

Whatever goes from one organisation to another goes through `share`, which holds the consent while it looks and writes
down what was told. Locks go case, then consent: who shares inside a larger change holds its cases already.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from tijdig.actions import audit, cases
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages import consents as texts
from tijdig.models import Case, Consent, Creditor, Customer, CustomerSession, Shared
from tijdig.queries import consents as known
from tijdig.queries import policies, together
from tijdig.queries.consents import Told
from tijdig.rules import actors
from tijdig.rules.consents import LEVELS, ConsentFault, fault, holds, until
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, SharedData, StopReason, Word

__all__ = [
    "Ended",
    "NoConsentError",
    "Tell",
    "close",
    "give",
    "look",
    "refusals_kept",
    "renew",
    "share",
    "share_each",
    "stand_again",
    "withdraw",
]


class Ended(Word):
    """Why a consent ended by itself."""

    PART = "part", "de organisatie staat niet meer in het plan"
    PLAN = "plan", "het plan is voorbij"
    RENEWED = "renewed", "de klant zei opnieuw ja"


class NoConsentError(Exception):
    """Nothing was told: there is no consent for it that stands now; with what was tried, for the trail."""

    def __init__(
        self, code: ConsentFault, to: Creditor | None = None, case_id: int | None = None, **tried: Any
    ) -> None:  # fmt: skip
        super().__init__(code.label)
        self.code, self.to, self.case_id, self.tried = code, to, case_id, tried


@contextmanager
def refusals_kept(*, by: str, at: datetime) -> Iterator[None]:
    """Around a larger change: what was refused in it stands in the trail, also when all of the change is undone."""
    try:
        yield
    except NoConsentError as error:
        _keep(error, by=by, at=at)
        raise


def give(
    case: Case, purpose: ConsentPurpose, other: Creditor, data: Collection[SharedData], *, text_version: str,
    language: str, by_channel: ChannelKind, level: AssuranceLevel, proof: str, by: str, at: datetime,
    other_customer: Customer | None = None, version: int | None = None,
) -> Consent:  # fmt: skip
    """The customer agreed, in the words of that version: who, what, to whom, for what, until when (art. 7 AVG).

    To be asked later is agreed with the organisation itself (`other` is its own). OWN_ORGANISATION for the wrong one;
    CONSENT_WORDS when that version does not name these data; NOT_SURE_WHO below the level that the purpose asks;
    PROOF_NEEDED when a colleague does not say what shows it; ALREADY_DONE for one that stands.
    """
    check_words(purpose, data, text_version, language)
    if level < LEVELS[purpose]:
        raise RefusedError(Refusal.NOT_SURE_WHO)
    if actors.number_of(by) is not None and not proof.strip():
        raise RefusedError(Refusal.PROOF_NEEDED)
    with cases.changing(case, version) as fresh:
        if (other.pk == fresh.creditor_id) != (purpose == ConsentPurpose.ASK_LATER):
            raise RefusedError(Refusal.OWN_ORGANISATION)
        _clear(fresh.customer, purpose, other, at)
        given = write(
            fresh, purpose, other, data, text_version=text_version, language=language, by_channel=by_channel,
            level=level, proof=proof, by=by, at=at, other_customer=other_customer,
        )  # fmt: skip
        stopped = cases.stop_queued(fresh, StopReason.AGREED, by=by, at=at) if purpose == ConsentPurpose.JOINT else 0
        facts = {"other": other.pk, "channel": by_channel, "text": text_version, "level": int(level)}
        facts |= {"data": given.data, "stopped": stopped}
        audit.record("consent.given", given, by=by, at=at, case_id=fresh.pk, facts=facts)
    return given


def check_may(case: Case, purpose: ConsentPurpose, other: Creditor, level: AssuranceLevel, *, at: datetime) -> None:
    """What is known before anything is read aloud: NOT_SURE_WHO, or ALREADY_DONE for one that stands."""
    if level < LEVELS[purpose]:
        raise RefusedError(Refusal.NOT_SURE_WHO)
    if known.of(case.customer, local_day(at), purpose).filter(customer=case.customer_id, other=other).exists():
        raise RefusedError(Refusal.ALREADY_DONE)


def check_words(purpose: ConsentPurpose, data: Collection[SharedData], text_version: str, language: str) -> None:
    """CONSENT_WORDS unless this version is of this purpose, exists in this language, and names these data."""
    text = texts.by_code(text_version)
    if text is None or text.purpose != purpose or language not in text.words or not text.allows(data):
        raise RefusedError(Refusal.CONSENT_WORDS)


def write(
    case: Case, purpose: ConsentPurpose, other: Creditor, data: Collection[SharedData], *, text_version: str,
    language: str, by_channel: ChannelKind, level: AssuranceLevel, proof: str, by: str, at: datetime,
    other_customer: Customer | None = None,
) -> Consent:  # fmt: skip
    """One line of the register, for actions that looked already whether it may be; it has an end of its own.

    What the customer alone sees has none: it stays until taken away.
    """
    day = local_day(at)
    is_told = purpose != ConsentPurpose.OVERVIEW
    return Consent.objects.create(
        customer=case.customer,
        purpose=purpose,
        other=other,
        other_customer=other_customer,
        data=[item.value for item in SharedData if item in data],
        given_at=at,
        given_by=by,
        by_channel=by_channel,
        text_version=text_version,
        language=language,
        level=level,
        proof=proof.strip(),
        until_on=until(day, policies.of(case.creditor, day).joint.consent_months) if is_told else None,
    )


def _clear(customer: Customer, purpose: ConsentPurpose, other: Creditor, at: datetime) -> None:
    """Make place: what is over by itself is closed; ALREADY_DONE for one that stands."""
    rows = Consent.objects.filter(customer=customer, purpose=purpose, other=other, withdrawn_at__isnull=True)
    for before in rows.select_related("customer"):
        if holds(known.terms(before), local_day(at)):
            raise RefusedError(Refusal.ALREADY_DONE)
        rows.filter(pk=before.pk).update(withdrawn_at=at, withdrawn_by=known.ENDED)


# Taking back ---------------------------------------------------------------------------------------------------------


def withdraw(
    consent: Consent, *, by: str, at: datetime, version: int | None = None, stays: int | None = None
) -> tuple[Shared, ...]:
    """The customer takes it back: from now on nothing is told. With all that was told under it, the oldest first.

    Whoever went over by a link between files is out, but for session `stays`, in which it is taken back. ALREADY_DONE
    when it was taken back before. What two organisations agreed stays agreed (docs/adr/0052).
    """
    if consent.purpose == ConsentPurpose.OVERVIEW:
        with transaction.atomic():
            if not end(Consent.objects.filter(pk=consent.pk), by=by, at=at, stays=stays):
                raise RefusedError(Refusal.ALREADY_DONE)
        return ()
    with cases.changing(Case.objects.get(customer=consent.customer_id), version) as fresh:
        rows = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).select_for_update(of=("self",))
        if not list(rows.values_list("pk")):
            raise RefusedError(Refusal.ALREADY_DONE)
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=at, withdrawn_by=by)
        consent.withdrawn_at, consent.withdrawn_by = at, by
        found = tuple(Shared.objects.filter(consent=consent).select_related("to").order_by("at", "pk"))
        facts = {"other": consent.other_id, "shared": len(found)}
        audit.record("consent.withdrawn", consent, by=by, at=at, case_id=fresh.pk, facts=facts)
    return found


def renew(
    before: Consent, data: Collection[SharedData], *, text_version: str, language: str, by_channel: ChannelKind,
    level: AssuranceLevel, proof: str, by: str, at: datetime,
) -> Consent:  # fmt: skip
    """Yes again, in the words of now: the one before is closed as replaced, and a new line says until when this holds.

    For who holds the case already. Refused as `give` is; NO_CONSENT for one that holds no more.
    """
    check_words(ConsentPurpose(before.purpose), data, text_version, language)
    if level < LEVELS[ConsentPurpose(before.purpose)]:
        raise RefusedError(Refusal.NOT_SURE_WHO)
    if actors.number_of(by) is not None and not proof.strip():
        raise RefusedError(Refusal.PROOF_NEEDED)
    fresh = Consent.objects.select_for_update(of=("self",)).select_related("customer__case").get(pk=before.pk)
    if not holds(known.terms(fresh), local_day(at)):
        raise RefusedError(Refusal.NO_CONSENT)
    case = fresh.customer.case
    close(fresh, Ended.RENEWED, case_id=case.pk, by=by, at=at)
    given = write(
        case, ConsentPurpose(fresh.purpose), fresh.other, data, text_version=text_version, language=language,
        by_channel=by_channel, level=level, proof=proof, by=by, at=at, other_customer=fresh.other_customer,
    )  # fmt: skip
    facts = {"other": given.other_id, "channel": by_channel, "text": text_version, "level": int(level)}
    facts |= {"data": given.data, "renews": fresh.pk}
    audit.record("consent.given", given, by=by, at=at, case_id=case.pk, facts=facts)
    return given


def close(consent: Consent, why: Ended, *, case_id: int, by: str, at: datetime) -> None:
    """What it was for is over, so it ends by itself; for who holds the case already. Nothing where it ended before."""
    rows = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
    if rows.update(withdrawn_at=at, withdrawn_by=known.ENDED):
        facts = {"other": consent.other_id, "why": why.value}
        audit.record("consent.ended", consent, by=by, at=at, case_id=case_id, facts=facts)


def stand_again(consent: Consent, *, case_id: int, by: str, at: datetime) -> bool:
    """It ended because its plan was over, and the plan was not: it stands again, until the day it always had.

    Never what somebody took back, what is past its day, or where another stands meanwhile (docs/adr/0062).
    """
    rows = Consent.objects.filter(
        customer=consent.customer_id, purpose=consent.purpose, other=consent.other_id, withdrawn_at__isnull=True
    )
    is_past = consent.until_on is not None and consent.until_on <= local_day(at)
    if known.why_ended(consent) != Ended.PLAN or is_past or rows.exists():
        return False
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=None, withdrawn_by="")
    facts = {"other": consent.other_id}
    audit.record("consent.stands_again", consent, by=by, at=at, case_id=case_id, facts=facts)
    return True


def end(rows: QuerySet[Consent], *, by: str, at: datetime, stays: int | None = None) -> int:
    """Take back what stands of these links between files of one person; how many.

    Who went over by one, in another browser than session `stays`, is out there. No case changes (docs/adr/0045).
    """
    running = rows.filter(purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True)
    found = list(running.select_related("customer__case", "other_customer__case").select_for_update(of=("self",)))
    for given in found:
        Consent.objects.filter(pk=given.pk).update(withdrawn_at=at, withdrawn_by=by)
        over = together.over_by(given).exclude(pk=stays or 0)
        for session in over.select_for_update(of=("self",)).select_related("customer__case").order_by("pk"):
            CustomerSession.objects.filter(pk=session.pk).update(ended_at=at)
            case = session.customer.case
            audit.record("door.left", session, by=actors.customer(session.customer_id), at=at, case_id=case.pk)
        for side in (given.customer, given.other_customer):
            if side is not None and hasattr(side, "case"):
                audit.record("together.unlinked", given, by=actors.customer(side.pk), at=at, case_id=side.case.pk)
    return len(found)


# Telling -------------------------------------------------------------------------------------------------------------


class Tell(NamedTuple):
    """These data, to that organisation, under this consent; `what` is a code of messages/consents/tellings.py."""

    consent_id: int | None
    data: Collection[SharedData]
    what: str
    to: Creditor


def share(
    consent_id: int | None, data: Collection[SharedData], what: str, to: Creditor, *, by: str, at: datetime
) -> Shared:
    """Tell these data to that organisation: only under a consent that stands at this moment, and never without a line.

    The consent is held until the line is written: whoever takes it back waits, or was first. NoConsentError otherwise:
    nothing was told, and that somebody tried stands in the trail. `what` is a code of
    messages/consents/tellings.py, or more of them.
    """
    return share_each([Tell(consent_id, data, what, to)], by=by, at=at)[0]


def share_each(tells: Sequence[Tell], *, by: str, at: datetime) -> list[Shared]:
    """The same to many, in one go: all of it, or nothing where one of these consents does not hold."""
    with transaction.atomic():
        held = _held([tell.consent_id for tell in tells])
        faults = [_fault(held.get(tell.consent_id or 0), tell.data, tell.to, at) for tell in tells]
        if not any(faults):
            return _write_told([(held[tell.consent_id or 0], tell) for tell in tells], by=by, at=at)
    code, wrong = next((code, tell) for code, tell in zip(faults, tells, strict=True) if code)
    case = Case.objects.filter(customer__consents=wrong.consent_id).first() if wrong.consent_id else None
    raise _refused(code, case, wrong.to, wrong.data, by=by, at=at)


def look(
    reader: Creditor, case: Case, data: Collection[SharedData], *, what: str, by: str, at: datetime
) -> tuple[Told, Shared]:
    """What another organisation may know of this file, told to it now and written down; NoConsentError as for `share`.

    The only way in which one organisation reads of a file at another.
    """
    with transaction.atomic():
        consent = known.towards(reader, case, data, local_day(at))
        found = _told(consent.pk if consent else None, data, what, reader, by=by, at=at)
        if isinstance(found, Shared):
            return known.told(case, data, at), found
    raise _refused(found, case, reader, data, by=by, at=at)


def _told(
    consent_id: int | None, data: Collection[SharedData], what: str, to: Creditor, *, by: str, at: datetime
) -> Shared | ConsentFault:
    """The line of what is told now, under a consent that is held; or why it may not be."""
    consent = _held([consent_id]).get(consent_id or 0)
    code = _fault(consent, data, to, at)
    if consent is None or code is not None:
        return code or ConsentFault.UNKNOWN
    return _write_told([(consent, Tell(consent_id, data, what, to))], by=by, at=at)[0]


def _held(numbers: Collection[int | None]) -> dict[int, Consent]:
    """These consents, locked in one order."""
    rows = Consent.objects.select_for_update(of=("self",)).select_related("customer__case").order_by("pk")
    return {consent.pk: consent for consent in rows.filter(pk__in={number or 0 for number in numbers})}


def _fault(consent: Consent | None, data: Collection[SharedData], to: Creditor, at: datetime) -> ConsentFault | None:
    return fault(known.terms(consent) if consent else None, data, to.pk, local_day(at))


def _write_told(told: Sequence[tuple[Consent, Tell]], *, by: str, at: datetime) -> list[Shared]:
    """A line for each, and its trace."""
    lines = [
        Shared(
            consent=consent, to=tell.to, data=[one.value for one in SharedData if one in tell.data], what=tell.what,
            at=at, by=by,
        )
        for consent, tell in told
    ]  # fmt: skip
    made = Shared.objects.bulk_create(lines)
    traces = [
        audit.event(
            "consent.shared", line, by=by, at=at, case_id=consent.customer.case.pk,
            facts={"to": line.to_id, "data": line.data, "consent": consent.pk},
        )
        for line, (consent, _) in zip(made, told, strict=True)
    ]  # fmt: skip
    audit.record_all(traces)
    return made


def _refused(
    code: ConsentFault, case: Case | None, to: Creditor, data: Collection[SharedData], *, by: str, at: datetime
) -> NoConsentError:
    """That somebody tried stands in the trail, outside of what is undone by the error; with the error to raise."""
    data_told = sorted(item.value for item in data)
    error = NoConsentError(code, to, case.pk if case else None, data=data_told)
    _keep(error, by=by, at=at)
    return error


def _keep(error: NoConsentError, *, by: str, at: datetime) -> None:
    if error.to is not None:
        facts = {"code": error.code.value, **error.tried}
        audit.record("consent.refused", error.to, by=by, at=at, case_id=error.case_id, facts=facts)


# Whether we may ask later --------------------------------------------------------------------------------------------


def may_ask_later(
    case: Case, *, language: str, by_channel: ChannelKind, level: AssuranceLevel, proof: str, by: str, at: datetime
) -> Consent | None:
    """Yes, we may ask later about arranging together; nothing new where the customer said so before."""
    text = texts.current(ConsentPurpose.ASK_LATER, local_day(at))
    with cases.held(case):
        if known.may_ask_later(case, local_day(at)):
            return None
        return give(
            case, ConsentPurpose.ASK_LATER, case.creditor, (), text_version=text.code,
            language=texts.language_of(text, language), by_channel=by_channel, level=level, proof=proof, by=by, at=at,
        )  # fmt: skip


def decline(case: Case, *, by: str, at: datetime) -> None:
    """No, rather not: it is not asked again for a while. Said twice on a day, it is said once."""
    with cases.held(case):
        if not known.said_no(case, 1, at):
            audit.record(known.DECLINED, case, by=by, at=at, case_id=case.pk)
