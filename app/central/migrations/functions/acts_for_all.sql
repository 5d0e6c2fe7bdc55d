-- Tells whether whoever is logged in is bound to no station: the owner or the hub.
CREATE OR REPLACE FUNCTION acts_for_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT NOT EXISTS (SELECT FROM public.station WHERE db_role = session_user)
        AND (pg_has_role(session_user, current_user, 'MEMBER') OR public.in_group('pasillo_hub'))
$body$;
