-- Gives a person the walk they hold at this station already, or else the next open one of their zone, or else one of
-- the whole house: the earliest cut-off first. Walks that somebody else is taking at this moment are stepped over.
-- Gives the walk's number, or NULL when none waits.
CREATE OR REPLACE FUNCTION claim_walk(p_station text, p_badge text, p_zone text, p_lease interval, p_now timestamp)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    found_walk bigint;
BEGIN
    UPDATE public.walk SET lease_until = moment + p_lease WHERE id = (
        SELECT id FROM public.walk WHERE state = 'claimed' AND station = p_station AND badge = p_badge
        ORDER BY id LIMIT 1)
    RETURNING id INTO found_walk;
    IF found_walk IS NULL THEN
        found_walk := coalesce(public.next_walk(p_zone), CASE WHEN p_zone <> '' THEN public.next_walk('') END);
        IF found_walk IS NULL THEN
            RETURN NULL;
        END IF;
        UPDATE public.walk
        SET state = 'claimed', fence = fence + 1, deeds = 0, station = p_station, badge = p_badge,
            lease_until = moment + p_lease, claimed_at = moment
        WHERE id = found_walk;
    END IF;
    PERFORM public.begin_orders(found_walk);
    RETURN found_walk;
END
$body$;
