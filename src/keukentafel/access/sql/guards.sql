-- What may change within a row that one may change. A policy can't compare before and after; this trigger does. It guards
-- the visitor only: whoever passes row-level security (migrations, seeding) and the doors are let through.

-- Who changed an item says so with their own seat. Only its author and the holders move it, and into a personal circle
-- goes what one wrote oneself, with what hangs under it.
CREATE FUNCTION access_guard_item() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (new.version, new.changed_by_id) IS DISTINCT FROM (old.version, old.changed_by_id)
     AND NOT EXISTS (SELECT FROM access_open_circle o
                      WHERE o.circle_id = new.circle_id AND o.seat_id = new.changed_by_id AND o.writes) THEN
    RAISE EXCEPTION 'changed in another''s name' USING ERRCODE = '42501';
  END IF;
  IF new.circle_id <> old.circle_id AND NOT EXISTS (
       SELECT FROM access_open_circle o JOIN access_open_circle t ON t.circle_id = new.circle_id
        WHERE o.circle_id = old.circle_id AND o.dossier_id = t.dossier_id
          AND (o.holder OR o.seat_id = old.author_id)
          AND (t.kind <> 'personal' OR old.parent_id IS NOT NULL
               OR old.author_id IN (SELECT seat_id FROM access_open_circle))) THEN
    RAISE EXCEPTION 'this is not yours to move there' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER guard BEFORE UPDATE ON item FOR EACH ROW
  WHEN (row_security_active('item') AND current_user <> 'keukentafel_rule') EXECUTE FUNCTION access_guard_item();
