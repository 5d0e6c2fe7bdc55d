"""The text format for wave release of the SBPO 2025 challenge: orders, stock by aisle, and bounds for the wave's units.

First line ``orders items aisles``; a line ``k item units …`` for every order, then for every aisle; last ``LB UB``.
"""

from app.planning.instances.lines import Lines
from app.planning.instances.model import WaveInstance

_HEAD = "orders items aisles"
_ROW = "k item units …"
_BOUNDS = "LB UB"


def begins(line: str) -> bool:
    """Tells whether a first line is that of this format: three whole numbers."""
    words = line.split()
    return len(words) == len(_HEAD.split()) and all(word.isascii() and word.isdigit() for word in words)


def read(lines: Lines) -> WaveInstance:
    """Reads one file.

    Raises:
        InstanceError: It is cut, or a line cannot be read or says something impossible.
    """
    orders, items, aisles = (lines.whole(word, _HEAD) for word in lines.take(_HEAD).split())
    wanted = tuple(_row(lines, items) for _ in range(orders))
    held = tuple(_row(lines, items) for _ in range(aisles))
    words = lines.take(_BOUNDS).split()
    if len(words) != len(_BOUNDS.split()):
        raise lines.unreadable(_BOUNDS)
    least, most = (lines.whole(word, _BOUNDS) for word in words)
    if least > most:
        raise lines.trouble("plan.error.bounds", least=least, most=most)
    if lines.peek():
        lines.take(_BOUNDS)
        raise lines.trouble("plan.error.rest")
    return WaveInstance(lines.file, wanted, held, least, most)


def _row(lines: Lines, items: int) -> dict[int, int]:
    words = [lines.whole(word, _ROW) for word in lines.take(_ROW).split()]
    if len(words) != 1 + 2 * words[0]:
        raise lines.unreadable(_ROW)
    units: dict[int, int] = {}
    for item, count in zip(words[1::2], words[2::2], strict=True):
        if item >= items:
            raise lines.trouble("plan.error.item", item=item, last=items - 1)
        units[item] = units.get(item, 0) + count
    return {item: count for item, count in units.items() if count}
