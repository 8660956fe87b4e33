-- What signing in has to know of seats, and what happened at the door.

-- Whether who stands there sits anywhere as a professional: then a second factor is asked, before there is any visit.
CREATE FUNCTION access_is_professional() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM seat s WHERE s.person_id = access_me() AND s.role = 'professional'
                    AND (s.until IS NULL OR s.until > statement_timestamp()))
$$;

-- The web role adds lines, and reads those of the person for whom it reads. It changes and deletes none.
CREATE POLICY add ON person_trace FOR INSERT TO keukentafel_web WITH CHECK (true);
CREATE POLICY mine ON person_trace FOR SELECT TO keukentafel_web USING (person_id = (SELECT access_me()));
ALTER TABLE person_trace ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_trace FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON person_trace TO keukentafel_web;
