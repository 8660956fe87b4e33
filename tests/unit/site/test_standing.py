"""A PostgreSQL server that can't be used is told in words, before anything is made."""

from pathlib import Path

import pytest

from keukentafel.site.standing import NotLetIn, standing


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://x@127.0.0.1:1/y?sslmode=verify-full", "Connection refused"),
        ("postgresql://x@127.0.0.1:1?sslmode=verify-full", "names no database"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_server_that_is_not_there(address: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("KEUKENTAFEL_DATA", str(tmp_path))
    monkeypatch.delenv("KEUKENTAFEL_WEB_URL", raising=False)
    with pytest.raises(NotLetIn) as problem, standing():
        pass
    assert said in str(problem.value)
    assert "DATABASE_URL has to name a server that runs" in str(problem.value)
