-- All of it belongs to the role of the rule. Who may call what is said here, by name: a function that is not named is for the
-- other functions alone (they run as the role of the rule). tests/walls/doors.py says of each what a stranger gets.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p
            WHERE p.proname LIKE 'access\_%' AND p.pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO keukentafel_rule', f);
  END LOOP;
END $$;

DO $$
DECLARE one record;
BEGIN
  -- The site: about who stands there.
  FOR one IN SELECT 'keukentafel_web' AS who, unnest(ARRAY[
    -- what policies, views and the functions that bypass nothing ask on the visitor's behalf
    'access_open_circles', 'access_me', 'access_here', 'access_eyes', 'access_owns', 'access_family_side', 'access_my_seat',
    'access_circle_of', 'access_agreed', 'access_from_12', 'access_authority_stands', 'access_advance',
    -- a visit, from the door to the log
    'access_enter', 'access_hall', 'access_still_here', 'access_close', 'access_refuse', 'access_write', 'access_waiting',
    'access_link', 'access_birthday', 'access_carry_out', 'access_is_professional', 'access_hears', 'access_sign',
    -- sitting down and getting up
    'access_found', 'access_letter', 'access_letter_refused', 'access_letter_read', 'access_letter_circles',
    'access_letter_seats', 'access_accept', 'access_decline', 'access_lay_place', 'access_correct_birth', 'access_end_seat',
    'access_end_guests', 'access_coordinate', 'access_ask_ending', 'access_answer_ending', 'access_who_is_asked',
    'access_waits_for_me', 'access_only_mine', 'access_close_account',
    -- authority, consent, emergencies
    'access_authority_record', 'access_authority_end', 'access_authority_contest', 'access_authority_agree',
    'access_circle_is_about', 'access_say', 'access_unsay', 'access_emergency_on', 'access_emergency_off',
    'access_emergency_mine', 'access_emergency_ask', 'access_emergency_open', 'access_emergency_veto', 'access_emergency_end',
    -- talking
    'access_talk',
    -- bringing along, copying along, and what is one's own
    'access_known_here', 'access_bring_here', 'access_bring_dossier', 'access_bring_seats', 'access_bring_circles',
    'access_bring_items', 'access_bring_versions', 'access_bring_seen', 'access_bring_blobs', 'access_bring_done',
    'access_bring_authority', 'access_bring_abouts', 'access_bring_consents', 'access_brought',
    'access_alone_here', 'access_copy_seat', 'access_copy_item', 'access_copy_version', 'access_my_lines',
    'access_sat_at_table', 'access_my_ended', 'access_ended_seat', 'access_ask_after', 'access_left_ending', 'access_left_object',
    -- what was deleted: keys and files that have to follow
    'access_doomed', 'access_destroyed', 'access_risen', 'access_gone_files', 'access_removed_files'
  ]) AS name
  -- The worker: these tell of tables at which nobody visits, or do something there. Ids, numbers and dates.
  UNION ALL SELECT 'keukentafel_worker', unnest(ARRAY[
    'access_archives_over', 'access_bursts', 'access_note_burst', 'access_governors', 'access_rounds', 'access_endings_due',
    'access_ending_waits', 'access_heads', 'access_unknown_files', 'access_overdue', 'access_gone_among',
    'access_unchecked_files', 'access_files_checked',
    'access_audience', 'access_notices_late', 'access_notices_over', 'access_promised', 'access_starts',
    'access_waiting', 'access_link'  -- the line about a burst gets its place
  ]) LOOP
    EXECUTE (SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, one.who) FROM pg_proc
              WHERE proname = one.name AND pronamespace = 'public'::regnamespace);
  END LOOP;
END $$;

ALTER VIEW access_rule OWNER TO keukentafel_rule;
ALTER VIEW access_open_circle OWNER TO keukentafel_rule;
ALTER VIEW access_seat_in_sight OWNER TO keukentafel_rule;
ALTER VIEW access_emergency_sitting OWNER TO keukentafel_rule;
GRANT SELECT ON access_open_circle, access_seat_in_sight, access_emergency_sitting TO keukentafel_web;
