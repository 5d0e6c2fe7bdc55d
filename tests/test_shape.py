"""The house rules that keep every room small enough to live in; DESIGN calls them sizes and names."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 300, 40, 12

VAGUE = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"})
"""Names that say nothing about what lies inside."""

LAZY = {
    "main.py": "Qt and the drivers are only loaded by commands that open a window",
    "app/central/engine.py": "psycopg is only loaded where the site has a server",
    "app/central/postgres/secrets.py": "keyring is only loaded when a server wants a password",
    "app/services/planner/thinking.py": "the search and its compiler are only loaded once the first plan is told",
    "app/services/pepper.py": "keyring looks for every safe there is, and is asked once at most",
    "app/central/schema.py": "alembic is only loaded when tables have to be made",
    "app/channels/tables/workbook.py": "openpyxl is only loaded when a workbook is read",
    "app/commands/dispatch.py": "each command is only loaded when it runs",
    "app/domain/codes/elements.py": "biip is loaded once the window is shown, see app/services/chores.py",
    "app/labels/drawing/fonts.py": "reportlab: the same",
    "app/labels/drawing/modules.py": "python-barcode: the same; reportlab's barcodes when a code asks for them",
    "app/labels/gs1.py": "biip: the same",
    "app/labels/making.py": "Pillow: the same",
    "app/labels/pages/canvas.py": "reportlab: the same",
    "app/labels/pages/pictures.py": "pypdfium2 is only loaded when an office printer prints",
    "hardware/printers/windows.py": "win32print exists on Windows only",
    "ui/sound.py": "winsound exists on Windows only",
}
"""Where an import may stand inside a function, and why."""

FOREIGN = (
    re.compile(r"/home/\w|/Users/\w|/root/\w|/tmp/[A-Z]|[A-Z]:\\Users"),
    re.compile(r"\b(issue|pull request|PR|ticket)\s*#\s*\d", re.IGNORECASE),
    re.compile(r"https?://(?!(www\.)?(w3|gs1|iso|scripts\.sil|creativecommons|unicode)\.)\S*(pypi|registry|mirror)"),
    re.compile(r"--(extra-)?index-url"),
    re.compile(r"\bco-authored-by\b", re.IGNORECASE),
    re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b"),
)
"""What belongs to the making of the program and not into it."""

DATA = (".ttf", ".svg", ".wav", ".png", ".csv", ".lock")


def tracked(*patterns: str) -> list[Path]:
    """Gives the files of the repository, and new ones that are not ignored."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for name in sorted(set(found)) if (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    """Gives every Python file but migrations, which are written once and never read again."""
    return [path for path in tracked("*.py") if "versions" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Counts the lines of a function without its docstring: explaining more must not cost anything."""
    first = function.body[0]
    words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and ast.get_docstring(function)
    said = (first.end_lineno or 0) - first.lineno + 1 if words else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def test_the_rules_look_at_the_whole_house() -> None:
    rooms = {name_of(path).split("/")[0] for path in sources()}
    assert {"main.py", "app", "ui", "hardware", "tests"} <= rooms
    assert len(sources()) > 200


def test_no_file_is_long() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    sizes = {f"{name_of(path)}: {each.name}": length(each) for path in sources() for each in functions(path)}
    assert {name: count for name, count in sizes.items() if count > LONGEST_FUNCTION} == {}


def test_no_folder_is_full() -> None:
    folders: dict[str, int] = {}
    for path in sources():
        if path.parent != ROOT / "tests" / "ui":  # the kit of the window, and what every room's tests share
            folders[name_of(path.parent)] = folders.get(name_of(path.parent), 0) + 1
    assert {name: count for name, count in folders.items() if count > FULLEST_FOLDER} == {}


def test_no_name_is_vague() -> None:
    parts = {part for path in tracked("*.py") for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert {part for part in parts if set(part.lower().split("_")) & VAGUE} == set()


def test_every_folder_with_code_is_a_package_that_says_what_it_is() -> None:
    folders = {path.parent for path in tracked("app/*.py", "ui/*.py", "hardware/*.py")}
    silent = []
    for folder in folders:
        start = folder / "__init__.py"
        if not start.is_file() or not ast.get_docstring(ast.parse(start.read_text(encoding="utf-8"))):
            silent.append(name_of(folder))
    assert silent == []


def test_every_module_of_the_product_says_what_it_is() -> None:
    modules = [path for path in sources() if path.parts[len(ROOT.parts)] != "tests"]
    assert [name_of(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_imports_stand_at_the_top_but_for_a_few_that_say_why() -> None:
    lazy = {
        name_of(path)
        for path in sources()
        for function in functions(path)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    }
    assert lazy == set(LAZY)


@pytest.mark.parametrize("pattern", FOREIGN, ids=range(len(FOREIGN)))
def test_nothing_that_belongs_elsewhere_is_in_the_product(pattern: re.Pattern[str]) -> None:
    texts = [path for path in tracked() if path.suffix not in DATA and not path.name.startswith(("LICENSE", "OFL"))]
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in texts
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("it lies in /home/ana/notes", 0),
        ("see issue #12", 1),
        ("# TODO later", 5),
    ],
)
def test_the_patterns_do_see_what_is_foreign(text: str, number: int) -> None:
    assert FOREIGN[number].search(text)


@pytest.mark.parametrize("text", ['@pytest.fixture(scope="session")', "its network of walks", "a homework/worksheet"])
def test_the_patterns_leave_innocent_words_alone(text: str) -> None:
    assert not any(pattern.search(text) for pattern in FOREIGN)
