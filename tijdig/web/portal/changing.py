"""Living with an arrangement: another amount, another day, a pause, or a proposal of ours taken with one tap.

Every answer on the way tells nothing of who gave it and stands in the address; what is done is done by one button,
after every payment was on the page. Each needs somebody of whom we know who they are (DECISIONS 8).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import arrangements as rules
from tijdig.actions import proposing
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.languages import say
from tijdig.queries import access, arranged, asking, jointhere
from tijdig.queries import arrangements as found
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.shapes import Shape
from tijdig.rules.workdays import local_day
from tijdig.web.portal.arranging import MOST_CENTS, YES
from tijdig.web.portal.questions import Question, cents_of, is_number
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel, ChangeReason, RequestKind, Rhythm

LOWER, DAY, FASTER = "lager", "dag", "sneller"
REASONS = {LOWER: ChangeReason.AMOUNT, FASTER: ChangeReason.MORE_ROOM, DAY: ChangeReason.DAY}
SLUG = "afspraak"


class Sure(Question):
    """Only the mark: everything else stands on the page that was looked at."""

    tekst = forms.CharField(required=False, max_length=0, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def change(request: HttpRequest) -> HttpResponse:
    """`/afspraak`: what does not fit; then how much, how often or from when; then every payment, before it holds."""
    visit = _Visit(request)
    if visit.share is not None:
        return visit.to_plan("portal-joint-change")
    if visit.running is None:
        return redirect("portal-overview")
    what = request.GET.get("wat", "")
    if what not in REASONS:
        return visit.show("change", pauses=rules.pauses_left(visit.running, visit.day))
    shape = _by_day(request, visit) if what == DAY else _by_amount(request, visit, what)
    if isinstance(shape, HttpResponse):
        return shape
    if shape is None:
        return visit.show("day", days=visit.page.days, is_wrong="gekozen" in request.GET)
    return visit.propose(REASONS[what], shape, what=what)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def pause(request: HttpRequest) -> HttpResponse:
    """`/afspraak/pauze`: how many weeks; then every payment on its new day, before it holds."""
    visit = _Visit(request)
    if visit.share is not None:
        return visit.to_plan("portal-joint-pause")
    if visit.running is None or not visit.left:
        return redirect("portal-overview")
    most, typed = visit.page.policy.solutions.pause_weeks_max, request.GET.get("weken", "")
    weeks = int(typed) if is_number(typed) and 1 <= int(typed) <= most else 0
    if weeks and request.method == "POST":
        return visit.send(lambda asker: proposing.propose_pause(visit.arrangement, weeks, asker))
    left = rules.pauses_left(visit.arrangement, visit.day)
    if not weeks or not left:
        return visit.show("pause", choices=_choices(visit, most) if left else ())
    parts = rules.preview_pause(visit.arrangement, weeks, at=visit.at)
    return visit.show("look", lines=arranged.lines(parts), is_pause=True, form=visit.form)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def offer(request: HttpRequest, number: int) -> HttpResponse:
    """`/voorstel/<n>`: what we propose, until when, and one button to take it."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    asked = access.request_of(visitor, number)
    if request.method == "POST":
        try:
            proposing.take(asked, by=visitor.actor, at=at)
        except RefusedError:
            return redirect("portal-offer", number)
        return redirect("portal-thanks", number)
    page = arranged.offer(visitor, number, at)
    if page is None:
        return redirect("portal-thanks", number)
    return render(request, "portal/change/offer.html", {"page": page, "lines": page.lines})


