-- Keys lie apart from the database, so no transaction holds both. Who deletes a personal circle, a dossier or an account
-- leaves its id here in the same transaction, and a tombstone: that it was, never what. Its tombstone is then written
-- beside the keys, its key is destroyed, and the id goes (access/keys.py). A process that dies in between leaves the id
-- for the next start.
CREATE FUNCTION access_doom_key() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO doomed_key (id) VALUES (old.id) ON CONFLICT DO NOTHING;
  INSERT INTO tombstone (id, kind, at) VALUES (old.id, tg_argv[0], statement_timestamp()) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER doom AFTER DELETE ON circle FOR EACH ROW WHEN (old.kind = 'personal')
  EXECUTE FUNCTION access_doom_key('circle');
CREATE TRIGGER doom AFTER DELETE ON dossier FOR EACH ROW EXECUTE FUNCTION access_doom_key('dossier');
CREATE TRIGGER doom AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION access_doom_key('account');

-- Of these keys, those of what is gone: it has a tombstone, which nobody takes away. Never one of what is still there. The
-- worker asks it each night of every key that there is: whoever said falsely that one was destroyed did not save it.
CREATE FUNCTION access_gone_among(keys uuid[]) RETURNS TABLE (id uuid, kind varchar, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.id, t.kind, t.at FROM tombstone t
   WHERE t.id = ANY(keys)
     AND NOT EXISTS (SELECT FROM circle c WHERE c.id = t.id) AND NOT EXISTS (SELECT FROM dossier d WHERE d.id = t.id)
     AND NOT EXISTS (SELECT FROM person p WHERE p.id = t.id)
     AND NOT EXISTS (SELECT FROM take_along a WHERE a.id = t.id) AND NOT EXISTS (SELECT FROM bring_along a WHERE a.id = t.id)
$$;

-- The same of the keys that wait to be destroyed, whoever wrote them into the table.
CREATE FUNCTION access_doomed() RETURNS TABLE (id uuid, kind varchar, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM access_gone_among(ARRAY(SELECT id FROM doomed_key))
$$;

CREATE FUNCTION access_destroyed(keys uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM doomed_key WHERE id = ANY(keys)
$$;

-- How many of the things of which a tombstone stands beside the keys are not gone from this database: it is an older copy.
CREATE FUNCTION access_risen(ids uuid[]) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FROM unnest(ids) AS stone(id)
   WHERE NOT EXISTS (SELECT FROM tombstone t WHERE t.id = stone.id)
      OR EXISTS (SELECT FROM circle c WHERE c.id = stone.id) OR EXISTS (SELECT FROM dossier d WHERE d.id = stone.id)
      OR EXISTS (SELECT FROM person p WHERE p.id = stone.id)
      OR EXISTS (SELECT FROM take_along a WHERE a.id = stone.id) OR EXISTS (SELECT FROM bring_along a WHERE a.id = stone.id)
$$;

GRANT SELECT, INSERT, DELETE ON doomed_key TO keukentafel_rule;
GRANT SELECT, INSERT ON tombstone TO keukentafel_rule;
GRANT SELECT (id, email) ON person TO keukentafel_rule;  -- sealed; to see that its key opens it
