-- Emergency access (docs/decisions/0016): off until an owner turns it on; who was named asks, waits, and opens; each owner,
-- and the young from 12 on, can say no at any moment. What it opens stands in the rule (rule.sql). All times are those of
-- the database: nobody brings their own.

CREATE POLICY rule_does ON emergency TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_does ON emergency_seat TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_does ON emergency_circle TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_does ON emergency_call TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY see ON emergency FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND reads_log)
         OR dossier_id IN (SELECT n.dossier_id FROM emergency_seat n));
CREATE POLICY see ON emergency_seat FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND reads_log)
         OR seat_id IN (SELECT seat_id FROM access_open_circle WHERE writes));
CREATE POLICY see ON emergency_circle FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE reads_log));
CREATE POLICY see ON emergency_call FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND reads_log)
         OR seat_id IN (SELECT seat_id FROM access_open_circle WHERE writes));
GRANT SELECT ON emergency, emergency_seat, emergency_circle, emergency_call TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON emergency, emergency_seat, emergency_circle TO keukentafel_rule;
GRANT SELECT, INSERT, UPDATE ON emergency_call TO keukentafel_rule;

-- Who reads along in an open circle by emergency, so that "who sees this" tells the truth while it lasts. Who became an owner
-- since sees by that, no longer by the emergency.
CREATE VIEW access_emergency_sitting WITH (security_barrier) AS
SELECT * FROM (
  SELECT e.seat_id, opens.circle_id
    FROM emergency_call e
    JOIN emergency_seat named ON named.seat_id = e.seat_id
    JOIN emergency turned_on ON turned_on.dossier_id = e.dossier_id
    JOIN seat s ON s.id = e.seat_id AND (s.until IS NULL OR s.until > statement_timestamp())
    JOIN dossier d ON d.id = e.dossier_id AND d.frozen_at IS NULL
    JOIN emergency_circle opens ON opens.dossier_id = e.dossier_id
   WHERE e.opened <= statement_timestamp() AND e.closes > statement_timestamp()
     AND e.vetoed IS NULL AND e.ended IS NULL
     AND NOT access_owns(s.role, s.authority, s.age_band)
     AND opens.circle_id IN (SELECT circle_id FROM access_open_circle)
) AS sitting;

-- What every page tells of it, to the family and to who asked: the call that is open, else the one that waits.
CREATE FUNCTION access_alarm(here uuid) RETURNS SETOF emergency_call LANGUAGE sql STABLE AS $$
  SELECT e.* FROM emergency_call e
   WHERE e.dossier_id = here AND e.vetoed IS NULL AND e.ended IS NULL AND e.closes > statement_timestamp()
     AND EXISTS (SELECT FROM access_open_circle o
                  WHERE o.dossier_id = here AND ((o.kind = 'family' AND o.reads_log) OR (o.writes AND o.seat_id = e.seat_id)))
   ORDER BY e.opened NULLS LAST, e.asked LIMIT 1
$$;

-- Turn it on, or change how: an owner. Who is named sits at the table with an account and owns nothing; what it opens is
-- the family's circle and named ones. A circle that is about somebody from 12 on opens only if they put it there.
CREATE FUNCTION access_emergency_on(wait smallint, open_ smallint, seats uuid[], circles uuid[]) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  IF me.id IS NULL OR NOT access_owns(me.role, me.authority, me.age_band) OR wait NOT BETWEEN 4 AND 168
     OR open_ NOT BETWEEN 1 AND 168 OR cardinality(seats) NOT BETWEEN 1 AND 5 OR cardinality(circles) < 1
     OR EXISTS (SELECT FROM unnest(seats) AS x(id) LEFT JOIN seat s ON s.id = x.id
                 WHERE s.person_id IS NULL OR NOT access_sits_here(s.id) OR s.role = 'youth'
                    OR access_owns(s.role, s.authority, s.age_band))
     OR EXISTS (SELECT FROM unnest(circles) AS x(id) LEFT JOIN circle c ON c.id = x.id AND c.dossier_id = me.dossier_id
                 WHERE c.kind IS NULL OR c.kind NOT IN ('family', 'named') OR access_asks_first(c.id, me.id)) THEN
    RETURN false;
  END IF;
  INSERT INTO emergency (dossier_id, on_by_id, since, wait_hours, open_hours)
    VALUES (me.dossier_id, me.id, statement_timestamp(), wait, open_)
    ON CONFLICT (dossier_id) DO UPDATE SET on_by_id = excluded.on_by_id, since = excluded.since,
      wait_hours = excluded.wait_hours, open_hours = excluded.open_hours;
  -- who is named no more has asked in vain
  UPDATE emergency_call SET ended = statement_timestamp()
   WHERE dossier_id = me.dossier_id AND seat_id <> ALL(seats) AND ended IS NULL AND vetoed IS NULL;
  DELETE FROM emergency_seat WHERE dossier_id = me.dossier_id AND seat_id <> ALL(seats);
  INSERT INTO emergency_seat (seat_id, dossier_id) SELECT unnest(seats), me.dossier_id ON CONFLICT DO NOTHING;
  DELETE FROM emergency_circle WHERE dossier_id = me.dossier_id AND circle_id <> ALL(circles)
     AND NOT access_asks_first(circle_id, me.id);
  INSERT INTO emergency_circle (circle_id, dossier_id, by_id) SELECT unnest(circles), me.dossier_id, me.id
    ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- Whether a circle is about somebody else than the visitor who decides that for themself.
CREATE FUNCTION access_asks_first(circle_id_ uuid, me uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM circle_about a JOIN seat s ON s.id = a.seat_id AND s.until IS NULL
                  WHERE a.circle_id = circle_id_ AND a.seat_id <> me AND (s.role <> 'youth' OR s.age_band >= 12))
