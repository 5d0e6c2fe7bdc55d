"""Barcodes in an item list: ``8412345678905|8412345678912*6`` is two codes, the second a case of six."""

import re

from app.channels.own_codes import could_be_ours, is_command
from app.channels.tables.cells import LONGEST_CODE, Reading, unfloat
from app.domain.codes.gtin import as_gtin14, check_digit, is_gtin
from app.domain.intake import BarcodeDraft

MOST_PER_PACK = 10_000
_LOST_ZERO = 11
_EXCEL_POWER = re.compile(r"[0-9]+([.,][0-9]+E\+?|E\+)[0-9]+\Z")
_SCANNABLE = re.compile(r"[!-~]+\Z")
_DIGITS = re.compile(r"[0-9]+\Z")


def same_code(code: str) -> str:
    """Gives the form in which two codes are compared: GTINs of 8 to 13 digits are GTIN-14 with zeros."""
    return as_gtin14(code) or code


def read_barcodes(row: Reading, key: str = "barcode") -> tuple[BarcodeDraft, ...]:
    """Reads a cell of barcodes and notes every one that will not scan as the item."""
    parts = [part.strip() for part in row.text(key).split("|")]
    drafts: dict[str, BarcodeDraft] = {}
    for part in filter(None, parts):
        draft = _read_one(row, key, part)
        if draft is None:
            continue
        if same_code(draft.code) in drafts:
            row.refuse(key, "channels.said_twice", part, earlier=row.row.number)
        drafts[same_code(draft.code)] = draft
    return tuple(drafts.values())


def _read_one(row: Reading, key: str, part: str) -> BarcodeDraft | None:
    code, _, pack = part.partition("*")
    code = unfloat(code.strip().upper())
    problem = _problem(code)
    if problem is not None:
        reason, names = problem
        row.refuse(key, reason, part, **names)
        return None
    quantity = _pack(pack.strip()) if "*" in part else 1
    if quantity is None:
        row.refuse(key, "channels.bad_pack", part, most=MOST_PER_PACK)
        return None
    return BarcodeDraft(code, quantity)


def _pack(text: str) -> int | None:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        return None
    return int(text) if 1 <= int(text) <= MOST_PER_PACK else None


def _problem(code: str) -> tuple[str, dict[str, object]] | None:
    """Says what is wrong with a code as reason and names, or None."""
    if _EXCEL_POWER.match(code):
        return "channels.excel_number", {}
    if is_command(code):
        return "channels.command_code", {}
    if could_be_ours(code):
        return "channels.own_code", {"code": code}
    if not _SCANNABLE.match(code) or len(code) > LONGEST_CODE:
        return "channels.not_scannable", {"longest": LONGEST_CODE}
    return _wrong_digits(code)


def _wrong_digits(code: str) -> tuple[str, dict[str, object]] | None:
    if _lost_zero(code):
        return "channels.lost_zero", {"right": "0" + code}
    right = check_digit(code[:-1]) if is_gtin(code) else code[-1]
    return None if code[-1] == right else ("channels.check_digit", {"right": right, "code": code})


def _lost_zero(code: str) -> bool:
    """Eleven digits that are a right UPC-A once a zero is put in front: a spreadsheet ate it."""
    if len(code) != _LOST_ZERO or not _DIGITS.match(code):
        return False
    return check_digit(code[:-1]) == code[-1]
