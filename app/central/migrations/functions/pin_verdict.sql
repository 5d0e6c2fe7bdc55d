-- Says whether the PIN that pasillo_try_pin took in was right; only a right one takes its try off the count again.
-- It answers for a try of an earlier transaction alone, which stays counted whatever becomes of this one.
CREATE OR REPLACE FUNCTION pasillo_pin_verdict(asked text, ticket text, at_station text)
RETURNS TABLE (verdict text, wait_s integer, role text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    known public.credential;
    works_as text;
    fits boolean;
BEGIN
    asked := left(asked, 20);
    SELECT c.* INTO known FROM public.credential c WHERE c.badge = asked FOR UPDATE;
    IF (split_part(known.tried, ' ', 2) = ticket
            AND split_part(known.tried, ' ', 1) <> pg_current_xact_id()::text) IS NOT TRUE THEN
        RETURN QUERY SELECT 'wrong', 0, '';
        RETURN;
    END IF;
    SELECT p.role INTO works_as FROM public.person p WHERE p.badge = asked AND p.active;
    fits := FOUND AND known.verifier <> '' AND split_part(known.tried, ' ', 3) = known.verifier;
    UPDATE public.credential c
    SET tried = NULL,
        failures = CASE WHEN fits THEN 0 ELSE c.failures END,
        wait_until = CASE WHEN fits THEN NULL ELSE c.wait_until END
    WHERE c.badge = asked;
    IF fits THEN
        RETURN QUERY SELECT 'ok', 0, works_as;
        RETURN;
    END IF;
    PERFORM public.note_pin(asked, at_station, 'refused', 'pin', json_build_object('failures', known.failures));
    RETURN QUERY SELECT 'wrong', greatest(0, coalesce(
        ceil(extract(epoch FROM known.wait_until - clock_timestamp() AT TIME ZONE 'UTC')), 0))::integer, '';
END
$body$;
