"""Paying in parts, one question per page: how much, how often, from when; every part on one page, and "will it work?".

Whoever hesitates gets a smaller amount, a later day or a person, never a push (ADR 50).
"""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from tijdig.actions import arrangements as rules
from tijdig.actions import proposing
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.queries import access, arranged
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.shapes import Shape
from tijdig.web.portal.asking import Asked, Wish, plain
from tijdig.web.portal.questions import UNKNOWN, DayForm, NothingForm, cents_of, is_number
from tijdig.words import RequestKind, Rhythm

MOST_CENTS = 10_000_000  # nobody can miss more at a time: a slip of the finger
INCOME, WILL_IT, YES, PERSON = "inkomen", "lukt", "ja", "mens"
DOUBTS = frozenset({"twijfel", "nee"})
LAST_DAY = 31
RHYTHMS = (
    (Rhythm.MONTHLY.value, marked("Elke maand")),
    (Rhythm.FOUR_WEEKLY.value, marked("Elke vier weken")),
    (Rhythm.WEEKLY.value, marked("Elke week")),
    (INCOME, marked("Als mijn geld binnenkomt")),
)


def in_parts(asked: Asked) -> HttpResponse:
    """What can be missed each time, how often, and from when; who does not know is helped to find out."""
    amount = asked.said("bedrag").strip()
    cents = cents_of(amount)
    is_high = (cents or 0) > MOST_CENTS
    if amount == UNKNOWN and asked.typed is None and asked.visitor.is_self:
        return redirect("portal-room")
    if is_high or (cents is None and amount != UNKNOWN):
        is_wrong = bool(amount) or "bedrag" in asked.request.GET
        return asked.show("amount", amount=amount, is_wrong=is_wrong, is_high=is_high)
    if cents == 0:
        return _nothing(asked)
    often = asked.said("ritme")
    if cents and asked.typed is None and _is_to_choose(asked, often):
        return asked.show("rhythm", amount=amount, euros=here.euros(cents), rhythms=_rhythms())
    return _days(asked, amount, cents, often)


def _is_to_choose(asked: Asked, often: str) -> bool:
    """An address with an amount alone is of somebody who was asked for a month."""
    return "ritme" in asked.request.GET and often not in dict(RHYTHMS)


def _rhythms() -> list[tuple[str, str]]:
    return [(value, say(label)) for value, label in RHYTHMS]


def _days(asked: Asked, amount: str, cents: int | None, often: str) -> HttpResponse:
    """From when: by the days that people think in, or by those on which their money comes in."""
    on = asked.said(INCOME)
    income = int(on) if is_number(on) and 1 <= int(on) <= LAST_DAY else None
    rhythm = Rhythm(often) if often in set(Rhythm) else Rhythm.MONTHLY
    if often == INCOME and income is None:
        return asked.show("income", amount=amount, days=range(1, LAST_DAY + 1), is_wrong=INCOME in asked.request.GET)
    choices = arranged.income_days(income, asked.page.day) if often == INCOME and income else asked.page.days
    form: DayForm = asked.form(DayForm, days=choices, window=asked.page.pay_window)
    shown = {
        "amount": amount, "cents": cents, "often": often, "income": income or "", "choices": choices,
        "euros": arranged.each_text(cents, rhythm) if cents else "", "all_at_once": here.euros(cents or 0),
    }  # fmt: skip
    if asked.is_look and form.is_valid() and _hesitates(asked, is_proposal=bool(cents and form.day)):
        return _doubt(asked, form, cents, rhythm)
    is_all = (cents or 0) >= asked.page.total_cents > 0
    return asked.finish("from", form, lambda: _wish(asked, form, cents, rhythm), is_all=is_all, **shown)


