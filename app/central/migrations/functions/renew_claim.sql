-- Prolongs a claim; gives until when, or NULL when it does not stand any more.
CREATE OR REPLACE FUNCTION renew_claim(
    p_station text, p_walk bigint, p_fence integer, p_lease interval, p_now timestamp) RETURNS timestamp
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    until timestamp;
BEGIN
    UPDATE public.walk SET lease_until = moment + p_lease
    WHERE id = p_walk AND state = 'claimed' AND station = p_station AND fence = p_fence
    RETURNING lease_until INTO until;
    RETURN until;
END
$body$;
