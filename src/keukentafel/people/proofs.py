"""Who proves in another way than by a letter of ours that an address is theirs. ``site/wiring.py`` names them."""

from collections.abc import Callable, Sequence

Proof = Callable[[str, str], bool]
"""``proof(next, address)``: whether only who reads mail at ``address`` could know where somebody wants to go."""
_proofs: Sequence[Proof] = ()


def connect(*proofs: Proof) -> None:
    """Say who proves addresses (done once, by the wiring)."""
    global _proofs
    _proofs = proofs


def proved(onward: str, address: str) -> bool:
    """Whether the address is proved, so that no letter is needed."""
    return bool(onward) and any(proof(onward, address) for proof in _proofs)