def _hesitates(asked: Asked, *, is_proposal: bool) -> bool:
    """Whether they said anything but yes; with the code alone nothing is agreed, so nothing has to be sure."""
    if asked.request.GET.get(WILL_IT) in DOUBTS and asked.request.method != "POST":
        return True
    is_sent = asked.request.method == "POST" and asked.visitor.is_known and is_proposal
    return is_sent and asked.request.POST.get(WILL_IT) not in {YES, PERSON}


def _wish(asked: Asked, form: DayForm, cents: int | None, rhythm: Rhythm) -> Wish:
    """With an amount and a day it is a proposal, which may be agreed at once; without, somebody thinks along."""
    if not cents or not form.day:
        return plain(RequestKind.PAY_IN_PARTS, {"instalment_cents": cents, "first_on": form.day})
    shape = Shape(first_on=date.fromisoformat(form.day), instalment_cents=cents, rhythm=rhythm)
    return _proposed(asked, shape, {"instalment_cents": cents, "first_on": form.day, "rhythm": rhythm.value})


def later(asked: Asked) -> HttpResponse:
    """All of it on a later day: of whom we know who they are it may be agreed at once."""
    form: DayForm = asked.form(DayForm, days=asked.page.days, window=asked.page.pay_window)
    if asked.is_look and form.is_valid() and _hesitates(asked, is_proposal=bool(form.day)):
        return _doubt(asked, form, None, Rhythm.MONTHLY)

    def wish() -> Wish:
        if not form.day or not asked.visitor.is_known:
            return plain(RequestKind.PAY_LATER, {"pay_on": form.day})
        return _proposed(asked, Shape(first_on=date.fromisoformat(form.day), count=1), {"pay_on": form.day})

    return asked.finish("later", form, wish)


def _proposed(asked: Asked, shape: Shape, details: dict[str, Any]) -> Wish:
    """Every payment on one page, and who says yes."""
    kind = asked.page.kind

    def act(case: Any, asker: Asker) -> Any:
        said = asked.request.POST.get(WILL_IT) or ""
        return proposing.propose(case, shape, asker, is_sure={YES: True, PERSON: False}.get(said), kind=kind)

    if (looked := _looked(asked, shape)) is None:
        return plain(kind, {name: value for name, value in details.items() if name != "rhythm"})
    parts, why = looked
    shown = {
        "lines": arranged.lines(parts) if parts else None,
        "why": arranged.why(why),
        "at_once": not why and asked.visitor.is_known,
        "is_known": asked.visitor.is_known,
    }
    return Wish(details, act, look="parts", shown=shown)


def _looked(asked: Asked, shape: Shape) -> tuple[tuple[Part, ...], tuple[Beyond, ...]] | None:
    """Every part of it, and why a person looks first; none where there is nothing to agree on, or where one runs."""
    case = access.case_of(asked.visitor)
    if arranged.running(case):
        return None
    try:
        parts = rules.preview(case, at=asked.at, **proposing.wished(shape))
    except RefusedError as refused:
        is_long = refused.code in {Refusal.TOO_MANY_PARTS, Refusal.TOO_FAR}
        return ((), (Beyond.LONG,)) if is_long else None
    return parts, rules.judged(case, parts, shape, at=asked.at).reasons


def _doubt(asked: Asked, form: DayForm, cents: int | None, rhythm: Rhythm) -> HttpResponse:
    """It may be too much: less, later, or a person; nothing was agreed and nothing was sent."""
    half = (cents or 0) // 2 // 100 * 100
    less = (str(half // 100), arranged.each_text(half, rhythm)) if half else None
    return asked.show("doubt", less=less, rhythm=rhythm.value, sheet=form.cleaned_data["eens"])


def _nothing(asked: Asked) -> HttpResponse:
    """No money to miss: never a no, a small sum or nothing (DECISIONS 10)."""
    form = asked.form(NothingForm)

    def wish() -> Wish:
        details = {"instalment_cents": int(form.cleaned_data["keuze"]), "first_on": None}
        return plain(RequestKind.PAY_IN_PARTS, details)

    return asked.finish("nothing", form, wish)
