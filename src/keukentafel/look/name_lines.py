"""How a name goes around the table: whole words on a few lines, each no wider than there is room."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final
from unicodedata import combining, east_asian_width

LINE: Final = 16.0
FINE: Final = 14.0
LINES: Final = {LINE: 3, FINE: 4}  # how many of them a name may have; the finer letter is for what needs it
SMALLER: Final = 13.5 / 15.5
MANY: Final = 14  # words: whoever has more is cut, so that the choice of breaks stays small
WIDTHS: Final = {
    **dict.fromkeys("ijlíìîïı.,:;'’|¡! ", 5.0),
    **dict.fromkeys("ftr()[]-", 6.0),
    **dict.fromkeys("cçsvyýzxI/", 8.2),
    **dict.fromkeys("mMWÆæŒœ@%…", 13.8),
    "w": 11.6,
}


@dataclass(frozen=True, slots=True)
class Name:
    """The lines of a name, from line to line ``step`` units, in the finer letter when ``step`` is `FINE`."""

    lines: tuple[str, ...]
    step: float = LINE

    @property
    def wide(self) -> float:
        """The width of its longest line."""
        return _widest(self.lines) * (SMALLER if self.step == FINE else 1)

    @property
    def below(self) -> float:
        """From the first line to the last."""
        return self.step * (len(self.lines) - 1)


def breadth(text: str) -> float:
    """The width of a text in units of the picture, in bold letters, by and large."""
    return sum(map(_sign, text))


def _sign(sign: str) -> float:
    if combining(sign):
        return 0.0
    if sign in WIDTHS:
        return WIDTHS[sign]
    if east_asian_width(sign) in "WF" or "\u1200" <= sign <= "\u137f":
        return 15.5
    return 11.0 if sign.isupper() else 9.0 if sign < "\u0590" else 8.0


def name_in(name: str, room: float) -> Name:
    """A name on as few lines as it needs; a second script between brackets starts a line of its own.

    What three lines don't hold gets four finer ones. Only what is longer than that ends in an ellipsis.
    """
    if breadth(name) <= room:
        return Name((name,))
    for step, wide in ((LINE, room), (FINE, room / SMALLER)):
        if lines := _whole(name, step, wide):
            return Name(lines, step)
    return Name(_cut(_parts(name, room / SMALLER), room / SMALLER), FINE)


def _whole(name: str, step: float, room: float) -> tuple[str, ...]:
    """All of the name on the lines of this step; nothing when it is too long. Only the finer letter parts a word."""
    words = _parts(name, room)
    if len(words) > MANY or (step == LINE and len(words) > len(list(_words(name)))):
        return ()
    return next((found for count in range(2, LINES[step] + 1) if (found := _broken(words, count, room))), ())


def _parts(name: str, room: float) -> list[str]:
    return [piece for word in _words(name) for piece in _pieces(word, room)]


def _words(name: str) -> Iterator[str]:
    """The words with the blank or hyphen that ends them, which is where a line may end."""
    for word in name.split():
        *firsts, last = word.split("-")
        yield from (f"{part}-" for part in firsts)
        yield f"{last} "


def _pieces(word: str, room: float) -> Iterator[str]:
    """A word wider than the line in parts that fit."""
    while breadth(word.strip()) > room:
        size = next(
            size for size in range(len(word), 0, -1) if breadth(word[:size]) + breadth("-") <= room or size == 1
        )
        yield f"{word[:size]}-"
        word = word[size:]
    yield word


def _broken(words: list[str], count: int, room: float) -> tuple[str, ...]:
    """The most even way to set the words on ``count`` lines; nothing when none fits."""
    brackets = {place for place, word in enumerate(words) if word.startswith("(") and place}
    ways = (
        tuple(_line(words[start:end]) for start, end in zip((0, *breaks), (*breaks, len(words)), strict=True))
        for breaks in combinations(range(1, len(words)), count - 1)
        if brackets <= set(breaks)
    )
    return min((lines for lines in ways if _widest(lines) <= room), key=_evenness, default=())


def _evenness(lines: tuple[str, ...]) -> tuple[int, float]:
    """Least is best: "van" goes with what follows it, a hyphen keeps its line, the longest line is short."""
    parted = sum(line.endswith("-") or line.split()[-1][:1].islower() for line in lines[:-1])
    return parted, _widest(lines)


def _widest(lines: tuple[str, ...]) -> float:
    return max(map(breadth, lines), default=0.0)


def _line(words: list[str]) -> str:
    """Words as they stand on a line; brackets around the whole line say nothing there."""
    text = "".join(words).strip()
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _cut(words: list[str], room: float) -> tuple[str, ...]:
    """As many words as the lines hold, with an ellipsis for the rest."""
    lines = [""]
    for word in words:
        if lines[-1] and breadth(f"{lines[-1]}{word}".strip()) > room:
            lines.append("")
        lines[-1] += word
    kept = [line.strip() for line in lines[: LINES[FINE]]]
    while breadth(f"{kept[-1]}…") > room:
        kept[-1] = kept[-1].rpartition(" ")[0] or kept[-1][:-1].rstrip("-")
    return (*kept[:-1], f"{kept[-1]}…")
