"""What all acts on a joint arrangement share: who does it, what was looked at, and a word for who comes second."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms

from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.queries import jointpayee, jointwork
from tijdig.queries.doors import Staff
from tijdig.rules.joint.drafts import JointRefusedError
from tijdig.rules.workdays import local_day
from tijdig.web.workbench.doubts import Doubting
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

NOT_NOW: Final = "Dit kan nu niet: het plan is al verder, of nog niet zover."


class JointForm(forms.Form):
    """What all share: the plan as it was when somebody looked, and a clear word for who comes second."""

    title: ClassVar[str]
    button: ClassVar[str]
    lead: str = ""
    done: ClassVar[str]
    or_else: ClassVar[tuple[str, str]] = ("", "")
    """Another answer with a button of its own: what is sent, and what stands on it."""
    states: ClassVar[frozenset[S]] = frozenset()
    """In which states of the whole it makes sense; for all where none is named."""
    part_states: ClassVar[frozenset[P]] = frozenset()
    """Of which organisation it is; none where it is about the whole."""
    needs_identity = False
    own_only: ClassVar[bool] = False
    """Whether it is an answer of our own organisation, wherever it was asked."""
    by_payee: ClassVar[bool] = False
    """Whether who takes the money for all may do it as well."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *values: Any, staff: Staff, joint: Any, part: Any, at: datetime, **more: Any) -> None:
        super().__init__(*values, **more)
        self.staff, self.joint, self.part, self.at, self.day = staff, joint, part, at, local_day(at)
        self.is_house = joint.case.creditor_id == staff.creditor_id
        self.seen, self.is_changed = joint.version, False
        if self.is_theirs():
            self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the plan."""

    def cannot(self) -> str:
        """Why this makes no sense now, or nothing."""
        if self.states and S(self.joint.state) not in self.states:
            return NOT_NOW
        if self.part_states and (self.part is None or P(self.part.state) not in self.part_states):
            return NOT_NOW
        return ""

    def is_theirs(self) -> bool:
        """Whether this organisation may do it at all: where it was asked, or for its own part."""
        if self.part_states and self.part is None:
            return False
        is_own = self.part is not None and self.part.creditor_id == self.staff.creditor_id
        is_payee = self.by_payee and jointpayee.takes(self.joint, self.staff)
        return is_own if self.own_only else self.is_house or is_payee

    def act(self) -> None:
        """Do it."""
        raise AssertionError(type(self))

    def carried_out(self) -> bool:
        """Whether it was done; else the form says why not, and what was typed stays."""
        self.seen = self.cleaned_data["version"]
        try:
            self.act()
        except ConflictError:
            self.is_changed, self.seen = True, jointwork.joint_for(self.staff, self.joint.pk, self.day).version
        except RefusedError as error:
            self.add_error(None, str(error))
        except (JointRefusedError, NoConsentError) as error:
            self.add_error(None, error.code.label)
        return not self.errors and not self.is_changed

    @property
    def how(self) -> dict[str, Any]:
        """Who does it, when, and on which version."""
        return {"by": self.staff.actor, "at": self.at, "version": self.cleaned_data["version"]}


class AskFirst(Doubting, JointForm):
    """An act that says first what will be otherwise than it was typed: it is done with the second button."""

    def doubt(self) -> tuple[str, ...]:
        """What to look at first; nothing when it can just be done."""
        raise AssertionError(type(self))

    def carried_out(self) -> bool:
        """First only said, when there is something to say."""
        if self.joint.version == self.cleaned_data["version"]:
            self.seen, self.doubts = self.cleaned_data["version"], self.doubt()
        return self.may_go_on and super().carried_out()
