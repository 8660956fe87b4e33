-- Open pages hear at once that something happened (docs/decisions/0020). What goes through the channel is ids: whoever
-- may listen on this database may hear it. A stream asks here, for each piece of news, who of its readers sees the circle now.

-- Whether somebody sees a circle now.
CREATE FUNCTION access_hears(person uuid, here uuid, circle uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config('kt.person', person::text, true), set_config('kt.dossier', here::text, true),
          set_config('kt.eyes', '', true);
  RETURN EXISTS (SELECT FROM access_open_circle o WHERE o.circle_id = circle) AND NOT access_ending_due(here);
END $$;

-- A sign that is not kept, like "is typing": heard by those who see the item. False where the visitor may not write there.
CREATE FUNCTION access_sign(here uuid, item_id_ uuid, sign text) RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE place record;
BEGIN
  PERFORM set_config('kt.dossier', here::text, true), set_config('kt.eyes', '', true);
  SELECT i.circle_id, o.seat_id INTO place FROM item i JOIN access_open_circle o ON o.circle_id = i.circle_id AND o.writes
   WHERE i.id = item_id_ AND i.dossier_id = here ORDER BY o.holder DESC LIMIT 1;
  IF place IS NULL OR sign !~ '^[a-z]{1,16}$' THEN RETURN false; END IF;
  PERFORM pg_notify('kt_live', json_build_object('d', here, 'c', place.circle_id, 'i', item_id_, 's', sign,
                                                 'seat', place.seat_id)::text);
  RETURN true;
END $$;

-- Streams look again whether their reader may stay: when a seat, a table or a session ends. ``who``: whom it is about; nobody else
-- hears that anything was.
CREATE FUNCTION access_look_again() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was jsonb := to_jsonb(old);
BEGIN
  IF TG_TABLE_NAME = 'circle_seat' THEN
    was := was || coalesce((SELECT jsonb_build_object('person_id', s.person_id) FROM seat s WHERE s.id = old.seat_id), '{}');
  END IF;
  PERFORM pg_notify('kt_live', jsonb_strip_nulls(jsonb_build_object(
    'd', coalesce(was ->> 'dossier_id', CASE WHEN TG_TABLE_NAME = 'dossier' THEN was ->> 'id' END),
    'who', was ->> 'person_id', 'look', true))::text);
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE OF until, person_id ON seat FOR EACH ROW EXECUTE FUNCTION access_look_again();
CREATE TRIGGER look_again AFTER DELETE OR UPDATE OF until ON circle_seat FOR EACH ROW EXECUTE FUNCTION access_look_again();
CREATE TRIGGER look_again AFTER DELETE OR UPDATE OF frozen_at ON dossier FOR EACH ROW EXECUTE FUNCTION access_look_again();
CREATE TRIGGER look_again AFTER DELETE ON person_session FOR EACH ROW EXECUTE FUNCTION access_look_again();
