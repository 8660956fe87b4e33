-- Take away all that the other files lay, so that each of them may say CREATE. Tables, with row-level security forced on
-- them, stay: without a policy they let nobody in.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
  END LOOP;
  FOR one IN SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'access\_%' LOOP
    EXECUTE format('DROP VIEW IF EXISTS %I CASCADE', one.viewname);
  END LOOP;
  -- triggers go with their functions
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
              WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'access\_%' LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name);
  END LOOP;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM keukentafel_web, keukentafel_rule;
