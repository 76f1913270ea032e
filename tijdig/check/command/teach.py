"""`--rules` lists the rules, `--explain RULE` teaches one."""

import difflib
from typing import Final, TextIO

from tijdig.check.findings import ERROR
from tijdig.check.rules import LOOKS, rule
from tijdig.check.rules import rules as all_rules

_NAMES: Final = {"letter": "brief", "email": "e-mail", "sms": "sms", "envelope": "envelop"}


def rules(out: TextIO) -> int:
    """One line for each rule."""
    width = max(map(len, LOOKS))
    for each in all_rules():
        severity = "fout" if each.severity == ERROR else "advies"
        out.write(f"{each.code:<{width}}  {severity:<6}  {each.title}\n")
    return 0


def explain(code: str, out: TextIO, complaints: TextIO) -> int:
    """What a rule looks for, why, with an example."""
    told = rule(code)
    if told is None:
        near = difflib.get_close_matches(code, LOOKS, n=1)
        hint = f"bedoelt u {near[0]}?" if near else "tijdig check --rules noemt ze alle."
        complaints.write(f"tijdig check: de regel '{code}' bestaat niet; {hint}\n")
        return 2
    is_error = told.severity == ERROR
    note = f"{told.note}\n\n" if told.note else ""
    out.write(
        f"{told.title} ({told.code})\n\n"
        f"{told.why}\n\n"
        f"{note}"
        f"Niet zo:  {told.bad}\n"
        f"Wel zo:   {told.good}\n\n"
        f"{'Een fout: zo gaat de tekst niet weg.' if is_error else 'Een advies: u mag het laten staan.'}\n"
        f"Geldt voor: {', '.join(_NAMES[kind] for kind in told.kinds)}. Bron: {told.source}.\n"
        f"Eén keer laten staan: <!-- tijdig: laat {told.code} staan, omdat ... --> op de regel ervoor.\n"
    )
    return 0
