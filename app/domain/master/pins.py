"""PINs: the digits that prove a badge is in the right hands, and how long a wrong guess has to wait.

A badge is only a name: whoever photographs it can print it. The digits are drawn by the program, never chosen, because
people choose birthdays. Six random digits with a growing delay are what NIST SP 800-63B asks of such a secret.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from secrets import randbelow

from app.domain.master.people import Role

DIGITS = 6
"""How many digits a PIN has; longer ones are taken as well."""

MOST_DIGITS = 12

FREE = 3
"""The third wrong PIN in a row is the first that has to wait."""

_FIRST_S, _LONGEST_S = 5, 3600


def wait_after(failures: int) -> int:
    """Gives the seconds until the next PIN is looked at after so many wrong ones in a row.

    It doubles from five seconds to an hour. With an hour each, ten thousand guesses take more than a year.
    """
    if failures < FREE:
        return 0
    return min(_LONGEST_S, _FIRST_S << min(failures - FREE, 16))


def draw_pin(choose: Callable[[int], int] = randbelow, digits: int = DIGITS) -> str:
    """Draws the digits of a new PIN; those that people would guess first are drawn again.

    Args:
        choose: Gives a random number below another one.
        digits: How many.
    """
    while True:
        pin = "".join(str(choose(10)) for _ in range(digits))
        if not is_weak(pin):
            return pin


def is_weak(pin: str) -> bool:
    """Tells whether digits are among the first guesses: one digit only, a run, or a part said again and again."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeats = any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))
    return len(steps) == 1 or repeats


def is_pin(text: str) -> bool:
    """Tells whether a text could be a PIN at all."""
    return text.isascii() and text.isdigit() and DIGITS <= len(text) <= MOST_DIGITS


@dataclass(frozen=True, slots=True)
class PinRules:
    """What a site asks of people who come.

    Attributes:
        everybody: A PIN is asked of pickers and packers too; else only of those a badge alone never opens.
        offline_days: So many days after a PIN was last proved at the centre it is good without the centre.
        lock_minutes: Whoever signed in with a PIN is signed out after so many minutes without a touch; 0 for never.
    """

    everybody: bool = False
    offline_days: int = 7
    lock_minutes: int = 10

    def asks(self, role: Role) -> bool:
        """Tells whether people of a role are asked their PIN when they sign in."""
        return self.everybody or role.guarded
