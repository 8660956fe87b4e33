"""The shape of what comes in with a file: a few words, never asked for by force."""

from keukentafel.dossiers.filed import LONGEST_WORDS
from keukentafel.dossiers.forms import ChangingForm, PlacedForm, Words


class AddForm(PlacedForm):
    """New files, with words that hold for all of them."""

    about = Words(LONGEST_WORDS, needed=False)


class AboutForm(ChangingForm):
    """Other words at a file."""

    about = Words(LONGEST_WORDS, needed=False)
