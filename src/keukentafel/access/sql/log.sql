-- The access log and its chain (accesslog/chain.py). The hashes are made outside, with a key that the database does not
-- have; here lines are only put at the place for which their hash was made, or not at all.

-- An id that has a log is used once: the log of what is gone stays, and whoever made a circle with its id would read it.
CREATE FUNCTION access_head_of_dossier() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO log_head (chain, dossier_id, seq, hash) VALUES (new.id, new.id, 0, '');
  RETURN NULL;
END $$;
CREATE FUNCTION access_head_of_circle() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO log_head (chain, dossier_id, seq, hash) VALUES (new.id, new.dossier_id, 0, '');
  RETURN NULL;
END $$;
CREATE TRIGGER head AFTER INSERT ON dossier FOR EACH ROW EXECUTE FUNCTION access_head_of_dossier();
CREATE TRIGGER head AFTER INSERT ON circle FOR EACH ROW EXECUTE FUNCTION access_head_of_circle();

-- Move the heads of chains on: those of lines that a door wrote in this transaction, and those of tables at which the visitor
-- sits or sat, no other; if each is where the writer thought; else nothing happens, and it gives where they are. The
-- heads stay locked until the transaction ends, so the second try of the same writer is right. In the order of their
-- ids, so that two writers never wait for one another.
CREATE FUNCTION access_advance(links jsonb) RETURNS TABLE (chain uuid, seq bigint, hash bytea)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE moved boolean;
BEGIN
  IF EXISTS (SELECT FROM jsonb_to_recordset(links) AS l(chain uuid)
              WHERE NOT EXISTS (SELECT FROM log_waiting w WHERE coalesce(w.circle_id, w.dossier_id) = l.chain)
                AND NOT EXISTS (SELECT FROM log_head h JOIN seat s ON s.dossier_id = h.dossier_id
                                 WHERE h.chain = l.chain AND s.person_id = access_me())) THEN
    RAISE EXCEPTION 'not a log of the visitor''s' USING ERRCODE = '42501';
  END IF;
  PERFORM FROM log_head h JOIN jsonb_to_recordset(links) AS l(chain uuid) ON l.chain = h.chain ORDER BY h.chain FOR UPDATE OF h;
  SELECT count(h.chain) < jsonb_array_length(links) INTO moved
    FROM log_head h JOIN jsonb_to_recordset(links) AS l(chain uuid, before bigint) ON l.chain = h.chain AND l.before = h.seq;
  IF moved THEN
    RETURN QUERY SELECT h.chain, h.seq, h.hash FROM log_head h
      JOIN jsonb_to_recordset(links) AS l(chain uuid) ON l.chain = h.chain;
    RETURN;
  END IF;
  UPDATE log_head h SET seq = l.after, hash = l.hash
    FROM jsonb_to_recordset(links) AS l(chain uuid, after bigint, hash bytea) WHERE h.chain = l.chain;
END $$;

-- Write lines at their places. Gives nothing; or, when a head has moved on, writes nothing and gives where the heads are.
CREATE FUNCTION access_write(lines jsonb, links jsonb) RETURNS TABLE (chain uuid, seq bigint, hash bytea)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT * FROM access_advance(links);
  IF FOUND THEN RETURN; END IF;
  INSERT INTO access_event (id, at, dossier_id, circle_id, person_id, seat_id, eyes_id, action, place, subject_id, program,
                            consent_id, emergency, responsible, seq, hash)
    SELECT l.* FROM jsonb_to_recordset(lines)
        AS l(id uuid, at timestamptz, dossier_id uuid, circle_id uuid, person_id uuid, seat_id uuid, eyes_id uuid, action text,
             place text, subject_id uuid, program text, consent_id uuid, emergency boolean, responsible bytea, seq bigint, hash bytea);
END $$;

-- Doors write lines without knowing their hash: those wait, never longer than their own transaction (only this one sees
-- them), until they are given their places. A transaction that forgets it does not commit.
CREATE FUNCTION access_still_waiting() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM log_waiting w WHERE w.id = new.id) THEN
    RAISE EXCEPTION 'a line of the access log was not put into its chain';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON log_waiting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access_still_waiting();

CREATE FUNCTION access_waiting() RETURNS TABLE (
    id uuid, at timestamptz, dossier_id uuid, circle_id uuid, person_id uuid, seat_id uuid, eyes_id uuid, action varchar,
    place varchar, subject_id uuid, program varchar, consent_id uuid, emergency boolean, responsible bytea, seq bigint, hash bytea)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO log_head (chain, dossier_id, seq, hash)
    SELECT DISTINCT coalesce(w.circle_id, w.dossier_id), w.dossier_id, 0, ''::bytea FROM log_waiting w ON CONFLICT DO NOTHING;
  PERFORM FROM log_head h WHERE h.chain IN (SELECT coalesce(w.circle_id, w.dossier_id) FROM log_waiting w)
    ORDER BY h.chain FOR UPDATE;
  RETURN QUERY SELECT w.*, h.seq, h.hash FROM log_waiting w JOIN log_head h ON h.chain = coalesce(w.circle_id, w.dossier_id)
                ORDER BY w.at, w.id LIMIT 10000;
