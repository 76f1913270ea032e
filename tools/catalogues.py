"""Bring the catalogues of the pages up to date: `python -m tools.catalogues` from the project folder.

Every text that customers read gets an entry in each language, empty where nobody translated it yet; what no page says
any more goes. Of easy Dutch (nl_A2) only the entries stay that somebody wrote: what is not there is said as it is.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polib

from tijdig.words import Word

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "tijdig" / "templates"
SAYING: Final = frozenset(("say", "later", "marked"))
_CODE: Final = re.compile(r"[a-z_]+")
ROAD: Final = (
    "portal/short.html", "portal/base.html", "portal/door_base.html", "portal/locked.html", "portal/parts_phones.html",
    "portal/contact.html", "portal/contact_sent.html", "portal/ask/base.html", "portal/ask/days.html",
    "portal/ask/hours.html", "portal/ask/call.html", "portal/ask/look.html", "portal/thanks_short.html",
    "portal/helper_along.html", "portal/helper_asked.html",
    "portal/out.html", "portal/gone.html", "portal/parts/aloud.html", "portal/parts/person.html",
    "portal/parts/now_113_door.html", "portal/parts/send.html", "web/base.html", "web/403_form.html", "web/500.html",
    "web/parts/errors.html", "web/parts/field.html", "web/parts/person.html",
)  # fmt: skip
"""The pages that every language has: tijdig/web/languages.py says which addresses they are."""
UNSAID: Final = frozenset((
    # Of these pages, what stands behind {% if not is_short %}, or is said to nobody on this road.
    "Wat wij doen en nooit doen", "Bewaar dit en ga later verder", "Nee, terug naar mijn overzicht",
    "Stuur mij een link per e-mail of sms",
    "[[Verstuurt u|Verstuur je]] iets anders? Dan vervalt dit.",
    "Liet [[u|je]] op een ander apparaat zien wie [[u bent|je bent]]? Daar blijft het nog even open. Ook dat uitloggen?"
    " <a>Laat eerst zien wie [[u bent|je bent]]</a>.",
))  # fmt: skip
SAID_ON_ROAD: Final = (
    "[[Wilt u|Wil je]] iets vertellen? Dat hoeft niet.", "Dit is te lang. Maak het korter, of bel ons.",
    "Op welk nummer bellen wij [[u|je]]?", "Vul [[uw|je]] telefoonnummer in.", "Dit nummer is te lang.",
    "Vul een nummer van tien cijfers in, zoals 06 12 34 56 78.", "In welke taal praten wij?",
    "Is dat geen Nederlands of Engels? Dan zoeken wij een tolk.", "Kies een taal uit de lijst.",
    "Deze pagina stond lang open. Kijk alles na en verstuur het nog een keer.", "De code uit uw brief",
    "Bijvoorbeeld: KTR 4WD 9FM. Hoofdletters en spaties maken niet uit.", "Vul de code uit uw brief in.",
    "Dit is te lang. De code heeft negen letters en cijfers.", "Uw postcode", "Bijvoorbeeld: 1234 AB.",
    "Vul uw postcode in.", "Uw naam", "Vul uw naam in.", "Welke organisatie?", "Kies een organisatie",
    "De naam staat bovenaan uw brief, e-mail of sms.", "Kies een organisatie.", "Uw telefoonnummer",
    "Vul uw telefoonnummer in.", "Wilt u iets vertellen? Dat hoeft niet.",
    "Vul een telefoonnummer van tien cijfers in, zoals 06 12 34 56 78.", "Bel mij", "Vandaag, ", "Morgen, ",
    "van {first} tot {last} uur", "om {hour} uur", "Ochtend", "Middag", "Avond", "binnen twee werkdagen", "Nummer",
    "Wij bellen [[u|je]]", "{day} om {hour} uur", "eindigt op {last}", "is {phone}", "Taal",
    "{language}, met een tolk", "Waarover",
    "Laten zien wie [[u bent|je bent]]", "Het team van {name}", "Wij antwoorden uiterlijk {day}",
    "Wij gaven antwoord", "Vervangen door [[uw|je]] nieuwe vraag", "Ingetrokken", "iemand die meekijkt",
)  # fmt: skip
"""What code says there; a test walks the road and finds what is missing."""
PLACES: Final = (
    "tijdig/web", "tijdig/queries", "tijdig/templatetags", "tijdig/messages/languages", "tijdig/messages/consents",
    "tijdig/words",
)  # fmt: skip


def texts() -> dict[str, list[str]]:
    """Everything that customers read on pages, with the files that say it; in the order of those."""
    found: dict[str, list[str]] = {}
    for place, text in (*_pages(), *_code(), *_words(), *_help()):
        if not text:
            continue
        places = found.setdefault(text, [])
        if place not in places:
            places.append(place)
    return found


def _pages() -> Iterator[tuple[str, str]]:
    from tijdig.languages.units import units

    for folder in ("portal", "web"):
        for path in sorted((TEMPLATES / folder).rglob("*.html")):
            yield from ((_name(path), text) for text in units(path.read_text(encoding="utf-8")))


def of_short() -> list[str]:
    """What is said on the road that every other language has, in the order of its pages."""
    from tijdig.actions.doors import DoorFault
    from tijdig.actions.refusals import Refusal
    from tijdig.languages.units import units

    pages = [text for name in ROAD for text in units((TEMPLATES / name).read_text(encoding="utf-8"))]
    doors = [DoorFault.UNKNOWN, DoorFault.NOT_BOTH, DoorFault.OLD, DoorFault.HELPER_OLD, DoorFault.LOCKED]
    refused = [Refusal.SLOT_TAKEN, Refusal.MANY_QUESTIONS, Refusal.MANY_TODAY]
    said = [*pages, *SAID_ON_ROAD, *(word.label for word in (*doors, *refused))]
    return [text for text in dict.fromkeys(said) if text not in UNSAID]


def _code() -> Iterator[tuple[str, str]]:
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for place in PLACES for path in _files(place)}
    everywhere = {f"{path.stem}.{name}": value for path, module in modules.items() for name, value in _tables(module)}
    for path, module in modules.items():
        tables = everywhere | dict(_taken(module, modules)) | dict(_tables(module))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield from ((_name(path), text) for text in _said(node.args[0], tables))


def _files(place: str) -> list[Path]:
    return sorted((ROOT / place).rglob("*.py"))


def _tables(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The constants of a module, of which code says one text or another."""
    for node in module.body:
        if isinstance(node, ast.Assign):
            yield from _named(node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _taken(module: ast.Module, modules: dict[Path, ast.Module]) -> Iterator[tuple[str, ast.expr]]:
    """The constants that a module takes from another of ours."""
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            source = modules.get(ROOT / f"{node.module.replace('.', '/')}.py")
            there = dict(_tables(source)) if source else {}
            yield from ((one.name, there[one.name]) for one in node.names if one.name in there)


def _named(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from (pair for two in zip(target.elts, value.elts, strict=True) for pair in _named(*two))


def _said(node: ast.expr, tables: dict[str, ast.expr]) -> Iterator[str]:
    """The texts in what is handed to `say`: itself, either side of a choice, or all that stands in a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_said(node.body, tables), *_said(node.orelse, tables))
    elif isinstance(node, ast.Name) and node.id.isupper():
        yield from _texts(tables[node.id])
    elif isinstance(node, ast.Subscript):
        yield from _said(node.value, tables)
    elif isinstance(node, ast.Attribute) and ast.unparse(node) in tables:  # else the label of a word
        yield from _texts(tables[ast.unparse(node)])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from (one for part in (node.func.value, *node.args[1:]) for one in _said(part, tables))


def _texts(value: ast.expr) -> Iterator[str]:
    """Every text in a table; of a dict its values only. What names a kind in code is no text."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.Dict):
        yield from (text for one in value.values for text in _texts(one))
    elif isinstance(value, ast.Tuple | ast.List):
        yield from (text for one in value.elts for text in _texts(one) if not _CODE.fullmatch(text))
    elif isinstance(value, ast.Call):
        yield from (text for one in value.args for text in _texts(one))
    elif isinstance(value, ast.BinOp):
        yield from (text for one in (value.left, value.right) for text in _texts(one))


def _words() -> Iterator[tuple[str, str]]:
    """Labels of closed lists that a page shows."""
    for word in shown_words():
        yield f"{type(word).__module__}.{type(word).__name__}", word.label


def _help() -> Iterator[tuple[str, str]]:
    """Who helps where, which money people may have a right to, and what hard words mean."""
    from tijdig.policy.helpoffers import directory
    from tijdig.queries.whysent import REASONS

    known, place = directory(), "tijdig/policy/help"
    offers = [*known.national, *(offer for town in known.municipalities for offer in town.offers)]
    said = [text for one in offers for text in (one.what, one.happens, one.hours, *one.languages)]
    said += [text for one in known.rights for text in (one.name, one.what)]
    said += [text for one in known.words.values() for text in (one.word, one.means)]
    yield from ((place, text) for text in said)
    yield from (("tijdig/policy/reasons.toml", reason.text) for reason in REASONS.values())


def shown_words() -> list[Word]:
    """The words of closed lists that customers read, and why something that they asked could not be."""
    from tijdig import words
    from tijdig.actions.answering import AnswerFault
    from tijdig.actions.doors import DoorFault
    from tijdig.actions.refusals import Refusal
    from tijdig.rules.joint.drafts import Refused

    about = (words.Cause, words.DayPart, words.PointKind, words.SupportNeedKind, words.RepresentativeKind)
    lists = (words.ChannelKind, words.ClaimKind, words.Stage, *about, DoorFault, AnswerFault, Refused)
    met = "conflict slot_taken too_many_parts too_far nothing_open already_done many_questions many_today many_kept"
    more = "long_rest words_needed nothing_told other_case day_needed pause_too_long bad_phone bad_email bad_address"
    return [*(word for kind in lists for word in kind), *(Refusal(name) for name in f"{met} {more}".split())]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def refresh(path: Path, wanted: dict[str, list[str]], *, is_sparse: bool) -> tuple[int, int]:
    """Write a catalogue anew; how many entries came, and how many went."""
    book = polib.pofile(str(path), encoding="utf-8", wrapwidth=110)
    kept = {(one.msgctxt or "", one.msgid): one for one in book}
    gone = [one for one in book if one.msgid not in wanted or (is_sparse and not one.msgstr)]
    for one in gone:
        book.remove(one)
    new = [] if is_sparse else [text for text in wanted if ("", text) not in kept]
    book.extend(polib.POEntry(msgid=text, msgstr="") for text in new)
    order = {text: place for place, text in enumerate(wanted)}
    for one in book:
        one.occurrences = [(place, "") for place in wanted[one.msgid]]
    book.sort(key=lambda one: order[one.msgid])
    book.save(str(path))
    return len(new), len(gone)


def main() -> None:
    """Every catalogue there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tijdig.languages.catalogue import EASY, FOLDER, short

    wanted, road = texts(), set(of_short())
    for path in sorted(FOLDER.glob("*.po")):
        mine = {text: wanted[text] for text in wanted if text in road} if path.stem in short() else wanted
        new, gone = refresh(path, mine, is_sparse=path.stem == EASY)
        print(f"{path.stem}: {new} new, {gone} gone")


if __name__ == "__main__":
    main()
