-- Lists who has a PIN and since when, and nothing of what is kept of it. Badges that were only tried are not among them.
CREATE OR REPLACE FUNCTION pasillo_pin_holders() RETURNS TABLE (badge text, since timestamp)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT c.badge, c.changed_at FROM public.credential c WHERE c.verifier <> ''
$body$;
