"""Rules about order lines: every count has its movements, and every shipped unit its way through the house."""

from collections.abc import Mapping
from string import Template

_COUNTED = Template("""
    SELECT order_line.id AS line, order_line.$column AS counted, COALESCE(moved.$column, 0) AS moved
    FROM order_line LEFT JOIN (
        SELECT order_line_id AS line,
            SUM(CASE WHEN kind IN ('pick', 'adopt', 'adopt_packed') THEN qty
                WHEN kind IN ('unpick', 'pack_short', 'put_back') THEN -qty ELSE 0 END) AS picked,
            SUM(CASE WHEN kind IN ('pack', 'adopt_packed') THEN qty
                WHEN kind = 'unpack' THEN -qty ELSE 0 END) AS packed,
            SUM(CASE WHEN kind = 'ship' THEN qty ELSE 0 END) AS shipped
        FROM movement WHERE order_line_id IS NOT NULL GROUP BY order_line_id) AS moved ON moved.line = order_line.id
    WHERE order_line.$column <> COALESCE(moved.$column, 0)
    ORDER BY order_line.id""")

_BOXED = Template("""
    SELECT order_line.id AS line, order_line.$column AS counted, COALESCE(boxed.$boxed, 0) AS boxed
    FROM order_line LEFT JOIN (
        SELECT order_line_id AS line, SUM(qty) AS qty, SUM(shipped) AS shipped
        FROM parcel_line GROUP BY order_line_id) AS boxed ON boxed.line = order_line.id
    WHERE order_line.$column <> COALESCE(boxed.$boxed, 0)
    ORDER BY order_line.id""")

ORDER_RULES: Mapping[str, str] = {
    "line_reserved": """
        SELECT order_line.id AS line, order_line.reserved AS counted, COALESCE(open_picks.held, 0) AS held
        FROM order_line LEFT JOIN (
            SELECT order_line_id, SUM(qty - picked - short) AS held FROM pick
            WHERE state = 'open' GROUP BY order_line_id) AS open_picks ON open_picks.order_line_id = order_line.id
        WHERE order_line.reserved <> COALESCE(open_picks.held, 0)
        ORDER BY order_line.id""",
    "line_picked": _COUNTED.substitute(column="picked"),
    "line_packed": _COUNTED.substitute(column="packed"),
    "line_shipped": _COUNTED.substitute(column="shipped"),
    "parcel_packed": _BOXED.substitute(column="packed", boxed="qty"),
    "parcel_shipped": _BOXED.substitute(column="shipped", boxed="shipped"),
    "line_flow": """
        SELECT id AS line, picked, packed, shipped FROM order_line
        WHERE shipped > packed OR packed > picked OR shipped < 0 OR reserved < 0""",
    "over_picked": """
        SELECT order_line.id AS line, order_line.sku, order_line.picked, order_line.qty FROM order_line
        WHERE picked > qty AND NOT EXISTS (
            SELECT 1 FROM exception WHERE exception.kind IN ('stray_pick', 'found_stock')
            AND exception.order_id = order_line.order_id AND exception.sku = order_line.sku)
        ORDER BY order_line.id""",
    "shipped_trace": """
        SELECT movement.fact_id AS fact, movement.sku, movement.src AS parcel, movement.qty FROM movement
        LEFT JOIN parcel_line ON parcel_line.sscc = movement.src
            AND parcel_line.order_line_id = movement.order_line_id
        LEFT JOIN order_line ON order_line.id = movement.order_line_id AND order_line.sku = movement.sku
        WHERE movement.kind = 'ship' AND (parcel_line.sscc IS NULL OR order_line.id IS NULL OR NOT EXISTS (
            SELECT 1 FROM movement AS taken WHERE taken.order_line_id = movement.order_line_id
            AND taken.kind IN ('pick', 'adopt', 'adopt_packed')))
        ORDER BY movement.id""",
    "shipped_stray": """
        SELECT movement.fact_id AS fact, movement.sku, movement.src AS parcel, movement.qty FROM movement
        WHERE movement.dst = 'CUSTOMER' AND movement.kind <> 'ship' AND NOT EXISTS (
            SELECT 1 FROM exception WHERE exception.kind = 'stray_pack' AND exception.fact_id = movement.fact_id)
        ORDER BY movement.id""",
}
"""By name: the counts of a line against picks, ledger and parcels; no over-pick unseen; shipped units trace back."""
