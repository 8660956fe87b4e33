-- Sealed files of items. The files lie outside the database, so no transaction holds both. When a row goes, its file's name
-- is left here in the same transaction; the file is removed after that, and then the name goes too (access/files.py). A
-- process that dies in between leaves the name for the next start.
ALTER TABLE blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE blob FORCE ROW LEVEL SECURITY;

CREATE POLICY rule_reads ON blob TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY see ON blob FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
-- A file lies in the circle of its item, and is put there, moved and taken away by whoever may change the item.
CREATE POLICY add ON blob FOR INSERT TO keukentafel_web
  WITH CHECK (EXISTS (SELECT FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id
                       WHERE i.id = item_id AND i.circle_id = blob.circle_id AND i.dossier_id = blob.dossier_id
                         AND o.writes AND (o.holder OR o.seat_id = i.author_id)));
CREATE POLICY change ON blob FOR UPDATE TO keukentafel_web
  USING (EXISTS (SELECT FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id
                  WHERE i.id = item_id AND o.writes AND (o.holder OR o.seat_id = i.author_id)))
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes)
              AND circle_id = access_circle_of(item_id));
CREATE POLICY remove ON blob FOR DELETE TO keukentafel_web
  USING (EXISTS (SELECT FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id
                  WHERE i.id = item_id AND o.writes AND (o.holder OR o.seat_id = i.author_id)));

GRANT SELECT, INSERT, DELETE ON blob TO keukentafel_web;
GRANT UPDATE (circle_id, sealed) ON blob TO keukentafel_web;
GRANT SELECT, INSERT ON blob TO keukentafel_rule;
GRANT SELECT, INSERT, DELETE ON gone_file TO keukentafel_rule;

CREATE FUNCTION access_file_gone() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF old.file <> '' THEN
    INSERT INTO gone_file (name) VALUES (old.file) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER gone AFTER DELETE ON blob FOR EACH ROW EXECUTE FUNCTION access_file_gone();
CREATE TRIGGER gone AFTER DELETE ON take_along FOR EACH ROW EXECUTE FUNCTION access_file_gone();
CREATE TRIGGER gone AFTER DELETE ON bring_along FOR EACH ROW EXECUTE FUNCTION access_file_gone();

-- Of these names, those that no row has.
CREATE FUNCTION access_unknown_files(names text[]) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n FROM unnest(names) AS n
   WHERE NOT EXISTS (SELECT FROM blob WHERE file = n) AND NOT EXISTS (SELECT FROM take_along WHERE file = n)
     AND NOT EXISTS (SELECT FROM bring_along WHERE file = n)
$$;

-- Files of what is gone. Never one of what is still there, whoever wrote it into the table.
CREATE FUNCTION access_gone_files() RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT access_unknown_files(ARRAY(SELECT name::text FROM gone_file))
$$;

CREATE FUNCTION access_removed_files(names text[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM gone_file WHERE name = ANY(names)
$$;
