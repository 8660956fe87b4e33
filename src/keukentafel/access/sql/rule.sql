-- The one rule: you see what lies in the circles in which you sit, now.
-- The views and functions of this file belong to keukentafel_rule, a role that can't sign in. Forced policies let that
-- role read the tables of the rule, so that the policies of everybody else can ask the rule without recursion.

CREATE FUNCTION access_me() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('kt.person', true), '')::uuid $$;
CREATE FUNCTION access_here() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('kt.dossier', true), '')::uuid $$;
CREATE FUNCTION access_eyes() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('kt.eyes', true), '')::uuid $$;

-- domain.md, "Age and authority": an owner is a parent with authority, or a youth from 16 on.
CREATE FUNCTION access_owns(role text, authority boolean, age_band smallint) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (role = 'parent' AND authority) OR (role = 'youth' AND age_band >= 16) $$;
CREATE FUNCTION access_family_side(role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT role IN ('parent', 'youth', 'relative') $$;

-- Which circles are open to the visitor, and as what. Looking through another seat's eyes shows that seat's open
-- circles, never a personal one, and allows no writing. What others ask is a function around it, for two reasons. It is a
-- barrier: else PostgreSQL may ask a condition of the reader's own on hidden rows first, and its error message would show
-- them. And it is planned once a connection: as part of each policy it was planned again in each statement, at a cost that
-- grows with every way in (docs/performance.md).
CREATE VIEW access_rule AS
SELECT * FROM (
  SELECT s.person_id, s.dossier_id, s.id AS seat_id, c.id AS circle_id, c.kind,
         CASE WHEN c.holder_id IS NULL THEN access_owns(s.role, s.authority, s.age_band)
              ELSE c.holder_id = s.id END AS holder,
         access_family_side(s.role) AND (c.holder_id IS NULL OR c.holder_id = s.id) AS reads_log,
         access_owns(s.role, s.authority, s.age_band) AS owner,
         access_family_side(s.role) AND (s.role <> 'youth' OR s.age_band >= 12) AS may_hold,
         true AS writes, false AS emergency
    FROM seat s
    JOIN dossier d ON d.id = s.dossier_id
    JOIN circle c ON c.dossier_id = s.dossier_id
    LEFT JOIN circle_seat cs ON cs.circle_id = c.id AND cs.seat_id = s.id AND cs.until IS NULL
    LEFT JOIN seat h ON h.id = c.holder_id
   WHERE access_eyes() IS NULL
     AND s.person_id = access_me()
     AND (access_here() IS NULL OR s.dossier_id = access_here())
     AND (s.until IS NULL OR s.until > statement_timestamp())
     AND (d.frozen_at IS NULL OR access_family_side(s.role))
     AND (cs.seat_id IS NOT NULL OR c.holder_id = s.id
          OR (c.holder_id IS NULL AND access_owns(s.role, s.authority, s.age_band)))
     AND (c.holder_id IS NULL OR h.until IS NULL OR h.until > statement_timestamp())
  UNION ALL
  SELECT me.person_id, s.dossier_id, s.id, c.id, c.kind, false, access_family_side(s.role), false, false, false, false
    FROM seat me
    JOIN seat s ON s.dossier_id = me.dossier_id AND s.id = access_eyes()
    JOIN dossier d ON d.id = s.dossier_id
    JOIN circle c ON c.dossier_id = s.dossier_id AND c.holder_id IS NULL
    LEFT JOIN circle_seat cs ON cs.circle_id = c.id AND cs.seat_id = s.id AND cs.until IS NULL
   WHERE access_eyes() IS NOT NULL
     AND me.person_id = access_me()
     AND me.dossier_id = access_here()
     AND (me.until IS NULL OR me.until > statement_timestamp())
     AND access_owns(me.role, me.authority, me.age_band)
     AND EXISTS (SELECT FROM circle_seat x JOIN circle t ON t.id = x.circle_id
                  WHERE x.seat_id = s.id AND x.until IS NULL AND t.kind = 'table')
     AND (s.until IS NULL OR s.until > statement_timestamp())
     AND (d.frozen_at IS NULL OR access_family_side(s.role))
     AND (cs.seat_id IS NOT NULL OR access_owns(s.role, s.authority, s.age_band))
  UNION ALL
  -- Emergency access (docs/decisions/0016): to read, nothing more; what the family said it opens, never a personal circle,
  -- never while the table is frozen. No deed closes it but time: each part is asked at every statement. A visit that takes a
  -- copy along (kt.by_right) is one without it.
  SELECT s.person_id, s.dossier_id, s.id, c.id, c.kind, false, false, false, false, false, true
    FROM emergency_call e
    JOIN emergency_seat named ON named.seat_id = e.seat_id
    JOIN emergency turned_on ON turned_on.dossier_id = e.dossier_id
    JOIN seat s ON s.id = e.seat_id
    JOIN dossier d ON d.id = s.dossier_id
    JOIN emergency_circle opens ON opens.dossier_id = s.dossier_id
    JOIN circle c ON c.id = opens.circle_id AND c.holder_id IS NULL
   WHERE access_eyes() IS NULL
     AND coalesce(current_setting('kt.by_right', true), '') = ''
     AND s.person_id = access_me()
     AND (access_here() IS NULL OR s.dossier_id = access_here())
     AND e.opened <= statement_timestamp() AND e.closes > statement_timestamp()
     AND e.vetoed IS NULL AND e.ended IS NULL
     AND (s.until IS NULL OR s.until > statement_timestamp())
     AND d.frozen_at IS NULL
     AND NOT access_owns(s.role, s.authority, s.age_band)
     AND NOT EXISTS (SELECT FROM circle_seat cs WHERE cs.circle_id = c.id AND cs.seat_id = s.id AND cs.until IS NULL)
) AS open;
CREATE FUNCTION access_open_circles() RETURNS SETOF access_rule LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 16
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM access_rule;
END $$;
CREATE VIEW access_open_circle AS SELECT * FROM access_open_circles();

-- A seat is seen by those who share an open circle with it, now or once (authors keep their names). A barrier too.
-- (PostgreSQL 18 takes no notice of one around a bare UNION, hence the SELECT around it.)
CREATE VIEW access_seat_in_sight WITH (security_barrier) AS
SELECT * FROM (
  SELECT cs.seat_id FROM circle_seat cs WHERE cs.circle_id IN (SELECT circle_id FROM access_open_circle)
  UNION SELECT seat_id FROM access_open_circle
) AS sight;

-- Whether a seat is or was the visitor's own: what one did just before leaving is still logged.
CREATE FUNCTION access_my_seat(here uuid, seat_id_ uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM seat WHERE id = seat_id_ AND dossier_id = here AND person_id = access_me()) $$;
-- The circle of an item in sight, else nothing.
CREATE FUNCTION access_circle_of(item_id_ uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT circle_id FROM item WHERE id = item_id_ $$;
