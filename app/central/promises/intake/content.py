"""What an order asks for, as a digest: an order that comes again with another one has been changed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from app.domain.intake import DraftAddress, LineDraft, OrderDraft

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=datetime.isoformat).encode
_encode_address = json.JSONEncoder(ensure_ascii=False).encode


def content_of(draft: OrderDraft) -> str:
    """Gives the digest of what an order asks for: everything but its payment and its rows in the file."""
    said = _order(draft)
    said["recipient"] = _address(draft.recipient)
    said["lines"] = [_line(line) for line in draft.lines]
    return hashlib.sha256(_encode(said).encode()).hexdigest()


def recipient_of(draft: OrderDraft) -> str:
    """Gives the JSON of the address as it is stored, with the customer's note when there is one."""
    return _encode_address(_address(draft.recipient) | ({"note": draft.note} if draft.note else {}))


def _as_dict(cls: "type[DataclassInstance]", *without: str) -> Callable[[object], dict[str, Any]]:
    """Makes what turns an object into a dict of its fields: ``asdict`` copies deeply, and a file has 100,000 lines."""
    names = tuple(field.name for field in fields(cls) if field.name not in without)
    values = attrgetter(*names)
    return lambda one: dict(zip(names, values(one), strict=True))


_order = _as_dict(OrderDraft, "rows", "paid")
_address = _as_dict(DraftAddress)
_line = _as_dict(LineDraft)