$$;

-- Turn it off: any owner, at once, also what is open now.
CREATE FUNCTION access_emergency_off() RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  IF me.id IS NULL OR NOT access_owns(me.role, me.authority, me.age_band) THEN RETURN false; END IF;
  DELETE FROM emergency WHERE dossier_id = me.dossier_id;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM emergency_seat WHERE dossier_id = me.dossier_id;
  DELETE FROM emergency_circle WHERE dossier_id = me.dossier_id;
  UPDATE emergency_call SET ended = statement_timestamp()
   WHERE dossier_id = me.dossier_id AND ended IS NULL AND vetoed IS NULL;
  RETURN true;
END $$;

-- Whether it opens a circle that is about me: I say, from 12 on, while it is on. If it is about others too, they say so first.
CREATE FUNCTION access_emergency_mine(circle_id_ uuid, yes boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  IF me.id IS NULL OR (me.role = 'youth' AND me.age_band < 12) OR NOT EXISTS (
       SELECT FROM circle_about a JOIN circle c ON c.id = a.circle_id AND c.kind = 'named'
        WHERE a.circle_id = circle_id_ AND a.seat_id = me.id AND a.dossier_id = access_here()) THEN
    RETURN false;
  END IF;
  IF NOT yes THEN
    DELETE FROM emergency_circle WHERE circle_id = circle_id_;
    RETURN FOUND;
  END IF;
  IF access_asks_first(circle_id_, me.id) OR NOT EXISTS (SELECT FROM emergency WHERE dossier_id = me.dossier_id) THEN
    RETURN false;
  END IF;
  INSERT INTO emergency_circle (circle_id, dossier_id, by_id) VALUES (circle_id_, me.dossier_id, me.id)
    ON CONFLICT (circle_id) DO UPDATE SET by_id = excluded.by_id;
  RETURN true;
END $$;

-- Ask: who was named, one call at a time, and not within a day after a no. It may be opened when the wait is over, in three
-- days; then it has gone by. When it may be opened; nothing when it can't be asked.
CREATE FUNCTION access_emergency_ask(id_ uuid, words bytea) RETURNS timestamptz
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); how emergency; opens timestamptz;
BEGIN
  SELECT * INTO how FROM emergency WHERE dossier_id = me.dossier_id FOR UPDATE;
  IF how.dossier_id IS NULL OR NOT EXISTS (SELECT FROM emergency_seat WHERE seat_id = me.id)
     OR EXISTS (SELECT FROM dossier WHERE id = me.dossier_id AND frozen_at IS NOT NULL)
     OR EXISTS (SELECT FROM emergency_call e WHERE e.seat_id = me.id
                   AND (e.vetoed > statement_timestamp() - interval '1 day'
                        OR (e.vetoed IS NULL AND e.ended IS NULL AND e.closes > statement_timestamp()))) THEN
    RETURN NULL;
  END IF;
  opens := statement_timestamp() + make_interval(hours => how.wait_hours);
  INSERT INTO emergency_call (id, dossier_id, seat_id, asked, may_open, closes, sealed)
    VALUES (id_, me.dossier_id, me.id, statement_timestamp(), opens, opens + interval '3 days', words);
  RETURN opens;
END $$;

-- Open: who asked, when the wait is over. The row is locked, and so it is for a no: one of the two is first, for everybody.
CREATE FUNCTION access_emergency_open(id_ uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); how emergency; asked emergency_call;
BEGIN
  SELECT * INTO asked FROM emergency_call WHERE id = id_ AND dossier_id = access_here() FOR UPDATE;
  SELECT * INTO how FROM emergency WHERE dossier_id = me.dossier_id;
  IF asked.id IS NULL OR asked.seat_id IS DISTINCT FROM me.id OR how.dossier_id IS NULL OR asked.opened IS NOT NULL
     OR asked.vetoed IS NOT NULL OR asked.ended IS NOT NULL OR asked.may_open > statement_timestamp()
     OR asked.closes <= statement_timestamp() OR NOT EXISTS (SELECT FROM emergency_seat WHERE seat_id = me.id)
     OR EXISTS (SELECT FROM dossier WHERE id = me.dossier_id AND frozen_at IS NOT NULL) THEN
    RETURN false;
  END IF;
  UPDATE emergency_call
     SET opened = statement_timestamp(), closes = statement_timestamp() + make_interval(hours => how.open_hours)
   WHERE id = id_;
  RETURN true;
END $$;

-- Say no, before or after it opened: any owner, and the young from 12 on. It never opens then, or shuts at once.
CREATE FUNCTION access_emergency_veto(id_ uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  IF me.id IS NULL OR NOT (access_owns(me.role, me.authority, me.age_band) OR (me.role = 'youth' AND me.age_band >= 12)) THEN
    RETURN false;
  END IF;
  PERFORM FROM emergency_call WHERE id = id_ AND dossier_id = access_here() FOR UPDATE;
  UPDATE emergency_call SET vetoed = statement_timestamp(), vetoed_by_id = me.id
   WHERE id = id_ AND dossier_id = me.dossier_id AND vetoed IS NULL AND ended IS NULL AND closes > statement_timestamp();
  RETURN FOUND;
END $$;

-- Give it back before its time: who asked.
CREATE FUNCTION access_emergency_end(id_ uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  UPDATE emergency_call SET ended = statement_timestamp()
   WHERE id = id_ AND seat_id = me.id AND vetoed IS NULL AND ended IS NULL;
  RETURN FOUND;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['emergency', 'emergency_seat', 'emergency_circle', 'emergency_call'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
