"""Where templates are found: the product's own, and those a site has put in their place."""

from functools import lru_cache
from pathlib import Path

from app.labels.codes import LabelError
from app.labels.kinds import KINDS, Kind
from app.labels.templates.loading import load_label, load_paper
from app.labels.templates.sketch import PaperTemplate, Template

OWN = Path(__file__).resolve().parents[3] / "resources" / "labels"
"""The templates that come with the product."""

_ENDING = ".toml"


class Templates:
    """The templates of a site: a file in its folder wins over the product's file of the same name.

    A changed file counts from the next label on.
    """

    def __init__(self, site: Path | None = None) -> None:
        """Takes the site's folder, which need not exist; None for the product's templates alone."""
        self._site = site

    def label(self, kind: Kind, size: str = "") -> Template:
        """Gives the template of a label in a size; in the kind's usual one when none is named.

        Raises:
            LabelError: There is no such size, or the template is wrong.
        """
        file = self._file(kind, size or kind.size)
        return _label(file, kind.name, file.stat().st_mtime_ns)

    def paper(self, kind: Kind) -> PaperTemplate:
        """Gives the template of a paper.

        Raises:
            LabelError: The template is wrong.
        """
        file = self._file(kind, "")
        return _paper(file, kind.name, file.stat().st_mtime_ns)

    def sizes(self, kind: Kind) -> tuple[str, ...]:
        """Gives the sizes there are templates of; an empty one is the size of a kind that has one without a name."""
        found = {file.stem for folder in self._folders() for file in folder.glob(f"{kind.name}*{_ENDING}")}
        return tuple(sorted(size for name, size in map(_parted, found) if name == kind.name))

    def check(self) -> None:
        """Reads every template of the site's folder.

        Raises:
            LabelError: One is wrong, or its name is no kind's.
        """
        for file in sorted(self._site.glob(f"*{_ENDING}")) if self._site else ():
            name, size = _parted(file.stem)
            kind = KINDS.get(name)
            if kind is None or (kind.rows and size) or name in _UNDRAWN:
                known = ", ".join(name for name in KINDS if name not in _UNDRAWN)
                raise LabelError("labels.template.no_kind", file=f"{file.parent.name}/{file.name}", known=known)
            if kind.rows:
                self.paper(kind)
            else:
                self.label(kind, size)

    def _folders(self) -> list[Path]:
        return [OWN, self._site] if self._site else [OWN]

    def _file(self, kind: Kind, size: str) -> Path:
        name = f"{kind.name}-{size}{_ENDING}" if size else f"{kind.name}{_ENDING}"
        for folder in reversed(self._folders()):
            file = folder / name
            if file.parent == folder and file.is_file():
                return file
        raise LabelError("labels.error.size", size=size, kind=kind.name, known=", ".join(self.sizes(kind)) or "-")


_UNDRAWN = frozenset({"commands"})
"""Kinds without a template of their own: the command sheet is made of the cards' template."""


def _parted(stem: str) -> tuple[str, str]:
    name, _, size = stem.partition("-")
    return name, size


@lru_cache(maxsize=64)
def _label(file: Path, kind: str, _changed: int) -> Template:
    return load_label(file, KINDS[kind])


@lru_cache(maxsize=16)
def _paper(file: Path, kind: str, _changed: int) -> PaperTemplate:
    return load_paper(file, KINDS[kind])
