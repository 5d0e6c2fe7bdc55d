"""Deeds that hardly anybody would do: of the right shape, with keys that may or may not fit anything."""

from dataclasses import fields
from typing import Any, get_args

from hypothesis import strategies as st

from app.domain.deeds import Deed
from tests.app.central.floor import SHELVES, SKUS, TOTES

PARCELS = ("003", "004", "005")
_CAUSES = st.sampled_from(["not_found", "damaged", "wrong_item", "missing", "other"])
_CODES = st.sampled_from([*SHELVES, *TOTES, *PARCELS, "P-1", "H-1", "NOWHERE", "PLT1", "LOSS", "", " x"])
_FEW = st.integers(0, 4)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "walk": st.integers(0, 5),
    "fence": st.integers(0, 2),
    "n": _FEW,
    "reverses": _FEW,
    "put": st.integers(0, 9),
    "order": st.integers(0, 5),
    "line": st.integers(0, 9),
    "sku": st.sampled_from([*SKUS, "NEW"]),
    "place": st.one_of(st.sampled_from(SHELVES), st.sampled_from(SHELVES), _CODES),
    "tote": st.one_of(st.sampled_from(TOTES), st.sampled_from(TOTES), _CODES),
    "parcel": st.one_of(st.sampled_from(PARCELS), st.sampled_from(PARCELS), _CODES),
    "qty": st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(-1, 9)),
    "cause": _CAUSES,
    "source": st.sampled_from(["opening", "receipt", "count"]),
    "manifest": st.integers(0, 2),
}
_BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0, 900),
    bool: st.booleans(),
    str: st.sampled_from(["x", "BA1"]),
}


def _deeds(kind: Any) -> st.SearchStrategy[Deed]:
    strategies = [_VALUES.get(field.name, _BY_TYPE[field.type]) for field in fields(kind)]
    return st.tuples(*strategies).map(lambda values: kind(*values))


DEEDS: st.SearchStrategy[Deed] = st.one_of(*(_deeds(kind) for kind in get_args(Deed)))
"""Any deed, sensible or not."""
