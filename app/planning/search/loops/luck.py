"""Compiled: random numbers whose whole state is one number, so that every search has its own (xorshift64*)."""

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.measuring.shelves import Words

_SHIFTS = (np.uint64(12), np.uint64(25), np.uint64(27))
_FACTOR = np.uint64(2685821657736338717)
_SCALE = 2.0**-53
_TOP = np.uint64(11)


def luck(seed: int, number: int) -> Words:
    """Makes the state of the random numbers of one of several searches with the same seed."""
    return np.random.default_rng((seed & 0xFFFFFFFF, number)).integers(1, 2**64 - 1, 1, np.uint64)


@compiled
def chance(state: Words) -> float:
    """Draws a number from 0 up to 1 (Vigna 2016)."""
    bits = state[0]
    bits ^= bits >> _SHIFTS[0]
    bits ^= bits << _SHIFTS[1]
    bits ^= bits >> _SHIFTS[2]
    state[0] = bits
    return float(((bits * _FACTOR) >> _TOP) * _SCALE)
