"""In which language a customer likes to talk and read: as they told, else as the file of the organisation says."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform

from tijdig.messages import lines
from tijdig.messages.languages import DUTCH
from tijdig.models import Case, Request, SupportNeed
from tijdig.rules import tongues
from tijdig.words import RequestKind, RequestState, SupportNeedKind

LANGUAGE = "language"
"""With a request to be called: the code of the language in which."""


def needs(day: date) -> QuerySet[SupportNeed]:
    """The languages that were told or openly noted and hold on this day, the newest first."""
    rows = SupportNeed.objects.filter(kind=SupportNeedKind.OTHER_LANGUAGE, removed_at__isnull=True, expires_on__gt=day)
    return rows.order_by("-pk")


def told(case: Case, day: date) -> str:
    """The code of the language that the customer told or somebody noted; nothing where none is known by its name."""
    detail = needs(day).filter(customer_id=case.customer_id).values_list("detail", flat=True).first()
    return tongues.code_of(detail or "")


def is_noted(case: Case, day: date) -> bool:
    """Whether anything was told or noted of a language."""
    return needs(day).filter(customer_id=case.customer_id).exists()


def read_in(file: str, told_: str) -> str:
    """The language of the file; where that is Dutch, the one that was told, if our post has a line in it."""
    return told_ if (file or DUTCH) == DUTCH and told_ in lines.codes() else file or DUTCH


def calls() -> Any:
    """Of each case the language in which its customer asked to be called, to read along."""
    rows = Request.objects.filter(case=OuterRef("pk"), kind=RequestKind.CALL_ME, state=RequestState.OPEN)
    return rows.order_by("-pk").values(code=KeyTextTransform(LANGUAGE, "details"))[:1]


def details(day: date) -> Any:
    """Of each case what was told of a language, to read along."""
    return needs(day).filter(customer=OuterRef("customer")).values("detail")[:1]


def call_in(asked: str | None, detail: str | None) -> str:
    """ "Bel in het Turks, met tolk": as was asked with the call, else as was told before."""
    return tongues.call_in(asked or tongues.code_of(detail or ""))
