"""The first run of a site: somebody must be able to sign in before anybody is known."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import randbelow

import sqlalchemy as sa

from app.central.audit import By
from app.central.engine import Central
from app.central.tables import person
from app.domain.master.people import Role
from app.labels import BadgeLabel, CommandCard, CommandSheet, Templates, badge_sheet_pdf, make_label
from app.language import LANGUAGES, load_phrases
from app.services.office.pin_letter import letter_of, pin_letter
from app.services.office.sheets import FIRST_TOTES, tote_sheet
from app.services.people.giving import give_pin
from app.services.pepper import Pepper

COMMANDS = (
    "#OK", "#YES", "#NO", "#UNDO", "#SHORT", "#SKIP", "#FULL", "#BOX", "#WEIGH", "#REPRINT", "#HELP", "#HOME", "#BYE",
    "#R1", "#R2", "#R3", "#R4", "#R5", "#QTY2", "#QTY3", "#QTY4", "#QTY5", "#QTY6", "#QTY10", "#QTY12", "#QTY24",
)  # fmt: skip
"""The commands on the sheet that hangs at every station."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first run made: somebody's badge, and where ``first_papers`` writes it and the PIN, each by itself."""

    badge: str
    paper: Path
    letter: Path


def first_run(centre: Central, folder: Path, language: str, pepper: Pepper) -> FirstRun | None:
    """Makes an administrator, if nobody is known yet who leads.

    Args:
        centre: The central database.
        folder: Where papers are written, as PDF.
        language: Language of the new supervisor.
        pepper: The site's key; made now.

    Returns:
        What was made, or None when people are known already.

    Raises:
        Unavailable: The centre cannot be written, or no key be kept here.
    """
    pepper.make()  # where no secret can be kept, nobody is made who could never sign in
    badge = f"BA{100_000 + randbelow(900_000)}"
    say = load_phrases(language)
    row = {"badge": badge, "name": say("first.name"), "role": Role.ADMIN.value, "language": language}
    with centre.writing() as connection:
        leads = sa.and_(person.c.active, person.c.role.in_((Role.ADMIN, Role.SUPERVISOR)))
        if connection.scalar(sa.select(sa.func.count()).select_from(person).where(leads)):
            return None
        connection.execute(sa.insert(person).values(**row))
    return FirstRun(badge, _sheet_of(folder, badge), letter_of(folder, badge))


def first_papers(centre: Central, folder: Path, templates: Templates, pepper: Pepper, now: datetime) -> None:
    """Gives the only person known a PIN and writes it, and then the badge, where the badge is missing.

    Without them nobody could sign in; so they are looked for at every start, and a start that was cut short does no
    harm: the badge is written last, and a new PIN takes the place of one that nobody read.

    Args:
        centre: The central database.
        folder: Where, as PDF.
        templates: The site's label templates.
        pepper: The site's key.
        now: The time.

    Raises:
        Unavailable: The centre cannot be read or written.
        LabelError: The site's template of a badge is wrong.
        OSError: Badge or letter cannot be written.
    """
    with centre.reading() as connection:
        known = connection.execute(sa.select(person.c.badge, person.c.name, person.c.language).limit(2)).all()
    if len(known) != 1:
        return
    badge, name, language = known[0]
    file = _sheet_of(folder, badge)
    if not file.exists():
        pin_letter(folder, name, badge, give_pin(centre, pepper, badge, by=By(), now=now), language)
        label = BadgeLabel(name=name, role_text=load_phrases(language)("first.role"), code=badge)
        _written(file, badge_sheet_pdf([label], templates))


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


def _sheet_of(folder: Path, badge: str) -> Path:
    return folder / "badges" / f"{badge}.pdf"


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