class _Visit:
    """One visit to an arrangement that runs: whose it is, and what is still to come of it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.at = request, clock.now()
        self.visitor = request.customer  # type: ignore[attr-defined]
        self.day = local_day(self.at)
        self.page = asking.page(self.visitor, RequestKind.CHANGE, self.at)
        case = access.case_of(self.visitor)
        self.running, self.share = arranged.running(case), jointhere.part_of(case)
        self.left = found.left(self.running) if self.running else ()

    @property
    def arrangement(self) -> Any:
        """The one that runs."""
        return self.running

    @property
    def form(self) -> Sure:
        """A fresh mark, or the one that was sent."""
        data = self.request.POST if self.request.method == "POST" else None
        return Sure(data, case_id=self.page.case_id, kind=SLUG)

    def to_plan(self, name: str) -> HttpResponse:
        """What is a share of a plan with others changes there; where it was not asked, the overview says where."""
        is_here = self.share is not None and self.share.joint.case_id == self.page.case_id
        return redirect(name if is_here else "portal-overview")

    def show(self, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
        """A page about this arrangement."""
        return render(self.request, f"portal/change/{template}.html", {"page": self.page, **facts}, status=status)

    def propose(self, reason: ChangeReason, shape: Shape, *, what: str) -> HttpResponse:
        """Every payment as it would be; with the button it holds, or a person looks."""
        if self.request.method == "POST":
            is_sure = self.request.POST.get("lukt") == YES
            return self.send(
                lambda asker: proposing.propose_change(self.arrangement, reason, shape, asker, is_sure=is_sure)
            )
        try:
            parts, why = self._looked(reason, shape)
        except RefusedError as refused:
            return self.show("cannot", why=_said(refused), what=what)
        lines = arranged.lines(parts) if parts else None
        return self.show("look", lines=lines, why=arranged.why(why), what=what, form=self.form)

    def _looked(self, reason: ChangeReason, shape: Shape) -> tuple[tuple[Part, ...], Sequence[Beyond]]:
        case = self.arrangement.case
        why = proposing.reasons(case, shape, at=self.at, is_sure=None, running=self.running, change=reason)
        try:
            parts = rules.preview_change(self.arrangement, at=self.at, **proposing.wished(shape))
        except RefusedError as refused:
            if refused.code not in {Refusal.TOO_MANY_PARTS, Refusal.TOO_FAR}:
                raise
            return (), why
        if parts == self.left:
            raise RefusedError(Refusal.NOTHING_CHANGES)
        return parts, why

    def send(self, act: Any) -> HttpResponse:
        """Do it once, and say so on a page of its own."""
        form = self.form
        if not form.is_valid():
            return redirect(self.request.get_full_path())
        visitor = self.visitor
        asker = Asker(visitor.session_id, visitor.actor, self.at, form.cleaned_data["eens"], "", not visitor.is_known)
        try:
            made = act(asker)
        except RefusedError as refused:
            return self.show("cannot", why=_said(refused), what="")
        return redirect("portal-thanks", made.pk)


def _by_amount(request: HttpRequest, visit: _Visit, what: str) -> Shape | HttpResponse:
    """Another amount, on the days as they are; the page that asks for it as long as it is none."""
    typed = request.GET.get("bedrag", "").strip()[:20]
    cents = cents_of(typed)
    if not cents or cents > MOST_CENTS or not visit.left:
        is_wrong = "bedrag" in request.GET
        return visit.show("amount", what=what, amount=typed, is_wrong=is_wrong, left=arranged.lines(visit.left))
    return Shape(first_on=_next_on(visit), instalment_cents=cents, rhythm=Rhythm(visit.arrangement.rhythm))


def _by_day(request: HttpRequest, visit: _Visit) -> Shape | None:
    """The amount as it is, from another day on; nothing as long as no day was chosen."""
    first, last = visit.page.pay_window
    try:
        chosen = date.fromisoformat(request.GET.get("eerste", ""))
    except ValueError:
        return None
    if not first <= chosen <= last or not visit.left:
        return None
    each = max(part.amount_cents for part in visit.left[:2])  # the first may be what is left of one
    return Shape(first_on=chosen, instalment_cents=each, rhythm=Rhythm(visit.arrangement.rhythm))


def _next_on(visit: _Visit) -> date:
    """The next day to pay on: what was missed comes on the day after today at the earliest."""
    return max(visit.left[0].due_on, visit.day + timedelta(days=1))


def _choices(visit: _Visit, most: int) -> tuple[tuple[int, str], ...]:
    """So many weeks, each with the day on which one pays again; what comes to the same day is said once."""
    named: dict[str, int] = {}
    for weeks in range(1, most + 1):
        parts = rules.preview_pause(visit.arrangement, weeks, at=visit.at)
        named.setdefault(arranged.lines(parts).parts[0][0], weeks)
    return tuple((weeks, day) for day, weeks in named.items())


def _said(refused: RefusedError) -> str:
    """Why it cannot be so, for who reads it here: the sentence of the code itself is for colleagues."""
    return say(arranged.SAME if refused.code == Refusal.NOTHING_CHANGES else arranged.OTHERWISE)
