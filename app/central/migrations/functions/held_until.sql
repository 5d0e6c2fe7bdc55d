-- Tells how far a journal is held without a gap, looking only above what is booked (booking passes no gap).
CREATE OR REPLACE FUNCTION held_until(p_incarnation text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    booked bigint;
BEGIN
    SELECT seq INTO booked FROM public.fact
    WHERE incarnation = p_incarnation AND booked_at IS NOT NULL ORDER BY seq DESC LIMIT 1;
    booked := coalesce(booked, 0);
    IF NOT EXISTS (SELECT FROM public.fact WHERE incarnation = p_incarnation AND seq = booked + 1) THEN
        RETURN booked;
    END IF;
    RETURN (
        SELECT seq FROM public.fact AS one
        WHERE incarnation = p_incarnation AND seq > booked AND NOT EXISTS (
            SELECT FROM public.fact AS following
            WHERE following.incarnation = p_incarnation AND following.seq = one.seq + 1)
        ORDER BY seq LIMIT 1);
END
$body$;
