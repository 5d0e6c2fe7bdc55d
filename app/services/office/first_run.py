"""The first run of a site: somebody must be able to sign in before anybody is known."""

from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow

import sqlalchemy as sa

from app.central.engine import Central
from app.central.people.handing import Power, power
from app.central.tables import person
from app.domain.master.people import Role
from app.labels import BadgeLabel, CommandCard, CommandSheet, Templates, badge_sheet_pdf, make_label
from app.language import LANGUAGES, load_phrases
from app.services.office.pin_letter import letter_of
from app.services.office.sheets import FIRST_TOTES, tote_sheet

COMMANDS = (
    "#OK", "#YES", "#NO", "#UNDO", "#SHORT", "#SKIP", "#FULL", "#BOX", "#WEIGH", "#REPRINT", "#HELP", "#HOME", "#BYE",
    "#R1", "#R2", "#R3", "#R4", "#R5", "#QTY2", "#QTY3", "#QTY4", "#QTY5", "#QTY6", "#QTY10", "#QTY12", "#QTY24",
)  # fmt: skip
"""The commands on the sheet that hangs at every station."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first run made: somebody's badge, and where sheet and PIN will be (``first_badge``, ``first_pin``).

    Attributes:
        badge: The badge.
        paper: Its sheet.
        letter: The letter with its PIN; None where only the owner of the database gives the first one.
    """

    badge: str
    paper: Path
    letter: Path | None


def first_run(centre: Central, folder: Path, language: str) -> FirstRun | None:
    """Makes an administrator, if nobody is known yet who leads.

    Args:
        centre: The central database.
        folder: Where papers are written, as PDF.
        language: Language of the new supervisor.

    Returns:
        What was made; None when people are known already, or at a floor station, whose login makes nobody.

    Raises:
        Unavailable: The centre cannot be written.
    """
    may = power(centre)
    if may is Power.NONE:
        return None
    badge = f"BA{100_000 + randbelow(900_000)}"
    say = load_phrases(language)
    row = {"badge": badge, "name": say("first.name"), "role": Role.ADMIN.value, "language": language}
    with centre.writing() as connection:
        leads = sa.and_(person.c.active, person.c.role.in_((Role.ADMIN, Role.SUPERVISOR)))
        if connection.scalar(sa.select(sa.func.count()).select_from(person).where(leads)):
            return None
        connection.execute(sa.insert(person).values(**row))
    return FirstRun(badge, sheet_of(folder, badge), letter_of(folder, badge) if may is Power.OWNER else None)


def first_badge(centre: Central, folder: Path, templates: Templates) -> None:
    """Writes the badge of whoever is the only person known, where it is missing.

    Without it nobody could sign in; so it is looked for at every start, and a start that was cut short does no harm.

    Args:
        centre: The central database.
        folder: Where, as PDF.
        templates: The site's label templates.

    Raises:
        Unavailable: The centre cannot be read.
        LabelError: The site's template of a badge is wrong.
        OSError: The badge cannot be written.
    """
    known = only_person(centre)
    if known is None:
        return
    badge, name, language = known
    file = sheet_of(folder, badge)
    if not file.exists():
        label = BadgeLabel(name=name, role_text=load_phrases(language)("first.role"), code=badge)
        _written(file, badge_sheet_pdf([label], templates))


def only_person(centre: Central) -> sa.Row[str, str, str] | None:
    """Gives badge, name and language of whoever is the only person known, or None."""
    with centre.reading() as connection:
        known = connection.execute(sa.select(person.c.badge, person.c.name, person.c.language).limit(2)).all()
    return known[0] if len(known) == 1 else None


def first_sheets(folder: Path, totes: int, templates: Templates) -> None:
    """Writes the sheets every house needs, command barcodes and tote labels, where they are missing.

    Args:
        folder: Where, as PDF.
        totes: How many totes the site has; 0 gives a first stack.
        templates: The site's label templates.

    Raises:
        LabelError: The site's template of a tote or a command is wrong.
        OSError: The sheets cannot be written.
    """
    for language in LANGUAGES:
        file = folder / f"commands-{language}.pdf"
        if not file.exists():
            _written(file, make_label("commands", command_sheet(language), form="pdf", templates=templates))
    if not (folder / "totes.pdf").exists():
        tote_sheet(folder, templates, totes or FIRST_TOTES)


def command_sheet(language: str) -> CommandSheet:
    """Gives what the sheet of command barcodes says in a language."""
    say = load_phrases(language)
    cards = tuple(CommandCard(code=code, title=_title(code, say(f"first.command.{_word(code)}"))) for code in COMMANDS)
    return CommandSheet(cards=cards, language=language)


def _word(code: str) -> str:
    return code.strip("#").rstrip("0123456789").lower()


def _title(code: str, words: str) -> str:
    number = code.strip("#").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f"{words} {number}".strip()


def sheet_of(folder: Path, badge: str) -> Path:
    """Says where the sheet with a badge is written."""
    return folder / "badges" / f"{badge}.pdf"


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
