"""The act that ends a step by a person: a look that was answered, a visit that was made."""

from tijdig.actions import steps
from tijdig.queries import approaches
from tijdig.queries import steps as advice
from tijdig.web.workbench.acts.base import ActForm
from tijdig.web.workbench.fields import FewField, WordsField, offer
from tijdig.words import Skill

_MET = (("met", "Ja, wij spraken elkaar"), ("not", "Nee, niemand deed open; er ligt een kaartje"))


class Done(ActForm):
    """What a person was asked to do, is done."""

    title = "Gedaan"
    button = "Gedaan"
    lead = "Schrijf in een paar woorden op wat eruit kwam. Een gesprek aan de telefoon schrijft u op bij Gesprek."
    done = "Het is opgeschreven. Dit hoeft niet meer."

    step = FewField(label="Wat is er gedaan?")
    met = FewField(label="Sprak u de klant?", choices=_MET, required=False)
    words = WordsField(label="Wat kwam eruit?", rows=3)

    def prepare(self) -> None:
        self.steps = list(approaches.given_of(self.case, self.day).exclude(skill=Skill.CALL))
        offer(self, "step", [(str(one.pk), advice.said_of(one.skill, one.why)) for one in self.steps])
        if len(self.steps) == 1:
            self.initial.setdefault("step", str(self.steps[0].pk))
        if not any(one.skill == Skill.VISIT for one in self.steps):
            del self.fields["met"]

    def cannot(self) -> str:
        return super().cannot() or ("" if self.steps else "Er staat nu niets te doen.")

    def clean(self) -> None:
        values = super().clean() or self.cleaned_data
        visits = {str(one.pk) for one in self.steps if one.skill == Skill.VISIT}
        if values.get("step") in visits and not values.get("met"):
            self.add_error("met", "Kies wat het is.")

    def act(self) -> None:
        values = self.cleaned_data
        met = values.get("met") == "met"
        steps.done(self.case, int(values["step"]), values["words"], met=met, **self.how)
