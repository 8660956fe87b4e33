-- The circle of a conversation between chosen seats. It has no holder of its own, so that all owners hold it: what
-- professionals say to one another about a family lies in the family's sight. Whoever sits at the table and may write there
-- starts one, with others who sit there now and have an account; a policy would let owners alone. Exactly these seats have one
-- such circle: it is found again, and two who start at the same moment find the same (the dossier is held meanwhile). Gives the
-- circle, or nothing.
CREATE FUNCTION access_talk(seats uuid[], circle_id_ uuid, circle_sealed bytea, at_ timestamptz) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE table_id uuid; mine uuid; found_id uuid;
BEGIN
  SELECT o.circle_id, o.seat_id INTO table_id, mine FROM access_open_circle o
   WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.writes LIMIT 1;
  seats := ARRAY(SELECT DISTINCT one FROM unnest(seats) AS one ORDER BY 1);
  IF table_id IS NULL OR NOT mine = ANY(seats) OR cardinality(seats) NOT BETWEEN 2 AND 60 OR EXISTS (
       SELECT FROM unnest(seats) AS chosen(id) WHERE NOT EXISTS (
         SELECT FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id AND cs.circle_id = table_id AND cs.until IS NULL
          WHERE s.id = chosen.id AND s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > statement_timestamp()))) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  SELECT c.id INTO found_id FROM circle c
   WHERE c.dossier_id = access_here() AND c.kind = 'talk'
     AND ARRAY(SELECT cs.seat_id FROM circle_seat cs WHERE cs.circle_id = c.id AND cs.until IS NULL ORDER BY 1) = seats
   ORDER BY c.created LIMIT 1;
  IF found_id IS NOT NULL THEN RETURN found_id; END IF;
  INSERT INTO circle (id, dossier_id, kind, created, sealed) VALUES (circle_id_, access_here(), 'talk', at_, circle_sealed);
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since)
    SELECT circle_id_, one, access_here(), at_ FROM unnest(seats) AS one;
  RETURN circle_id_;
END $$;
