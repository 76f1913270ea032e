"""What all acts on a case share: who does it, what was looked at, and a clear word for who comes second."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.queries import casepage
from tijdig.queries.doors import Staff
from tijdig.rules.workdays import local_day
from tijdig.web.workbench.doubts import Doubting
from tijdig.web.workbench.fields import WordsField

NO_WAY = (
    "Let op: er is geen veilig adres om dit te sturen. Het staat wel op de eigen pagina van de klant. Bel de klant ook."
)


class ActForm(forms.Form):
    """What all acts share: the case as it was when somebody looked, and a clear word for who comes second."""

    title: ClassVar[str]
    button: ClassVar[str]
    lead: str = ""
    done: ClassVar[str]
    works_closed: ClassVar[bool] = False
    template: ClassVar[str] = "work/act.html"

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *values: Any, staff: Staff, case: Any, at: datetime, **more: Any) -> None:
        super().__init__(*values, **more)
        self.staff, self.case, self.at, self.day = staff, case, at, local_day(at)
        self.changed_by, self.is_kept = "", False
        self.seen = case.version
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the case."""

    def go_on(self) -> None:
        """With what was typed before the session was over, on the case as it was looked at then."""
        version = self.data.get("version", "")
        self.is_kept, self.seen = True, int(version) if version.isdecimal() else self.seen

    @property
    def written(self) -> list[tuple[str, str]]:
        """The sentences that were typed: to read and copy when the act itself makes no sense any more."""
        found = [(str(one.label), self.data.get(one.html_name)) for one in self if isinstance(one.field, WordsField)]
        return [(label, words) for label, words in found if words]

    def cannot(self) -> str:
        """Why this act makes no sense now, or nothing."""
        return "" if self.case.state == "open" or self.works_closed else Refusal.CASE_CLOSED.label

    def act(self) -> None:
        """Do it."""
        raise AssertionError(type(self))

    def lands(self) -> str:
        """The address of the page to go on with once it is done; nothing for the case itself."""
        return ""

    def carried_out(self) -> bool:
        """Whether it was done; else the form says why not, and what was typed stays."""
        self.seen = self.cleaned_data["version"]
        try:
            self.act()
        except ConflictError:
            self.changed_by = casepage.last_change(self.case) or "een collega"
            self.seen = self.case.version
        except RefusedError as error:
            self.add_error(None, str(error))
        return not self.errors and not self.changed_by

    @property
    def how(self) -> dict[str, Any]:
        """Who does it, when, and on which version of the case."""
        return {"by": self.staff.actor, "at": self.at, "version": self.cleaned_data["version"]}


class AskFirst(Doubting, ActForm):
    """An act that asks once more where something is odd or weighs much: then it is done with the second button."""

    def doubt(self) -> tuple[str, ...]:
        """What to look at first; nothing when it can just be done. RefusedError when it cannot be done at all."""
        raise AssertionError(type(self))

    def carried_out(self) -> bool:
        """First only asked, when there is something to ask."""
        if self.case.version != self.cleaned_data["version"]:
            return super().carried_out()
        self.seen = self.cleaned_data["version"]
        try:
            self.doubts = self.doubt()
        except RefusedError as error:
            self.add_error(None, error.code.label)
            return False
        return self.may_go_on and super().carried_out()
