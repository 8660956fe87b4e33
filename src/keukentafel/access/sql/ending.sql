-- Ending what several own: the dossier, or the seat of another owner (domain.md, "Age and authority"; decision 0014).
-- All owners, or one owner and 14 days in which each of the others is told and can object. The clock is the database's
-- own: nobody who asks, answers or carries out brings a time along.

-- Owners who can sign in, now.
CREATE FUNCTION access_owners(here uuid) RETURNS TABLE (seat_id uuid, person_id uuid) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.id, s.person_id FROM seat s
   WHERE s.dossier_id = here AND s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > statement_timestamp())
     AND access_owns(s.role, s.authority, s.age_band)
$$;
-- Who has a say: the owners, and who was one until less than 14 days before, whichever way that ended. Or one of two would
-- take the other's authority, or their telephone, first, and be the last owner a moment later.
CREATE FUNCTION access_asked(here uuid, moment timestamptz) RETURNS TABLE (seat_id uuid, person_id uuid) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.seat_id, o.person_id FROM access_owners(here) o
  UNION SELECT s.id, s.person_id FROM owner_once w JOIN seat s ON s.id = w.seat_id
         WHERE w.dossier_id = here AND w.until > moment - interval '14 days' AND s.person_id IS NOT NULL
$$;
CREATE FUNCTION access_owner_no_more() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO owner_once (seat_id, dossier_id, until) VALUES (old.id, old.dossier_id, clock_timestamp())
    ON CONFLICT (seat_id) DO UPDATE SET until = excluded.until;
  RETURN NULL;
END $$;
CREATE TRIGGER owner_no_more AFTER UPDATE ON seat FOR EACH ROW
  WHEN (old.person_id IS NOT NULL AND old.until IS NULL AND access_owns(old.role, old.authority, old.age_band)
        AND (new.until IS NOT NULL OR NOT access_owns(new.role, new.authority, new.age_band)))
  EXECUTE FUNCTION access_owner_no_more();

CREATE FUNCTION access_owner_here() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.seat_id FROM access_open_circle o
   WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.owner AND o.writes LIMIT 1
