"""What a message says of a solution: its own sentences, in the language and the form of address of that message."""

from dataclasses import replace

from tijdig.languages import speaking
from tijdig.messages.facts import Facts
from tijdig.messages.languages import DUTCH, chosen
from tijdig.models import Case, Solution
from tijdig.queries import agreed
from tijdig.queries.agreed import Bills
from tijdig.rules.formality import spoken_to
from tijdig.rules.solutions import types
from tijdig.rules.solutions.types import Correction, Referral
from tijdig.words import ReplyKind


def told_of(number: int, kind: ReplyKind, base: Facts) -> Facts:
    """With what only this solution knows."""
    made = Solution.objects.select_related("case__creditor").get(pk=number)
    solution, is_formal = agreed.solution_of(made), base.sender.formality == "u"
    if isinstance(solution, Correction) and kind == ReplyKind.CORRECTED:
        said = tuple(line.strip() for line in solution.why.splitlines() if line.strip())
        return replace(base, before_cents=solution.was_cents, total_cents=solution.is_cents, said=said)
    if isinstance(solution, Referral) and kind == ReplyKind.REFERRED:
        return replace(base, helper=solution.to)
    with speaking(_language(kind, base)):
        said = tuple(spoken_to(line, is_formal=is_formal) for line in agreed.sentences(solution, Bills(made.case)))
    return replace(base, said=said)


def kept(solution: types.Solution, case: Case) -> str:
    """What is written down as the answer to a question: in Dutch, whatever page was asked for."""
    with speaking(DUTCH):
        return spoken_to(" ".join(agreed.sentences(solution, Bills(case))), is_formal=case.creditor.is_formal)


def _language(kind: ReplyKind, base: Facts) -> str:
    """As the message itself will be."""
    if base.recipient.via:
        return DUTCH
    return chosen(base.recipient.language, kind, base.carriers[0], base.sender.drafts)
