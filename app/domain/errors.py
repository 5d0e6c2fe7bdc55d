"""The two ways in which the world says no.

Everything a person does that does not fit is a *value* (an outcome with a reason). Exceptions are
for the world and for lost races; any other exception is a bug.
"""

from collections.abc import Mapping
from types import MappingProxyType


class Unavailable(Exception):  # noqa: N818 - the design's word: a state of the world, not a mistake
    """The database, a printer or the network cannot be reached now; shown as a banner and retried.

    Attributes:
        reason: Key of the sentence to show.
        names: What the sentence's placeholders stand for.
    """

    reason: str = "unavailable"
    names: Mapping[str, object] = MappingProxyType({})


class Conflict(Exception):  # noqa: N818 - the design's word: somebody else was faster, nobody erred
    """A promise (a claim, a reservation, a number) went to somebody else first; reload and say so.

    Attributes:
        reason: Key of the sentence to show, e.g. ``"conflict.walk_taken"``.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, **names: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.names = names
