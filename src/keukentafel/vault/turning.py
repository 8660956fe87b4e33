"""Change the key-encryption key while the house is open.

There is no list of what was done: what is still to do is read from the key store and the provider. So whenever a
process dies here, the next one goes on.

1. A new key-encryption key, unless there are two already: then an earlier run broke off.
2. Every data key is wrapped anew, in small batches; who reads meanwhile finds each under the one or the other.
3. The old one is retired, in one transaction that first sees that no key is under it. Who still wraps by it is refused.
4. A copy of the store as it is now; the copies that hold keys under the old one go.
5. The old one is destroyed: from here an earlier copy of the key store opens nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from keukentafel.vault.copies import Copies
from keukentafel.vault.disk import alone
from keukentafel.vault.errors import KeysAway
from keukentafel.vault.provider import Provider
from keukentafel.vault.store import KeyStore

BATCH = 50
Told = Callable[[int, int], None]
"""Told how many keys are done, of how many."""


def told_nobody(done: int, of: int) -> None:
    """For who does not want to know how far it is."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What a rotation did. ``went_on``: it took up one that had broken off."""

    kek: str
    destroyed: tuple[str, ...]
    keys: int
    went_on: bool


def turn(store: KeyStore, provider: Provider, copies: Copies, told: Told) -> Turned:
    """Rotate, or go on where a rotation broke off. Raises ``Busy`` while another process rotates, or ``KeysAway``."""
    store.under()  # a store that is not there is told before a file is laid beside it
    with alone(store.path.with_name("rotation.lock"), wait=False):
        went_on = _half_way(store, provider)
        new = None if went_on else provider.rotate()
        current, *old = reversed(_keks(provider))
        if new and new != current:
            raise KeysAway("provider", f"{new} was made but does not show yet: run it again in a few minutes")
        done = _wrap_all(store, provider, current, told)
        while not store.retire(old, current):
            done += _wrap_all(store, provider, current, told)
        copies.make()
        copies.drop_under(old)
        for kek in reversed(old):
            provider.destroy(kek)
        return Turned(current, tuple(reversed(old)), done, went_on)


def _half_way(store: KeyStore, provider: Provider) -> bool:
    keks = _keks(provider)
    return len(keks) > 1 or bool(set(store.under()) - set(keks[-1:]))


def _keks(provider: Provider) -> list[str]:
    health = provider.health()
    if health.trouble:
        raise KeysAway("provider", health.trouble)
    return [kek.id for kek in health.keks]


def _wrap_all(store: KeyStore, provider: Provider, current: str, told: Told) -> int:
    """Wrap by ``current`` what is not; gives how many keys."""
    of, done = sum(store.under().values()), store.under().get(current, 0)
    first = done
    while batch := store.not_under(current, BATCH):
        turned = {key: (old, provider.wrap(provider.unwrap(*old))) for key, old in batch}
        if wrong := {new[0] for _, new in turned.values()} - {current}:
            raise KeysAway("provider", f"it wraps by {', '.join(wrong)} and not yet by {current}: run it again")
        store.wrap_anew(turned)
        done += len(batch)
        told(done, max(of, done))
    return done - first
