"""A paper that was kept, page by page as pictures, for an office printer."""

from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import Conflict, Unavailable
from app.labels.codes import LabelError
from app.labels.pages.pictures import Picture, pictures


def pages_of(file: Path, dpi: int) -> Iterator[Picture]:
    """Draws the pages of a kept paper, one after the other.

    Raises:
        Conflict: The file is no PDF.
        Unavailable: The file cannot be read.
    """
    try:
        yield from pictures(file.read_bytes(), dpi)
    except LabelError as error:
        raise Conflict(error.key, **error.names) from error
    except OSError as error:
        raise Unavailable(f"a paper cannot be read: {error}") from error
