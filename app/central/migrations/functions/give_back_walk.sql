-- Gives a walk back untouched, so that somebody else may claim it; tells whether that was possible.
CREATE OR REPLACE FUNCTION give_back_walk(
    p_station text, p_badge text, p_walk bigint, p_fence integer, p_now timestamp) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
BEGIN
    UPDATE public.walk
    SET state = 'open', station = NULL, badge = NULL, lease_until = NULL, claimed_at = NULL
    WHERE id = p_walk AND state = 'claimed' AND station = p_station AND fence = p_fence AND deeds = 0
        AND NOT EXISTS (SELECT FROM public.pick WHERE walk_id = p_walk AND picked + short > 0);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.sales_order SET state = 'released'
    WHERE state = 'picking' AND id IN (SELECT order_id FROM public.walk_slot WHERE walk_id = p_walk)
        AND NOT EXISTS (
            SELECT FROM public.walk_slot JOIN public.walk ON walk.id = walk_slot.walk_id
            WHERE walk_slot.order_id = sales_order.id AND walk.state IN ('claimed', 'finished'));
    PERFORM public.note_audit(p_badge, p_station, 'give_back', 'walk ' || p_walk, moment,
        json_build_object('fence', p_fence)::text);
    RETURN true;
END
$body$;
