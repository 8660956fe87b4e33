-- The second wall: forced row-level security on every table with a dossier. Each policy asks the rule; none restates it.

CREATE POLICY rule_reads ON dossier TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON seat TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON circle TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON circle_seat TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON invitation TO keukentafel_rule USING (true) WITH CHECK (true);
CREATE POLICY rule_reads ON presence FOR SELECT TO keukentafel_rule USING (true);

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
           OR (kind = 'personal' AND (dossier_id, holder_id) IN
                 (SELECT dossier_id, seat_id FROM access_open_circle WHERE may_hold AND writes AND kind = 'table')));
CREATE POLICY change ON circle FOR UPDATE TO keukentafel_web
  USING (id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));
CREATE POLICY remove ON circle FOR DELETE TO keukentafel_web
  USING (kind IN ('named', 'personal')
         AND id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON circle_seat FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
-- who sits in table and family follows from the seat (doors.sql); the others are filled by their holders
CREATE POLICY add ON circle_seat FOR INSERT TO keukentafel_web
  WITH CHECK ((dossier_id, circle_id) IN (SELECT dossier_id, circle_id FROM access_open_circle
                                           WHERE holder AND writes AND kind IN ('named', 'talk', 'personal'))
              AND (dossier_id, seat_id) IN (SELECT s.dossier_id, s.id FROM seat s));
CREATE POLICY change ON circle_seat FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle
                        WHERE holder AND writes AND kind IN ('named', 'talk', 'personal'))
         OR (circle_id, seat_id) IN (SELECT circle_id, seat_id FROM access_open_circle
                                      WHERE writes AND kind IN ('named', 'talk', 'personal')));
CREATE POLICY remove ON circle_seat FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle
                        WHERE holder AND writes AND kind IN ('named', 'talk', 'personal')));

CREATE POLICY see ON item FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON item FOR INSERT TO keukentafel_web
  WITH CHECK ((dossier_id, circle_id, author_id) IN
                (SELECT dossier_id, circle_id, seat_id FROM access_open_circle WHERE writes)
              AND changed_by_id = author_id
              AND (parent_id IS NULL OR access_circle_of(parent_id) = circle_id)
              AND (assignee_id IS NULL OR assignee_id IN (SELECT seat_id FROM access_seat_in_sight)));
CREATE POLICY change ON item FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
         OR (circle_id, author_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes)
         OR (circle_id, assignee_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes))
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes)
              AND (assignee_id IS NULL OR assignee_id IN (SELECT seat_id FROM access_seat_in_sight)));
CREATE POLICY remove ON item FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes)
         OR (circle_id, author_id) IN (SELECT circle_id, seat_id FROM access_open_circle WHERE writes));

CREATE POLICY see ON item_version FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
-- The history of an item is written by whoever may change the item.
CREATE POLICY add ON item_version FOR INSERT TO keukentafel_web
  WITH CHECK (EXISTS (SELECT FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id
                       WHERE i.id = item_id AND i.circle_id = item_version.circle_id
                         AND i.dossier_id = item_version.dossier_id
                         AND o.writes AND (o.holder OR o.seat_id IN (i.author_id, i.assignee_id))));
CREATE POLICY change ON item_version FOR UPDATE TO keukentafel_web
  USING (EXISTS (SELECT FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id
                  WHERE i.id = item_id AND o.writes AND (o.holder OR o.seat_id = i.author_id)))
  WITH CHECK (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));
CREATE POLICY remove ON item_version FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

CREATE POLICY see ON item_seen FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle));
CREATE POLICY add ON item_seen FOR INSERT TO keukentafel_web
  WITH CHECK ((dossier_id, circle_id, seat_id) IN
                (SELECT dossier_id, circle_id, seat_id FROM access_open_circle WHERE writes)
              AND EXISTS (SELECT FROM item i WHERE i.id = item_id AND i.circle_id = item_seen.circle_id));
CREATE POLICY change ON item_seen FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE writes));

