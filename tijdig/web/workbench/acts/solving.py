"""What the pages of every other solution than paying in parts share: looked at in the customer's words, then agreed."""

import hashlib
import json
from typing import Any, ClassVar

from tijdig.actions import fitting, granting
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.queries import solver
from tijdig.rules.solutions import types
from tijdig.rules.solutions.facts import IncompleteError
from tijdig.web.workbench.acts.base import NO_WAY
from tijdig.web.workbench.acts.signing import Signed
from tijdig.words import ReplyKind, RequestKind

_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)
_MARK = 16


class Solve(Signed):
    """One solution: the wish, what the customer would read, whose yes it takes."""

    template = "work/solution.html"
    button = "Zo afspreken"
    about: ClassVar[str]  # on the page that lists all solutions
    kind: ClassVar[ReplyKind] = ReplyKind.AGREED
    asked: ClassVar[tuple[RequestKind, ...]] = _ABOUT_PAYING
    shows_sums: ClassVar[bool] = False

    def prepare(self) -> None:
        super().prepare()
        self.found = self.ground.found
        self.sums = tuple(one.row for one in self.found) if self.shows_sums else ()
        self.about_sums = solver.about(self.case, self.day) if self.shows_sums else ""
        self.waiting = tuple(one for one in self.ground.asked if one.kind in self.asked)
        self.follows = ""
        way = self.ground.way(self.kind)
        self.to = way.told(self.kind) if way else NO_WAY

    def cannot(self) -> str:
        if self.case.customer.died_on:
            return Refusal.DIED.label
        return super().cannot() or ("" if self.found else "Er staat niets open.")

    def clean(self) -> None:
        """What is agreed has a day that is to come."""
        values = super().clean() or self.cleaned_data
        for name in ("until_on", "due_on"):
            if (on := values.get(name)) and on <= self.day:
                self.add_error(name, "Kies een dag na vandaag.")

    @property
    def wish(self) -> list[Any]:
        """The fields before the preview, but for who signs."""
        return [field for field in self if field.name not in {"version", "reason", "signer", "code"}]

    @property
    def lines(self) -> tuple[str, ...]:
        """What the customer would read, once it was looked at."""
        return self.sketch.said if self.sketch else ()

    def solution(self) -> types.Solution:
        """What was filled in, whole."""
        raise AssertionError(type(self))

    def check(self, wanted: types.Solution) -> None:
        """RefusedError where it cannot be, whoever says yes."""
        fitting.check(self.case, wanted, at=self.at)

    @property
    def looked_at(self) -> str:
        """A mark of the whole solution."""
        facts = json.dumps(types.as_facts(self.wanted), sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()[:_MARK]

    def carried_out(self) -> bool:
        """First only shown; agreed with the second button."""
        self.seen = self.cleaned_data["version"]
        try:
            self.wanted = self.solution()
            self.check(self.wanted)
        except RefusedError as error:
            self.add_error(None, error.code.label)
            return False
        except IncompleteError:
            self.add_error(None, "Zo is het niet compleet. Kijk de dagen en de bedragen na.")
            return False
        judged = granting.judged(self.case, self.wanted, at=self.at)
        self.sketch = solver.sketch(self.case, self.wanted, judged, is_lead=self.staff.is_lead)
        return self.is_sure_of_it and self.may() and super().carried_out()

    def act(self) -> None:
        granting.grant(self.case, self.wanted, self.yes, **self.how)
