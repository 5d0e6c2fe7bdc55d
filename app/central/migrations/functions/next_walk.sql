-- Locks the most urgent open walk of a zone that nobody else is taking now; gives its number.
CREATE OR REPLACE FUNCTION next_walk(p_zone text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT id FROM public.walk WHERE state = 'open' AND zone = p_zone
    ORDER BY cutoff_at, priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED
$body$;
