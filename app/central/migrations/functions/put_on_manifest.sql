-- Puts every closed parcel of a carrier on a manifest, a new one or the one this station was interrupted at.
-- Gives the manifest's number, or NULL when nothing is ready.
CREATE OR REPLACE FUNCTION put_on_manifest(p_carrier text, p_station text, p_badge text, p_now timestamp)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    moment timestamp := public.acting_station(p_station, p_now);
    sheet bigint;
    new_sheet boolean;
    parcels bigint;
BEGIN
    SELECT id INTO sheet FROM public.manifest
    WHERE carrier = p_carrier AND station = p_station
        AND EXISTS (SELECT FROM public.parcel WHERE manifest_id = manifest.id AND state = 'closed')
        AND NOT EXISTS (SELECT FROM public.parcel WHERE manifest_id = manifest.id AND state = 'shipped')
    ORDER BY id LIMIT 1;
    new_sheet := sheet IS NULL;
    IF new_sheet THEN
        INSERT INTO public.manifest (carrier, closed_at, station, badge)
        VALUES (p_carrier, moment, p_station, p_badge) RETURNING id INTO sheet;
    END IF;
    UPDATE public.parcel SET manifest_id = sheet
    WHERE state = 'closed' AND manifest_id IS NULL
        AND order_id IN (SELECT id FROM public.sales_order WHERE carrier = p_carrier);
    SELECT count(*) INTO parcels FROM public.parcel WHERE manifest_id = sheet AND state = 'closed';
    IF parcels = 0 THEN
        IF new_sheet THEN
            DELETE FROM public.manifest WHERE id = sheet;
        END IF;
        RETURN NULL;
    END IF;
    PERFORM public.note_audit(p_badge, p_station, 'ship', 'manifest ' || sheet, moment,
        json_build_object('carrier', p_carrier, 'count', parcels)::text);
    RETURN sheet;
END
$body$;
