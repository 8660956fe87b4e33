-- Age and parental authority (docs/decisions/0004, 0015).

CREATE POLICY rule_does ON authority TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_does ON age_round TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY see ON authority FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND reads_log));
CREATE POLICY mine ON age_round TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND writes));
CREATE POLICY see ON age_notice FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND reads_log));
CREATE POLICY add ON age_notice FOR INSERT TO keukentafel_web
  WITH CHECK (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE kind = 'family' AND writes)
              AND (dossier_id, about_id) IN (SELECT s.dossier_id, s.id FROM seat s)
              AND (dossier_id, seat_id) IN (SELECT s.dossier_id, s.id FROM seat s));
GRANT SELECT ON authority TO keukentafel_web;
GRANT SELECT, INSERT ON age_notice TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON age_round TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON authority TO keukentafel_rule;
GRANT SELECT ON age_round TO keukentafel_rule;

-- Where birthdays have to be looked at today, and as whom: one of the family who is in charge, if there is one, for each
-- dossier with somebody under 18 in it. Ids alone.
CREATE FUNCTION access_rounds(today date) RETURNS TABLE (dossier_id uuid, person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (s.dossier_id) s.dossier_id, s.person_id
    FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id AND cs.until IS NULL
    JOIN circle c ON c.id = cs.circle_id AND c.kind = 'family'
   WHERE s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > statement_timestamp())
     AND EXISTS (SELECT FROM seat y WHERE y.dossier_id = s.dossier_id AND y.role = 'youth' AND y.age_band < 18
                    AND (y.until IS NULL OR y.until > statement_timestamp()))
     AND NOT EXISTS (SELECT FROM age_round r WHERE r.dossier_id = s.dossier_id AND r.day >= today)
   ORDER BY s.dossier_id, access_owns(s.role, s.authority, s.age_band) DESC, s.since, s.id
$$;

-- Parental authority that stands: not ended, over who is not 18 yet, by somebody who still sits there.
CREATE FUNCTION access_authority_stands(child uuid, parent uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM authority a JOIN seat c ON c.id = a.child_id JOIN seat p ON p.id = a.parent_id
                  WHERE a.child_id = child AND a.parent_id = parent AND a.ended IS NULL AND c.age_band < 18
                    AND c.until IS NULL AND p.until IS NULL)
$$;

-- Who sits down as a parent with authority says so of each child at the table, and of each that comes: their own word.
CREATE FUNCTION access_authority_begins() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO authority (id, dossier_id, child_id, parent_id, source, recorded_by_id, recorded)
    SELECT gen_random_uuid(), new.dossier_id, child.id, parent.id, 'word', parent.id, new.since
      FROM seat child JOIN seat parent ON parent.dossier_id = child.dossier_id
     WHERE new.id IN (child.id, parent.id) AND child.dossier_id = new.dossier_id
       AND child.role = 'youth' AND child.age_band < 18 AND child.until IS NULL
       AND parent.role = 'parent' AND parent.authority AND parent.until IS NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER authority AFTER INSERT ON seat FOR EACH ROW
  WHEN (new.role IN ('parent', 'youth')) EXECUTE FUNCTION access_authority_begins();

-- Whether a seat sits at the table here, now.
CREATE FUNCTION access_sits_here(seat_id_ uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM circle_seat cs JOIN circle c ON c.id = cs.circle_id JOIN seat s ON s.id = cs.seat_id
                  WHERE cs.seat_id = seat_id_ AND cs.until IS NULL AND c.kind = 'table'
                    AND c.dossier_id = access_here() AND s.until IS NULL)
$$;

-- The visitor's own seat at this table, if they may do anything there; with its role and band.
CREATE FUNCTION access_my_place() RETURNS seat
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.* FROM access_open_circle o JOIN seat s ON s.id = o.seat_id
   WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.writes LIMIT 1
$$;

