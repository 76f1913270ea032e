"""What a colleague agrees beside or instead of paying in parts: by whose mandate, and in writing to the customer.

All of it or nothing: the solution, what it does in the book and to an arrangement that runs, the answer to what was
asked, and the message.
"""

from collections.abc import Callable
from datetime import datetime

from tijdig.actions import arrangements, cases, consents, fitting, payments, replies, requests, solutions
from tijdig.actions.arrangements import Yes
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.consents import tellings
from tijdig.messages.consents.tellings import Telling
from tijdig.messages.values import clean
from tijdig.models import Case, Claim, Consent, Request, Solution
from tijdig.queries import agreed, policies, solutionwords, visible
from tijdig.queries import arrangements as found
from tijdig.rules.solutions import mandates, types
from tijdig.rules.solutions.band import Verdict, may_say_yes
from tijdig.rules.solutions.types import Correction, CostsDropped, Deferral, Referral, Small
from tijdig.rules.workdays import local_day
from tijdig.words import ConsentPurpose, EntryReason, ReplyKind, RequestKind, RequestState, SharedData

_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)
_ANSWERS: dict[type[types.Solution], tuple[RequestKind, ...]] = {
    Deferral: _ABOUT_PAYING,
    Small: _ABOUT_PAYING,
    Referral: (RequestKind.HELP,),
}


def judged(case: Case, solution: types.Solution, *, at: datetime) -> Verdict:
    """Who may say yes to this, under the mandate of this creditor."""
    return mandates.needed(solution, policies.of(case.creditor, local_day(at)))


def grant(
    case: Case, solution: types.Solution, yes: Yes, *, by: str, at: datetime, version: int | None = None
) -> Solution:
    """Agree on it and send it in writing; it answers what was asked about it.

    The same once more is a form that was sent twice: nothing goes out again. BY_LEAD_HERE above a handler's mandate,
    WHY_ARRANGED without the reason that goes with it; what cannot be agreed at all says why, as `fitting.check`.
    """
    try:
        with consents.refusals_kept(by=by, at=at):
            return _grant(case, solution, yes, by=by, at=at, version=version)
    except NoConsentError as error:
        raise RefusedError(Refusal.NO_CONSENT) from error


def _grant(
    case: Case, solution: types.Solution, yes: Yes, *, by: str, at: datetime, version: int | None
) -> Solution:  # fmt: skip
    with cases.held(case):
        if before := solutions.same(case, solution, by=by):
            return before
        fitting.check(case, solution, at=at)
        _may(case, solution, yes, at=at)
        made = solutions.agree(case, solution, by=by, at=at, version=version, reason=yes.reason, lead=yes.lead)
        if isinstance(solution, Referral):
            _pass_on(made, solution, by=by, at=at)
        _settle(made, by=by, at=at)
        _tell(made, by=by, at=at)
    return made


def drop_costs(
    case: Case, claim: Claim, wanted: CostsDropped, yes: Yes, *, by: str, at: datetime, version: int | None = None
) -> Solution:
    """Costs go, as there was contact: booked off, in the terms, an arrangement that runs is sooner done, in writing.

    CONFLICT when the bill is not made up as was looked at, NO_SUCH_COSTS for more than may stand on it as costs; the
    rest as `fitting.check`.
    """
    _of_this_case(case, claim)
    with cases.changing(case, version) as fresh:
        fitting.check(fresh, wanted, at=at)
        fitting.check_costs(fresh, claim, wanted, at=at)
        _may(fresh, wanted, yes, at=at)
        day = local_day(at)

        def book() -> Solution:
            payments.correct(claim, -wanted.cents, booked_on=day, by=by, at=at, reason=EntryReason.WAIVED)
            return solutions.write(fresh, wanted, by=by, at=at, reason=yes.reason, lead=yes.lead)

        made = _lower(fresh, book, by=by, at=at)
        cases.take_on(fresh, by=by, at=at)
        _tell(made, by=by, at=at)
    return made


