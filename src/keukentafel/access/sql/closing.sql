-- Closing an account (decision 0014): its seats end, what only it holds goes, what was written at tables stays.

-- Tables that would belong to nobody who can sign in: their owner decides first what becomes of them.
CREATE FUNCTION access_only_mine() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT s.dossier_id FROM seat s
   WHERE s.person_id = access_me() AND (s.until IS NULL OR s.until > statement_timestamp())
     AND access_owns(s.role, s.authority, s.age_band)
     AND NOT EXISTS (SELECT FROM access_owners(s.dossier_id) o WHERE o.person_id <> access_me())
$$;

-- End all that ties the visitor's account to tables. False, and nothing is done, while a table would belong to nobody.
CREATE FUNCTION access_close_account() RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE mine uuid[]; here uuid;
BEGIN
  -- one at a time, in one order: of two owners who close at once, each would see the other stay
  FOR here IN SELECT d.id FROM dossier d JOIN seat s ON s.dossier_id = d.id WHERE s.person_id = access_me()
               ORDER BY d.id FOR UPDATE OF d LOOP NULL; END LOOP;
  IF access_me() IS NULL OR EXISTS (SELECT FROM access_only_mine()) THEN RETURN false; END IF;
  mine := ARRAY(SELECT id FROM seat WHERE person_id = access_me());
  INSERT INTO log_waiting (id, at, dossier_id, circle_id, person_id, seat_id, action, place, subject_id)
    SELECT gen_random_uuid(), statement_timestamp(), s.dossier_id, c.id, s.person_id, s.id, 'leave', 'table', s.id
      FROM seat s JOIN circle c ON c.dossier_id = s.dossier_id AND c.kind = 'table'
      JOIN circle_seat cs ON cs.circle_id = c.id AND cs.seat_id = s.id
     WHERE s.id = ANY(mine) AND (s.until IS NULL OR s.until > statement_timestamp());
  PERFORM access_destroy_held(c.id) FROM circle c WHERE c.holder_id = ANY(mine);
  UPDATE ending SET state = 'lapsed' WHERE state = 'waiting' AND asked_by_id = ANY(mine);
  DELETE FROM presence WHERE seat_id = ANY(mine);
  UPDATE seat SET until = least(until, statement_timestamp()), coordinator = false, person_id = NULL WHERE id = ANY(mine);
  PERFORM access_destroy_person(access_me());
  RETURN true;
END $$;

-- A personal circle with all in it, and the seats of guests who sit nowhere else.
CREATE FUNCTION access_destroy_held(gone uuid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE seat s SET until = statement_timestamp()
   WHERE s.until IS NULL AND s.id IN (SELECT seat_id FROM circle_seat WHERE circle_id = gone)
     AND NOT EXISTS (SELECT FROM circle_seat other WHERE other.seat_id = s.id AND other.circle_id <> gone)
     AND NOT EXISTS (SELECT FROM circle held WHERE held.holder_id = s.id);
  PERFORM access_destroy_circle(gone);
END $$;

-- An account that stands in a backup that was put back: as its owner did it, and the row itself.
CREATE FUNCTION access_destroy_account(gone uuid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE mine uuid[] := ARRAY(SELECT id FROM seat WHERE person_id = gone);
BEGIN
  PERFORM access_destroy_held(c.id) FROM circle c WHERE c.holder_id = ANY(mine);
  UPDATE seat SET until = least(until, statement_timestamp()), coordinator = false, person_id = NULL WHERE id = ANY(mine);
  PERFORM access_destroy_person(gone);
END $$;
-- Every row of an account, in every table that names it: found by the column, not by a list.
CREATE FUNCTION access_destroy_person(gone uuid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM access_person_tables() LOOP
    EXECUTE format('DELETE FROM %I WHERE person_id = $1', one.name) USING gone;
  END LOOP;
  DELETE FROM person WHERE id = gone;
END $$;
CREATE FUNCTION access_person_tables() RETURNS TABLE (name text, walled boolean) LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.relname, c.relrowsecurity AND NOT EXISTS (SELECT FROM access_dossier_tables() d WHERE d.name = c.relname)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE a.attname = 'person_id' AND NOT a.attisdropped AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
     AND c.relname <> 'seat' AND c.relname NOT LIKE 'access\_%' AND c.relname NOT LIKE 'log\_%'
$$;
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT * FROM access_person_tables() LOOP
    EXECUTE format('GRANT DELETE, SELECT (person_id) ON %I TO keukentafel_rule', one.name);
    IF one.walled THEN
      EXECUTE format('CREATE POLICY rule_finds ON %I FOR SELECT TO keukentafel_rule USING (true)', one.name);
      EXECUTE format('CREATE POLICY rule_ends ON %I FOR DELETE TO keukentafel_rule USING (true)', one.name);
    END IF;
  END LOOP;
END $$;
GRANT DELETE ON person TO keukentafel_rule;
