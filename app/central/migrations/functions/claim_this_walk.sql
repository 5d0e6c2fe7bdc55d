-- Gives a person a certain walk: an open one, one of this station, or as a take-over another station's, with a
-- higher fence. Gives its number, or NULL when it cannot be had.
CREATE OR REPLACE FUNCTION claim_this_walk(
    p_station text, p_badge text, p_walk bigint, p_take_over boolean, p_lease interval, p_now timestamp)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    before record;
BEGIN
    SELECT state, station, badge INTO before FROM public.walk WHERE id = p_walk FOR UPDATE;
    IF before.state = 'open' THEN
        UPDATE public.walk SET state = 'claimed', fence = fence + 1, deeds = 0 WHERE id = p_walk;
    ELSIF before.state = 'claimed' AND before.station = p_station THEN
        NULL;
    ELSIF before.state = 'claimed' AND p_take_over THEN
        UPDATE public.walk SET fence = fence + 1, deeds = 0 WHERE id = p_walk;
    ELSE
        RETURN NULL;
    END IF;
    UPDATE public.walk
    SET station = p_station, badge = p_badge, lease_until = moment + p_lease, claimed_at = moment WHERE id = p_walk;
    IF before.state = 'claimed' AND (before.station, before.badge) IS DISTINCT FROM (p_station, p_badge) THEN
        PERFORM public.note_audit(p_badge, p_station, 'take_over', 'walk ' || p_walk, moment,
            json_build_object('from_badge', before.badge, 'from_station', before.station)::text);
    END IF;
    PERFORM public.begin_orders(p_walk);
    RETURN p_walk;
END
$body$;
