-- Says of the released orders of a walk that they are being picked.
CREATE OR REPLACE FUNCTION begin_orders(p_walk bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    UPDATE public.sales_order SET state = 'picking'
    WHERE state = 'released' AND id IN (SELECT order_id FROM public.walk_slot WHERE walk_id = p_walk)
$body$;
