"""What a short key in an item's content means, for who reads an archive. English here, translated where shown."""

from collections.abc import Mapping
from typing import Any, Final


def gettext_noop(words: str) -> str:
    """Mark words that are translated later."""
    return words


VALUES: Final[Mapping[tuple[str, Any], str]] = {
    ("outcome", "kept"): gettext_noop("worked out"),
    ("outcome", "not_kept"): gettext_noop("did not work out"),
    ("outcome", "changed"): gettext_noop("we agreed something else"),
    ("score", 1): gettext_noop("Storm"),
    ("score", 2): gettext_noop("Rain"),
    ("score", 3): gettext_noop("Cloudy"),
    ("score", 4): gettext_noop("A bit of sun"),
    ("score", 5): gettext_noop("Sun"),
    ("says", "yes"): gettext_noop("yes"),
    ("says", "maybe"): gettext_noop("maybe"),
    ("says", "no"): gettext_noop("no"),
    ("ticks", "yes"): gettext_noop("yes"),
    ("ticks", "maybe"): gettext_noop("if need be"),
    ("ticks", "no"): gettext_noop("no"),
    ("comes", ""): "",
    ("comes", "yes"): gettext_noop("yes"),
    ("comes", "maybe"): gettext_noop("maybe"),
    ("comes", "no"): gettext_noop("no"),
    ("occasion", "start"): gettext_noop("Starting together"),
    ("occasion", "tuning"): gettext_noop("Checking in together"),
    ("occasion", "joins"): gettext_noop("Somebody joins"),
    ("occasion", "leaves"): gettext_noop("Somebody steps back"),
    ("occasion", "closing"): gettext_noop("Closing"),
    ("sort", "agreement"): gettext_noop("an agreement"),
    ("sort", "goal"): gettext_noop("a goal"),
    ("sort", "seats"): gettext_noop("who sits at the table"),
    ("sort", "coordinator"): gettext_noop("who keeps the overview"),
    ("sort", "appointment"): gettext_noop("a date in the calendar"),
    ("sort", "talked"): gettext_noop("talked about, nothing more"),
    ("repeats", "daily"): gettext_noop("every day"),
    ("repeats", "weekly"): gettext_noop("every week"),
    ("repeats", "fortnightly"): gettext_noop("every two weeks"),
    ("repeats", "monthly"): gettext_noop("every month, on the same day"),
    ("repeats", "monthly_weekday"): gettext_noop("every month, on the same weekday"),
    ("sign", "thumb"): gettext_noop("a thumb up"),
    ("sign", "heart"): gettext_noop("a heart"),
    ("sign", "strong"): gettext_noop("a strong arm"),
    ("sign", "smile"): gettext_noop("a smile"),
    ("sign", "candle"): gettext_noop("a candle"),
    ("sort", "photo"): gettext_noop("a photo"),
    ("sort", "document"): gettext_noop("a document"),
    ("sort", "voice"): gettext_noop("a voice message"),
    ("sort", "video"): gettext_noop("a video"),
}
"""What a value means. Pictures have their words in the look."""
