-- Takes somebody's PIN away by the try of an administrator's own one; that one nobody takes away, so
-- that one stays by which PINs are given. The row stays, as of a badge that was tried and has none, and so does its wait.
CREATE OR REPLACE FUNCTION pasillo_take_pin(p_admin text, p_ticket text, p_station text, p_badge text)
RETURNS TABLE (verdict text, wait_s integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    vouched record;
BEGIN
    SELECT * INTO vouched FROM public.admin_vouches(p_admin, p_ticket, p_station);
    IF vouched.verdict <> 'ok' THEN
        RETURN QUERY SELECT vouched.verdict::text, vouched.wait_s::integer;
        RETURN;
    END IF;
    IF p_badge = left(p_admin, 20) THEN
        RETURN QUERY SELECT 'own', 0;
        RETURN;
    END IF;
    UPDATE public.credential
    SET verifier = '', given_as = NULL, changed_at = clock_timestamp() AT TIME ZONE 'UTC'
    WHERE badge = p_badge AND verifier <> '';
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'none', 0;
        RETURN;
    END IF;
    PERFORM public.note_pin(p_admin, p_station, 'pin_taken', 'person ' || p_badge, '{}');
    RETURN QUERY SELECT 'ok', 0;
END
$body$;