-- Write down that a parent has authority over a child, or by which other source. An owner does it. A parent who had none
-- is in charge from then on (equal standing: any owner may give). A better source replaces one's own word; any other
-- change is for the parent it is about and for who wrote it down.
CREATE FUNCTION access_authority_record(child uuid, parent uuid, source_ text, words bytea, at_ timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); one seat; other seat; stands authority;
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  SELECT * INTO one FROM seat WHERE id = child AND role = 'youth' AND age_band < 18 AND access_sits_here(id);
  SELECT * INTO other FROM seat WHERE id = parent AND role = 'parent' AND access_sits_here(id);
  IF me.id IS NULL OR one.id IS NULL OR other.id IS NULL OR NOT access_owns(me.role, me.authority, me.age_band) THEN
    RETURN false;
  END IF;
  SELECT * INTO stands FROM authority WHERE child_id = child AND parent_id = parent AND ended IS NULL;
  IF stands.id IS NULL THEN
    INSERT INTO authority (id, dossier_id, child_id, parent_id, source, recorded_by_id, recorded, sealed)
      VALUES (gen_random_uuid(), one.dossier_id, child, parent, source_, me.id, at_, words);
    UPDATE seat SET authority = true WHERE id = parent AND NOT authority;
  ELSIF me.id IN (stands.parent_id, stands.recorded_by_id) OR (stands.source = 'word' AND source_ <> 'word') THEN
    UPDATE authority SET source = source_, sealed = words, recorded_by_id = me.id, recorded = at_ WHERE id = stands.id;
  ELSE
    RETURN false;
  END IF;
  RETURN true;
END $$;

-- Say that one has no authority over a child any more: the parent alone, of themself. Who has none left over any child here
-- is not in charge any more; so the last owner who can sign in can't. Nobody ends it for another (docs/decisions/0015).
CREATE FUNCTION access_authority_end(child uuid, at_ timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  IF NOT access_authority_stands(child, me.id) THEN RETURN false; END IF;
  IF NOT EXISTS (SELECT FROM authority a WHERE a.parent_id = me.id AND a.child_id <> child
                    AND access_authority_stands(a.child_id, a.parent_id)) THEN
    IF NOT EXISTS (SELECT FROM seat s WHERE s.dossier_id = me.dossier_id AND s.id <> me.id AND s.until IS NULL
                      AND s.person_id IS NOT NULL AND access_owns(s.role, s.authority, s.age_band)) THEN
      RETURN false;
    END IF;
    UPDATE seat SET authority = false WHERE id = me.id;
  END IF;
  UPDATE authority SET ended = at_ WHERE child_id = child AND parent_id = me.id AND ended IS NULL;
  RETURN true;
END $$;

-- Say that it is otherwise: another parent at the table, or the child from 12 on. Nobody gains or loses by it.
CREATE FUNCTION access_authority_contest(child uuid, parent uuid, words bytea, at_ timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  IF me.id IS NULL OR NOT access_authority_stands(child, parent) OR me.id = parent
     OR NOT access_sits_here(child) OR NOT (me.role = 'parent' OR (me.id = child AND me.age_band >= 12)) THEN
    RETURN false;
  END IF;
  UPDATE authority SET contested = at_, contested_by_id = me.id, contest = words
   WHERE child_id = child AND parent_id = parent AND ended IS NULL AND contested IS NULL;
  RETURN FOUND;
END $$;

-- Take that back: who said it, alone.
CREATE FUNCTION access_authority_agree(child uuid, parent uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place();
BEGIN
  UPDATE authority SET contested = NULL, contested_by_id = NULL, contest = NULL
   WHERE child_id = child AND parent_id = parent AND ended IS NULL AND contested_by_id = me.id;
  RETURN FOUND;
END $$;

-- What lapses when somebody reaches a band: professionals sit on in a circle that is about them only with the words that
-- count from now on, and emergency access opens it only if they said so themselves.
CREATE FUNCTION access_lapse(seat_id_ uuid, at_ timestamptz) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE circle_seat cs SET until = at_ FROM circle_about a, seat s
   WHERE a.seat_id = seat_id_ AND cs.circle_id = a.circle_id AND cs.until IS NULL
     AND s.id = cs.seat_id AND s.role = 'professional' AND NOT access_agreed(a.circle_id, cs.seat_id, seat_id_);
  DELETE FROM emergency_circle e USING circle_about a, seat s
   WHERE a.seat_id = seat_id_ AND e.circle_id = a.circle_id AND e.by_id <> seat_id_
     AND s.id = seat_id_ AND (s.role <> 'youth' OR s.age_band >= 12);
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['authority', 'age_round', 'age_notice'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
