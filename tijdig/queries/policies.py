"""The policy as it holds for one creditor on one day."""

from collections.abc import Mapping
from datetime import date

from django.db.models.functions import Coalesce

from tijdig.models import AuditEvent, Creditor, Night
from tijdig.policy import CHARGES_COSTS, Policy, load


def of(creditor: Creditor, day: date, tried: Mapping[str, object] | None = None) -> Policy:
    """Its policy, with its sector's values and its own choices; whether it charges costs has a line of its own.

    `tried` are values that are tried out as if they were its choices too.
    """
    own = {**creditor.policy_overrides, CHARGES_COSTS: creditor.charges_costs, **(tried or {})}
    return load(day, creditor=creditor.code, sector=creditor.sector, overrides=own)


def then(creditor: Creditor, day: date) -> Policy:
    """Its policy as the last night of a past day knew it: the numbers of that day, and its own choices by then.

    What it chose later is left out, by the trail of its card; a choice that left no trace counts as it is now.
    """
    last = Coalesce("released_at", "started_at")
    night = Night.objects.filter(day=day).values_list(last, flat=True).first()
    if night is None:
        return of(creditor, day)
    cards = AuditEvent.objects.filter(case_id_text="", noun="creditor", what__in=_CARD)
    rows = cards.filter(noun_id=str(creditor.pk), at__lte=night)
    chosen = {"sector": creditor.sector, "policy_overrides": creditor.policy_overrides}
    chosen["charges_costs"] = creditor.charges_costs
    for facts in rows.order_by("at", "pk").values_list("facts", flat=True):
        chosen |= {name: value for name, value in facts.get("chosen", {}).items() if name in chosen}
    own = {**chosen["policy_overrides"], CHARGES_COSTS: chosen["charges_costs"]}
    return load(day, creditor=creditor.code, sector=chosen["sector"], overrides=own)


_CARD = ("creditor.added", "creditor.changed")


def general(day: date) -> Policy:
    """The policy of nobody in particular: what holds where no sector and no creditor chose otherwise."""
    return load(day)
