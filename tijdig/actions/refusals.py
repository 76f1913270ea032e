"""Why an action can be refused: a code with the sentence that staff read."""

from tijdig.words import Word


class Refusal(Word):
    """The reasons, each with its Dutch sentence."""

    CONFLICT = "conflict", "Dit is net gewijzigd. Kijk opnieuw en probeer het dan nog eens."
    NIGHT_RUNS = "night_runs", "De nacht van deze dag is al bezig. Wacht tot die klaar is."
    NIGHT_PASSED = "night_passed", "Er is al een latere nacht gepland. Een nacht terug kan niet meer."
    END_NEEDED = "end_needed", "Kies een einddatum na vandaag."
    REASON_NEEDED = "reason_needed", "Kies een reden."
    AMOUNT_NEEDED = "amount_needed", "Vul een bedrag in dat groter is dan nul."
    ALREADY_DONE = "already_done", "Dit is al gebeurd."
    OTHER_CASE = "other_case", "Deze rekening hoort bij een ander dossier."


class RefusedError(Exception):
    """The action was refused and changed nothing; `code` says why, its label is for people."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.label)
        self.code = code


class ConflictError(RefusedError):
    """Somebody else changed it since it was read."""

    def __init__(self) -> None:
        super().__init__(Refusal.CONFLICT)
