"""Rules about facts: none lost, none booked twice, none without an outcome."""

from collections.abc import Mapping

FACT_RULES: Mapping[str, str] = {
    "fact_gap": """
        SELECT incarnation AS journal, COUNT(*) AS held, MAX(seq) AS last
        FROM fact GROUP BY incarnation HAVING COUNT(DISTINCT seq) <> MAX(seq) OR MIN(seq) <> 1
        ORDER BY incarnation""",
    "fact_twice": """
        SELECT incarnation AS journal, seq, COUNT(*) AS times
        FROM fact GROUP BY incarnation, seq HAVING COUNT(*) > 1
        ORDER BY incarnation, seq""",
    "fact_outcome": """
        SELECT id AS fact, kind FROM fact
        WHERE (booked_at IS NULL) <> (outcome IS NULL) OR outcome NOT IN ('booked', 'noted', 'parked')
        ORDER BY id""",
    "fact_parked": """
        SELECT id AS fact, kind FROM fact WHERE outcome = 'parked' AND NOT EXISTS (
            SELECT 1 FROM exception WHERE exception.kind = 'parked' AND exception.fact_id = fact.id)
        ORDER BY id""",
    "movement_fact": """
        SELECT DISTINCT fact.id AS fact, fact.kind FROM movement JOIN fact ON fact.id = movement.fact_id
        WHERE fact.outcome IS NULL OR fact.outcome <> 'booked'
        ORDER BY fact.id""",
    "movement_numbers": """
        SELECT fact_id AS fact, COUNT(*) AS movements, MAX(number) AS last
        FROM movement GROUP BY fact_id
        HAVING COUNT(*) <> MAX(number) OR COUNT(DISTINCT number) <> COUNT(*) OR MIN(number) <> 1
        ORDER BY fact_id""",
}
"""By name: numbers without gaps and once each; booked facts have an outcome; movements belong to booked facts."""
