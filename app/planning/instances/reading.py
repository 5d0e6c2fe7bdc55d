"""Reading a problem file, whichever of the formats it is in."""

from app.planning.instances import hessler_irnich, waves
from app.planning.instances.lines import Lines
from app.planning.instances.model import Instance
from app.planning.instances.trouble import InstanceError


def read_instance(file: str, data: bytes, blocks: int = 1) -> Instance:
    """Reads a problem; what its first line says decides the format.

    Args:
        file: The file's name, for the problem and for sentences about trouble.
        data: What the file holds: text in UTF-8, else in Latin-1.
        blocks: Blocks of the house, where the format leaves it open.

    Raises:
        InstanceError: It is none of the formats, is cut, or says something impossible.
    """
    lines = Lines(file, data)
    first = lines.peek()
    if waves.begins(first):
        return waves.read(lines)
    if ":" in first:
        return hessler_irnich.read(lines, blocks)
    raise InstanceError("plan.error.format", file=file)
