"""Identities that need no server: UUID version 7 (RFC 9562), ordered by the time they were made."""

import os
import uuid
from datetime import datetime


def new_id(at: datetime) -> str:
    """Makes an identity for something that happens at a moment.

    Args:
        at: The moment, with a time zone; its milliseconds become the first 48 bits.

    Returns:
        36 characters, e.g. ``"012cbf2f-6a00-7c51-9f0e-2f5d1c1f7a10"``; later ones sort higher.
    """
    millis = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    noise = int.from_bytes(os.urandom(10), "big")
    high, low = noise >> 68, noise & ((1 << 62) - 1)
    return str(uuid.UUID(int=(millis << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low))
