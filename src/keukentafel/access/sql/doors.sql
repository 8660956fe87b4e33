-- The doors: what somebody may do before they have an open circle. Each belongs to keukentafel_rule and decides by itself.

-- Enter: say who is visiting, and give the open circles with what is needed to draw the table, and the heads of their
-- logs. As the role of the rule, which needs no second look at each row: what is open, the rule has said already.
CREATE FUNCTION access_enter(person uuid, here uuid, eyes uuid)
  RETURNS TABLE (seat_id uuid, circle_id uuid, kind varchar, holder boolean, owner boolean, may_hold boolean,
                 writes boolean, circle_sealed bytea, dossier_sealed bytea, frozen_at timestamptz, emergency boolean,
                 log_seq bigint, log_hash bytea, alarm uuid, alarm_seat uuid, alarm_opened timestamptz,
                 alarm_may_open timestamptz, alarm_closes timestamptz, due boolean, consent uuid)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config('kt.person', person::text, true), set_config('kt.dossier', here::text, true),
          set_config('kt.eyes', coalesce(eyes::text, ''), true);
  RETURN QUERY SELECT o.seat_id, o.circle_id, o.kind, o.holder, o.owner, o.may_hold, o.writes, c.sealed, d.sealed,
                      d.frozen_at, o.emergency, h.seq, h.hash, e.id, e.seat_id, e.opened, e.may_open, e.closes,
                      (SELECT access_ending_due(here)),
                      CASE WHEN o.kind = 'named' AND o.writes AND NOT o.owner THEN access_consent_for(o.circle_id, o.seat_id) END
    FROM access_open_circle o JOIN circle c ON c.id = o.circle_id JOIN dossier d ON d.id = o.dossier_id
    JOIN log_head h ON h.chain = o.circle_id
    LEFT JOIN (SELECT * FROM access_alarm(here)) e ON true
   ORDER BY array_position(ARRAY['table', 'family', 'named', 'talk', 'personal'], o.kind::text), c.created, c.id, o.holder DESC, o.seat_id;
END $$;

