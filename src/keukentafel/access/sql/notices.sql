-- Notices (docs/decisions/0024): who might have to be told of something, where something waits, and what goes by itself. Ids and
-- moments alone; whether there is anything to tell, the one who is told finds out, by their own visit.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notice_waiting', 'notice_link'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY mine ON %I TO keukentafel_web USING (person_id = (SELECT access_me()))', name);
    EXECUTE format('CREATE POLICY rule_does ON %I TO keukentafel_rule USING (true)', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_waiting, notice_link TO keukentafel_web;
GRANT SELECT, DELETE ON notice_waiting, notice_link, notice_reminded, push_subscription TO keukentafel_rule;
GRANT SELECT (id, last) ON person_device TO keukentafel_rule;

-- Who sees a circle now and has an account, but for whoever wrote. The rule is asked of each who sits at that table.
CREATE FUNCTION access_audience(circle_id_ uuid, writer uuid) RETURNS TABLE (person_id uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.person_id FROM circle c JOIN seat s ON s.dossier_id = c.dossier_id
   WHERE c.id = circle_id_ AND s.person_id IS DISTINCT FROM (SELECT w.person_id FROM seat w WHERE w.id = writer)
     AND access_hears(s.person_id, c.dossier_id, c.id)
$$;

-- Whose notices should have been looked at long ago: their job was lost.
CREATE FUNCTION access_notices_late() RETURNS TABLE (person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT w.person_id FROM notice_waiting w WHERE w.due < statement_timestamp() - interval '10 minutes'
$$;

-- What was promised for a day and is still open: whose it is; and, once that day is over, who keeps the overview too.
CREATE POLICY rule_dues ON item FOR SELECT TO keukentafel_rule USING (kind IN ('plan.agreement', 'calendar.appointment'));
CREATE FUNCTION access_promised(day date, gone boolean) RETURNS TABLE (person_id uuid, dossier_id uuid, item_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.person_id, i.dossier_id, i.id
    FROM item i JOIN seat s ON s.dossier_id = i.dossier_id AND (s.id = i.assignee_id OR (gone AND s.coordinator))
   WHERE i.due = day AND i.kind = 'plan.agreement' AND i.state = 'open'
     AND s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > statement_timestamp())
$$;

-- At which tables something may start in a time, and who sees it. Of what repeats the first moment and the last
-- day stand in the clear: whether it does start then, each finds out by their own visit.
CREATE FUNCTION access_starts(kinds text[], since timestamptz, until_ timestamptz) RETURNS TABLE (person_id uuid, dossier_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.person_id, i.dossier_id
    FROM (SELECT n.dossier_id, n.circle_id FROM item n
           WHERE n.kind = 'calendar.appointment' AND n.kind = ANY(kinds) AND n.happened BETWEEN since AND until_
          UNION
          SELECT n.dossier_id, n.circle_id FROM item n
           WHERE n.kind = 'calendar.appointment' AND n.kind = ANY(kinds) AND n.due >= since::date - 1 AND n.happened < until_) i
    JOIN seat s ON s.dossier_id = i.dossier_id AND s.person_id IS NOT NULL
   WHERE access_hears(s.person_id, i.dossier_id, i.circle_id)
$$;

-- After 30 days nobody needs them any more. By the database's own clock.
CREATE FUNCTION access_notices_over() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH links AS (DELETE FROM notice_link WHERE expires < statement_timestamp() RETURNING 1),
       waits AS (DELETE FROM notice_waiting WHERE greatest(since, told) < statement_timestamp() - interval '30 days' RETURNING 1),
       reminds AS (DELETE FROM notice_reminded WHERE day < current_date - 30 RETURNING 1),
       pushes AS (DELETE FROM push_subscription p USING person_device d
                   WHERE d.id = p.device_id AND greatest(p.used, d.last) < statement_timestamp() - interval '30 days' RETURNING 1)
  SELECT (SELECT count(*) FROM links) + (SELECT count(*) FROM waits) + (SELECT count(*) FROM reminds)
         + (SELECT count(*) FROM pushes)
$$;

-- Whichever way somebody is signed out on a device, nothing is pushed to it any more. A session that ended by time alone is
-- no signing out: who comes back tomorrow was told meanwhile.
CREATE FUNCTION access_push_ends() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM push_subscription WHERE device_id = old.device_id;
  RETURN NULL;
END $$;
CREATE TRIGGER push_ends AFTER DELETE ON person_session FOR EACH ROW
  WHEN (old.device_id IS NOT NULL AND old.expire_date > statement_timestamp()) EXECUTE FUNCTION access_push_ends();
