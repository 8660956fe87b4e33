"""How much memory a process takes that makes or reads an archive: in a process of its own, as the worker is."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from keukentafel.access.files import files
from keukentafel.dossiers import blobs
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import archives, arrivals
from keukentafel.rooms.journal import actions as journal
from keukentafel.vault.files import new_key, new_name
from tests.support.exchange import PASSPHRASE
from tests.support.family import Family, person
from tests.support.house import House

RUN = """
import json, sys, time
import django
django.setup()
from uuid import UUID
from django.conf import settings
from pathlib import Path
settings.FILES_FOLDER = Path(sys.argv[1])
from keukentafel.exchange import bringing, making
ids = [UUID(one) for one in sys.argv[3:]]
begin = time.monotonic()
done = making.make(*ids) if sys.argv[2] == "make" else bringing.bring(*ids) is not None
# not ru_maxrss: that one remembers the process from which this one came
after = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"done": done, "peak": after, "seconds": time.monotonic() - begin}))
"""


@dataclass(frozen=True)
class Weight:
    """Peaks of resident memory in kB, and seconds. ``size``: bytes of the archive."""

    make: float
    make_seconds: float
    bring: float
    bring_seconds: float
    size: int


def weigh(house: House, items: int, megabytes: int, *, each: int = 2) -> Weight:
    """Make and bring a dossier of so many items and so many megabytes of files, of ``each`` megabytes."""
    family = big(house, items, megabytes, each)
    with family.visit("Ann", place="take_along") as visit:
        archive = archives.ask(visit, PASSPHRASE, "nl")
    made = _alone(house, "make", family.people["Ann"].pk, family.id, archive)
    with family.visit("Ann", place="take_along") as visit:
        ready = archives.fetch(visit)
    who, one, stored, key = person("Iemand"), new_id(), new_name(), new_key()
    files().write(stored, key, files().read(ready.stored, ready.key))
    arrivals.keep(who.pk, one, stored, key, ready.size, archives.Secret(passphrase=PASSPHRASE, language="nl"))
    brought = _alone(house, "bring", who.pk, one)
    assert house.owner.execute("SELECT state, reason FROM bring_along").fetchone() == ("done", "")
    assert house.owner.execute("SELECT count(*) FROM item").fetchone() == (2 * items,)
    return Weight(made["peak"], made["seconds"], brought["peak"], brought["seconds"], ready.size)


def big(house: House, items: int, megabytes: int, each: int) -> Family:
    """A family that wrote much."""
    family = Family(house)
    entries = []
    for at in range(0, items, 500):
        with family.visit("Ann") as visit:
            for number in range(at, min(items, at + 500)):
                text = f"Vandaag {number}. " + "Het ging best goed met ons allemaal. " * (number % 40)
                entries.append(journal.write(visit, text, circle=family.table, once=new_id(), happened=visit.now))
    for number in range(megabytes // each):
        with family.visit("Ann") as visit:
            content = ((b"\xff\xd8\xff" if at == 0 else b"...") + os.urandom(999_997) for at in range(each))
            blobs.add(visit, entries[number % items], content, name=f"foto {number}.jpg", media_type="image/jpeg")
    return family


def _alone(house: House, what: str, *ids: UUID) -> dict[str, float]:
    environment = os.environ | {
        "KEUKENTAFEL_WEB_URL": house.web_url,
        "KEUKENTAFEL_WORKER_URL": "",
        "KEUKENTAFEL_OWNER_URL": "",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-c", RUN, str(settings.FILES_FOLDER), what, *map(str, ids)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    assert told["done"]
    return told
