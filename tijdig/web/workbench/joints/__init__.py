"""What one can do on a joint arrangement, by the last word of its address."""

from tijdig.web.workbench.joints.answers import Decide, ShowFile, StepOut, TellBalance
from tijdig.web.workbench.joints.asking import AddOne, AskAll, AskConsent, Capacity, GoOn, InviteAgain, Refer, Withdraw
from tijdig.web.workbench.joints.base import JointForm
from tijdig.web.workbench.joints.living import (
    CustomerSays,
    OtherDay,
    Paid,
    PaidBack,
    Pause,
    Recalculate,
    Stop,
    TakeCounter,
)
from tijdig.web.workbench.joints.recording import HeardThem, Renew

__all__ = ["JOINT_ACTS", "JointForm"]

JOINT_ACTS: dict[str, type[JointForm]] = {
    "bedrag": TellBalance,
    "dossier": ShowFile,
    "gezegd": HeardThem,
    "langer": Renew,
    "opnieuw": InviteAgain,
    "besluit": Decide,
    "uitstappen": StepOut,
    "toestemming": AskConsent,
    "intrekken": Withdraw,
    "erbij": AddOne,
    "vragen": AskAll,
    "ruimte": Capacity,
    "verder": GoOn,
    "hulp": Refer,
    "klant": CustomerSays,
    "tegenvoorstel": TakeCounter,
    "betaald": Paid,
    "terug": PaidBack,
    "gemist": OtherDay,
    "pauze": Pause,
    "herberekenen": Recalculate,
    "stoppen": Stop,
}
