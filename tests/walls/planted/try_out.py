import django

django.setup()
import tempfile
import time
from pathlib import Path

from tests.walls.planted.searching import dump, in_folder, search
from tests.walls.planted.site import standing_site
from tests.walls.planted.walking import Walk
from tests.walls.planted.words import Words, needles

t = time.time()
folder = Path(tempfile.mkdtemp(prefix="pl"))
with standing_site(folder) as site:
    print("up", time.time() - t)
    w = Walk(site, Words())
    w.everything()
    print(
        "walked",
        time.time() - t,
        w.words.accepted(),
        sum(w.words.accepted().values()),
        len(w.words.planted),
        len(site.post.letters),
    )
    print("broken", w.broken[:10])
    print("unreached")
    for one in sorted(w.unreached()):
        print("  ", one, w.refused.get(one))
    n = needles(w.words)
    hits = [
        *search("dump", dump(site.owner_url), n),
        *in_folder(site.data, n),
        *in_folder(site.said, n),
        *in_folder(site.temp, n),
    ]
    print("scanned", time.time() - t)
    for h in hits[:25]:
        print(h)
    print(len(hits))
    import subprocess

    subprocess.run(
        f'grep -c . {site.said}/*.log; grep -hn "Error" {site.said}/*.log | cut -c1-200 | head -40; cp {site.said}/*.log /tmp/planted/',
        shell=True,
    )
print(folder)
