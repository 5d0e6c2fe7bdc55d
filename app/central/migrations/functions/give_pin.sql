-- Gives somebody who works here a PIN, in the place of an earlier one, by the try of an administrator's own PIN.
-- What is kept comes stretched and hashed: neither the PIN nor its proof is ever in a statement, and none of it on record.
CREATE OR REPLACE FUNCTION pasillo_give_pin(
    p_admin text, p_ticket text, p_station text, p_badge text, p_salt text, p_params text, p_verifier text)
RETURNS TABLE (verdict text, wait_s integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    vouched record;
    works_as text;
BEGIN
    IF (p_salt ~ '^[0-9a-f]{32}$' AND p_verifier ~ '^[0-9a-f]{64}$'
            AND p_params ~ '^argon2id;m=[0-9]{5,7};t=[0-9]{1,2};p=[0-9]{1,2}$') IS NOT TRUE THEN
        RAISE EXCEPTION 'this is nothing that could be kept of a PIN' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT * INTO vouched FROM public.admin_vouches(p_admin, p_ticket, p_station);
    IF vouched.verdict <> 'ok' THEN
        RETURN QUERY SELECT vouched.verdict::text, vouched.wait_s::integer;
        RETURN;
    END IF;
    SELECT role INTO works_as FROM public.person WHERE badge = p_badge AND active;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'nobody', 0;
        RETURN;
    END IF;
    INSERT INTO public.credential (badge, salt, params, verifier, given_as, changed_at)
    VALUES (p_badge, p_salt, p_params, p_verifier, works_as, clock_timestamp() AT TIME ZONE 'UTC')
    ON CONFLICT (badge) DO UPDATE SET salt = excluded.salt, params = excluded.params, verifier = excluded.verifier,
        given_as = excluded.given_as, changed_at = excluded.changed_at, failures = 0, wait_until = NULL;
    PERFORM public.note_pin(p_admin, p_station, 'pin', 'person ' || p_badge, json_build_object('role', works_as));
    RETURN QUERY SELECT 'ok', 0;
END
$body$;
