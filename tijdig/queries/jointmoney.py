"""The money of a joint arrangement beside the files of those who take part."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from tijdig.models import Arrangement, Case, Claim, Joint, JointPart, JointPlan, MoneyEntry
from tijdig.queries import arrangements as found
from tijdig.queries import visible
from tijdig.queries.ready import Ready
from tijdig.rules.arrangements import Part
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import OVER, lefts
from tijdig.rules.solutions.shorter import no_crumbs
from tijdig.words import ArrangementState, EntryKind
from tijdig.words import JointPartState as P


@dataclass(frozen=True, slots=True)
class Unheard:
    """What happened in a file here of which the plan has not heard yet, in cents."""

    came: int  # paid
    less: int  # put right, or let go: less is open without anybody who paid it
    back: int  # paid, and gone back


def _whole_rows() -> QuerySet[JointPart]:
    return JointPart.objects.select_related(
        "creditor", "case__creditor", "case__customer", "arrangement__case", "standstill__case",
        "joint__case__creditor", "consent",
    )  # fmt: skip


def _part_rows(number: int) -> QuerySet[JointPart]:
    return _whole_rows().filter(pk=number)


_PART = Ready(_part_rows)


def part(number: int) -> JointPart:
    """One organisation in it; JointPart.DoesNotExist when it is not there."""
    found = _PART.first(number=number)
    if found is None:
        raise JointPart.DoesNotExist
    return found


def rows(numbers: Iterable[int]) -> list[JointPart]:
    """These organisations, each with all that belongs to it, read in one go."""
    return list(_whole_rows().filter(pk__in=list(numbers)).order_by("pk"))


def row_of(known: facts.Part) -> JointPart:
    """The row of an organisation that the rules know."""
    return part(known.id)


def open_cents(case: Case, day: date) -> int:
    """What an arrangement would be about, in a file here."""
    return sum([claim.open_cents for claim in found.open_claims(case, day)])


def askable_cents(case: Case, day: date) -> int:
    """What a plan may ask for in a file here: nothing while the file has its share in one that runs."""
    return 0 if in_plan(case) else open_cents(case, day)


def in_plan(case: Case) -> bool:
    """Whether a joint plan that runs asks for what is open here: no other plan asks for it too (docs/adr/0064)."""
    running = JointPart.objects.filter(case=case, state=P.RUNNING, arrangement__state=ArrangementState.ACTIVE)
    return running.exists()


def has_other(joint: Joint) -> bool:
    """Whether the customer began another plan since, whatever became of it, or has one that goes on beside it.

    Where this one was asked, or with one of its files.
    """
    files = joint.parts.filter(case__isnull=False).values("case")
    asks = JointPart.objects.filter(case__in=files)
    others = Joint.objects.filter(Q(pk__gt=joint.pk) | ~Q(state__in=[state.value for state in OVER]))
    return others.exclude(pk=joint.pk).filter(Q(case=joint.case_id) | Q(parts__in=asks)).exists()


def is_still_open(case: Case, cents: int, day: date) -> bool:
    """Whether this much is still open, to the cent; bills that came in since then stand beside it."""
    return bool(found.oldest(found.open_claims(case, day), cents))


def is_as_filed(case: Case, cents: int, day: date) -> bool:
    """Whether this amount is what the file here says: all that is open, or the oldest bills of it to the cent."""
    is_oldest = cents > 0 and is_still_open(case, cents, day) and not in_plan(case)
    return is_oldest or cents == askable_cents(case, day)


def claims(row: JointPart, day: date) -> list[Claim]:
    """The bills that a payment is for, the oldest first."""
    if row.arrangement is not None:
        return sorted(found.claims_of(row.arrangement), key=lambda claim: (claim.due_on, claim.pk))
    return sorted(found.open_claims(row.case, day), key=lambda claim: (claim.due_on, claim.pk)) if row.case else []


def left_cents(claim: Claim) -> int:
    """What is open of one bill now."""
    return visible.balance_cents(claim)


def open_by_arrangement(numbers: Collection[int]) -> dict[int, int]:
    """What is open of the bills of each of these arrangements; what was paid too much of one does not lower another."""
    found = dict.fromkeys(numbers, 0)
    if not found:
        return found
    seen = visible.seen_q("claim__", "claim__creditor__"), visible.seen_q("claim__entries__", "claim__creditor__")
    bills = Arrangement.claims.through.objects.filter(seen[0], arrangement__in=found)
    rows = bills.values_list("arrangement", "claim").annotate(cents=Sum("claim__entries__amount_cents", filter=seen[1]))
    for arrangement, _claim, cents in rows:
        found[arrangement] += max(0, cents or 0)
    return found


def apart(parts: Iterable[facts.Part]) -> dict[int, int]:
    """Per organisation with its share in a file here: what is left in the plan, less what is open there of its bills.

    What is above nothing is less open in the file, and the plan has not heard of it yet.
    """
    left = {part.id: part.left_cents for part in parts}
    rows = JointPart.objects.filter(pk__in=left, arrangement__isnull=False).order_by("pk")
    ours = dict(rows.values_list("pk", "arrangement"))
    open_cents = open_by_arrangement([number for number in ours.values() if number is not None])
    return {part: left[part] - open_cents[number] for part, number in ours.items() if number is not None}


def unheard(parts: Collection[facts.Part]) -> Iterator[tuple[facts.Part, Unheard]]:
    """What moved in the files here of those that run, or were paid up; all is read before the first is given."""
    cents = apart(parts)
    moved = [part for part in parts if cents.get(part.id)]
    yield from [(part, _moved(part, cents[part.id])) for part in moved]


def _moved(part: facts.Part, cents: int) -> Unheard:
    paid = _paid_since(part)
    came = max(0, min(cents, paid))
    return Unheard(came, max(0, cents - came), max(0, min(-cents, part.paid_cents, -paid)))


def last_paid_on(row: JointPart, day: date) -> date:
    """On which day the newest payment in the file here was made, as the bank says it; today where none is known."""
    if row.arrangement is None:
        return day
    entries = MoneyEntry.objects.filter(
        visible.seen_q("", "creditor__"), claim__in=row.arrangement.claims.all(), kind=EntryKind.PAYMENT
    )
    on = entries.order_by("made_at", "pk").values_list("booked_on", flat=True).last()
    return min(on, day) if on else day


def paid_before(part: facts.Part) -> int:
    """Of what was told to be open in the file here, where nothing is any more: how much of it was paid.

    Counted back from the newest entry, until all that was told is there again.
    """
    told_cents, gone, paid = part.balance_cents or 0, 0, 0
    rows = MoneyEntry.objects.filter(
        visible.seen_q("", "creditor__"), claim__customer__case=row_of(part).case_id,
        kind__in=(EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.CORRECTION),
    )  # fmt: skip
    for kind, cents in rows.order_by("-made_at", "-pk").values_list("kind", "amount_cents").iterator():
        if gone >= told_cents:
            break
        gone -= cents
        paid -= cents if kind != EntryKind.CORRECTION else 0
    return max(0, min(paid, told_cents))


def _paid_since(part: facts.Part) -> int:
    """What was paid in the file here since the plan runs, less what went back and what the plan has heard of."""
    row = row_of(part)
    agreed = JointPlan.objects.filter(joint=row.joint_id, confirmed_at__isnull=False, lines__part=row.pk)
    since = agreed.order_by("number").values_list("confirmed_at", flat=True).first()
    if since is None:
        return 0
    bills = Claim.objects.filter(arrangements__case=row.case, arrangements__made_at__gte=since)
    moved = MoneyEntry.objects.filter(
        visible.seen_q("", "creditor__"), claim__in=bills, kind__in=(EntryKind.PAYMENT, EntryKind.REVERSAL),
        made_at__gte=since,
    )  # fmt: skip
    return -sum(moved.values_list("amount_cents", flat=True)) - part.paid_cents


def parts(joint: facts.Joint, number: int) -> tuple[Part, ...]:
    """What is left of the plan for one organisation, as an arrangement of its own reads it."""
    running = [one for one in joint.parts if one.id == number]
    rows = [(on, cents) for _, on, part, cents in lefts(joint.running, running) if part == number]
    return no_crumbs([Part(place, on, cents) for place, (on, cents) in enumerate(rows, start=1)])


def shares(before: facts.Joint, after: facts.Joint) -> Mapping[str, int]:
    """What each got of a payment: part -> cents; JSON keeps numbers as text."""
    was = {part.id: part.paid_cents for part in before.parts}
    return {
        str(part.id): part.paid_cents - was[part.id] for part in after.parts if part.paid_cents != was.get(part.id, 0)
    }
