import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.central.promises.intake.content import content_of, recipient_of
from app.domain.intake import DraftAddress, OrderDraft
from tests.app.central.promises.warehouse import order


def written_out(draft: OrderDraft) -> str:
    said = asdict(draft)
    del said["rows"], said["paid"]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=datetime.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_digest_is_that_of_the_whole_order_written_out() -> None:
    one = order("1", {"SKU1": 2, "SKU2": 5}, note="Ring twice, señora", service="express")

    assert content_of(one) == written_out(one)
    assert content_of(one) != content_of(replace(one, lines=one.lines[:1]))
    assert content_of(one) == content_of(replace(one, paid=False, rows=(7,)))


@given(st.text(), st.text(), st.lists(st.text(), min_size=10, max_size=10))
def test_the_digest_is_the_same_whatever_the_file_says(word: str, other: str, address: list[str]) -> None:
    one = order("1", {"SKU1": 2, word: 5}, note=other, service=word)
    one = replace(one, recipient=DraftAddress(*address), customer=other, carrier=word)

    assert content_of(one) == written_out(one)
    assert json.loads(recipient_of(one)) == asdict(one.recipient) | ({"note": other} if other else {})


def test_the_address_is_stored_with_the_note() -> None:
    one = order("1", {"SKU1": 2})

    assert json.loads(recipient_of(one)) == asdict(one.recipient)
    assert json.loads(recipient_of(replace(one, note="Ring twice"))) == {**asdict(one.recipient), "note": "Ring twice"}
