"""Compiled: a first plan. The two carts that save most together become one, again and again, until none fit.

Clarke & Wright's savings (Operations Research 12, 1964), worked out anew after every step: variant (ii) of De Koster,
Van der Poort & Wolters (International Journal of Production Research 37, 1999).
"""

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.measuring.lengths import length
from app.planning.measuring.shelves import Floats, Ints, Shelves, Words
from app.planning.search.loops.carts import Hold, join


@compiled
def savings(house: Shelves, hold: Hold, cart: Ints) -> None:
    """Makes a plan and writes the cart of each order into ``cart``."""
    orders = len(cart)
    unions, loads = house.masks.copy(), hold.loads.copy()
    lengths, gains = np.empty(orders), np.full((orders, orders), -1.0)
    union = np.empty(house.masks.shape[1:], np.uint64)
    for one in range(orders):
        cart[one] = one
        lengths[one] = length(unions[one], house)
        for other in range(one):
            gains[other, one] = _gain(house, hold, unions, loads, lengths, (other, one), union)
    while orders:
        best = int(gains.argmax())
        one, other = best // orders, best % orders
        if gains[one, other] < 0:
            break
        lengths[one] += lengths[other] - gains[one, other]
        join(unions[one], unions[other])
        for limit in range(len(hold.limits)):
            loads[one, limit] += loads[other, limit]
        for third in range(orders):
            gains[other, third] = gains[third, other] = -1.0
            if cart[third] == other:
                cart[third] = one
        for third in range(orders):
            low, high = min(one, third), max(one, third)
            if gains[low, high] >= 0:
                gains[low, high] = _gain(house, hold, unions, loads, lengths, (low, high), union)


@compiled
def _gain(  # noqa: PLR0917
    house: Shelves, hold: Hold, unions: Words, loads: Ints, lengths: Floats, pair: tuple[int, int], union: Words
) -> float:
    """Tells what two carts save together; -1 when they do not fit onto one, or when one saves nothing."""
    one, other = pair
    for limit in range(len(hold.limits)):
        if loads[one, limit] + loads[other, limit] > hold.limits[limit]:
            return -1.0
    union[:] = unions[one]
    join(union, unions[other])
    return float(lengths[one] + lengths[other] - length(union, house))
