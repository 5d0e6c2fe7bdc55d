-- Makes sure that whoever is logged in may act for a station, and tells whose clock counts.
-- A role that belongs to a station acts for that station only (an office station also for imports and commands);
-- the owner and the hub act for any. It looks at session_user, which neither SET ROLE nor any setting can change.
-- Gives the moment that counts: a station's own clock never does.
CREATE OR REPLACE FUNCTION acting_station(p_station text, p_now timestamp) RETURNS timestamp
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    own text;
BEGIN
    SELECT code INTO own FROM public.station WHERE db_role = session_user;
    IF own = p_station THEN
        RETURN clock_timestamp() AT TIME ZONE 'UTC';
    END IF;
    IF own IS NOT NULL AND p_station IN ('', 'ST00') AND public.in_group('pasillo_office') THEN
        RETURN clock_timestamp() AT TIME ZONE 'UTC';
    END IF;
    IF own IS NULL AND (pg_has_role(session_user, current_user, 'MEMBER') OR public.in_group('pasillo_hub')) THEN
        RETURN p_now;
    END IF;
    RAISE EXCEPTION 'role % may not act for station %', session_user, p_station USING ERRCODE = 'insufficient_privilege';
END
$body$;
