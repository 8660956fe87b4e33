"""Pages go compressed to who asks for it, with a random length (docs/decisions/0008)."""

import gzip

from tests.support.family import Family
from tests.support.house import House


def test_a_page_is_compressed_and_its_length_tells_little(house: House) -> None:
    family = Family(house)
    ann, address = family.client("Ann"), f"/d/{family.id}/"
    plain = ann.get(address)
    assert "Content-Encoding" not in plain
    packed = [ann.get(address, headers={"accept-encoding": "gzip"}) for _ in range(12)]
    assert {answer["Content-Encoding"] for answer in packed} == {"gzip"}
    assert all("Accept-Encoding" in answer["Vary"] for answer in packed)
    assert all(len(answer.content) < len(plain.content) / 2 for answer in packed)
    # the same page again and again: the masked token alone changes a few bytes, the random name up to a hundred
    assert max(len(one.content) for one in packed) - min(len(one.content) for one in packed) > 20
    assert b"</html>" in gzip.decompress(packed[0].content)
