"""What must not stand in any kept file: addresses of package indexes, machine paths, loose ends, wrong words."""

import ast
import re
from pathlib import Path

import pytest

from tests.repository.places import ROOT, kept, modules, name_of, texts, tree
from tijdig.logs import FIELDS

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = "|".join(re.escape(one + other) for one, other in [
    ("py", "pi.org"), ("python", "hosted.org"), ("registry.np", "mjs"), ("deb.deb", "ian"), ("crates", ".io"),
    ("registry.yarn", "pkg"), ("proxy.go", "lang"), ("rubyg", "ems.org"), ("conda", ".anaconda"),
])  # fmt: skip
MACHINE = "|".join(rf"(?:^|[^\w./-])/{one}{other}/" for one, other in [
    ("wo", "rk"), ("ro", "ot"), ("fa", "rm"), ("ho", "me"), ("Us", "ers"), ("tmp/pl", "an"), ("op", "t/py"),
])  # fmt: skip
LOOSE = "|".join(
    [r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"#.*\bXX" + r"X\b", r"NotImplemented" + r"Error", r"\bha" + r"ck\b"]
)
OURS = "debt" + "or"
THEIRS = "sch" + "uld"


def lines_with(pattern: str, *, suffixes: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """Every kept line that matches, as file:line."""
    wanted = re.compile(pattern)
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path, text in texts().items()
        if (not suffixes or path.suffix in suffixes) and not name_of(path).startswith(without)
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_kept_file_names_a_package_index() -> None:
    assert lines_with(HOSTS) == []


def test_no_kept_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE) == []


@pytest.mark.parametrize(
    ("pattern", "text"), [(HOSTS, "https://py" + "pi.org/simple"), (MACHINE, "see /wo" + "rk/main")]
)
def test_patterns_find_what_they_are_for(pattern: str, text: str) -> None:
    assert re.search(pattern, text)


def test_no_loose_ends() -> None:
    assert lines_with(LOOSE, suffixes=(".py", ".html", ".toml", ".css", ".sh", ".md", ".typ")) == []


def test_code_says_customer() -> None:
    # The laws, studies and foreign files that we cite or read keep their own words.
    other = ("GLOSSARY.md", "README.md", "tijdig/policy/", "tijdig/intake/profiles/", "tests/repository/")

    assert lines_with(rf"(?i){OURS}", without=other) == []


def test_customers_never_read_that_word() -> None:
    pages = [path for path in kept() if path.suffix in {".html", ".typ"}]
    said = {
        name_of(path): word
        for path in pages
        for word in re.findall(rf"(?i)\b\w*{THEIRS}\w*", path.read_text())
        if word.lower() not in {f"{THEIRS}hulp", f"{THEIRS}hulpverlening", f"{THEIRS}hulpverlener", f"{THEIRS}regeling"}
    }

    assert len(pages) > 5
    assert said == {}


def test_nothing_is_ignored_without_saying_what() -> None:
    blanket = (
        r"#\s*type:\s*ignore\s*($|#)|#\s*type:\s*ignore$|#\s*noqa\s*($|[^:\s])|#\s*ruff:\s*noqa\s*$|#\s*mypy:\s*ignore"
    )

    assert lines_with(blanket, suffixes=(".py",), without=("tests/repository/test_words.py",)) == []


def test_skips_have_a_reason() -> None:
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("tests")
        if re.search("skip|xfail", path.read_text())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call | ast.Attribute) and _skips_in_silence(node, path)
    ]

    assert bare == []


def _skips_in_silence(node: ast.Call | ast.Attribute, path: Path) -> bool:
    if isinstance(node, ast.Attribute):
        mark = ast.unparse(node)
        used_bare = f"@{mark}\n" in path.read_text()
        return mark in {"pytest.mark.skip", "pytest.mark.xfail"} and used_bare
    called = ast.unparse(node.func)
    if called in {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}:
        return not any(word.arg == "reason" for word in node.keywords)
    return called in {"pytest.skip", "pytest.xfail"} and not (node.args or node.keywords)


def test_errors_are_not_swallowed() -> None:
    silent = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
    ]

    assert silent == []


def test_log_lines_are_event_names() -> None:
    """`log.info("night.released", extra={…})`: a sentence could hold a name; an event cannot."""
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in levels
        and ast.unparse(node.func.value) in {"log", "_log", "logger", "_logger", "LOG", "logging"}
        and not _is_event(node)
    ]

    assert wrong == []


def _is_event(node: ast.Call) -> bool:
    first = node.args[0] if node.args else None
    is_name = isinstance(first, ast.Constant) and bool(re.fullmatch(r"[a-z][a-z0-9_.]*", str(first.value)))
    return is_name and len(node.args) == 1


def test_fonts_and_icons_come_with_their_licence() -> None:
    """Whatever we did not make is named, with its licence, in one notice."""
    foreign = [path for path in kept() if path.suffix in {".woff2", ".woff", ".ttf", ".otf"}]
    notice = next((path.read_text() for path in kept() if path.name.startswith("THIRD")), "")

    assert [name_of(path) for path in foreign if path.name not in notice and path.parent.name not in notice] == []
    assert all(
        any((folder / name).exists() for name in ("OFL.txt", "LICENSE", "LICENSE.txt"))
        for folder in {path.parent for path in foreign}
    )


def test_kept_files_are_small() -> None:
    large = {name_of(path): path.stat().st_size for path in kept() if path.stat().st_size > 1_500_000}

    assert large == {}


def test_files_end_with_a_line_and_have_no_trailing_spaces() -> None:
    code = {".py", ".toml", ".html", ".css", ".yml", ".sh"}

    wrong = [
        name_of(path)
        for path, text in texts().items()
        if path.suffix in code and text and (not text.endswith("\n") or re.search(r"[ \t]\n", text))
    ]
    assert wrong == []
    assert (ROOT / "LICENSE") in kept()


def test_log_lets_through_what_the_code_tells_it() -> None:
    told = {
        (name_of(path), key.value)
        for path in modules()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.keyword) and call.arg == "extra" and isinstance(call.value, ast.Dict)
        for key in call.value.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }

    assert len(told) > 5
    assert {(name, key) for name, key in told if key not in FIELDS} == set()


def test_trail_is_looked_up_by_its_index() -> None:
    """It is the largest table there is; only the file that a line is about has an index."""
    loose = [
        f"{name_of(path)}:{call.lineno}"
        for path in modules()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "AuditEvent.objects.filter"
        if not {word.arg for word in call.keywords} & {"case_id_text", "case_id_text__in", "pk", "pk__in"}
    ]

    assert [place for place in loose if place.startswith("tijdig/")] == []
