"""The check of the Dutch catalogue, on a small package with one fault at a time."""

from pathlib import Path

import polib
import pytest

import check_translations
import compile_translations

PAGE = """<h1>{{ _("Good morning") }}</h1>
{% trans trimmed count=n %}
    One chair
    {% pluralize %}
    {{ count }} chairs
{% endtrans %}"""
CODE = 'from django.utils.translation import gettext_lazy as _\nHELLO = _("Hello %(name)s")\n'
DUTCH = """
msgid "Good morning"
msgstr "Goedemorgen"

msgid "Hello %(name)s"
msgstr "Dag %(name)s"

msgid "One chair"
msgid_plural "%(count)s chairs"
msgstr[0] "Eén stoel"
msgstr[1] "%(count)s stoelen"
"""


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Dutch of a package with one page and one line of code."""
    for module in (check_translations, compile_translations):
        monkeypatch.setattr(module, "PACKAGE", tmp_path)
    monkeypatch.setattr(compile_translations, "COMPILED", tmp_path / "locale" / "nl" / "LC_MESSAGES" / "django.mo")
    room = tmp_path / "rooms" / "journal"
    (room / "templates" / "journal").mkdir(parents=True)
    (room / "templates" / "journal" / "page.html").write_text(PAGE)
    (room / "kinds.py").write_text(CODE)
    (room / "locale").mkdir()
    (room / "locale" / "nl.po").write_text(DUTCH)
    return room / "locale" / "nl.po"


def test_complete_dutch_passes(dutch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_translations.main() == 0
    assert "3 strings, 3 in Dutch, 0 faults" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"Goedemorgen"', '""', "no Dutch for “Good morning”"),
        ('msgid "Good morning"', 'msgid "Good evening"', "no code uses “Good evening”"),
        ('msgid "Hello', '#, fuzzy\nmsgid "Hello', "is marked fuzzy"),
        ('"Dag %(name)s"', '"Dag %(naam)s"', "other placeholders"),
        ('"Dag %(name)s"', '"Dag"', "other placeholders"),
        ('"%(count)s stoelen"', '"%(n)s stoelen"', "other placeholders"),
        ('"%(count)s stoelen"', '""', "no Dutch for “One chair”"),
        ("\nmsgid", '\n#~ msgid "Old"\n#~ msgstr "Oud"\n\nmsgid', "no code uses “Old”"),
    ],
)
def test_each_fault_is_named(
    dutch: Path, capsys: pytest.CaptureFixture[str], was: str, becomes: str, said: str
) -> None:
    dutch.write_text(DUTCH.replace(was, becomes, 1))
    assert check_translations.main() == 1
    assert said in capsys.readouterr().out


def test_a_borrowed_string_needs_no_use_here(dutch: Path) -> None:
    dutch.write_text(DUTCH + '\n#. borrowed from allauth\nmsgid "Sign In"\nmsgstr "Kom binnen"\n')
    assert check_translations.main() == 0


def test_two_packages_may_not_quarrel(dutch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = dutch.parents[2] / "plan" / "locale"
    other.mkdir(parents=True)
    (other / "nl.po").write_text('msgid "Good morning"\nmsgstr "Morgen!"\n')
    assert compile_translations.main() == 1
    assert "Good morning" in capsys.readouterr().out


def test_the_compiled_catalogue_holds_every_package(dutch: Path) -> None:
    other = dutch.parents[2] / "plan" / "locale"
    other.mkdir(parents=True)
    (other / "nl.po").write_text('msgid "Goal"\nmsgstr "Doel"\n')
    assert compile_translations.main() == 0
    compiled = polib.mofile(str(compile_translations.COMPILED))
    assert {entry.msgid for entry in compiled} == {"Good morning", "Hello %(name)s", "One chair", "Goal"}
    assert compiled.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
