"""From a PIN to its proof: slow on purpose, so that nobody tries a million of them.

The PIN is mixed with the site's key (HMAC-SHA256) and stretched with Argon2id (RFC 9106).
"""

import hmac
import re

from argon2.low_level import Type, hash_secret_raw

from app.central.people.credentials import Recipe

_PARAMS = re.compile(r"argon2id;m=([0-9]{1,7});t=([0-9]{1,3});p=([0-9]{1,2})\Z")
_LEAST_KIB, _MOST_KIB = 19_456, 1_048_576
_LEAST_ROUNDS, _MOST_ROUNDS = 2, 20
_PROOF_BYTES = 32


def stretch(pin: str, key: bytes, recipe: Recipe) -> bytes:
    """Gives the proof of a PIN, 32 bytes; takes some 30 ms and 19 MiB.

    Args:
        pin: The digits.
        key: The site's key.
        recipe: The salt and the parameters of the badge.

    Raises:
        ValueError: The recipe is none, or a weaker one than Pasillo gives out: somebody wants to learn the PIN.
    """
    found = _PARAMS.match(recipe.params)
    memory, rounds, lanes = map(int, found.groups()) if found else (0, 0, 0)
    if not (_LEAST_KIB <= memory <= _MOST_KIB and _LEAST_ROUNDS <= rounds <= _MOST_ROUNDS and lanes):
        raise ValueError(f"no way to stretch a PIN: {recipe.params!r}")
    return hash_secret_raw(
        secret=hmac.digest(key, pin.encode(), "sha256"),
        salt=bytes.fromhex(recipe.salt),
        time_cost=rounds,
        memory_cost=memory,
        parallelism=lanes,
        hash_len=_PROOF_BYTES,
        type=Type.ID,
    )
