"""ASVS V1: text stays text, whoever gets it: a page, the database, a program, a pattern, a letter."""

import ast
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.template import engines

from tests.asvs.code import HOUSE, NOT_SERVED, calling, importing, scripts, sources

MADE = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "from_string", "Template"}
TRUSTED = {
    "look/drawn.py": "our own drawings",
    "look/jinja.py": "the engine itself",
    "look/folding.py": "sentences of our own translations",
    "look/inlining.py": "the engine itself",
    "look/light.py": "the engine itself",
    "look/table_picture.py": "a drawing; names are escaped in it",
    "look/plain/explaining.py": "meanings of hard words around text that is escaped piece by piece",
    "look/words.py": "paragraphs, escaped line by line",
    "people/demo_letters.py": "letters of the demo, with their links; escaped",
    "rooms/plan/fridge/page.py": "our own drawings",
}
"""Who may say that HTML is good as it is, and why."""


def test_templates_escape_by_default() -> None:
    for language in ("nl", "en"):
        environment: Any = engines["keukentafel"]._of(language)  # type: ignore[attr-defined]
        assert environment.autoescape is True, language


FROM_CONSTANTS = {
    "exchange/log.py": "names of columns, which stand in the same file",
    "overview/looked/queries.py": "conditions of the same file, one for each way to ask",
    "people/throttle.py": "parts of the same statement",
    "site/backups/digest.py": "names of tables, quoted by psycopg",
}
"""Who puts a statement together, and of what."""
OUR_PATTERNS = {
    "dossiers/belonging.py": "phrases of a file that ships with the house",
    "look/plain/finding.py": "forms of the house's own list, each sign of them escaped",
}


def test_nobody_says_of_peoples_words_that_they_are_html() -> None:
    loud = {
        name for name, tree in sources().items() if "Markup" in ast.unparse(tree) or "mark_safe" in ast.unparse(tree)
    }
    assert loud - set(TRUSTED) == set()
    loose = {
        one
        for path in HOUSE.rglob("*.html")
        for one in re.findall(r"[\w.]+\s*\|\s*safe\b|autoescape false", path.read_text())
    }
    assert loose <= {"style|safe"}, "only our own style sheet, in the book that one takes along"


def test_no_code_is_made_from_text() -> None:
    assert calling(_makes_code) == []
    made = {name: re.findall(r"\beval\(|new Function|document\.write|insertAdjacentHTML|innerHTML|outerHTML\s*=|DOMParser", text)
            for name, text in scripts().items()}  # fmt: skip
    # what our own server sent of a page, read as a document in which nothing runs
    assert {name: found for name, found in made.items() if found} == {"talk/pieces.js": ["DOMParser"]}


def test_code_that_is_made_from_text_is_found() -> None:
    planted = {"x.py": ast.parse("eval(text)\nenvironment.from_string(text)\nre.compile('a')")}
    assert calling(_makes_code, planted) == ["x.py:1", "x.py:2"]


def _makes_code(called: str, call: ast.Call) -> bool:
    return called in MADE or called.endswith(".from_string")


def test_programs_are_started_without_a_shell_and_with_fixed_words() -> None:
    def loose(called: str, call: ast.Call) -> bool:
        shell = any(one.arg == "shell" and getattr(one.value, "value", True) is not False for one in call.keywords)
        return shell or called in ("os.execl", "os.spawnl", "subprocess.getoutput")

    assert calling(loose) == []
    assert calling(loose, {"x.py": ast.parse("run(words, shell=True)")}) == ["x.py:1"]


def test_statements_hold_no_values() -> None:
    """What is put together is put together from constants and names of columns: values go beside it."""

    def with_values(called: str, call: ast.Call) -> bool:
        first = call.args[0] if call.args else None
        return called.endswith((".execute", ".executemany", ".raw", ".extra")) and (
            (isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mod))
            or (
                isinstance(first, ast.Call)
                and ast.unparse(first.func).endswith(".format")
                and "sql." not in ast.unparse(first).lower()
            )
        )

    served = {name: tree for name, tree in sources().items() if not name.startswith(NOT_SERVED)}
    assert {one.split(":")[0] for one in calling(with_values, served)} <= set(FROM_CONSTANTS)
    planted = {
        "x.py": ast.parse("c.execute('a %s' % value)\nc.execute('a {}'.format(value))\nc.execute('a %s', [value])")
    }
    assert calling(with_values, planted) == ["x.py:1", "x.py:2"]


def test_no_other_languages_are_spoken() -> None:
    """No LDAP, XPath, LaTeX, JNDI, memcache, SAML: nothing that could be injected into."""
    assert (
        importing(
            "ldap",
            "ldap3",
            "lxml",
            "xml",
            "xmlschema",
            "memcache",
            "pymemcache",
            "redis",
            "pylibmc",
            "saml2",
            "onelogin",
        )
        == set()
    )
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_patterns_are_our_own() -> None:
    """A pattern is a constant, or made of constants: nobody's words become one."""

    def of_somebody(called: str, call: ast.Call) -> bool:
        if called not in {
            "re.compile",
            "re.search",
            "re.match",
            "re.fullmatch",
            "re.sub",
            "re.split",
            "re.findall",
            "re.finditer",
        }:
            return False
        first = call.args[0]
        names = {node.id for node in ast.walk(first) if isinstance(node, ast.Name)}
        return any(
            not name.isupper() and name not in ("re", "str", "map", "sorted", "len") for name in names
        ) and "re.escape" not in ast.unparse(first)

    assert {one.split(":")[0] for one in calling(of_somebody)} <= set(OUR_PATTERNS)
    assert calling(of_somebody, {"x.py": ast.parse("re.compile(text)\nre.compile(re.escape(text))")}) == ["x.py:1"]


def test_nothing_is_read_back_but_json_and_known_models() -> None:
    assert importing("pickle", "marshal", "shelve", "yaml", "jsonpickle", "dill") == set()
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


@pytest.mark.parametrize("name", ["A\nBcc: x@example.org", "A\r\nX: y", "A\rB"])
def test_a_letter_gets_no_line_in_its_head(name: str) -> None:
    with pytest.raises(ValueError, match=r"newline|character|Header|Invalid|null|embedded"):
        EmailMessage(name, "text", "a@example.org", [f"{name} <b@example.org>"]).message().as_bytes()


def test_words_are_cleaned_once_and_then_left_alone() -> None:
    """Escapes in what people write are words like any other."""
    from keukentafel.dossiers.words import cleaned

    for text in ("%3Cscript%3E", "&lt;b&gt;", "\\u003cb\\u003e", "%2525", "{{ 7 * 7 }}"):
        assert cleaned(text) == text
        assert cleaned(cleaned(text)) == text
