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
    re.compile(rb"()[0-9a-f-]{36}(?=,\d+,-)"),  # the id of a line: drawn for each, here by counting in its step
    re.compile(rb'("(?:fullUrl|id)":"(?:urn:uuid:)?)[0-9a-f-]{36}'),  # the same, in its other form
    re.compile(rb"(data:image/svg)[^\"]+"),  # the secret of one's codes as a picture ...
    re.compile(rb"(<code>)(?:[A-Z2-7]{4} ?){8}"),  # ... and in letters
)


def evened(answer: Comes, asked: dict[str, Any] | None = None) -> tuple[object, ...]:
    """Status, headers, body and statements; tokens by name, and the ids that were asked for, made alike."""
    body = answer.body
    for token in TOKENS:
        body = token.sub(rb"\1-", body)
    for name, one in (asked or {}).items():
        body = body.replace(str(one).encode(), name.encode())
    alike = {"Content-Length": str(len(body)), "ETag": "-"}  # the mark of a file: of a name drawn for each
    headers = [(name, alike.get(name, value)) for name, value in answer.headers]
    return answer.status, tuple(headers), body, answer.statements