END $$;

CREATE FUNCTION access_link(places jsonb, links jsonb, from_program text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM access_advance(links)) THEN
    RAISE EXCEPTION 'a chain of the access log moved on although it was locked';
  END IF;
  INSERT INTO access_event (id, at, dossier_id, circle_id, person_id, seat_id, eyes_id, action, place, subject_id, program,
                            consent_id, emergency, responsible, seq, hash)
    SELECT w.id, w.at, w.dossier_id, w.circle_id, w.person_id, w.seat_id, w.eyes_id, w.action, w.place, w.subject_id,
           from_program, w.consent_id, w.emergency, w.responsible, p.seq, p.hash
      FROM log_waiting w JOIN jsonb_to_recordset(places) AS p(id uuid, seq bigint, hash bytea) ON p.id = w.id;
  DELETE FROM log_waiting w USING jsonb_to_recordset(places) AS p(id uuid) WHERE p.id = w.id;
END $$;

CREATE POLICY rule_writes ON access_event FOR INSERT TO keukentafel_rule WITH CHECK (true);
CREATE POLICY rule_reads ON access_event FOR SELECT TO keukentafel_rule USING (true);
CREATE POLICY rule_keeps ON log_head TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_keeps ON log_waiting TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY see ON access_event FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE reads_log)
         OR circle_id IN (SELECT id FROM gone_circle)
         OR (circle_id IS NULL AND dossier_id IN (SELECT dossier_id FROM access_open_circle
                                                   WHERE reads_log AND kind = 'family')));
CREATE POLICY add ON access_event FOR INSERT TO keukentafel_web
  WITH CHECK (person_id = (SELECT access_me()) AND eyes_id IS NOT DISTINCT FROM (SELECT access_eyes())
              AND CASE WHEN eyes_id IS NULL THEN access_my_seat(dossier_id, seat_id)
                       ELSE (dossier_id, seat_id) IN (SELECT dossier_id, seat_id FROM access_open_circle) END);
GRANT SELECT, INSERT ON access_event TO keukentafel_web;
GRANT SELECT, INSERT ON access_event TO keukentafel_rule;
GRANT SELECT, INSERT, UPDATE ON log_head TO keukentafel_rule;
GRANT SELECT, INSERT, DELETE ON log_waiting TO keukentafel_rule;

-- for what stood here before there was a chain
INSERT INTO log_head (chain, dossier_id, seq, hash)
  SELECT id, id, 0, ''::bytea FROM dossier UNION ALL SELECT id, dossier_id, 0, ''::bytea FROM circle ON CONFLICT DO NOTHING;

-- Very many looks in a short time: one person, one circle, more than 60 in ten minutes. (A line's id begins with its
-- milliseconds: by it the newest lines are found without reading the others.)
CREATE FUNCTION access_bursts() RETURNS TABLE (dossier_id uuid, circle_id uuid, seat_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.dossier_id, e.circle_id, e.seat_id FROM access_event e
   WHERE e.id > (lpad(to_hex((extract(epoch FROM statement_timestamp() - interval '10 minutes') * 1000)::bigint), 12, '0')
                 || '00000000000000000000')::uuid
     AND e.at BETWEEN statement_timestamp() - interval '10 minutes' AND statement_timestamp()
     AND e.action IN ('read', 'read_as') AND e.circle_id IS NOT NULL AND e.seat_id IS NOT NULL
   GROUP BY 1, 2, 3 HAVING count(*) > 60
$$;

-- Write a burst down, once an hour, and only if the log itself says that it was one.
CREATE FUNCTION access_note_burst(here uuid, circle uuid, reader uuid, line uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM access_bursts() b WHERE b.dossier_id = here AND b.circle_id = circle AND b.seat_id = reader)
     OR EXISTS (SELECT FROM access_event e WHERE e.dossier_id = here AND e.circle_id = circle AND e.seat_id = reader
                   AND e.action = 'burst' AND e.at > statement_timestamp() - interval '1 hour') THEN
    RETURN false;
  END IF;
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place)
    SELECT line, statement_timestamp(), here, circle, s.person_id, reader, 'burst', 'any' FROM seat s WHERE s.id = reader;
  RETURN true;
END $$;

-- Who is told: who governs the circle.
CREATE FUNCTION access_governors(circle uuid) RETURNS TABLE (person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.person_id FROM circle c JOIN seat s ON s.dossier_id = c.dossier_id
   WHERE c.id = circle AND s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > statement_timestamp())
     AND CASE WHEN c.holder_id IS NULL THEN access_owns(s.role, s.authority, s.age_band) ELSE c.holder_id = s.id END
$$;

-- Where every chain ends, to be put outside the database. Ids, numbers and hashes.
CREATE FUNCTION access_heads() RETURNS TABLE (chain uuid, seq bigint, hash bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT chain, seq, hash FROM log_head $$;
