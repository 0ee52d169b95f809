"""The words of the interface: which languages there are, and how each writes words, numbers and dates.

Interface texts are written in English in the code and translated through the gettext catalogues beside this
file; names of districts, metrics and documents are bilingual in the data and do not pass through here.
"""

from locales.languages import DEFAULT_LANGUAGE, LANGUAGES
from locales.words import Words, words

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Words", "words"]
