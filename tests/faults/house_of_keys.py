"""A process of its own that has a vault: rotates it, or dies at a step; lives in it while others rotate.

``python house_of_keys.py TASK FOLDER CHOICE ...`` with the choice of a provider as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import IntegrityError
from typing import Any
from uuid import UUID, uuid4

from keukentafel.vault import NoKey, Vault, turning
from keukentafel.vault.provider.choosing import Choice, choose

WORDS, BOUND = b"what somebody wrote", b"here"
STEPS = {
    "provider": ("wrap", "unwrap", "rotate", "destroy", "health"),
    "store": ("not_under", "wrap_anew", "retire", "copy_to"),
    "copies": ("make", "drop_under"),
}


def vault_in(folder: str | Path, choice: str) -> Vault:
    """The vault of a folder."""
    told = json.loads(choice)
    paths = {name: Path(told[name]) if told[name] else None for name in ("folder", "token_file", "authority")}
    return Vault.in_folder(Path(folder), choose(Choice(**told | paths)))


def seal_in(vault: Vault, key: UUID) -> bytes:
    """A block of that dossier."""
    return vault.lend(key, shared=(), personal=()).seal(key, BOUND, WORDS)


def opens(vault: Vault, key: UUID, block: bytes) -> bool:
    """Whether it says what was sealed."""
    return vault.lend(key, shared=(), personal=()).open(key, BOUND, block) == WORDS


def rotate(vault: Vault, batch: str) -> None:
    """Change the key-encryption key."""
    turning.BATCH = int(batch)
    say("ready")
    vault.rotate()
    say("done")


def rotate_and_die(vault: Vault, batch: str, step: str) -> None:
    """Be killed right before that step of a rotation; a step that never comes is told by its number."""
    turning.BATCH = int(batch)
    left = int(step)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*args: Any, **options: Any) -> Any:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return real(*args, **options)

        return dying

    parts = {"provider": vault._provider, "store": vault._store, "copies": vault.copies}
    for part, names in STEPS.items():
        for name in names:
            setattr(parts[part], name, counted(getattr(parts[part], name)))
    vault.rotate()
    say("done")


def live(vault: Vault, folder: str, choice: str, blocks: str, ends: str) -> None:
    """Read with a warm memory and with none, and make and destroy, until a file appears; then tell what was made."""
    known = {UUID(key): bytes.fromhex(block) for key, block in json.loads(Path(blocks).read_text()).items()}
    made: dict[UUID, bytes] = {}
    dice, wrong, read = random.Random(os.getpid()), 0, 0
    say("ready")
    while not Path(ends).exists():
        key = dice.choice(list(known | made))
        block = (known | made)[key]
        for one in (vault, vault_in(folder, choice)):
            wrong += not opens(one, key, block)
            read += 1
        new = uuid4()
        vault.create(new)
        made[new] = seal_in(vault, new)
        if dice.random() < 0.3:
            gone = dice.choice(list(made))
            vault.destroy(gone)
            del made[gone]
    told = {key.hex: block.hex() for key, block in made.items()}
    say(json.dumps({"wrong": wrong, "read": read, "made": told}))


def hold(vault: Vault, key: str, block: str) -> None:
    """Open a block again and again, and say when it stopped."""
    dossier, sealed = UUID(key), bytes.fromhex(block)
    opens(vault, dossier, sealed)
    say("ready")
    for _ in range(100_000):
        try:
            opens(vault, dossier, sealed)
        except NoKey:
            say(str(time.time()))
            return
        time.sleep(0.001)


def race(vault: Vault, key: str) -> None:
    """Make the same key as others do at this moment."""
    try:
        vault.create(UUID(key))
        say("made")
    except IntegrityError:
        say("there")


def say(words: str) -> None:
    """To who started us."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


TASKS: dict[str, Callable[..., None]] = {"rotate": rotate, "die": rotate_and_die, "hold": hold, "race": race}

if __name__ == "__main__":
    task, where, chosen, *rest = sys.argv[1:]
    if task == "live":
        live(vault_in(where, chosen), where, chosen, *rest)
    else:
        TASKS[task](vault_in(where, chosen), *rest)