CREATE POLICY mine ON presence TO keukentafel_web
  USING ((dossier_id, seat_id) IN (SELECT dossier_id, seat_id FROM access_open_circle WHERE writes));

CREATE POLICY see ON invitation FOR SELECT TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder));
-- A personal circle's holder invites guests of that circle, never somebody who would be of the family or an owner.
CREATE POLICY add ON invitation FOR INSERT TO keukentafel_web
  WITH CHECK (state = 'sent'
              AND (((dossier_id, circle_id, inviter_id) IN
                      (SELECT dossier_id, circle_id, seat_id FROM access_open_circle WHERE holder AND writes AND kind = 'table')
                    AND (seat_id IS NULL OR (dossier_id, seat_id) IN (SELECT s.dossier_id, s.id FROM seat s)))
                   OR ((dossier_id, circle_id, inviter_id) IN
                         (SELECT dossier_id, circle_id, seat_id FROM access_open_circle
                           WHERE holder AND writes AND kind = 'personal')
                       AND role IN ('network', 'professional') AND NOT authority AND seat_id IS NULL)));
CREATE POLICY change ON invitation FOR UPDATE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes))
  WITH CHECK ((state = 'withdrawn' AND circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes))
              OR (state = 'sent' AND (circle_id, inviter_id) IN
                    (SELECT circle_id, seat_id FROM access_open_circle WHERE holder AND writes)));
CREATE POLICY remove ON invitation FOR DELETE TO keukentafel_web
  USING (circle_id IN (SELECT circle_id FROM access_open_circle WHERE holder AND writes));

-- The log of a named circle that was removed stays readable for those who held it: the owners. (Of a personal one nothing
-- may stay behind that anybody could ask for.)
CREATE POLICY see ON gone_circle FOR SELECT TO keukentafel_web
  USING (dossier_id IN (SELECT dossier_id FROM access_open_circle WHERE owner AND writes AND kind = 'table'));
CREATE POLICY rule_writes ON gone_circle FOR INSERT TO keukentafel_rule WITH CHECK (true);
CREATE FUNCTION access_circle_gone() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO gone_circle (id, dossier_id) VALUES (old.id, old.dossier_id);
  RETURN NULL;
END $$;
CREATE TRIGGER gone AFTER DELETE ON circle FOR EACH ROW
  WHEN (old.kind = 'named') EXECUTE FUNCTION access_circle_gone();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['dossier', 'seat', 'circle', 'circle_seat', 'item', 'item_version', 'item_seen',
                              'presence', 'invitation', 'access_event', 'gone_circle', 'log_head', 'log_waiting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT SELECT ON dossier, seat, gone_circle TO keukentafel_web;
GRANT SELECT, INSERT ON item_seen TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON presence TO keukentafel_web;
GRANT SELECT, INSERT, DELETE ON circle, circle_seat, item, item_version, invitation TO keukentafel_web;
-- What a row belongs to never changes, and who may change a row could else make themselves an owner in it: only these
-- columns change. Who sits on a seat, as what and until when is decided by the doors (doors.sql).
GRANT UPDATE (sealed) ON seat, circle TO keukentafel_web;
GRANT UPDATE (sealed, frozen_at) ON dossier TO keukentafel_web;
GRANT UPDATE (since, until) ON circle_seat TO keukentafel_web;
GRANT UPDATE (circle_id, assignee_id, state, happened, due, version, changed, changed_by_id, sealed) ON item
  TO keukentafel_web;
GRANT UPDATE (circle_id, sealed) ON item_version TO keukentafel_web;
GRANT UPDATE (circle_id) ON item_seen TO keukentafel_web;
GRANT UPDATE (inviter_id, token_hash, state, sent, expires, times_sent) ON invitation TO keukentafel_web;
GRANT SELECT, INSERT, UPDATE ON dossier, seat, circle, circle_seat, invitation TO keukentafel_rule;
GRANT INSERT ON gone_circle TO keukentafel_rule;
GRANT SELECT ON presence TO keukentafel_rule;
