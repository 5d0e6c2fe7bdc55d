-- Writes on record what came of a change of PINs: by the server's clock and the station that is logged in, whatever is said.
CREATE OR REPLACE FUNCTION note_pin(p_badge text, p_station text, p_action text, p_object text, p_detail json) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    INSERT INTO public.audit (badge, station, action, object, detail, at)
    VALUES (
        left(p_badge, 20),
        coalesce((SELECT code FROM public.station WHERE db_role = session_user), left(p_station, 20), ''),
        p_action, p_object, (p_detail::jsonb || jsonb_build_object('session', session_user))::text,
        clock_timestamp() AT TIME ZONE 'UTC')
$body$;
