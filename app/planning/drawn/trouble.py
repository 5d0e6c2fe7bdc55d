"""What is wrong with a place or a drawing, in words that a person can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """A place that a walk has to leave out; the rest can be walked all the same.

    Attributes:
        key: Key of the sentence to show, e.g. ``"drawn.unreachable"``.
        place: The place, which is what the sentence's placeholder stands for.
    """

    key: str
    place: str


class DrawingError(ValueError):
    """A drawing in which nothing can be walked.

    Attributes:
        key: Key of the sentence to show.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, key: str, /, **names: object) -> None:
        super().__init__(f"{key} {names}")
        self.key = key
        self.names = names
