-- All of it belongs to the role of the rule; nobody but the visitors' role and that role itself may call it.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p
            WHERE p.proname LIKE 'access\_%' AND p.pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO keukentafel_web, keukentafel_rule', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO keukentafel_rule', f);
  END LOOP;
END $$;
ALTER VIEW access_rule OWNER TO keukentafel_rule;
ALTER VIEW access_open_circle OWNER TO keukentafel_rule;
ALTER VIEW access_seat_in_sight OWNER TO keukentafel_rule;
ALTER VIEW access_emergency_sitting OWNER TO keukentafel_rule;
GRANT SELECT ON access_open_circle, access_seat_in_sight, access_emergency_sitting TO keukentafel_web;
-- These tell of tables at which nobody visits: for the worker, which asks as the role of the rule.
REVOKE EXECUTE ON FUNCTION access_bursts(timestamptz), access_governors(uuid), access_rounds(date)
  FROM keukentafel_web;
