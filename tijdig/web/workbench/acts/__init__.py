"""What one can do on a case, by the last word of its address."""

from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.acts.consents import Agree, WithdrawConsent
from tijdig.web.workbench.acts.disputes import Outcome
from tijdig.web.workbench.acts.identity import Identify
from tijdig.web.workbench.acts.knowing import Consequence, Forget, Know, LetGo, TakeInHand
from tijdig.web.workbench.acts.making import Arrange, Change, Counter, MoveOn
from tijdig.web.workbench.acts.money import BookPayment, EndArrangement, TakeBack
from tijdig.web.workbench.acts.rest import Close, Pause, Resume
from tijdig.web.workbench.acts.solutions import SOLUTIONS, EndSolution
from tijdig.web.workbench.acts.steps import Done
from tijdig.web.workbench.acts.talking import Answer, HandOver, LogCall, PlanCall, SendLink, TakeOver
from tijdig.web.workbench.acts.together import Together
from tijdig.web.workbench.acts.told import Details
from tijdig.web.workbench.acts.transfers import GiveToAgency, Keep, Recall

__all__ = ["ACTS", "SOLUTIONS", "ActForm"]

ACTS: dict[str, type[ActForm]] = {
    "gesprek": LogCall,
    "antwoord": Answer,
    "terugbellen": PlanCall,
    "regeling": Arrange,
    "voorstel": Counter,
    "regeling-veranderen": Change,
    "regeling-pauze": MoveOn,
    **SOLUTIONS,
    "afspraak-stoppen": EndSolution,
    "samen": Together,
    "betaling": BookPayment,
    "terugdraaien": TakeBack,
    "uitkomst": Outcome,
    "gegevens": Details,
    "identiteit": Identify,
    "toestemming": Agree,
    "intrekken": WithdrawConsent,
    "weten": Know,
    "weghalen": Forget,
    "gevolg": Consequence,
    "zelf": TakeInHand,
    "teruggeven": LetGo,
    "link": SendLink,
    "rust": Pause,
    "hervatten": Resume,
    "overdragen": HandOver,
    "overnemen": TakeOver,
    "stap": Done,
    "houden": Keep,
    "bureau": GiveToAgency,
    "terughalen": Recall,
    "regeling-stoppen": EndArrangement,
    "sluiten": Close,
}
