"""The language of a text."""
from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.cleaning_blocks import listed

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = listed("en de fr es it nl pt pl sv da no fi cs sk hu ro bg el hr sl et lv lt ga mt uk ru tr ar he fa hi id ja ko vi zh ca is")
SURE = 8.0                               # nats by which another language must beat English in a text of a few words
SHORT = 200                              # characters of a text of a few words
LOOKED_AT = 20_000                       # characters; more say nothing new
# Words of English and of no language written like it: a text of which they make so large a share is English for the most part.
ENGLISH = listed(
    "the and that with from are has been were not which its their they this would could said who after about more than but when also into between "
    "there these those what while it she his")
ENGLISH_SHARE = 0.14
ENOUGH = 3                               # of such words at least


def language(text: str) -> str:
    """ISO 639-1. Of a text too short to tell, English unless another language clearly fits better."""
    body = (text.split("\n\n", 1)[-1] if len(text) > 400 else text)[:LOOKED_AT]
    short = len(body) < SHORT
    if _is_plainly_english(body):
        return "en"
    # In a few words the names of those concerned would outweigh what is said of them.
    ranking = _identifier().rank(_without_names(body) if short else body)
    best, score = ranking[0]
    if short:
        english = next(value for name, value in ranking if name == "en")
        return "en" if score - english < SURE else str(best)
    return str(best)


def _is_plainly_english(text: str) -> bool:
    words = text.lower().split()
    return sum(map(ENGLISH.__contains__, words)) >= max(ENOUGH, ENGLISH_SHARE * len(words))


def _without_names(text: str) -> str:
    return " ".join(word for word in text.split() if not word[:1].isupper())


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(LANGUAGES))
    return identifier
