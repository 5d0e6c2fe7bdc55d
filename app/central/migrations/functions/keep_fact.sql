-- Refuses every change of a fact but one: that it was booked, and how, said once.
CREATE OR REPLACE FUNCTION keep_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    IF OLD.booked_at IS NOT NULL OR OLD.outcome IS NOT NULL
        OR (OLD.id, OLD.station, OLD.incarnation, OLD.seq, OLD.kind, OLD.version, OLD.who, OLD.at, OLD.payload,
            OLD.prev_hash, OLD.hash, OLD.received_at)
        IS DISTINCT FROM (NEW.id, NEW.station, NEW.incarnation, NEW.seq, NEW.kind, NEW.version, NEW.who, NEW.at,
            NEW.payload, NEW.prev_hash, NEW.hash, NEW.received_at)
    THEN
        RAISE EXCEPTION 'fact % is only ever written, never changed', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$body$;
