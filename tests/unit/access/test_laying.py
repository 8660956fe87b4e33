"""The rule is laid whole, from its files, however often."""

import psycopg
import pytest
from tests.support.house import House

from keukentafel.access import laying
from keukentafel.site.database import bring_up_to_date

LAID = """
SELECT 'function', p.oid::regprocedure::text, md5(prosrc) FROM pg_proc p WHERE proname LIKE 'access\\_%%'
UNION ALL SELECT 'view', viewname, md5(definition) FROM pg_views WHERE viewname LIKE 'access\\_%%'
UNION ALL SELECT 'policy', tablename || '.' || policyname, md5(coalesce(qual, '') || coalesce(with_check, '')) FROM pg_policies
UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, '' FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'grant', table_name || '.' || privilege_type, grantee FROM information_schema.table_privileges
           WHERE grantee IN ('keukentafel_web', 'keukentafel_rule')
UNION ALL SELECT 'column', table_name || '.' || column_name || '.' || privilege_type, grantee
            FROM information_schema.column_privileges WHERE grantee IN ('keukentafel_web', 'keukentafel_rule')
ORDER BY 1, 2, 3
"""


@pytest.fixture
def laid(house: House):
    """What is laid; laid again afterwards, whatever the test did."""
    yield lambda: house.owner.execute(LAID).fetchall()
    laying.clear(house.owner)
    bring_up_to_date(house.owner_url)


def test_laid_again_it_is_the_same(house: House, laid) -> None:
    before = laid()
    laying.lay(house.owner)
    bring_up_to_date(house.owner_url)
    assert before == laid()
    assert {kind for kind, *_ in before} == {"function", "view", "policy", "trigger", "grant", "column"}


def test_what_the_files_do_not_say_goes(house: House, laid) -> None:
    before = laid()
    house.owner.execute("CREATE POLICY loose ON item TO keukentafel_web USING (true)")
    house.owner.execute("CREATE FUNCTION access_too_much() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    house.owner.execute("GRANT UPDATE ON access_event TO keukentafel_web")
    house.owner.execute("COMMENT ON VIEW access_open_circle IS 'of another version'")
    assert before != laid()
    assert not laying.stands(house.owner)
    bring_up_to_date(house.owner_url)
    assert before == laid()


def test_without_the_rule_nobody_gets_in(house: House, laid) -> None:
    laying.clear(house.owner)
    assert not laying.stands(house.owner)
    with psycopg.connect(house.web_url) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT FROM item")


def test_a_mistake_in_a_file_leaves_the_old_rule_standing(house: House, laid, monkeypatch) -> None:
    before = laid()
    with monkeypatch.context() as mistaken:
        mistaken.setattr(laying, "FILES", (*laying.FILES, "rule"))  # made twice: refused
        with pytest.raises(psycopg.errors.DuplicateFunction):
            laying.lay(house.owner)
    assert before == laid()
