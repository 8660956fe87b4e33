-- Consent: per person, per purpose, dated, taken back at once (docs/decisions/0015). One purpose moves something today: a
-- professional comes into a circle whose things are about somebody.

CREATE POLICY rule_does ON circle_about TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_does ON consent TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY see ON circle_about FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE NOT emergency)
         OR seat_id IN (SELECT seat_id FROM access_open_circle WHERE writes));
-- What was said of somebody is read by that person, by who said it, and by who is asked to decide along: the owners.
CREATE POLICY see ON consent FOR SELECT TO keukentafel_web
  USING (about_id IN (SELECT seat_id FROM access_open_circle WHERE writes)
         OR given_by_id IN (SELECT seat_id FROM access_open_circle WHERE writes)
         OR (yes AND ended IS NULL AND dossier_id IN
               (SELECT dossier_id FROM access_open_circle WHERE owner AND writes AND kind = 'table')));
GRANT SELECT ON circle_about, consent TO keukentafel_web;
GRANT SELECT, INSERT, DELETE ON circle_about TO keukentafel_rule;
GRANT SELECT, INSERT, UPDATE ON consent TO keukentafel_rule;

-- What the house was told: between 12 and 15 the young person and a parent ("both"), or the young person alone ("own").
CREATE FUNCTION access_from_12() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT '{from_12}' $$;

-- Whether all has been said that has to be said about one person, for one professional in one circle. Under 12: by a parent
-- with authority; from 12 to 15 by both; from 16 on by the young person, and of a grown-up by themself. What a parent said
-- counts for the band for which it was said.
CREATE FUNCTION access_agreed(circle_id_ uuid, professional uuid, about uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN s.role <> 'youth' OR s.age_band >= 16 THEN said.own
              WHEN s.age_band = 12 THEN said.own AND (access_from_12() = 'own' OR said.parent)
              ELSE said.parent END
    FROM seat s, LATERAL (
      SELECT coalesce(bool_or(c.given_by_id = s.id), false) AS own,
             coalesce(bool_or(c.given_by_id <> s.id AND c.for_band = s.age_band AND p.until IS NULL
                              AND access_authority_stands(s.id, p.id)), false) AS parent
        FROM consent c JOIN seat p ON p.id = c.given_by_id
       WHERE c.purpose = 'professional' AND c.circle_id = circle_id_ AND c.subject_id = professional
         AND c.about_id = s.id AND c.yes AND c.ended IS NULL) AS said
   WHERE s.id = about
$$;

-- The same for everybody whom the circle is about. A circle about nobody asks nobody, and only professionals are asked about.
CREATE FUNCTION access_all_agreed(circle_id_ uuid, newcomer uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM circle_about a JOIN seat s ON s.id = newcomer AND s.role = 'professional'
                      WHERE a.circle_id = circle_id_ AND access_agreed(circle_id_, newcomer, a.seat_id) IS NOT TRUE)
$$;

-- By whose yes a professional sits in a circle that is about somebody: their own before a parent's, else the newest. The log
-- names it with whatever the professional does there.
CREATE FUNCTION access_consent_for(circle_id_ uuid, professional uuid) RETURNS uuid
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM consent c JOIN circle_about a ON a.circle_id = c.circle_id AND a.seat_id = c.about_id
   WHERE c.circle_id = circle_id_ AND c.subject_id = professional AND c.purpose = 'professional' AND c.yes AND c.ended IS NULL
   ORDER BY c.given_by_id = c.about_id DESC, c.given DESC, c.id DESC LIMIT 1
$$;

CREATE FUNCTION access_guard_place() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT access_all_agreed(new.circle_id, new.seat_id) THEN
    RAISE EXCEPTION 'not everybody agreed' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON circle_seat FOR EACH ROW
  WHEN (new.until IS NULL AND row_security_active('circle_seat') AND current_user <> 'keukentafel_rule')
  EXECUTE FUNCTION access_guard_place();

-- Say whom a named circle is about, or not any more. It is said by its holders and by the person; taken away by the person
-- (of a child under 12: by an owner), for it is their word that would count no longer. Who sits there already stays: for
-- them the sayer says yes.
CREATE FUNCTION access_circle_is_about(circle_id_ uuid, who uuid, is_ boolean, at_ timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); one seat; owns boolean;
BEGIN
  owns := access_owns(me.role, me.authority, me.age_band);
  SELECT * INTO one FROM seat WHERE id = who AND access_family_side(role) AND access_sits_here(id);
  IF me.id IS NULL OR one.id IS NULL OR NOT EXISTS (
       SELECT FROM access_open_circle o WHERE o.circle_id = circle_id_ AND o.kind = 'named' AND o.writes) THEN
    RETURN false;
  END IF;
  IF NOT is_ THEN
    IF NOT (me.id = who OR (owns AND one.role = 'youth' AND one.age_band < 12)) THEN RETURN false; END IF;
    DELETE FROM circle_about WHERE circle_id = circle_id_ AND seat_id = who;
    RETURN FOUND;
  END IF;
  IF NOT (owns OR me.id = who) THEN RETURN false; END IF;
  INSERT INTO circle_about (circle_id, seat_id, dossier_id, by_id, at)
    VALUES (circle_id_, who, one.dossier_id, me.id, at_) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN true; END IF;
  INSERT INTO consent (id, dossier_id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes, text_version, given)
    SELECT gen_random_uuid(), one.dossier_id, who, me.id, 'professional', circle_id_, s.id, one.age_band, true, 1, at_
      FROM circle_seat cs JOIN seat s ON s.id = cs.seat_id AND s.role = 'professional' AND s.until IS NULL
     WHERE cs.circle_id = circle_id_ AND cs.until IS NULL;
  DELETE FROM emergency_circle WHERE circle_id = circle_id_ AND by_id <> who AND (one.role <> 'youth' OR one.age_band >= 12);
  RETURN true;
END $$;

-- Say yes or no to a professional in a circle that is about somebody: the person (from 12 on), or an owner with authority
-- over them. An owner's yes asks the person too, and when the last yes is there the professional sits in it. A no puts out.
-- Gives "in", "waits" or "no"; nothing when it is not the visitor's to say.
CREATE FUNCTION access_say(id_ uuid, circle_id_ uuid, professional uuid, about uuid, band smallint, yes_ boolean,
                           version smallint, words bytea, at_ timestamptz) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); one seat;
