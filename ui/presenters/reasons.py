"""The sentence of a reason: mostly ``reason.<value>``, with a variant where a name in it would say nothing."""

from collections.abc import Mapping

from app.domain.codes import ItemDetails
from app.domain.reasons import Reason
from ui.presenters.details import details_in_words
from ui.presenters.frame import Line, brief, line

_KINDS = {kind: f"pick.code.{kind.lower()}" for kind in ("Badge", "Zone", "Station", "Order", "Parcel")}
"""What the state machine calls codes that are known but never asked for on a walk."""


def reason_line(reason: Reason, names: Mapping[str, object]) -> Line:
    """Gives the sentence of a reason.

    Args:
        reason: Why a scan was refused, or what must be noticed.
        names: What the outcome names.
    """
    names = {name: _known(reason, value) for name, value in names.items()}
    return line(f"reason.{reason}{_variant(reason, names)}", **names)


def _known(reason: Reason, value: object) -> object:
    if isinstance(value, ItemDetails):
        return details_in_words(value)
    if reason is not Reason.UNKNOWN_CODE or not isinstance(value, str):
        return value
    return line(_KINDS[value]) if value in _KINDS else brief(value)


def _variant(reason: Reason, names: Mapping[str, object]) -> str:
    if reason is Reason.ORDER_CANCELLED and names.get("tote") == "-":
        return ".no_tote"
    if reason is Reason.MALFORMED_GS1:
        return f".{names['why']}"
    if reason is Reason.EXPIRED and not names.get("sku"):
        return ".details"
    if reason is Reason.WRONG_TOTE and names.get("slot") == "?":
        return ".incoming" if names.get("expected_slot") else ".drop"
    return ""
