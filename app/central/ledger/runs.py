"""The facts to book next, found by PostgreSQL in one round trip however many journals wait.

The same rule as in ``queue``: within a journal by number and never past a gap, between journals by arrival. A fact
that arrived before one with a lower number of its journal waits for it, so it counts as having arrived then.
"""

import sqlalchemy as sa

from app.central.tables import fact

NEXT_FACTS = sa.text(
    """
WITH RECURSIVE journal AS (
    SELECT min(incarnation) AS incarnation FROM fact WHERE booked_at IS NULL
    UNION ALL
    SELECT (SELECT min(f.incarnation) FROM fact AS f WHERE f.booked_at IS NULL AND f.incarnation > j.incarnation)
    FROM journal AS j WHERE j.incarnation IS NOT NULL),
ready AS (
    SELECT j.incarnation, head.seq AS first
    FROM journal AS j CROSS JOIN LATERAL (
        SELECT f.seq FROM fact AS f WHERE f.booked_at IS NULL AND f.incarnation = j.incarnation
        ORDER BY f.seq LIMIT 1) AS head
    WHERE head.seq = 1 OR EXISTS (
        SELECT 1 FROM fact AS f WHERE f.incarnation = j.incarnation AND f.seq = head.seq - 1)),
chosen AS (
    SELECT run.id, run.incarnation, run.seq, run.arrived
    FROM ready CROSS JOIN LATERAL (
        SELECT w.id, w.incarnation, w.seq, w.seq - row_number() OVER by_seq AS shift,
            max(w.received_at) OVER by_seq AS arrived
        FROM (
            SELECT f.id, f.incarnation, f.seq, f.received_at FROM fact AS f
            WHERE f.booked_at IS NULL AND f.incarnation = ready.incarnation ORDER BY f.seq LIMIT :limit) AS w
        WINDOW by_seq AS (ORDER BY w.seq)) AS run
    WHERE run.shift = ready.first - 1
    ORDER BY run.arrived, run.incarnation, run.seq LIMIT :limit)
SELECT fact.* FROM chosen JOIN fact ON fact.id = chosen.id
ORDER BY chosen.arrived, chosen.incarnation, chosen.seq"""
).columns(*fact.columns)
