"""Facts: what people did on the floor, in the form that is journaled, sent and booked.

A *deed* says what happened in floor words (a unit taken, a line short, a parcel closed). The *fact* is the
envelope around it: who, where, when, which number in the station's journal, and the hash that chains it to the
fact before. Facts are never changed and never refused; a mistake is mended by another fact.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, get_args

from app.domain.deeds import Deed
from app.domain.ids import new_id

VERSION = 1
"""Version of the deeds' shape that this program writes."""

GENESIS = "0" * 64
"""What the first fact of a journal names as the hash before it."""

_KINDS: dict[str, type[Deed]] = {cls.__name__: cls for cls in get_args(Deed)}


@dataclass(frozen=True, slots=True)
class Fact:
    """A deed in its envelope.

    Attributes:
        id: UUID version 7 made at the station; the same fact sent twice is known by it.
        station: Code of the station.
        incarnation: Identity of the journal; a station that lost its disk begins a new one.
        seq: Place in that journal, 1, 2, 3 … without gaps.
        kind: Name of the deed's class, e.g. ``"Picked"``.
        version: Version of the deed's shape.
        who: Badge of the person, or ``"system"``.
        at: When, by the station's clock, in UTC.
        payload: The deed's fields as JSON values.
        prev_hash: Hash of the fact before it in the same journal.
        hash: SHA-256 over all of the above.
    """

    id: str
    station: str
    incarnation: str
    seq: int
    kind: str
    version: int
    who: str
    at: datetime
    payload: Mapping[str, Any]
    prev_hash: str
    hash: str

    @property
    def deed(self) -> Deed:
        """The deed inside.

        Raises:
            KeyError: The kind is unknown to this program (made by a newer one).
        """
        return deed_from(self.kind, self.payload)


def deed_from(kind: str, payload: Mapping[str, Any]) -> Deed:
    """Makes a deed from its stored form; fields this program does not know are left out.

    Raises:
        KeyError: The kind is unknown.
        TypeError: A field is missing.
    """
    cls = _KINDS[kind]
    known = {f.name for f in fields(cls)}
    return cls(**{name: value for name, value in payload.items() if name in known})


def payload_text(payload: Mapping[str, Any]) -> str:
    """Writes a payload in the one form that is stored and hashed."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Journal:
    """Which journal a fact is written to: a station's code and the identity of its present journal."""

    station: str
    incarnation: str


def seal(deed: Deed, journal: Journal, *, seq: int, who: str, at: datetime, prev_hash: str) -> Fact:
    """Puts a deed into its envelope and chains it to the fact before."""
    payload = asdict(deed)
    bare = Fact(
        id=new_id(at),
        station=journal.station,
        incarnation=journal.incarnation,
        seq=seq,
        kind=type(deed).__name__,
        version=VERSION,
        who=who,
        at=at,
        payload=payload,
        prev_hash=prev_hash,
        hash="",
    )
    return replace(bare, hash=fact_hash(bare))


def fact_hash(fact: Fact) -> str:
    """Hashes everything in an envelope but the hash itself (SHA-256, hexadecimal)."""
    parts = (
        fact.id,
        fact.station,
        fact.incarnation,
        str(fact.seq),
        fact.kind,
        str(fact.version),
        fact.who,
        fact.at.isoformat(),
        payload_text(fact.payload),
        fact.prev_hash,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def is_sound(fact: Fact) -> bool:
    """Tells whether a fact still says what was sealed."""
    return fact.hash == fact_hash(fact)
