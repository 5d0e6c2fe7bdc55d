-- Gives what a station needs to stretch a PIN. A badge that has none gets a row too, which no PIN ever fits, so that
-- who asks cannot tell the two apart. At most some thousand of such rows are kept.
CREATE FUNCTION public.pasillo_pin_salt(asked text) RETURNS TABLE (salt text, params text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    known public.credential;
    moment timestamp := clock_timestamp() AT TIME ZONE 'UTC';
BEGIN
    asked := left(asked, 20);
    SELECT c.* INTO known FROM public.credential c WHERE c.badge = asked;
    IF NOT FOUND THEN
        DELETE FROM public.credential WHERE badge IN (
            SELECT badge FROM public.credential WHERE verifier = '' ORDER BY changed_at DESC, badge OFFSET 4999
        );
        INSERT INTO public.credential (badge, salt, params, verifier, changed_at)
        VALUES (asked, replace(gen_random_uuid()::text, '-', ''), 'argon2id;m=19456;t=2;p=1', '', moment)
        ON CONFLICT DO NOTHING;
        SELECT c.* INTO known FROM public.credential c WHERE c.badge = asked;
    END IF;
    RETURN QUERY SELECT known.salt, known.params;
END
$$;
REVOKE ALL ON FUNCTION public.pasillo_pin_salt(text) FROM PUBLIC;