-- The hall: all my tables from the outside, with the head of the log of the first circle of each.
CREATE FUNCTION access_hall()
  RETURNS TABLE (dossier_id uuid, seat_id uuid, circle_id uuid, kind varchar, role varchar, owner boolean, frozen_at timestamptz,
                 dossier_sealed bytea, seat_sealed bytea, last_at timestamptz, since timestamptz, log_seq bigint, log_hash bytea,
                 due boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.dossier_id, o.seat_id, o.circle_id, o.kind, s.role, o.owner, d.frozen_at, d.sealed, s.sealed, p.last_at, s.since,
         h.seq, h.hash, access_ending_due(o.dossier_id)
    FROM access_open_circle o JOIN dossier d ON d.id = o.dossier_id JOIN seat s ON s.id = o.seat_id
    JOIN log_head h ON h.chain = o.circle_id LEFT JOIN presence p ON p.seat_id = o.seat_id
   ORDER BY o.dossier_id, array_position(ARRAY['table', 'family', 'named', 'talk', 'personal'], o.kind::text)
$$;

-- Close a visit: the lines of the log, what was seen, and when the seat was here; one round trip. Gives nothing; or, when
-- somebody else wrote into the same log meanwhile, does nothing and gives where its chains are now.
CREATE FUNCTION access_close(lines jsonb, links jsonb, shown jsonb, news jsonb, mine uuid, here uuid, at_ timestamptz)
  RETURNS TABLE (chain uuid, seq bigint, hash bytea) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT * FROM access_write(lines, links);
  IF FOUND THEN RETURN; END IF;
  IF jsonb_array_length(shown) > 0 THEN
    INSERT INTO item_seen (item_id, seat_id, dossier_id, circle_id, at)
      SELECT s.item_id, s.seat_id, here, s.circle_id, at_
        FROM jsonb_to_recordset(shown) AS s(item_id uuid, seat_id uuid, circle_id uuid)
      ON CONFLICT DO NOTHING;
  END IF;
  PERFORM pg_notify('kt_live', one::text) FROM jsonb_array_elements(news) AS one;
  IF mine IS NOT NULL THEN
    INSERT INTO presence AS p (seat_id, dossier_id, last_at) VALUES (mine, here, at_)
      ON CONFLICT (seat_id) DO UPDATE
        SET before_at = CASE WHEN p.last_at < at_ - interval '30 minutes' THEN p.last_at ELSE p.before_at END,
            last_at = at_
        WHERE p.last_at < at_ - interval '1 minute';
  END IF;
END $$;

-- A refusal is logged the same for what is hidden and for what never was, in nobody's name but the visitor's own. The family
-- reads it, unless the visitor only ever was a guest of a personal circle: then its holder does.
CREATE FUNCTION access_refuse(line uuid, here uuid, place_ text, subject uuid, at_ timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
    SELECT line, at_, here, known.circle_id, access_me(), known.seat_id, 'refused', place_, subject
      FROM (SELECT 1) AS always
      LEFT JOIN LATERAL (
        SELECT c.id AS circle_id, s.id AS seat_id
          FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id JOIN circle c ON c.id = cs.circle_id
         WHERE s.person_id = access_me() AND s.dossier_id = here AND c.kind IN ('table', 'personal')
         ORDER BY c.kind = 'table' DESC, s.until IS NULL DESC, cs.since LIMIT 1) AS known ON true
$$;

-- Found a dossier: it is the founder's from the first second.
CREATE FUNCTION access_found(dossier_id_ uuid, dossier_sealed bytea, seat_id_ uuid, role_ text, band smallint,
                             seat_sealed bytea, table_id uuid, table_sealed bytea, family_id uuid, family_sealed bytea,
                             line uuid, at_ timestamptz)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF access_me() IS NULL OR NOT access_owns(role_, true, band) THEN
    RAISE EXCEPTION 'only a parent, or a youth from 16 on, founds a dossier' USING ERRCODE = '42501';
  END IF;
  INSERT INTO dossier (id, sealed, created) VALUES (dossier_id_, dossier_sealed, at_);
  INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, sealed)
    VALUES (seat_id_, dossier_id_, access_me(), role_, role_ = 'parent', band, true, at_, seat_sealed);
  INSERT INTO circle (id, dossier_id, kind, created, sealed)
    VALUES (table_id, dossier_id_, 'table', at_, table_sealed), (family_id, dossier_id_, 'family', at_, family_sealed);
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since)
    VALUES (table_id, seat_id_, dossier_id_, at_), (family_id, seat_id_, dossier_id_, at_);
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place)
    VALUES (line, at_, dossier_id_, table_id, access_me(), seat_id_, 'founded', 'table');
END $$;

-- The invitation that a letter's token opens, for the account whose address it was sent to; else nothing.
CREATE FUNCTION access_letter(token bytea, address bytea) RETURNS SETOF invitation
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.* FROM invitation i
    JOIN dossier d ON d.id = i.dossier_id JOIN seat s ON s.id = i.inviter_id JOIN circle c ON c.id = i.circle_id
   WHERE i.token_hash = token AND i.address_hash = address AND i.state = 'sent'
     AND i.expires > statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
     AND CASE WHEN c.holder_id IS NULL THEN access_owns(s.role, s.authority, s.age_band) ELSE c.holder_id = s.id END
     AND (d.frozen_at IS NULL OR access_family_side(i.role)) AND NOT access_ending_due(d.id)
     AND NOT EXISTS (SELECT FROM seat mine JOIN circle_seat cs ON cs.seat_id = mine.id AND cs.until IS NULL
                      WHERE mine.person_id = access_me() AND mine.until IS NULL AND cs.circle_id = i.circle_id)
$$;

-- A letter that did not open, for the log of whoever wrote it. For a token that never was a line is written too, into a
-- log that nobody reads: so both take the same work.
CREATE FUNCTION access_letter_refused(token bytea, line uuid, at_ timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, action, place, subject_id)
    SELECT line, at_, coalesce(i.dossier_id, '00000000-0000-0000-0000-000000000000'), i.circle_id, access_me(), 'refused',
           'letter', i.id
      FROM (SELECT 1) AS always LEFT JOIN invitation i ON i.token_hash = token
$$;

-- That a letter was read, for the log of whoever wrote it: its reader has no seat yet to say so from.
CREATE FUNCTION access_letter_read(token bytea, address bytea, line uuid, at_ timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, action, place, subject_id)
    SELECT line, at_, i.dossier_id, i.circle_id, access_me(), 'letter_read', 'letter', i.id
      FROM access_letter(token, address) i
