-- Refuses every change of what is only ever written: for everybody, the owner too.
CREATE OR REPLACE FUNCTION keep_written() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RAISE EXCEPTION '% is only ever written, never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$body$;
