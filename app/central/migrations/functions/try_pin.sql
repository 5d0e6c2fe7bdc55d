-- Takes a stretched PIN in, counts the try and says no word of whether it is right: pasillo_pin_verdict does, by the
-- ticket, and in another transaction only. So whoever takes a guess back with ROLLBACK has learned nothing by it.
-- The row is locked by the first of many at once, and the next one sees how long it has to wait.
CREATE OR REPLACE FUNCTION pasillo_try_pin(asked text, proof text, at_station text)
RETURNS TABLE (ticket text, wait_s integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    before public.credential;
    moment timestamp := clock_timestamp() AT TIME ZONE 'UTC';
    mark text := replace(gen_random_uuid()::text, '-', '');
    kept text := '-';
BEGIN
    asked := left(asked, 20);
    IF proof ~ '^[0-9a-f]{64}$' THEN
        kept := encode(sha256(decode(proof, 'hex')), 'hex');
    END IF;
    PERFORM public.pasillo_pin_salt(asked);
    SELECT c.* INTO before FROM public.credential c WHERE c.badge = asked FOR UPDATE;
    IF before.wait_until > moment THEN
        RETURN QUERY SELECT '', greatest(1, ceil(extract(epoch FROM before.wait_until - moment)))::integer;
        RETURN;
    END IF;
    IF before.tried IS NOT NULL THEN
        PERFORM public.note_pin(asked, at_station, 'refused', 'pin',
            json_build_object('failures', before.failures, 'unanswered', true));
    END IF;
    UPDATE public.credential c
    SET failures = least(c.failures, 1000000) + 1,
        wait_until = CASE WHEN c.failures + 1 < 3 THEN NULL ELSE
            moment + make_interval(secs => least(3600, 5 * 2 ^ least(c.failures + 1 - 3, 16)))
        END,
        tried = concat_ws(' ', pg_current_xact_id(), mark, kept)
    WHERE c.badge = asked;
    RETURN QUERY SELECT mark, 0;
END
$body$;
