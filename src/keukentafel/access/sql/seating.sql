-- Lay a place for somebody without an account: the seat, and its place at the table (and in the family). An owner does it,
-- with their own eyes. Gives "laid", "there" for the same form sent twice, or nothing. A door, because a seat that is in no
-- circle yet is in nobody's sight, so that no policy could put it in one.
CREATE FUNCTION access_lay_place(seat_id_ uuid, role_ text, authority_ boolean, band smallint, seat_sealed bytea,
                                 at_ timestamptz)
  RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF role_ NOT IN ('parent', 'youth', 'relative', 'network') OR NOT EXISTS (
       SELECT FROM access_open_circle o WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.owner AND o.writes) THEN
    RETURN NULL;
  END IF;
  INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, sealed)
    VALUES (seat_id_, access_here(), NULL, role_, authority_, band, false, at_, seat_sealed) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'there'; END IF;
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since)
    SELECT c.id, seat_id_, c.dossier_id, at_ FROM circle c
     WHERE c.dossier_id = access_here()
       AND (c.kind = 'table' OR (c.kind = 'family' AND access_family_side(role_)));
  RETURN 'laid';
END $$;

-- Correct a birth date that was written down wrongly, and with it the band. Whose right it is (docs/decisions/0007): rights
-- come sooner by an owner, never by oneself; they come later, or go, by oneself, never by another. A seat without an
-- account has none to lose. False for all else, and when the dossier would be left without an owner who can sign in, or a
-- child under 12 with a circle of its own.
CREATE FUNCTION access_correct_birth(seat_id_ uuid, band smallint, sooner boolean, seat_sealed bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one seat; mine boolean; by_owner boolean;
BEGIN
  PERFORM FROM dossier WHERE id = access_here() FOR UPDATE;
  SELECT s.* INTO one FROM seat s
   WHERE s.id = seat_id_ AND s.dossier_id = access_here() AND s.until IS NULL AND s.role = 'youth';
  IF one.id IS NULL OR band NOT IN (0, 12, 16, 18) OR (band <> one.age_band AND sooner <> (band > one.age_band)) THEN
    RETURN false;
  END IF;
  mine := EXISTS (SELECT FROM access_open_circle o WHERE o.seat_id = one.id AND o.writes);
  by_owner := EXISTS (SELECT FROM access_open_circle o JOIN circle_seat cs ON cs.circle_id = o.circle_id AND cs.until IS NULL
                       WHERE cs.seat_id = one.id AND o.kind = 'table' AND o.owner AND o.writes);
  IF NOT (CASE WHEN one.person_id IS NULL OR sooner THEN by_owner ELSE mine END) THEN RETURN false; END IF;
  IF one.person_id IS NOT NULL AND access_owns(one.role, one.authority, one.age_band)
     AND NOT access_owns(one.role, one.authority, band)
     AND NOT EXISTS (SELECT FROM seat s WHERE s.dossier_id = one.dossier_id AND s.id <> one.id AND s.until IS NULL
                        AND s.person_id IS NOT NULL AND access_owns(s.role, s.authority, s.age_band)) THEN
    RETURN false;
  END IF;
  IF band < 12 AND EXISTS (SELECT FROM circle c WHERE c.holder_id = one.id) THEN RETURN false; END IF;
  UPDATE seat SET age_band = band, sealed = seat_sealed WHERE id = one.id;
  PERFORM access_lapse(one.id, statement_timestamp());
  RETURN true;
END $$;
