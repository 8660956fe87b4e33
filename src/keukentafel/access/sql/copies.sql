-- Bringing things along to a table of one's own (docs/decisions/0015): words keep their authors, for whom places are laid.
-- Only where the visitor is in charge and nobody else has, or ever had, an account: there nobody can be put words in the
-- mouth of who could read them.
CREATE FUNCTION access_alone_here() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access_open_circle o WHERE o.dossier_id = access_here() AND o.kind = 'table' AND o.owner AND o.writes)
     AND NOT EXISTS (SELECT FROM seat s WHERE s.dossier_id = access_here() AND s.person_id <> access_me())
     AND NOT EXISTS (SELECT FROM invitation i WHERE i.dossier_id = access_here())
$$;

-- A place for an author: laid for who is of the family or close to it, empty already for a professional.
CREATE FUNCTION access_copy_seat(seat_id_ uuid, role_ text, band smallint, seat_sealed bytea, at_ timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone timestamptz := CASE WHEN role_ = 'professional' THEN at_ END;
BEGIN
  IF NOT access_alone_here() THEN RETURN false; END IF;
  INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, until, sealed)
    VALUES (seat_id_, access_here(), NULL, role_, false, band, false, at_, gone, seat_sealed) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since, until)
      SELECT c.id, seat_id_, c.dossier_id, at_, gone FROM circle c
       WHERE c.dossier_id = access_here() AND (c.kind = 'table' OR (c.kind = 'family' AND access_family_side(role_)));
  END IF;
  RETURN EXISTS (SELECT FROM seat WHERE id = seat_id_ AND dossier_id = access_here());
END $$;

CREATE FUNCTION access_copy_item(item_id_ uuid, circle_id_ uuid, parent uuid, kind_ text, author uuid, assignee uuid,
                                 state_ text, happened_ timestamptz, due_ date, version_ int, created_ timestamptz,
                                 changed_ timestamptz, changed_by uuid, item_sealed bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT access_alone_here() OR NOT EXISTS (SELECT FROM access_open_circle o WHERE o.circle_id = circle_id_ AND o.holder)
     OR EXISTS (SELECT FROM unnest(ARRAY[author, assignee, changed_by]) AS x(id) LEFT JOIN seat s ON s.id = x.id
                 WHERE x.id IS NOT NULL AND s.dossier_id IS DISTINCT FROM access_here())
     OR (parent IS NOT NULL AND access_circle_of(parent) IS DISTINCT FROM circle_id_) THEN
    RETURN false;
  END IF;
  INSERT INTO item (id, dossier_id, circle_id, parent_id, kind, author_id, assignee_id, state, happened, due, version,
                    created, changed, changed_by_id, sealed)
    VALUES (item_id_, access_here(), circle_id_, parent, kind_, author, assignee, state_, happened_, due_, version_,
            created_, changed_, changed_by, item_sealed) ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM item WHERE id = item_id_ AND dossier_id = access_here());
END $$;

CREATE FUNCTION access_copy_version(item_id_ uuid, version_ int, assignee uuid, state_ text, happened_ timestamptz,
                                    due_ date, changed_ timestamptz, changed_by uuid, item_sealed bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT access_alone_here() THEN RETURN false; END IF;
  INSERT INTO item_version (item_id, version, dossier_id, circle_id, assignee_id, state, happened, due, changed,
                            changed_by_id, sealed)
    SELECT i.id, version_, i.dossier_id, i.circle_id, assignee, state_, happened_, due_, changed_, changed_by, item_sealed
      FROM item i WHERE i.id = item_id_ AND i.dossier_id = access_here() AND version_ < i.version
    ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM item WHERE id = item_id_ AND dossier_id = access_here());
END $$;

CREATE POLICY rule_copies ON item TO keukentafel_rule USING (dossier_id = access_here())
  WITH CHECK (dossier_id = access_here());
CREATE POLICY rule_copies ON item_version FOR INSERT TO keukentafel_rule WITH CHECK (dossier_id = access_here());
GRANT SELECT, INSERT ON item TO keukentafel_rule;
GRANT SELECT, INSERT ON item_version TO keukentafel_rule;
