"""What one can do on a case, by the last word of its address."""

from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.acts.disputes import Outcome
from tijdig.web.workbench.acts.money import Arrange, BookPayment, EndArrangement, TakeBack
from tijdig.web.workbench.acts.rest import Close, Pause, Resume
from tijdig.web.workbench.acts.talking import Answer, HandOver, LogCall, PlanCall, SendLink, TakeOver
from tijdig.web.workbench.acts.told import Details

__all__ = ["ACTS", "ActForm"]

ACTS: dict[str, type[ActForm]] = {
    "gesprek": LogCall,
    "antwoord": Answer,
    "terugbellen": PlanCall,
    "regeling": Arrange,
    "betaling": BookPayment,
    "terugdraaien": TakeBack,
    "uitkomst": Outcome,
    "gegevens": Details,
    "link": SendLink,
    "rust": Pause,
    "hervatten": Resume,
    "overdragen": HandOver,
    "overnemen": TakeOver,
    "regeling-stoppen": EndArrangement,
    "sluiten": Close,
}
