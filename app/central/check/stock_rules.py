"""Rules about stock: it is what the ledger sums up to, and what picks hold is set aside."""

from collections.abc import Mapping

STOCK_RULES: Mapping[str, str] = {
    "stock_sum": """
        SELECT sku, place, SUM(units) AS ledger, SUM(stocked) AS stock
        FROM (SELECT sku, dst AS place, qty AS units, 0 AS stocked FROM movement
              UNION ALL SELECT sku, src, -qty, 0 FROM movement
              UNION ALL SELECT sku, place, 0, on_hand FROM stock) AS sums
        WHERE place NOT IN ('CUSTOMER', 'FOUND', 'LOSS', 'SUPPLIER')
        GROUP BY sku, place
        HAVING SUM(units) <> SUM(stocked)
        ORDER BY sku, place""",
    "stock_virtual": "SELECT sku, place FROM stock WHERE place IN ('CUSTOMER', 'FOUND', 'LOSS', 'SUPPLIER')",
    "stock_bounds": """
        SELECT sku, place, on_hand, reserved FROM stock
        WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand""",
    "stock_reserved": """
        SELECT sku, place, SUM(reserved) AS reserved, SUM(held) AS held
        FROM (SELECT sku, place, reserved, 0 AS held FROM stock
              UNION ALL SELECT sku, place, 0, qty - picked - short FROM pick WHERE state = 'open') AS sums
        GROUP BY sku, place
        HAVING SUM(reserved) <> SUM(held)
        ORDER BY sku, place""",
}
"""By name: stock equals its ledger sum; virtual places have none; nothing negative; reserved equals open picks."""
