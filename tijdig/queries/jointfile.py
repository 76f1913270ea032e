"""One complete file for debt help: everything that was arranged together, as JSON and to be read by a person."""

from datetime import date
from typing import Any

from tijdig.models import Joint, JointPart
from tijdig.queries import consents, jointrenewal, jointrows, jointtold
from tijdig.queries.visible import details
from tijdig.rules import dutch
from tijdig.rules.consents import holds
from tijdig.rules.joint.facts import WeighReason
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState, JointState, Rhythm

SCHEMA = "tijdig-joint-file-1"


def as_json(joint: Joint, day: date) -> dict[str, Any]:
    """What debt help needs and no more: who, what is open where, what can be spared, what ran, what was told whom."""
    held = jointrows.held(joint)
    known = details(joint.case)
    known_here = {part.pk for part in held.parts if is_known(joint, part, day)}
    shared = jointrenewal.told_in(joint)
    return {
        "schema": SCHEMA,
        "on": day.isoformat(),
        "customer": {
            "name": f"{known.first_name} {known.last_name}".strip() if known else "",
            "number": joint.case.customer.number,
            "asked_at": joint.case.creditor.name,
        },
        "state": joint.state,
        "why": [row["why"] for row in joint.weighs],
        "spare_cents": joint.spare_cents,
        "rhythm": joint.rhythm,
        "others": [line.strip() for line in joint.others.splitlines() if line.strip()],
        "organisations": [
            _organisation(part, held.paid.get(part.pk, 0), is_known=part.pk in known_here) for part in held.parts
        ],
        "payments_left": [
            {"number": number, "due_on": on.isoformat(), "organisation": _name(held, part), "cents": cents}
            for number, on, part, cents in held.lefts()
            if part in known_here
        ],
        "told": [
            {"on": local_day(row.at).isoformat(), "to": row.to.name, "what": jointtold.said_of(row)} for row in shared
        ],
    }


def is_known(joint: Joint, part: JointPart, day: date) -> bool:
    """Whether what this organisation told may be told on: it asked itself, or the consent stands on this day."""
    if part.creditor_id == joint.case.creditor_id:
        return True
    return part.consent is not None and holds(consents.terms(part.consent), day)


def _organisation(part: JointPart, paid_cents: int, *, is_known: bool) -> dict[str, Any]:
    """What the customer told of it; and what it told itself, as long as that may be told on."""
    told_by_it: dict[str, Any] = {
        "balance_cents": part.balance_cents,
        "paid_cents": paid_cents,
        "is_threatening": part.is_threatening,
        "contact": part.contact,
        "reason": part.reason,
    }
    nothing = {"balance_cents": None, "paid_cents": 0, "is_threatening": False, "contact": "", "reason": ""}
    return {
        "name": part.creditor.name,
        "phone": part.creditor.phone,
        "customer_number": part.case.customer.number if part.case else part.customer_number,
        "state": part.state,
        "told_cents": part.told_cents,
        **(told_by_it if is_known else nothing),
    }


def as_lines(file: dict[str, Any]) -> tuple[str, ...]:
    """The same, to be read."""
    who = file["customer"]
    spare = euros(file["spare_cents"]) if file["spare_cents"] is not None else "niet bekend"
    why = ", ".join(WeighReason(one).label for one in file["why"]) or "de klant vroeg het"
    return (
        f"{who['name'] or 'Klant'} ({who['number']}), gevraagd bij {who['asked_at']}",
        f"Stand op {dutch.day(date.fromisoformat(file['on']))}: {JointState(file['state']).label}",
        f"Waarom eerst een mens meekeek: {why}",
        f"Kan missen: {spare}, {Rhythm(file['rhythm']).label}",
        *(_line(one) for one in file["organisations"]),
        *(f"Ook nog: {one}" for one in file["others"]),
        *(f"{dutch.day(date.fromisoformat(one['on']))} verteld aan {one['to']}: {one['what']}" for one in file["told"]),
    )


def _line(one: dict[str, Any]) -> str:
    balance = euros(one["balance_cents"]) if one["balance_cents"] is not None else "bedrag niet bekend"
    near = ", er dreigt een afsluiting of ontruiming" if one["is_threatening"] else ""
    return f"{one['name']} ({JointPartState(one['state']).label}): {balance}, betaald {euros(one['paid_cents'])}{near}"


def _name(held: jointrows.Held, number: int) -> str:
    return next(part.creditor.name for part in held.parts if part.pk == number)
