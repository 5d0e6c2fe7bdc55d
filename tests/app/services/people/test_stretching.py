import hmac

import pytest
from argon2.low_level import Type, hash_secret_raw

from app.central.people.credentials import PARAMS, Recipe
from app.services.people.stretching import stretch

KEY = bytes(range(32))
SALT = "00112233445566778899aabbccddeeff"
PIN = "483920"


def test_a_proof_is_argon2id_over_the_pin_mixed_with_the_key() -> None:
    mixed = hmac.new(KEY, PIN.encode(), "sha256").digest()
    expected = hash_secret_raw(mixed, bytes.fromhex(SALT), 2, 19_456, 1, 32, Type.ID)
    assert stretch(PIN, KEY, Recipe(SALT, PARAMS)) == expected


def test_each_of_pin_key_and_salt_makes_another_one() -> None:
    one = stretch(PIN, KEY, Recipe(SALT, PARAMS))
    others = [
        stretch("483921", KEY, Recipe(SALT, PARAMS)),
        stretch(PIN, bytes(32), Recipe(SALT, PARAMS)),
        stretch(PIN, KEY, Recipe(SALT[::-1], PARAMS)),
    ]
    assert len({one, *others}) == 4


@pytest.mark.parametrize(
    "params",
    [
        "",
        "md5",
        "argon2id;m=8;t=2;p=1",
        "argon2id;m=19456;t=1;p=1",
        "argon2id;m=19456;t=2;p=0",
        "argon2id;m=9999999;t=2;p=1",
        "argon2id;m=19456;t=999;p=1",
        "argon2i;m=19456;t=2;p=1",
    ],
)
def test_a_centre_that_asks_for_a_weak_or_an_endless_proof_gets_none(params: str) -> None:
    with pytest.raises(ValueError, match="stretch"):
        stretch(PIN, KEY, Recipe(SALT, params))
