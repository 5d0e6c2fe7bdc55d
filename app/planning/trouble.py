"""What is said when people ask for a plan that nobody could make."""


class ImpossibleError(ValueError):
    """A wish that no plan can meet, such as sharing work out among nobody.

    Attributes:
        key: Key of the sentence to show, e.g. ``"advice.error.no_pickers"``.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, key: str, /, **names: object) -> None:
        super().__init__(f"{key} {names}")
        self.key = key
        self.names = names
