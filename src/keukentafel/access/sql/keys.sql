-- Keys lie apart from the database, so no transaction holds both. Who deletes a personal circle or a dossier leaves its id
-- here in the same transaction; its key is destroyed after that, and then the id goes too (access/keys.py). A process that
-- dies in between leaves the id for the next start.
CREATE FUNCTION access_doom_key() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO doomed_key (id) VALUES (old.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER doom AFTER DELETE ON circle FOR EACH ROW WHEN (old.kind = 'personal') EXECUTE FUNCTION access_doom_key();
CREATE TRIGGER doom AFTER DELETE ON dossier FOR EACH ROW EXECUTE FUNCTION access_doom_key();

-- Keys of what is gone. Never one of what is still there, whoever wrote it into the table.
CREATE FUNCTION access_doomed() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.id FROM doomed_key k
   WHERE NOT EXISTS (SELECT FROM circle c WHERE c.id = k.id) AND NOT EXISTS (SELECT FROM dossier d WHERE d.id = k.id)
$$;

CREATE FUNCTION access_destroyed(keys uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM doomed_key WHERE id = ANY(keys)
$$;

GRANT SELECT, INSERT, DELETE ON doomed_key TO keukentafel_rule;