$$;
-- The visitor's seat here from which they may answer: an owner's, or one that was an owner's when it counted.
CREATE FUNCTION access_asked_as(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(access_owner_here(), (SELECT a.seat_id FROM access_asked(access_here(), moment) a
    WHERE a.person_id = access_me() AND access_eyes() IS NULL
      AND EXISTS (SELECT FROM access_open_circle o WHERE o.seat_id = a.seat_id AND o.kind = 'table' AND o.writes) LIMIT 1))
$$;
-- Whose yes it would take now, as an owner asks it; and what waits for the visitor's.
CREATE FUNCTION access_who_is_asked() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.seat_id FROM access_asked(access_here(), statement_timestamp()) a
   WHERE access_asked_as(statement_timestamp()) IS NOT NULL
$$;
CREATE FUNCTION access_waits_for_me() RETURNS SETOF ending
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM ending e WHERE e.dossier_id = access_here() AND e.state = 'waiting' AND e.due > statement_timestamp()
     AND access_asked_as(e.asked) IS NOT NULL
$$;
-- Whether the time of something here is over.
CREATE FUNCTION access_ending_due(here uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ending WHERE dossier_id = here AND state = 'waiting' AND due <= statement_timestamp())
$$;
-- Where something is due, and as which owner to go there. For the worker.
CREATE FUNCTION access_endings_due() RETURNS TABLE (dossier_id uuid, person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (e.dossier_id) e.dossier_id, o.person_id
    FROM ending e, LATERAL access_owners(e.dossier_id) o
   WHERE e.state = 'waiting' AND e.due <= statement_timestamp() ORDER BY e.dossier_id, o.seat_id
$$;
CREATE FUNCTION access_ending_waits(id_ uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ending WHERE id = id_ AND state = 'waiting')
$$;

-- Ask to destroy the dossier (no seat), or to end that seat, of another owner. Gives when it will be done: at once for the
-- only one who has a say in a dossier; nothing for whoever may not ask. Asked twice it is once, and the first time stays.
CREATE FUNCTION access_ask_ending(id_ uuid, seat_ uuid) RETURNS timestamptz
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE mine uuid; others boolean; done timestamptz;
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  mine := access_owner_here();
  IF mine IS NULL OR (seat_ IS NOT NULL AND NOT EXISTS (
       SELECT FROM access_owners(access_here()) o WHERE o.seat_id = seat_ AND o.person_id <> access_me())) THEN
    RETURN NULL;
  END IF;
  SELECT due INTO done FROM ending
   WHERE dossier_id = access_here() AND seat_id IS NOT DISTINCT FROM seat_ AND state = 'waiting';
  IF FOUND THEN RETURN done; END IF;
  others := EXISTS (SELECT FROM access_asked(access_here(), statement_timestamp()) a WHERE a.person_id <> access_me());
  done := statement_timestamp() + CASE WHEN others THEN interval '14 days' ELSE interval '0' END;
  INSERT INTO ending (id, dossier_id, seat_id, asked_by_id, asked, due, state, agreed)
    VALUES (id_, access_here(), seat_, mine, statement_timestamp(), done, 'waiting', '[]');
  RETURN done;
END $$;

-- Answer what waits: yes by the others (the last of them: it is done at once), no by any of them, or taken back by who
-- asked. Gives the state that follows (waiting, due, objected, taken_back), nothing for whoever may not answer.
CREATE FUNCTION access_answer_ending(id_ uuid, yes boolean) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one ending; mine uuid; asker boolean; becomes text;
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  SELECT * INTO one FROM ending
   WHERE id = id_ AND dossier_id = access_here() AND state = 'waiting' AND due > statement_timestamp();
  mine := access_asked_as(one.asked);
  IF one.id IS NULL OR mine IS NULL THEN RETURN NULL; END IF;
  asker := EXISTS (SELECT FROM seat WHERE id = one.asked_by_id AND person_id = access_me());
  IF yes AND asker THEN RETURN NULL; END IF;
  IF NOT yes THEN
    becomes := CASE WHEN asker THEN 'taken_back' ELSE 'objected' END;
    UPDATE ending SET state = becomes, answered_by_id = mine, answered = statement_timestamp() WHERE id = one.id;
    RETURN becomes;
  END IF;
  UPDATE ending SET agreed = agreed || to_jsonb(mine::text) WHERE id = one.id AND NOT agreed ? mine::text;
  IF EXISTS (SELECT FROM access_asked(one.dossier_id, one.asked) o
              WHERE NOT EXISTS (SELECT FROM seat s JOIN ending e ON e.id = one.id
                                 WHERE s.person_id = o.person_id
                                   AND (s.id = e.asked_by_id OR e.agreed ? s.id::text))) THEN
    RETURN 'waiting';
  END IF;
  UPDATE ending SET due = statement_timestamp() WHERE id = one.id;
  RETURN 'due';
END $$;

-- Do what is due in one dossier, for whoever comes first and sits there: at a door, or the worker as one of them. Asked by
-- somebody who owns it no more, it lapses. Gives what was done, and the accounts to tell.
CREATE FUNCTION access_carry_out() RETURNS TABLE (what text, told uuid[])
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one ending; owners uuid[]; here uuid := access_here();
BEGIN
  PERFORM FROM dossier WHERE id = here FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM access_open_circle) THEN RETURN; END IF;
  FOR one IN SELECT * FROM ending WHERE dossier_id = here AND state = 'waiting' AND due <= statement_timestamp()
              ORDER BY due, id LOOP
    owners := ARRAY(SELECT DISTINCT person_id FROM access_asked(here, one.asked) ORDER BY 1);
    IF NOT EXISTS (SELECT FROM access_owners(here) o WHERE o.seat_id = one.asked_by_id) THEN
      UPDATE ending SET state = 'lapsed' WHERE id = one.id;
    ELSIF one.seat_id IS NOT NULL THEN
      UPDATE seat SET until = one.due, coordinator = false WHERE id = one.seat_id AND until IS NULL;
      UPDATE ending SET state = 'done' WHERE id = one.id;
      INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
        SELECT gen_random_uuid(), statement_timestamp(), here, c.id, s.person_id, s.id, 'seat_end', 'table', one.seat_id
          FROM circle c JOIN seat s ON s.id = one.asked_by_id WHERE c.dossier_id = here AND c.kind = 'table';
      RETURN QUERY SELECT 'seat', owners;
    ELSE
      INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
        SELECT gen_random_uuid(), statement_timestamp(), here, c.id, s.person_id, s.id, 'destroyed', 'table', here
          FROM circle c JOIN seat s ON s.id = one.asked_by_id WHERE c.dossier_id = here AND c.kind = 'table';
      PERFORM access_destroy(here);
      RETURN QUERY SELECT 'dossier', owners;
      RETURN;
    END IF;
  END LOOP;
END $$;

-- Every row of a dossier, in every table that has a dossier; the lines of the access log stay (they hold ids only). The
-- triggers of keys.sql leave a tombstone, and the keys to destroy. Never called but by a door of this file.
CREATE FUNCTION access_destroy(here uuid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT t.name FROM access_dossier_tables() t ORDER BY t.name <> 'circle' LOOP
    EXECUTE format('DELETE FROM %I WHERE dossier_id = $1', name) USING here;
  END LOOP;
  DELETE FROM dossier WHERE id = here;
END $$;
-- The same for one circle, and for an account: after a backup was put back (site/backups/stones.py).
CREATE FUNCTION access_destroy_circle(gone uuid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE name text;
BEGIN
  FOR name IN SELECT t.name FROM access_dossier_tables() t WHERE t.by_circle LOOP
    EXECUTE format('DELETE FROM %I WHERE circle_id = $1', name) USING gone;
  END LOOP;
  DELETE FROM circle WHERE id = gone;
END $$;
CREATE FUNCTION access_dossier_tables() RETURNS TABLE (name text, by_circle boolean) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.relname, EXISTS (SELECT FROM pg_attribute k WHERE k.attrelid = c.oid AND k.attname = 'circle_id') FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE a.attname = 'dossier_id' AND NOT a.attisdropped AND c.relkind = 'r'
     AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'access\_%' AND c.relname NOT LIKE 'log\_%'
$$;

ALTER TABLE owner_once ENABLE ROW LEVEL SECURITY;
ALTER TABLE owner_once FORCE ROW LEVEL SECURITY;
CREATE POLICY rule_does ON owner_once TO keukentafel_rule USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON owner_once TO keukentafel_rule;
ALTER TABLE ending ENABLE ROW LEVEL SECURITY;
ALTER TABLE ending FORCE ROW LEVEL SECURITY;
CREATE POLICY see ON ending FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes AND kind = 'table'));
CREATE POLICY rule_writes ON ending TO keukentafel_rule USING (true) WITH CHECK (true);
GRANT SELECT ON ending TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON ending TO keukentafel_rule;

-- The rule's role deletes rows by their dossier, and of what it deletes it reads nothing else.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM access_dossier_tables() LOOP
    EXECUTE format('CREATE POLICY rule_finds ON %I FOR SELECT TO keukentafel_rule USING (true)', one.name);
    EXECUTE format('CREATE POLICY rule_ends ON %I FOR DELETE TO keukentafel_rule USING (true)', one.name);
    EXECUTE format('GRANT DELETE, SELECT (dossier_id) ON %I TO keukentafel_rule', one.name);
    IF one.by_circle THEN
      EXECUTE format('GRANT SELECT (circle_id) ON %I TO keukentafel_rule', one.name);
    END IF;
  END LOOP;
END $$;
GRANT DELETE ON dossier TO keukentafel_rule;
