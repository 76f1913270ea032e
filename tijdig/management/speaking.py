"""Speaking all letters, with a bar on the terminal."""

from tijdig.management.bars import bar
from tijdig.messages import languages
from tijdig.queries import creditors, spoken
from tijdig.spoken import shelf
from tijdig.spoken.engines import Engine, SpeechError


def speak(voice: Engine, code: str | None, language: str | None, *, anew: bool = False) -> str:
    """Make what is not there yet; one line that says how many letters, and how heavy."""
    tongues = [one for one in languages.codes() if language in (None, one)]
    owners = [creditor for creditor in creditors.listed() if code in (None, creditor.code)]
    if code is not None and not owners:
        raise SpeechError(f"organisatie {code} bestaat niet; `tijdig creditor --list` noemt ze.")
    wanted = [
        (creditor.code, script)
        for creditor in owners
        for tongue in tongues
        for script in spoken.of_creditor(creditor, tongue)
    ]
    made = []
    with bar() as report:
        for owner, script in wanted:
            made.append(shelf.put(owner, script, voice, anew=anew))
            report("brieven voorlezen", len(made), len(wanted))
    new = sum(one.is_new for one in made)
    heaviest = max((one.size for one in made), default=0) // 1024
    return f"{len(made)} brieven, {new} nieuw ingesproken; de grootste is {heaviest} kB. Stem: {voice.name}."