$$;

-- The circles that the letter's seat would have: its personal circle alone, or the table and what goes with it.
CREATE FUNCTION access_letter_circles(token bytea, address bytea)
  RETURNS TABLE (circle_id uuid, kind varchar, circle_sealed bytea, dossier_sealed bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.kind, c.sealed, d.sealed
    FROM access_letter(token, address) i
    JOIN dossier d ON d.id = i.dossier_id
    JOIN circle governing ON governing.id = i.circle_id
    JOIN circle c ON c.dossier_id = i.dossier_id
   WHERE CASE WHEN governing.kind = 'personal' THEN c.id = governing.id
              ELSE c.kind = 'table' OR (c.kind = 'family' AND access_family_side(i.role))
                   OR (c.kind = 'named' AND (i.circles ? c.id::text OR access_owns(i.role, i.authority, 0::smallint))
                       -- where somebody has to agree first, nobody comes in by a letter
                       AND NOT (i.role = 'professional' AND EXISTS (SELECT FROM circle_about a WHERE a.circle_id = c.id)))
         END
   ORDER BY array_position(ARRAY['table', 'family', 'named', 'talk', 'personal'], c.kind::text), c.created, c.id
$$;

-- Who sits there, so that the invited sees with whom before saying yes.
CREATE FUNCTION access_letter_seats(token bytea, address bytea)
  RETURNS TABLE (seat_id uuid, role varchar, seat_sealed bytea, circles uuid[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.id, s.role, s.sealed, array_agg(cs.circle_id)
    FROM access_letter_circles(token, address) c
    JOIN circle_seat cs ON cs.circle_id = c.circle_id AND cs.until IS NULL
    JOIN seat s ON s.id = cs.seat_id AND (s.until IS NULL OR s.until > statement_timestamp())
   GROUP BY s.id, s.role, s.sealed ORDER BY min(cs.since), s.id
$$;

-- Take the seat, as what the letter says, the age too. Gives false when the letter is no longer good (used, withdrawn,
-- expired, another address).
CREATE FUNCTION access_accept(token bytea, address bytea, seat_id_ uuid, seat_sealed bytea, line uuid, at_ timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE letter invitation; placed uuid[];
BEGIN
  PERFORM FROM invitation WHERE token_hash = token FOR UPDATE;
  SELECT * INTO letter FROM access_letter(token, address);
  IF letter.id IS NULL OR access_me() IS NULL THEN RETURN false; END IF;
  placed := ARRAY(SELECT circle_id FROM access_letter_circles(token, address));
  IF letter.seat_id IS NULL THEN
    INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, sealed)
      VALUES (seat_id_, letter.dossier_id, access_me(), letter.role, letter.authority, letter.age_band, false, at_,
              seat_sealed);
  ELSE
    UPDATE seat SET person_id = access_me()
     WHERE id = letter.seat_id AND dossier_id = letter.dossier_id AND person_id IS NULL AND until IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    seat_id_ := letter.seat_id;
  END IF;
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since)
    SELECT unnest(placed), seat_id_, letter.dossier_id, at_
    ON CONFLICT (circle_id, seat_id) DO UPDATE SET until = NULL;
  UPDATE invitation SET state = 'accepted', answered = at_ WHERE id = letter.id;
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
    VALUES (line, at_, letter.dossier_id, letter.circle_id, access_me(), seat_id_, 'sat_down', 'table', seat_id_);
  RETURN true;
END $$;

CREATE FUNCTION access_decline(token bytea, address bytea, words bytea, line uuid, at_ timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE letter invitation;
BEGIN
  SELECT * INTO letter FROM access_letter(token, address);
  IF letter.id IS NULL THEN RETURN false; END IF;
  UPDATE invitation SET state = 'declined', answered = at_, answer = words WHERE id = letter.id AND state = 'sent';
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, action, place, subject_id)
    VALUES (line, at_, letter.dossier_id, letter.circle_id, access_me(), 'declined', 'table', letter.id);
  RETURN true;
END $$;

-- A birthday that was reached moves the rights of a youth seat; only forward, and only for a seat in sight.
CREATE FUNCTION access_birthday(seat_id_ uuid, band smallint, line uuid, at_ timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE seat SET age_band = band
   WHERE id = seat_id_ AND role = 'youth' AND age_band < band AND band IN (12, 16, 18) AND id IN (SELECT seat_id FROM access_seat_in_sight);
  IF FOUND THEN
    INSERT INTO log_waiting (id, at, dossier_id, circle_id, seat_id, action, place, subject_id)
      SELECT line, at_, s.dossier_id, c.id, s.id, 'birthday', 'table', s.id
        FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id JOIN circle c ON c.id = cs.circle_id
       WHERE s.id = seat_id_ AND c.kind IN ('table', 'personal') ORDER BY c.kind = 'table' DESC, cs.since LIMIT 1;
    PERFORM access_lapse(seat_id_, at_);
  END IF;
END $$;

-- End a seat: one's own (leaving), or as an owner that of somebody at the table who is no owner (or has no account yet
-- to be one with). False for all else,
-- and when the dossier would be left without an owner who can sign in.
CREATE FUNCTION access_end_seat(seat_id_ uuid, at_ timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone seat;
BEGIN
  -- one at a time: of two owners who leave at once, each would see the other stay
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  SELECT s.* INTO gone FROM seat s WHERE s.id = seat_id_ AND s.dossier_id = access_here() AND s.until IS NULL;
  IF gone.id IS NULL THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM access_open_circle o WHERE o.seat_id = gone.id AND o.writes) THEN
    IF access_owns(gone.role, gone.authority, gone.age_band) AND NOT EXISTS (
         SELECT FROM seat s WHERE s.dossier_id = gone.dossier_id AND s.id <> gone.id AND s.until IS NULL
            AND s.person_id IS NOT NULL AND access_owns(s.role, s.authority, s.age_band)) THEN
      RETURN false;
    END IF;
  ELSIF (gone.person_id IS NOT NULL AND access_owns(gone.role, gone.authority, gone.age_band)) OR NOT EXISTS (
         SELECT FROM access_open_circle o JOIN circle_seat cs ON cs.circle_id = o.circle_id AND cs.until IS NULL
          WHERE cs.seat_id = gone.id AND o.kind = 'table' AND o.owner AND o.writes) THEN
    RETURN false;
  END IF;
  UPDATE seat SET until = at_, coordinator = false WHERE id = gone.id;
  RETURN true;
END $$;

-- Guests of a personal circle (all, or these) whose seats its holder ends: they sit nowhere else.
CREATE FUNCTION access_end_guests(circle_id_ uuid, seats uuid[], at_ timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE seat s SET until = at_
   WHERE s.until IS NULL AND (seats IS NULL OR s.id = ANY(seats))
     AND s.id IN (SELECT cs.seat_id FROM circle_seat cs JOIN access_open_circle o ON o.circle_id = cs.circle_id
                   WHERE cs.circle_id = circle_id_ AND o.kind = 'personal' AND o.holder AND o.writes)
     AND NOT EXISTS (SELECT FROM circle_seat other WHERE other.seat_id = s.id AND other.circle_id <> circle_id_)
     AND NOT EXISTS (SELECT FROM circle held WHERE held.holder_id = s.id)
$$;

-- The family chooses who keeps the overview: an owner says so, of somebody who sits at the table.
CREATE FUNCTION access_coordinate(seat_id_ uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM access_open_circle o JOIN circle_seat cs ON cs.circle_id = o.circle_id AND cs.until IS NULL
                   JOIN seat s ON s.id = cs.seat_id AND s.until IS NULL
                  WHERE cs.seat_id = seat_id_ AND o.kind = 'table' AND o.owner AND o.writes) THEN
    RETURN false;
  END IF;
  UPDATE seat SET coordinator = (id = seat_id_)
   WHERE dossier_id = access_here() AND (coordinator OR id = seat_id_);
  RETURN true;
END $$;

-- Whether somebody may still be here; for open pages that ask every few seconds. Gives nothing else and logs nothing.
CREATE FUNCTION access_still_here(person uuid, here uuid, eyes uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config('kt.person', person::text, true), set_config('kt.dossier', here::text, true),
          set_config('kt.eyes', coalesce(eyes::text, ''), true);
  RETURN EXISTS (SELECT FROM access_open_circle) AND NOT access_ending_due(here);
END $$;
