"""What an order asks for, as a digest: an order that comes again with another one has been changed.

The digest is that of a JSON text with sorted keys. The text is put together by hand, because a file has 20,000 orders
of 100,000 lines and an encoder that looks at every value and sorts every key takes twice as long.
"""

import hashlib
from json.encoder import encode_basestring as _quoted  # as json.dumps with ensure_ascii=False
from operator import attrgetter

from app.domain.intake import DraftAddress, LineDraft, OrderDraft

_STORED = ("name", "company", "street1", "street2", "postcode", "city", "region", "country", "phone", "email")


def _form(*keys: str) -> str:
    """Makes what the texts of the values are put into."""
    return "{" + ", ".join(f'"{key}": %s' for key in keys) + "}"


_address = attrgetter(*_STORED)
_address_sorted = attrgetter(*sorted(_STORED))
_ADDRESS, _ADDRESS_SORTED, _ADDRESS_NOTED = _form(*_STORED), _form(*sorted(_STORED)), _form(*_STORED, "note")
_LINE = _form("line_no", "name", "quantity", "sku")
_ORDER = _form(
    *("carrier", "channel", "customer", "external_id", "lines", "note", "placed_at", "recipient", "service"),
)


def content_of(draft: OrderDraft) -> str:
    """Gives the digest of what an order asks for: everything but its payment and its rows in the file."""
    said = _ORDER % (
        _quoted(draft.carrier),
        _quoted(draft.channel),
        _quoted(draft.customer),
        _quoted(draft.external_id),
        "[" + ", ".join(map(_line, draft.lines)) + "]",
        _quoted(draft.note),
        _quoted(draft.placed_at.isoformat()),
        _ADDRESS_SORTED % tuple(map(_quoted, _address_sorted(draft.recipient))),
        _quoted(draft.service),
    )
    return hashlib.sha256(said.encode()).hexdigest()


def recipient_of(draft: OrderDraft) -> str:
    """Gives the JSON of the address as it is stored, with the customer's note when there is one."""
    said = _texts(draft.recipient)
    return _ADDRESS_NOTED % (*said, _quoted(draft.note)) if draft.note else _ADDRESS % said


def _texts(address: DraftAddress) -> tuple[str, ...]:
    return tuple(map(_quoted, _address(address)))


def _line(line: LineDraft) -> str:
    return _LINE % (line.line_no, _quoted(line.name), line.quantity, _quoted(line.sku))
