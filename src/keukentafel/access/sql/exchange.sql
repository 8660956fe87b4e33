-- Archives on their way out and in. Each belongs to one person; one that goes out also to the seat for which it was made: a
-- seat that ended has none.
ALTER TABLE take_along ENABLE ROW LEVEL SECURITY;
ALTER TABLE take_along FORCE ROW LEVEL SECURITY;
ALTER TABLE bring_along ENABLE ROW LEVEL SECURITY;
ALTER TABLE bring_along FORCE ROW LEVEL SECURITY;

CREATE POLICY rule_reads ON take_along TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON bring_along TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY mine ON take_along TO keukentafel_web
  USING (person_id = (SELECT access_me())
         AND (dossier_id, seat_id) IN (SELECT dossier_id, seat_id FROM access_open_circle WHERE writes));
CREATE POLICY mine ON bring_along TO keukentafel_web USING (person_id = (SELECT access_me()));
GRANT SELECT, INSERT, DELETE ON take_along, bring_along TO keukentafel_web;
GRANT UPDATE (state, file, size, sealed, secret, circles, reason, expires) ON take_along TO keukentafel_web;
GRANT UPDATE (state, secret, reason, detail, dossier_id) ON bring_along TO keukentafel_web;
GRANT SELECT, DELETE ON take_along, bring_along TO keukentafel_rule;

-- The key of an archive has its id; it is destroyed with it (keys.sql).
CREATE TRIGGER doom AFTER DELETE ON take_along FOR EACH ROW EXECUTE FUNCTION access_doom_key('archive');
CREATE TRIGGER doom AFTER DELETE ON bring_along FOR EACH ROW EXECUTE FUNCTION access_doom_key('archive');

-- Archives whose time is over, and what nobody finished within a day; by the database's own clock.
CREATE FUNCTION access_archives_over() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH out_gone AS (DELETE FROM take_along WHERE expires <= statement_timestamp() RETURNING 1),
       in_gone AS (DELETE FROM bring_along WHERE expires <= statement_timestamp() RETURNING 1)
  SELECT (SELECT count(*) FROM out_gone) + (SELECT count(*) FROM in_gone)
$$;

-- Bring a dossier along from another house: whoever brings it founds it, here and now, and within that same transaction fills
-- it with what it was. Only in a dossier that this very transaction made is anything put in another's name.
CREATE FUNCTION access_bring_here() RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found_ uuid;
BEGIN
  -- a row that was changed looks as new as one that was made; but what stood here before has lines in its log
  SELECT d.id INTO found_ FROM dossier d WHERE d.id = access_here() AND d.xmin = pg_current_xact_id()::xid
     AND NOT EXISTS (SELECT FROM access_event e WHERE e.dossier_id = d.id);
  IF found_ IS NULL OR access_me() IS NULL THEN
    RAISE EXCEPTION 'nothing is being brought here' USING ERRCODE = '42501';
  END IF;
  RETURN found_;
END $$;

CREATE POLICY rule_brings ON item TO keukentafel_rule USING (dossier_id = access_here()) WITH CHECK (dossier_id = access_here());
CREATE POLICY rule_brings ON item_version FOR INSERT TO keukentafel_rule WITH CHECK (dossier_id = access_here());
CREATE POLICY rule_brings ON item_seen FOR INSERT TO keukentafel_rule WITH CHECK (dossier_id = access_here());
GRANT SELECT, INSERT ON item TO keukentafel_rule;
GRANT INSERT ON item_version, item_seen TO keukentafel_rule;

CREATE FUNCTION access_bring_dossier(dossier_id_ uuid, sealed_ bytea, created_ timestamptz, frozen timestamptz)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO dossier (id, sealed, created, frozen_at) VALUES (dossier_id_, sealed_, created_, frozen);
  PERFORM set_config('kt.dossier', dossier_id_::text, true);
END $$;

