-- Tells how far a journal is held without a gap, looking only above what is booked (booking passes no gap).
-- Until the first gap a number less its place in the order stays the same; looking for each number's successor
-- instead would be a join that grows with the square of what waits when the statistics are old.
CREATE OR REPLACE FUNCTION held_until(p_incarnation text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    booked bigint;
BEGIN
    SELECT seq INTO booked FROM public.fact
    WHERE incarnation = p_incarnation AND booked_at IS NOT NULL ORDER BY seq DESC LIMIT 1;
    booked := coalesce(booked, 0);
    RETURN (
        SELECT coalesce(max(run.seq), booked) FROM (
            SELECT seq, seq - row_number() OVER (ORDER BY seq) AS shift FROM public.fact
            WHERE incarnation = p_incarnation AND seq > booked) AS run
        WHERE run.shift = booked);
END
$body$;
