-- Gives away a block of serial numbers; gives the first of them. No number is ever given twice.
CREATE OR REPLACE FUNCTION allot_numbers(p_name text, p_count integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    following bigint;
BEGIN
    IF p_count IS NULL OR p_count < 1 OR (p_count > 100000 AND NOT public.acts_for_all()) THEN
        RAISE EXCEPTION 'role % may not have % numbers at once', session_user, p_count
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO public.number_range (name, next) VALUES (p_name, 1 + p_count)
    ON CONFLICT (name) DO UPDATE SET next = number_range.next + p_count
    RETURNING next INTO following;
    RETURN following - p_count;
END
$body$;
