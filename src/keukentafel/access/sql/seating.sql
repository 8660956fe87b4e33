-- Lay a place for somebody without an account: the seat, and its place at the table (and in the family). An owner does it,
-- with their own eyes. A door, because a seat that is in no circle yet is in nobody's sight, so that no policy could put it in one.
CREATE FUNCTION access_lay_place(seat_id_ uuid, role_ text, authority_ boolean, band smallint, seat_sealed bytea,
                                 line uuid, at_ timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE mine uuid;
BEGIN
  SELECT o.seat_id INTO mine FROM access_open_circle o
   WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.owner AND o.writes;
  IF mine IS NULL OR role_ NOT IN ('parent', 'youth', 'relative', 'network') THEN RETURN false; END IF;
  INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, sealed)
    VALUES (seat_id_, access_here(), NULL, role_, authority_, band, false, at_, seat_sealed) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN true; END IF;  -- the same form, sent twice
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since)
    SELECT c.id, seat_id_, c.dossier_id, at_ FROM circle c
     WHERE c.dossier_id = access_here()
       AND (c.kind = 'table' OR (c.kind = 'family' AND access_family_side(role_)));
  INSERT INTO access_event (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
    SELECT line, at_, c.dossier_id, c.id, access_me(), mine, 'place_laid', 'table', seat_id_
      FROM circle c WHERE c.dossier_id = access_here() AND c.kind = 'table';
  RETURN true;
END $$;