def correct(
    case: Case, claim: Claim, left_cents: int, why: str, yes: Yes, *, by: str, at: datetime, version: int | None = None
) -> Solution:
    """A bill was wrong: so many cents stay open, in one more entry in the book; the customer reads why, and sorry.

    An arrangement that runs keeps its amounts and days, and is sooner done. ONLY_LOWER for a sum that is not below
    what is open, WORDS_NEEDED without a why in words that can be sent, OUTCOME_FIRST while the customer asks whether a
    bill is right; the rest as `fitting.check`.
    """
    _of_this_case(case, claim)
    if not clean(why).strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case, version) as fresh:
        was = visible.balance_cents(claim)
        fitting.check_lower(was, left_cents)
        fitting.check_undisputed(fresh)
        wanted = Correction(claim=claim.pk, was_cents=was, is_cents=left_cents, why=why)
        fitting.check(fresh, wanted, at=at)
        _may(fresh, wanted, yes, at=at)

        def book() -> Solution:
            payments.correct(claim, left_cents - was, booked_on=local_day(at), by=by, at=at)
            return solutions.write(fresh, wanted, by=by, at=at, reason=yes.reason, lead=yes.lead)

        made = _lower(fresh, book, by=by, at=at)
        cases.take_on(fresh, by=by, at=at)
        replies.about_solution(made, ReplyKind.CORRECTED, by=by, at=at)
    return made


def end(solution: Solution, case: Case, *, by: str, at: datetime, version: int | None = None) -> Solution:
    """It is over before its day, as the customer and a colleague agreed; nothing goes out by itself about that."""
    with cases.changing(case, version):
        return solutions.end(solution, by=by, at=at, version=solution.version)


def _lower(case: Case, act: Callable[[], Solution], *, by: str, at: datetime) -> Solution:
    """Do what makes a bill lower on a locked case; what runs follows, without anybody paying sooner or more."""
    running = found.of(case)
    left = found.left(running) if running else ()
    made = act()
    if running and (still := found.of(case)) is not None and still.pk == running.pk:
        made.arrangement = arrangements.shorten(still, case, left, by=by, at=at)
        made.save(update_fields=["arrangement"])
    return made


def _may(case: Case, solution: types.Solution, yes: Yes, *, at: datetime) -> None:
    verdict = judged(case, solution, at=at)
    if not may_say_yes(verdict.mandate, is_lead=yes.by_lead):
        raise RefusedError(Refusal.BY_LEAD_HERE)
    if verdict.reasons and not yes.reason.strip():
        raise RefusedError(Refusal.WHY_ARRANGED)


def _pass_on(made: Solution, referral: Referral, *, by: str, at: datetime) -> None:
    """Name and number go to who helps, under the consent and with a line that the customer can see; or nothing goes."""
    if referral.consent is None:
        return
    rows = Consent.objects.select_related("other").filter(customer=made.case.customer_id, purpose=ConsentPurpose.HELP)
    given = rows.filter(pk=referral.consent, other__sender_name=referral.to).first()
    if given is None:
        raise RefusedError(Refusal.NO_CONSENT)
    consents.share(given.pk, [SharedData.REACH], tellings.kept(Telling.HELP), given.other, by=by, at=at)


def _settle(made: Solution, *, by: str, at: datetime) -> None:
    """What was asked about it is answered by it."""
    solution = agreed.solution_of(made)
    kinds = _ANSWERS.get(type(solution), ())
    words = solutionwords.kept(solution, made.case)
    rows = Request.objects.filter(case=made.case, state=RequestState.OPEN, kind__in=kinds).order_by("pk")
    for request in rows:
        requests.settle(request, words, by=by, at=at)


def _tell(made: Solution, *, by: str, at: datetime) -> None:
    """Who helps was told with consent: that has a message of its own."""
    solution = agreed.solution_of(made)
    is_told = isinstance(solution, Referral) and solution.consent is not None
    replies.about_solution(made, ReplyKind.REFERRED if is_told else ReplyKind.AGREED, by=by, at=at)


def _of_this_case(case: Case, claim: Claim) -> None:
    if claim.customer_id != case.customer_id:
        raise RefusedError(Refusal.OTHER_CASE)
