"""Even out, by name, what differs from answer to answer and tells nothing."""

import re
from typing import Any, Protocol


class Comes(Protocol):
    """An answer."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def statements(self) -> object: ...


TOKENS = (
    re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(rb"(X-CSRFToken&#34;: &#34;)[^&]+"),
    re.compile(rb'(name="once"[^>]* value=")[^"]+'),
    re.compile(rb'(data-options=")[^"]+'),  # the challenge of a passkey
    re.compile(rb'(<textarea[^>]*name="passphrase"[^>]*>)[^<]+'),  # a proposal, another one each time
    re.compile(rb"([^0-9a-f-])[0-9a-f]{32}(?![0-9a-f])"),  # a line's hash: over a sealed block, another one each time
)


def evened(answer: Comes, asked: dict[str, Any] | None = None) -> tuple[object, ...]:
    """Status, headers, body and statements; tokens by name, and the ids that were asked for, made alike."""
    body = answer.body
    for token in TOKENS:
        body = token.sub(rb"\1-", body)
    for name, one in (asked or {}).items():
        body = body.replace(str(one).encode(), name.encode())
    return answer.status, answer.headers, body, answer.statements
