-- Takes a batch of facts of one journal (a JSON array of their fields), once each, and gives the journal's watermark.
-- A fact that contradicts one that is held is kept whole in an exception of kind "fork"; the first one stands.
CREATE OR REPLACE FUNCTION append_facts(p_station text, p_incarnation text, p_facts json, p_now timestamp)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    sent integer := json_array_length(p_facts);
    taken integer;
    writer text;
BEGIN
    SELECT station INTO writer FROM public.fact WHERE incarnation = p_incarnation ORDER BY seq LIMIT 1;
    IF writer IS NULL THEN
        SELECT code INTO writer FROM public.station WHERE incarnation = p_incarnation AND code <> p_station;
    END IF;
    IF writer <> p_station AND NOT public.acts_for_all() THEN
        RAISE EXCEPTION 'role % may not write in the journal of station %', session_user, writer
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO public.fact (
        id, station, incarnation, seq, kind, version, who, at, payload, prev_hash, hash, received_at)
    SELECT one.id, p_station, p_incarnation, one.seq, one.kind, one.version, one.who, one.at AT TIME ZONE 'UTC',
        one.payload, one.prev_hash, one.hash, moment
    FROM json_to_recordset(p_facts) AS one(
        id text, seq bigint, kind text, version integer, who text, at timestamptz, payload text,
        prev_hash text, hash text)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken < sent THEN
        PERFORM public.report_forks(p_station, p_incarnation, p_facts, moment);
    END IF;
    INSERT INTO public.station (code, incarnation, last_seen) VALUES (p_station, p_incarnation, moment)
    ON CONFLICT (code) DO UPDATE SET incarnation = excluded.incarnation, last_seen = excluded.last_seen;
    RETURN public.held_until(p_incarnation);
END
$body$;
