-- Passes over serial numbers that a station was allotted before the centre was restored from an older backup.
-- No station passes over more than a site can have given away since: who could would use up every number there is.
CREATE OR REPLACE FUNCTION raise_numbers(range_name text, past bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO public.number_range (name, next) VALUES (range_name, past)
    ON CONFLICT (name) DO UPDATE
        SET next = greatest(number_range.next, least(excluded.next, number_range.next + 1000000))
$$
