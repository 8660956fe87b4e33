-- What somebody may know of themselves although no circle is open for it: the lines that the log has of them, and the
-- seats that they no longer have. Who left sees nothing: no name, no title, no word; not even who reads their request.

-- The policies on items know of the role of the rule only what is asked here: requests, which have kinds of their own.
CREATE POLICY rule_requests ON item FOR SELECT TO keukentafel_rule USING (kind LIKE 'requests.%');
CREATE POLICY rule_asks ON item FOR INSERT TO keukentafel_rule WITH CHECK (kind LIKE 'requests.%');
GRANT SELECT, INSERT ON item TO keukentafel_rule;

-- What I did here, as the log has it, newest first; in circles that are open to me, or of the dossier as a whole.
CREATE FUNCTION access_my_lines(most integer)
  RETURNS TABLE (id uuid, at timestamptz, action varchar, place varchar, circle_id uuid, subject_id uuid, program varchar)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.* FROM (SELECT DISTINCT o.circle_id FROM access_open_circle o WHERE o.writes) open CROSS JOIN LATERAL (
    SELECT e.id, e.at, e.action, e.place, e.circle_id, e.subject_id, e.program FROM access_event e
     WHERE e.dossier_id = access_here() AND e.circle_id = open.circle_id AND e.person_id = access_me()
     ORDER BY e.at DESC, e.id DESC LIMIT most) l
   ORDER BY l.at DESC, l.id DESC LIMIT most
$$;

-- Whether a seat of mine ever was at the table: who only was a guest of a personal circle asks its holder, or the platform, since
-- an answer from here would tell whether that circle still is.
CREATE FUNCTION access_sat_at_table(seat_id_ uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id JOIN circle c ON c.id = cs.circle_id
                  WHERE s.id = seat_id_ AND s.person_id = access_me() AND c.kind = 'table')
$$;

-- Seats that I had and have no more, with how the newest request stands that I made from there.
CREATE FUNCTION access_my_ended()
  RETURNS TABLE (seat_id uuid, role varchar, since timestamptz, until timestamptz, at_table boolean, kind varchar, state varchar,
                 asked timestamptz, due date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.id, s.role, s.since, s.until, access_sat_at_table(s.id), r.kind, r.state, r.created, r.due
    FROM seat s LEFT JOIN LATERAL (
      SELECT i.kind, i.state, i.created, i.due FROM item i
       WHERE i.dossier_id = s.dossier_id AND i.author_id = s.id AND i.created > s.until AND i.kind LIKE 'requests.%'
         AND i.circle_id IN (SELECT c.id FROM circle c WHERE c.dossier_id = s.dossier_id AND c.kind = 'table')
       ORDER BY i.created DESC, i.id DESC LIMIT 1) r ON true
   WHERE s.person_id = access_me() AND s.until <= statement_timestamp()
   ORDER BY s.until DESC, s.id
$$;

-- Where a request of an ended seat of mine would lie, and whether one may be made now: one in 30 days, also when the
-- family threw the last one away. Nothing for any other seat.
CREATE FUNCTION access_ended_seat(seat_id_ uuid) RETURNS TABLE (dossier_id uuid, circle_id uuid, again boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.dossier_id, c.id, NOT EXISTS (
           SELECT FROM access_event e WHERE e.dossier_id = s.dossier_id AND e.circle_id = c.id AND e.seat_id = s.id
              AND e.place = 'left' AND e.action = 'add' AND e.at > statement_timestamp() - interval '30 days')
    FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id JOIN circle c ON c.id = cs.circle_id AND c.kind = 'table'
   WHERE s.id = seat_id_ AND s.person_id = access_me() AND s.until <= statement_timestamp()
$$;

-- Put a request through the door of a table that one has left. Its block holds no words: the site seals nothing else.
CREATE FUNCTION access_ask_after(seat_id_ uuid, item_id_ uuid, kind_ text, due_ date, sealed_ bytea, line uuid, at_ timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE place record;
BEGIN
  PERFORM FROM seat WHERE id = seat_id_ AND person_id = access_me() FOR UPDATE;
  SELECT * INTO place FROM access_ended_seat(seat_id_);
  IF place.circle_id IS NULL OR NOT place.again
     OR kind_ NOT IN ('requests.access', 'requests.correct', 'requests.object', 'requests.erase') OR length(sealed_) > 200 THEN
    RETURN false;
  END IF;
  INSERT INTO item (id, dossier_id, circle_id, kind, author_id, state, happened, due, version, created, changed, changed_by_id,
                    sealed)
    VALUES (item_id_, place.dossier_id, place.circle_id, kind_, seat_id_, 'open', at_, due_, 1, at_, at_, seat_id_, sealed_);
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
    VALUES (line, at_, place.dossier_id, place.circle_id, access_me(), seat_id_, 'add', 'left', item_id_);
  RETURN true;
END $$;

-- Who had a say and left has it still for 14 days (ending.sql): what waits to be destroyed there, and a no from outside. Gives whom
-- to tell of it.
CREATE FUNCTION access_left_ending(seat_id_ uuid) RETURNS TABLE (id uuid, dossier_id uuid, circle_id uuid, due timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.id, p.dossier_id, p.circle_id, e.due FROM access_ended_seat(seat_id_) p
    JOIN ending e ON e.dossier_id = p.dossier_id AND e.seat_id IS NULL AND e.state = 'waiting' AND e.due > statement_timestamp()
   WHERE EXISTS (SELECT FROM access_asked(e.dossier_id, e.asked) a WHERE a.seat_id = seat_id_)
$$;
CREATE FUNCTION access_left_object(seat_id_ uuid) RETURNS TABLE (ending uuid, dossier_id uuid, told uuid[])
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE one record;
BEGIN
  PERFORM FROM dossier d WHERE d.id = (SELECT p.dossier_id FROM access_ended_seat(seat_id_) p) FOR UPDATE;
  SELECT * INTO one FROM access_left_ending(seat_id_);
  IF one.id IS NULL THEN RETURN; END IF;
  UPDATE ending SET state = 'objected', answered_by_id = seat_id_, answered = statement_timestamp() WHERE id = one.id;
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place)
    VALUES (gen_random_uuid(), statement_timestamp(), one.dossier_id, one.circle_id, access_me(), seat_id_, 'ending_object', 'left');
  RETURN QUERY SELECT one.id, one.dossier_id, ARRAY(SELECT DISTINCT o.person_id FROM access_owners(one.dossier_id) o);
END $$;
