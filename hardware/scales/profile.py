"""How a family of scales is asked and answers, as data: what to send, what an answer looks like, what its parts mean.

Shop scales speak dozens of small languages that differ in little else. An answer is described by one
regular expression over its bytes, from its first byte to its end mark; named groups say what is what:

| group | means |
|---|---|
| `weight` | digits, with a sign, spaces and a decimal point where there are any |
| `unit` | `mg`, `g`, `kg`, `lb` or `oz`; without the group every answer has the profile's unit |
| `stable` | took part: the scale says that the plate is still |
| `moving` | took part: the scale says that it is not; with this group equal readings are no proof of rest |
| `over`, `under` | took part: too much on the plate, or less than nothing |
| `invalid` | took part: the plate is out of the scale's range, either way |
| `refused` | took part: the scale has no weight to tell now; a `weight` beside it is for looking at only |
| `summed`, `check` | the bytes a checksum is made of (exclusive or), and the one byte that must come out |
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import xor

from hardware.refusal import Fault, RefusedError
from hardware.scales.weight import GRAMS, Steadiness, Weight, to_grams, told, unreadable

GROUPS = frozenset({"weight", "unit", "stable", "moving", "over", "under", "invalid", "refused", "summed", "check"})
"""The names of groups that mean something in a pattern."""

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|[rnt\\])")
_LETTERS = {"r": "\r", "n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Profile:
    """A language of scales.

    Attributes:
        request: The bytes that ask for the weight; empty for a scale that talks without being asked.
        answer: What an answer looks like; see the module's table of groups.
        unit: Unit of every answer that does not name its own.
        says_rest: Whether the scale itself says of every weight whether the plate is still.
    """

    request: bytes
    answer: re.Pattern[bytes]
    unit: str
    says_rest: bool

    def cut(self, received: bytes) -> bytes | None:
        """Finds a whole answer in what has come since the question; None while there is none.

        Of a scale that talks by itself the first answer may have been caught in its middle, so only one
        that follows another without a gap is believed.
        """
        if self.request:
            found = self.answer.fullmatch(received)
        else:
            first = self.answer.search(received)
            found = first and self.answer.match(received, first.end())
        return found[0] if found else None

    def read(self, answer: bytes) -> Weight:
        """Reads a whole answer. Never raises.

        A weight without a word on its rest is UNSTABLE here: only several of them in a row can tell.
        """
        match = self.answer.fullmatch(answer)
        if not match:
            return unreadable()
        part = match.groupdict()
        if part.get("check") is not None and reduce(xor, part.get("summed") or b"", 0) != part["check"][0]:
            return unreadable("checksum")
        if part.get("over") is not None:
            return Weight(Steadiness.OVERLOAD)
        if part.get("under") is not None:
            return Weight(Steadiness.UNDERLOAD)
        if part.get("invalid") is not None:
            return unreadable("out_of_range")
        weight = self._weight(part)
        if part.get("refused") is not None:
            return (
                unreadable("busy") if weight.exact is None else Weight(Steadiness.UNSTABLE, weight.exact, "no_weight")
            )
        return weight

    def _weight(self, part: dict[str, bytes | None]) -> Weight:
        text = (part.get("weight") or b"").decode("latin-1").replace(" ", "")
        unit = (part.get("unit") or self.unit.encode()).decode("latin-1").strip().lower()
        if not _AMOUNT.fullmatch(text) or unit not in GRAMS:
            return unreadable()
        still = part.get("stable") is not None and part.get("moving") is None
        return told(to_grams(Decimal(text), unit), still=still)


def make(request: str, answer: str, unit: str) -> Profile:
    r"""Makes a profile of what somebody wrote in settings.

    Args:
        request: Latin-1 text in which ``\xHH``, ``\r``, ``\n``, ``\t`` and ``\\`` stand for a byte.
        answer: A regular expression; needs a group ``weight``.
        unit: One of :data:`GRAMS`.

    Raises:
        RefusedError: One of them is none; it says which and why.
    """
    if unit not in GRAMS:
        words = f"unit = {unit!r}; known: {', '.join(GRAMS)}"
        raise RefusedError(words, Fault.CHOICE, field="unit", value=unit, known=GRAMS)
    try:
        pattern = re.compile(answer.encode("latin-1"), re.DOTALL)
    except (re.error, UnicodeEncodeError) as error:
        words = f"answer = {answer!r} is no regular expression over bytes: {error}"
        raise RefusedError(words, Fault.NO_PATTERN, value=answer) from error
    groups = pattern.groupindex.keys()
    if "weight" not in groups or not groups <= GROUPS or ("check" in groups) != ("summed" in groups):
        words = f"answer = {answer!r} needs a group (?P<weight>…); it may have {', '.join(sorted(GROUPS))}"
        raise RefusedError(words, Fault.PATTERN_GROUPS, value=answer, known=sorted(GROUPS))
    if pattern.fullmatch(b""):
        raise RefusedError(f"answer = {answer!r} would take silence for an answer", Fault.PATTERN_SILENCE, value=answer)
    return Profile(_bytes(request), pattern, unit, "moving" in groups)


def _bytes(request: str) -> bytes:
    text = _ESCAPE.sub(lambda found: _LETTERS.get(found[1]) or chr(int(found[1][1:], 16)), request)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError as error:
        words = f"request = {request!r} has letters that are no single byte"
        raise RefusedError(words, Fault.REQUEST, value=request) from error
