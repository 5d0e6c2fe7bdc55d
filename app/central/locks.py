"""The locks by number that programs of a site hold at PostgreSQL against each other.

Who holds one number keeps out everybody who asks for the same number in this database, whatever either means by it:
so all of them stand here, and no two can be the same.
"""

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    """What nobody else does meanwhile.

    ``BOOKING`` is held during each booking's transaction, ``SEAT`` by the hub for as long as it is the site's hub.
    """

    BOOKING = 0x50415349
    MIGRATING = 0x50415350
    SEAT = 0x50415351
    SECURING = 0x50415352
    RESERVING = 0x50415353