BEGIN
  SELECT s.* INTO one FROM seat s JOIN circle_about a ON a.seat_id = s.id AND a.circle_id = circle_id_
    JOIN circle c ON c.id = circle_id_ AND c.dossier_id = access_here()
   WHERE s.id = about AND s.until IS NULL;
  IF me.id IS NULL OR one.id IS NULL OR NOT access_sits_here(professional)
     OR NOT EXISTS (SELECT FROM seat WHERE id = professional AND role = 'professional') THEN
    RETURN NULL;
  END IF;
  IF me.id = about THEN
    IF one.role = 'youth' AND one.age_band < 12 THEN RETURN NULL; END IF;
    band := one.age_band;
  ELSIF NOT access_owns(me.role, me.authority, me.age_band) OR NOT yes_
     OR (one.role = 'youth' AND one.age_band < 16 AND NOT access_authority_stands(about, me.id))
     OR band NOT IN (one.age_band, CASE one.age_band WHEN 0 THEN 12 WHEN 12 THEN 16 ELSE 18 END) THEN
    RETURN NULL;
  END IF;
  UPDATE consent SET ended = at_
   WHERE circle_id = circle_id_ AND subject_id = professional AND about_id = about AND given_by_id = me.id
     AND (me.id = about OR for_band = band) AND ended IS NULL;
  INSERT INTO consent (id, dossier_id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes, text_version,
                       given, sealed)
    VALUES (id_, one.dossier_id, about, me.id, 'professional', circle_id_, professional, band, yes_, version, at_, words);
  IF access_all_agreed(circle_id_, professional) AND EXISTS (
       SELECT FROM consent c JOIN seat s ON s.id = c.given_by_id AND s.until IS NULL
        WHERE c.circle_id = circle_id_ AND c.subject_id = professional AND c.yes AND c.ended IS NULL
          AND access_owns(s.role, s.authority, s.age_band)) THEN
    INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (circle_id_, professional, one.dossier_id, at_)
      ON CONFLICT (circle_id, seat_id) DO UPDATE SET since = excluded.since, until = NULL
      WHERE circle_seat.until IS NOT NULL;
    RETURN 'in';
  END IF;
  PERFORM access_put_out(circle_id_, professional, at_);
  RETURN CASE WHEN yes_ THEN 'waits' ELSE 'no' END;
END $$;

CREATE FUNCTION access_put_out(circle_id_ uuid, professional uuid, at_ timestamptz) RETURNS void
  LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE circle_seat SET until = at_
   WHERE circle_id = circle_id_ AND seat_id = professional AND until IS NULL
     AND NOT access_all_agreed(circle_id_, professional)
$$;

-- Take back what one said, at once. The circle it was about, if it was the visitor's own.
CREATE FUNCTION access_unsay(id_ uuid, at_ timestamptz) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me seat := access_my_place(); one consent;
BEGIN
  UPDATE consent SET ended = at_ WHERE id = id_ AND given_by_id = me.id AND ended IS NULL RETURNING * INTO one;
  IF one.id IS NOT NULL THEN PERFORM access_put_out(one.circle_id, one.subject_id, at_); END IF;
  RETURN one.circle_id;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['circle_about', 'consent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
