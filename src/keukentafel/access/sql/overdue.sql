-- What is over goes by itself (access/overdue.py): letters that nobody accepted, 30 days after they stopped working, and
-- lines of what happened at the door after a year. The clock is the database's own: nobody calls it with another.
CREATE POLICY rule_forgets ON person_trace TO keukentafel_rule USING (true);
GRANT SELECT (at), DELETE ON person_trace TO keukentafel_rule;

CREATE FUNCTION access_overdue() RETURNS TABLE (letters bigint, traces bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH no_letters AS (DELETE FROM invitation
                       WHERE state <> 'accepted' AND expires < statement_timestamp() - interval '30 days' RETURNING 1),
       no_traces AS (DELETE FROM person_trace WHERE at < statement_timestamp() - interval '1 year' RETURNING 1)
  SELECT (SELECT count(*) FROM no_letters), (SELECT count(*) FROM no_traces)
$$;
