-- The second wall: forced row-level security on every table with a dossier. Each policy asks the rule; none restates it.

CREATE POLICY rule_reads ON dossier TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON seat TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON circle TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON circle_seat TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON invitation TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_writes ON access_event FOR INSERT TO keukentafel_rule WITH CHECK (true);

CREATE POLICY see ON dossier FOR SELECT TO keukentafel_web
  USING (id IN (SELECT dossier_id FROM access_open_circle));
CREATE POLICY change ON dossier FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes));

CREATE POLICY see ON seat FOR SELECT TO keukentafel_web
  USING (id IN (SELECT seat_id FROM access_seat_in_sight));
CREATE POLICY add ON seat FOR INSERT TO keukentafel_web
  WITH CHECK (person_id IS NULL AND dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes));
CREATE POLICY change ON seat FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT seat_id FROM access_open_circle WHERE writes)
         OR (id IN (SELECT seat_id FROM access_seat_in_sight)
             AND dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes)));

CREATE POLICY see ON circle FOR SELECT TO keukentafel_web
  USING (id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON circle FOR INSERT TO keukentafel_web
  WITH CHECK ((kind = 'named' AND dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes))
           OR (kind = 'personal' AND holder_id IN (SELECT seat_id FROM access_open_circle WHERE may_hold AND writes)));
CREATE POLICY change ON circle FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));
CREATE POLICY remove ON circle FOR DELETE TO keukentafel_web
  USING (kind IN ('named', 'personal')
         AND id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON circle_seat FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON circle_seat FOR INSERT TO keukentafel_web
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
              AND seat_id IN (SELECT id FROM seat));
CREATE POLICY change ON circle_seat FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
         OR (circle_id, seat_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes));
CREATE POLICY remove ON circle_seat FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON item FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON item FOR INSERT TO keukentafel_web
  WITH CHECK ((circle_id, author_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes));
CREATE POLICY change ON item FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
         OR (circle_id, author_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes)
         OR (circle_id, assignee_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes))
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));
CREATE POLICY remove ON item FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
         OR (circle_id, author_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes));

CREATE POLICY see ON item_version FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON item_version FOR INSERT TO keukentafel_web
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));
CREATE POLICY change ON item_version FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));
CREATE POLICY remove ON item_version FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON item_seen FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON item_seen FOR INSERT TO keukentafel_web
  WITH CHECK ((circle_id, seat_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes));
CREATE POLICY change ON item_seen FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));
CREATE POLICY remove ON item_seen FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));

CREATE POLICY mine ON presence TO keukentafel_web
  USING (seat_id IN (SELECT seat_id FROM access_open_circle WHERE writes));

CREATE POLICY see ON invitation FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder));
CREATE POLICY add ON invitation FOR INSERT TO keukentafel_web
  WITH CHECK ((circle_id, inviter_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE holder AND writes));
CREATE POLICY change ON invitation FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));
CREATE POLICY remove ON invitation FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON access_event FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE reads_log)
         OR (circle_id IS NULL AND dossier_id IN (SELECT dossier_id FROM access_open_circle
                                                   WHERE reads_log AND kind = 'family')));
CREATE POLICY add ON access_event FOR INSERT TO keukentafel_web
  WITH CHECK (person_id = (SELECT access_me()));

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['dossier', 'seat', 'circle', 'circle_seat', 'item', 'item_version', 'item_seen',
                              'presence', 'invitation', 'access_event'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON seat, circle_seat, item_seen, presence, dossier TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON circle, circle_seat, item, item_version, item_seen, invitation TO keukentafel_web;
GRANT SELECT, INSERT ON access_event TO keukentafel_web;
REVOKE UPDATE ON seat, dossier FROM keukentafel_web;
REVOKE INSERT ON dossier FROM keukentafel_web;
-- who sits on a seat is decided by an accepted invitation only (doors.sql)
GRANT UPDATE (role, authority, coordinator, until, sealed) ON seat TO keukentafel_web;
GRANT UPDATE (sealed, frozen_at) ON dossier TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON dossier, seat, circle, circle_seat, invitation TO keukentafel_rule;
GRANT INSERT ON access_event TO keukentafel_rule;

-- a deletion is a real deletion: what hangs under an item goes with it
ALTER TABLE item ADD CONSTRAINT item_under FOREIGN KEY (parent_id) REFERENCES item ON DELETE CASCADE;
ALTER TABLE item_version ADD CONSTRAINT item_version_of FOREIGN KEY (item_id) REFERENCES item ON DELETE CASCADE;
ALTER TABLE item_seen ADD CONSTRAINT item_seen_of FOREIGN KEY (item_id) REFERENCES item ON DELETE CASCADE;