-- The seats: mine becomes mine (of an owner only), all others are places laid without an account.
CREATE FUNCTION access_bring_seats(ids uuid[], roles text[], authorities boolean[], bands smallint[],
                                   coordinators boolean[], sinces timestamptz[], untils timestamptz[], sealeds bytea[],
                                   mine uuid[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, until, sealed)
    SELECT s.id, here, CASE WHEN s.id = ANY(mine) THEN access_me() END, s.role, s.authority, s.band, s.coordinator,
           s.since, s.until, s.sealed
      FROM unnest(ids, roles, authorities, bands, coordinators, sinces, untils, sealeds)
        AS s(id, role, authority, band, coordinator, since, until, sealed);
  IF NOT EXISTS (SELECT FROM seat s WHERE s.dossier_id = here AND s.person_id = access_me() AND s.until IS NULL
                    AND access_owns(s.role, s.authority, s.age_band)) THEN
    RAISE EXCEPTION 'only an owner brings a dossier along' USING ERRCODE = '42501';
  END IF;
END $$;

CREATE FUNCTION access_bring_circles(ids uuid[], kinds text[], holders uuid[], createds timestamptz[], sealeds bytea[],
                                     in_circles uuid[], in_seats uuid[], sinces timestamptz[], untils timestamptz[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO circle (id, dossier_id, kind, holder_id, created, sealed)
    SELECT c.id, here, c.kind, c.holder, c.created, c.sealed
      FROM unnest(ids, kinds, holders, createds, sealeds) AS c(id, kind, holder, created, sealed);
  INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since, until)
    SELECT c.id, s.id, here, i.since, i.until
      FROM unnest(in_circles, in_seats, sinces, untils) AS i(circle, seat, since, until)
      JOIN circle c ON c.id = i.circle AND c.dossier_id = here JOIN seat s ON s.id = i.seat AND s.dossier_id = here;
END $$;

CREATE FUNCTION access_bring_items(ids uuid[], circles uuid[], parents uuid[], kinds text[], authors uuid[],
                                   assignees uuid[], states text[], happeneds timestamptz[], dues date[], versions int[],
                                   createds timestamptz[], changeds timestamptz[], changers uuid[], sealeds bytea[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO item (id, dossier_id, circle_id, parent_id, kind, author_id, assignee_id, state, happened, due, version,
                    created, changed, changed_by_id, sealed)
    SELECT i.id, here, c.id, i.parent, i.kind, i.author, i.assignee, i.state, i.happened, i.due, i.version, i.created,
           i.changed, i.changer, i.sealed
      FROM unnest(ids, circles, parents, kinds, authors, assignees, states, happeneds, dues, versions, createds, changeds,
                  changers, sealeds)
        AS i(id, circle, parent, kind, author, assignee, state, happened, due, version, created, changed, changer, sealed)
      JOIN circle c ON c.id = i.circle AND c.dossier_id = here;
END $$;

CREATE FUNCTION access_bring_versions(items uuid[], versions int[], assignees uuid[], states text[],
                                      happeneds timestamptz[], dues date[], changeds timestamptz[], changers uuid[],
                                      sealeds bytea[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO item_version (item_id, version, dossier_id, circle_id, assignee_id, state, happened, due, changed,
                            changed_by_id, sealed)
    SELECT i.id, v.version, here, i.circle_id, v.assignee, v.state, v.happened, v.due, v.changed, v.changer, v.sealed
      FROM unnest(items, versions, assignees, states, happeneds, dues, changeds, changers, sealeds)
        AS v(item, version, assignee, state, happened, due, changed, changer, sealed)
      JOIN item i ON i.id = v.item AND i.dossier_id = here;
END $$;

CREATE FUNCTION access_bring_seen(items uuid[], seats uuid[], ats timestamptz[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO item_seen (item_id, seat_id, dossier_id, circle_id, at)
    SELECT i.id, s.id, here, i.circle_id, v.at FROM unnest(items, seats, ats) AS v(item, seat, at)
      JOIN item i ON i.id = v.item AND i.dossier_id = here JOIN seat s ON s.id = v.seat AND s.dossier_id = here;
END $$;

CREATE FUNCTION access_bring_blobs(ids uuid[], items uuid[], sizes bigint[], files text[], createds timestamptz[],
                                   sealeds bytea[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO blob (id, dossier_id, circle_id, item_id, size, file, created, sealed)
    SELECT b.id, here, i.circle_id, i.id, b.size, b.file, b.created, b.sealed
      FROM unnest(ids, items, sizes, files, createds, sealeds) AS b(id, item, size, file, created, sealed)
      JOIN item i ON i.id = b.item AND i.dossier_id = here;
END $$;

-- Who may decide for whom, and who agreed to what: as it was, in the words of the archive. Only about seats and circles that
-- it brought itself. What the seats wrote by themselves when they were laid (ages.sql) makes place.
CREATE FUNCTION access_bring_authority(rows jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  DELETE FROM authority WHERE dossier_id = here;
  INSERT INTO authority (id, dossier_id, child_id, parent_id, source, recorded_by_id, recorded, ended, contested_by_id,
                         contested, sealed, contest)
    SELECT r.id, here, c.id, p.id, r.source, w.id, r.recorded, r.ended, r.contested_by, r.contested, r.sealed, r.contest
      FROM jsonb_to_recordset(rows) AS r(id uuid, child uuid, parent uuid, source text, recorded_by uuid, recorded timestamptz,
             ended timestamptz, contested_by uuid, contested timestamptz, sealed bytea, contest bytea)
      JOIN seat c ON c.id = r.child AND c.dossier_id = here AND c.role = 'youth'
      JOIN seat p ON p.id = r.parent AND p.dossier_id = here AND p.role = 'parent'
      JOIN seat w ON w.id = r.recorded_by AND w.dossier_id = here
     WHERE r.contested_by IS NULL OR r.contested_by IN (SELECT s.id FROM seat s WHERE s.dossier_id = here);
END $$;

CREATE FUNCTION access_bring_abouts(rows jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO circle_about (circle_id, seat_id, dossier_id, by_id, at)
    SELECT c.id, s.id, here, w.id, r.at
      FROM jsonb_to_recordset(rows) AS r(circle uuid, seat uuid, "by" uuid, at timestamptz)
      JOIN circle c ON c.id = r.circle AND c.dossier_id = here AND c.kind = 'named'
      JOIN seat s ON s.id = r.seat AND s.dossier_id = here AND access_family_side(s.role)
      JOIN seat w ON w.id = r."by" AND w.dossier_id = here;
END $$;

CREATE FUNCTION access_bring_consents(rows jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here uuid := access_bring_here();
BEGIN
  INSERT INTO consent (id, dossier_id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes, text_version,
                       given, ended)
    SELECT r.id, here, s.id, w.id, r.purpose, c.id, p.id, r.for_band, r.yes, r.text_version, r.given, r.ended
      FROM jsonb_to_recordset(rows) AS r(id uuid, about uuid, given_by uuid, purpose text, circle uuid, subject uuid,
             for_band smallint, yes boolean, text_version smallint, given timestamptz, ended timestamptz)
      JOIN seat s ON s.id = r.about AND s.dossier_id = here AND access_family_side(s.role)
      JOIN seat w ON w.id = r.given_by AND w.dossier_id = here AND access_family_side(w.role)
      LEFT JOIN circle c ON c.id = r.circle AND c.dossier_id = here AND c.kind = 'named'
      LEFT JOIN seat p ON p.id = r.subject AND p.dossier_id = here AND p.role = 'professional'
     WHERE (c.id IS NULL) = (r.circle IS NULL) AND (p.id IS NULL) = (r.subject IS NULL);
END $$;

-- The last step, which all must take: the log begins with who brought it.
CREATE FUNCTION access_bring_done(line uuid, at_ timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place)
    SELECT line, at_, c.dossier_id, c.id, access_me(), s.id, 'brought', 'bring_along'
      FROM circle c JOIN seat s ON s.dossier_id = c.dossier_id AND s.person_id = access_me() AND s.until IS NULL
     WHERE c.dossier_id = access_bring_here() AND c.kind = 'table'
     ORDER BY access_owns(s.role, s.authority, s.age_band) DESC LIMIT 1;
END $$;

-- When the dossier was brought from another house, and by which seat: for all who sit at the table, who need not read the log.
-- (Its line is among the first of the table's: it has to be written in the transaction that makes the dossier.)
CREATE FUNCTION access_brought() RETURNS TABLE (at timestamptz, seat_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f.at, f.seat_id
    FROM (SELECT DISTINCT circle_id FROM access_open_circle WHERE dossier_id = access_here() AND kind = 'table') o
   CROSS JOIN LATERAL (SELECT e.at, e.seat_id, e.action FROM access_event e
                        WHERE e.dossier_id = access_here() AND e.circle_id = o.circle_id ORDER BY e.at, e.id LIMIT 20) f
   WHERE f.action = 'brought' ORDER BY f.at LIMIT 1
$$;

-- Whether one of these ids (of a dossier and its circles) is or was one here. The heads of logs stay when what they are of is
-- gone: whoever brought a circle with the id of another would read that one's log.
CREATE FUNCTION access_known_here(ids uuid[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM dossier WHERE id = ANY(ids)) OR EXISTS (SELECT FROM doomed_key WHERE id = ANY(ids))
      OR EXISTS (SELECT FROM log_head WHERE chain = ANY(ids))
$$;
