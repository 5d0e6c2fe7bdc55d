-- Writes one line of the audit trail for a station that whoever is logged in may act for.
CREATE OR REPLACE FUNCTION note_audit(
    p_badge text, p_station text, p_action text, p_object text, p_at timestamp, p_detail text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_at);
BEGIN
    INSERT INTO public.audit (badge, station, action, object, detail, at)
    VALUES (p_badge, p_station, p_action, p_object, p_detail, moment);
END
$body$;
