"""What is said about a problem file that cannot be planned."""


class InstanceError(ValueError):
    """A file is none of the formats, is cut, or says something impossible.

    Attributes:
        key: Key of the sentence to show, e.g. ``"plan.error.cut"``.
        names: What the sentence's placeholders stand for; ``file`` is always among them.
    """

    def __init__(self, key: str, /, **names: object) -> None:
        super().__init__(f"{key} {names}")
        self.key = key
        self.names = names
