"""The one rule about expiry: goods whose last day is over are neither picked nor packed."""

from datetime import date

from app.domain.codes.meanings import Expired, ItemCode, ItemDetails, Meaning


def if_fresh(meaning: Meaning, today: date) -> Meaning:
    """Gives the meaning as it is, or that the goods have expired.

    The answer becomes part of what is journaled, so that a walk replayed on a later day stands where it stood.

    Args:
        meaning: What was read.
        today: The day at the station; goods may still be used on their last day.
    """
    match meaning:
        case ItemCode(expires=last) if last and last < today.isoformat():
            return Expired(last, meaning.sku, meaning.name)
        case ItemDetails(expires=last) if last and last < today.isoformat():
            return Expired(last)
        case _:
            return meaning
