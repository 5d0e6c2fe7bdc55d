"""A new PIN on paper, apart from the badge: a badge that says its own PIN proves nothing."""

import os
from pathlib import Path

from app.labels import letter_pdf
from app.language import load_phrases


def letter_of(folder: Path, badge: str) -> Path:
    """Says where the letter with a badge's PIN is written."""
    return folder / "badges" / f"pin-{badge}.pdf"


def pin_letter(folder: Path, name: str, badge: str, pin: str, language: str) -> Path:
    """Writes the letter as PDF that only this user may read, and gives the file.

    Raises:
        LabelError: The name does not fit.
        OSError: The file cannot be written.
    """
    say = load_phrases(language)
    sentences = [say("pin.letter.for", name=name, badge=badge), say("pin.letter.todo")]
    file = letter_of(folder, badge)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as paper:
        paper.write(letter_pdf(say("pin.letter.title"), " ".join((pin[:3], pin[3:])), sentences))
    return file
