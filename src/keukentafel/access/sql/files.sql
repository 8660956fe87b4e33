-- Files that no scanner has seen (access/unchecked.py). Ids alone, for the worker: who may open one is asked at the door again.
-- For each: somebody who may change it, its author before others. Those after one id, in the order of ids.
CREATE FUNCTION access_unchecked_files(after uuid, most integer)
  RETURNS TABLE (blob_id uuid, dossier_id uuid, person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT b.id, b.dossier_id, w.person_id FROM blob b JOIN item i ON i.id = b.item_id
   CROSS JOIN LATERAL (
     SELECT x.person_id, x.first FROM (
       SELECT s.person_id, 0 AS first FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id
        WHERE s.id = i.author_id AND cs.circle_id = b.circle_id AND cs.until IS NULL AND s.person_id IS NOT NULL
          AND (s.until IS NULL OR s.until > statement_timestamp())
          AND (access_family_side(s.role) OR NOT EXISTS (SELECT FROM dossier d
                                                          WHERE d.id = b.dossier_id AND d.frozen_at IS NOT NULL))
       UNION ALL SELECT g.person_id, 1 FROM access_governors(b.circle_id) g) x
      ORDER BY x.first LIMIT 1) w
   WHERE b.checked IS NULL AND b.id > after ORDER BY b.id LIMIT most
$$;

-- The scanner saw these files and found nothing.
CREATE FUNCTION access_files_checked(ids uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE blob SET checked = statement_timestamp() WHERE id = ANY(ids) AND checked IS NULL
$$;
GRANT UPDATE (checked) ON blob TO keukentafel_rule;
