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
CREATE POLICY change ON seat FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT seat_id FROM access_open_circle WHERE writes)
         OR (id IN (SELECT seat_id FROM access_seat_in_sight)
             AND dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes)));

CREATE POLICY see ON circle FOR SELECT TO keukentafel_web
  USING (id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON circle FOR INSERT TO keukentafel_web
  WITH CHECK ((kind = 'named' AND dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes))
           OR (kind = 'personal' AND (dossier_id, holder_id) IN (SELECT dossier_id, seat_id FROM access_open_circle
                                                                  WHERE may_hold AND writes AND kind = 'table')));
CREATE POLICY change ON circle FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));
CREATE POLICY remove ON circle FOR DELETE TO keukentafel_web
  USING (kind IN ('named', 'personal')
         AND id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON circle_seat FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
-- who sits in table and family follows from the seat (doors.sql); the others are filled by their holders
CREATE POLICY add ON circle_seat FOR INSERT TO keukentafel_web
  WITH CHECK ((circle_id, dossier_id) IN (SELECT circle_id, dossier_id FROM access_open_circle
                                           WHERE holder AND writes AND kind IN ('named', 'personal'))
              AND seat_id IN (SELECT id FROM seat));
CREATE POLICY change ON circle_seat FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle
                        WHERE holder AND writes AND kind IN ('named', 'personal'))
         OR (circle_id, seat_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                      WHERE writes AND kind IN ('named', 'personal')));
CREATE POLICY remove ON circle_seat FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle
                        WHERE holder AND writes AND kind IN ('named', 'personal')));

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
-- a personal circle's holder invites guests of that circle, never somebody who would be of the family or an owner
CREATE POLICY add ON invitation FOR INSERT TO keukentafel_web
  WITH CHECK (state = 'sent' AND ((circle_id, inviter_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                           WHERE holder AND writes AND kind = 'table')
              OR ((circle_id, inviter_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                               WHERE holder AND writes AND kind = 'personal')
                  AND role IN ('network', 'professional') AND NOT authority AND seat_id IS NULL)));
CREATE POLICY change ON invitation FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes))
  WITH CHECK (state IN ('sent', 'withdrawn') AND ((circle_id, inviter_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                           WHERE holder AND writes AND kind = 'table')
              OR ((circle_id, inviter_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                               WHERE holder AND writes AND kind = 'personal')
                  AND role IN ('network', 'professional') AND NOT authority AND seat_id IS NULL)));
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

GRANT SELECT ON seat, dossier TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON item_seen, presence TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON item, item_version, item_seen TO keukentafel_web;
GRANT SELECT, INSERT, DELETE ON circle, circle_seat, invitation TO keukentafel_web;
GRANT SELECT, INSERT ON access_event TO keukentafel_web;
-- A policy guards rows, not columns: who may change a row could make themselves an owner in it. So the web role changes
-- words and little else; who sits on a seat, as what and until when is decided by the doors (doors.sql).
GRANT UPDATE (sealed) ON seat, circle TO keukentafel_web;
GRANT UPDATE (sealed, frozen_at) ON dossier TO keukentafel_web;
GRANT UPDATE (since, until) ON circle_seat TO keukentafel_web;
GRANT UPDATE (inviter_id, token_hash, state, sent, expires, times_sent) ON invitation TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON dossier, seat, circle, circle_seat, invitation TO keukentafel_rule;
GRANT INSERT ON access_event TO keukentafel_rule;

-- a deletion is a real deletion: what hangs under an item goes with it
ALTER TABLE item ADD CONSTRAINT item_under FOREIGN KEY (parent_id) REFERENCES item ON DELETE CASCADE;
ALTER TABLE item_version ADD CONSTRAINT item_version_of FOREIGN KEY (item_id) REFERENCES item ON DELETE CASCADE;
ALTER TABLE item_seen ADD CONSTRAINT item_seen_of FOREIGN KEY (item_id) REFERENCES item ON DELETE CASCADE;
