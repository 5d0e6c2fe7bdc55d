-- Notes which rows of the reference data a statement changed, with the transaction that did it. A reader takes every
-- row at or above the oldest transaction that was still under way when it read last, so that none is ever skipped.
-- A row that was written anew as it stood, as a repeated import does, has not changed.
-- Arguments of the trigger: the name in the feed, the key's column, and a condition for rows that count.
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    rows text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM fresh'
        WHEN 'DELETE' THEN 'SELECT * FROM gone'
        ELSE '(TABLE fresh EXCEPT TABLE gone) UNION ALL (TABLE gone EXCEPT TABLE fresh)' END;
BEGIN
    EXECUTE format(
        'INSERT INTO public.feed (entity, key, version) '
        'SELECT DISTINCT %L, %I, $1 FROM (%s) AS changed WHERE %s ORDER BY 2 '
        'ON CONFLICT (entity, key) DO UPDATE SET version = excluded.version',
        TG_ARGV[0], TG_ARGV[1], rows, TG_ARGV[2])
    USING pg_current_xact_id()::text::bigint;
    RETURN NULL;
END
$$
