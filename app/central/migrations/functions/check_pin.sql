-- Compares a stretched PIN. Every try is counted before it is compared and only a right one is taken off again, so
-- that many at once gain nothing: the row is locked by the first, and the next one sees how long it has to wait.
CREATE FUNCTION public.pasillo_check_pin(asked text, proof text, at_station text)
RETURNS TABLE (verdict text, wait_s integer, role text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    known public.credential;
    moment timestamp := clock_timestamp() AT TIME ZONE 'UTC';
    works_as text;
BEGIN
    asked := left(asked, 20);
    PERFORM public.pasillo_pin_salt(asked);
    UPDATE public.credential c
    SET failures = least(c.failures, 1000000) + 1,
        wait_until = CASE WHEN c.failures + 1 < 3 THEN NULL ELSE
            moment + make_interval(secs => least(3600, 5 * 2 ^ least(c.failures + 1 - 3, 16)))
        END
    WHERE c.badge = asked AND (c.wait_until IS NULL OR c.wait_until <= moment)
    RETURNING c.* INTO known;
    IF NOT FOUND THEN
        SELECT c.* INTO known FROM public.credential c WHERE c.badge = asked;
        RETURN QUERY SELECT 'wait', greatest(1, ceil(extract(epoch FROM known.wait_until - moment)))::integer, '';
        RETURN;
    END IF;
    SELECT p.role INTO works_as FROM public.person p WHERE p.badge = asked AND p.active;
    IF FOUND AND proof ~ '^[0-9a-f]{64}$' AND known.verifier = encode(sha256(decode(proof, 'hex')), 'hex') THEN
        UPDATE public.credential SET failures = 0, wait_until = NULL WHERE badge = asked;
        RETURN QUERY SELECT 'ok', 0, works_as;
        RETURN;
    END IF;
    INSERT INTO public.audit (badge, station, action, object, detail, at)
    VALUES (
        asked, coalesce((SELECT code FROM public.station WHERE db_role = session_user), left(at_station, 20)), 'refused', 'pin',
        json_build_object('failures', known.failures, 'session', session_user)::text, moment
    );
    RETURN QUERY SELECT 'wrong',
        coalesce(ceil(extract(epoch FROM known.wait_until - moment)), 0)::integer, '';
END
$$;
REVOKE ALL ON FUNCTION public.pasillo_check_pin(text, text, text) FROM PUBLIC;
