"""What one process destroys, another stops opening, whatever it remembers."""

import json
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from keukentafel.vault.provider.choosing import Choice
from tests.faults import house_of_keys
from tests.faults.house_of_keys import seal_in, vault_in


def test_it_is_noticed_at_once(tmp_path: Path) -> None:
    choice = json.dumps(asdict(Choice("file", tmp_path)), default=str)
    vault = vault_in(tmp_path, choice)
    vault.prepare()
    key, other = uuid4(), uuid4()
    vault.create(key, other)
    words = [key, seal_in(vault, key).hex()], [other, seal_in(vault, other).hex()]
    holders = [
        subprocess.Popen(
            [sys.executable, house_of_keys.__file__, "hold", str(tmp_path), choice, *map(str, said)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for said in words
    ]
    try:
        for holder in holders:
            assert holder.stdout
            assert holder.stdout.readline() == "ready\n"
        time.sleep(0.2)
        assert [holder.poll() for holder in holders] == [None, None]
        destroyed = time.time()
        vault.destroy(key)
        assert holders[0].stdout
        assert float(holders[0].stdout.readline()) - destroyed < 1
        assert holders[1].poll() is None, "the other one goes on"
    finally:
        for holder in holders:
            holder.kill()
            holder.communicate()


def test_many_make_the_same_key_and_one_does(tmp_path: Path) -> None:
    choice = json.dumps(asdict(Choice("file", tmp_path)), default=str)
    vault_in(tmp_path, choice).prepare()
    key = uuid4()
    command = [sys.executable, house_of_keys.__file__, "race", str(tmp_path), choice, str(key)]
    racers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert sorted(racer.communicate(timeout=60)[0].strip() for racer in racers) == ["made", "there", "there", "there"]
