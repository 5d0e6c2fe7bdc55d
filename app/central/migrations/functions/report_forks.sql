-- Opens an exception for each fact of a batch that is not held as it was sent; the same one is told once.
CREATE OR REPLACE FUNCTION report_forks(p_station text, p_incarnation text, p_facts json, p_moment timestamp)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    WITH sent AS (
        SELECT *, ordinality AS place
        FROM ROWS FROM (json_to_recordset(p_facts) AS (
            id text, seq bigint, kind text, version integer, who text, at text, payload text,
            prev_hash text, hash text)) WITH ORDINALITY),
    fork AS (
        SELECT sent.place, coalesce(numbered.id, named.id) AS held, json_build_object(
            'at', sent.at, 'hash', sent.hash, 'id', sent.id, 'incarnation', p_incarnation, 'kind', sent.kind,
            'payload', sent.payload, 'prev_hash', sent.prev_hash, 'received_at', NULL, 'seq', sent.seq,
            'station', p_station, 'version', sent.version, 'who', sent.who)::text AS detail
        FROM sent
        LEFT JOIN public.fact AS numbered ON numbered.incarnation = p_incarnation AND numbered.seq = sent.seq
        LEFT JOIN public.fact AS named ON named.id = sent.id
        WHERE (numbered.id, numbered.hash) IS DISTINCT FROM (sent.id, sent.hash))
    INSERT INTO public.exception (kind, fact_id, detail, opened_at)
    SELECT 'fork', min(held), detail, p_moment FROM fork
    WHERE NOT EXISTS (SELECT FROM public.exception WHERE kind = 'fork' AND exception.detail = fork.detail)
    GROUP BY detail ORDER BY min(place)
$body$;
