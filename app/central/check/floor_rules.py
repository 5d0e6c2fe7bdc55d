"""Rules about walks, picks and totes."""

from collections.abc import Mapping

FLOOR_RULES: Mapping[str, str] = {
    "tote_orders": """
        SELECT tote.code AS tote, COUNT(DISTINCT held.order_id) AS orders
        FROM tote JOIN place ON place.code = tote.code AND place.kind = 'tote'
        JOIN (SELECT place, order_id FROM (
                SELECT movement.dst AS place, order_line.order_id AS order_id, movement.qty AS units
                FROM movement JOIN order_line ON order_line.id = movement.order_line_id
                WHERE movement.kind IN ('pick', 'unpack', 'adopt')
                UNION ALL SELECT movement.src, order_line.order_id, -movement.qty
                FROM movement JOIN order_line ON order_line.id = movement.order_line_id) AS moved
              GROUP BY place, order_id HAVING SUM(units) > 0) AS held ON held.place = tote.code
        WHERE EXISTS (SELECT 1 FROM stock WHERE stock.place = tote.code AND stock.on_hand > 0)
        AND NOT EXISTS (
            SELECT 1 FROM exception WHERE exception.kind = 'tote_conflict' AND exception.place = tote.code)
        GROUP BY tote.code HAVING COUNT(DISTINCT held.order_id) > 1
        ORDER BY tote.code""",
    "walk_open_pick": """
        SELECT pick.id AS pick, walk.id AS walk, walk.state AS state
        FROM pick JOIN walk ON walk.id = pick.walk_id
        WHERE pick.state = 'open' AND walk.state IN ('finished', 'void')
        ORDER BY pick.id""",
    "walk_claimant": """
        SELECT id AS walk FROM walk WHERE state = 'claimed' AND (station IS NULL OR badge IS NULL) ORDER BY id""",
    "walk_state": """
        SELECT id AS walk, state FROM walk
        WHERE state NOT IN ('waiting', 'open', 'claimed', 'finished', 'void') ORDER BY id""",
    "pick_state": """
        SELECT id AS pick, state, qty, picked, short FROM pick
        WHERE state NOT IN ('open', 'done', 'void') OR (state = 'open') <> (picked + short < qty AND state <> 'void')
        ORDER BY id""",
    "pick_line": """
        SELECT pick.id AS pick, pick.order_line_id AS line
        FROM pick JOIN order_line ON order_line.id = pick.order_line_id
        WHERE pick.order_id <> order_line.order_id OR pick.sku <> order_line.sku
        ORDER BY pick.id""",
}
"""By name: a tote holds one order; walks and picks are in states that fit each other."""
