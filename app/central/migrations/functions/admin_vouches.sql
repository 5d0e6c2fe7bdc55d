-- Tells whether an administrator stands behind a change of somebody's PIN: 'ok', or why not, with the seconds to wait.
-- The PIN was taken in by pasillo_try_pin before, so that the try is counted whatever becomes of this call.
-- The role alone is not enough, for an office may write it: the PIN shown must have been given to an administrator.
CREATE OR REPLACE FUNCTION admin_vouches(p_admin text, p_ticket text, p_station text)
RETURNS TABLE (verdict text, wait_s integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    shown record;
    given text;
BEGIN
    IF NOT EXISTS (SELECT FROM public.site WHERE key = 'site_key.sign') THEN
        RETURN QUERY SELECT 'no_key', 0;
        RETURN;
    END IF;
    SELECT * INTO shown FROM public.pasillo_pin_verdict(p_admin, p_ticket, p_station);
    IF shown.verdict <> 'ok' THEN
        RETURN QUERY SELECT shown.verdict::text, shown.wait_s::integer;
        RETURN;
    END IF;
    SELECT c.given_as INTO given FROM public.credential c WHERE c.badge = left(p_admin, 20);
    IF shown.role = 'admin' AND given = 'admin' THEN
        RETURN QUERY SELECT 'ok', 0;
        RETURN;
    END IF;
    PERFORM public.note_pin(p_admin, p_station, 'refused', 'give_pin', json_build_object('role', shown.role, 'given_as', given));
    RETURN QUERY SELECT CASE WHEN shown.role = 'admin' THEN 'not_as_admin' ELSE 'no_admin' END, 0;
END
$body$;
