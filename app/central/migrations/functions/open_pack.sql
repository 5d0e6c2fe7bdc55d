-- Opens the order of a tote at a pack bench, or opens it again where it was left: only when every walk that feeds it
-- is booked to its end. Gives the order, or NULL when it cannot be opened.
CREATE OR REPLACE FUNCTION open_pack(p_station text, p_badge text, p_tote text, p_now timestamp) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    opened bigint;
BEGIN
    UPDATE public.sales_order SET state = 'packing', packer = p_station
    WHERE id = (SELECT order_id FROM public.tote WHERE code = p_tote)
        AND (state = 'picked' OR (state = 'packing' AND packer = p_station))
        AND NOT EXISTS (
            SELECT FROM public.walk_slot JOIN public.walk ON walk.id = walk_slot.walk_id
            WHERE walk_slot.order_id = sales_order.id AND walk.state IN ('waiting', 'open', 'claimed'))
    RETURNING id INTO opened;
    IF opened IS NOT NULL THEN
        PERFORM public.note_audit(p_badge, p_station, 'open_pack', 'order ' || opened, moment,
            json_build_object('tote', p_tote)::text);
    END IF;
    RETURN opened;
END
$body$;
