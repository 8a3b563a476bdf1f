"""What stands around the words of a report and tells nothing of the story: labels, outlets, stamps, pleas. Pure."""

import re
from typing import Final

from monitor.text.fold import fold

_LABEL: Final = re.compile(
    r"^\W*(?:(?:live(?: updates?| blog|blog)?|breaking(?: news)?|watch(?: live)?|video|exclusive|"
    r"updated?|updates|"
    r"update \d+|just in|developing|photos?|in pictures|explainer|eilmeldung|liveticker|live-ticker|"
    r"video|en direct|"
    r"direct|dernière minute|última hora|urgente|en vivo|ao vivo|pilne|na żywo|wideo|relacja|срочно|"
    r"молния|видео|"
    r"терміново|عاجل|مباشر|فيديو|速報|快讯|快訊|视频|動画|son dakika|canlı)(?:\s*[:|•–—!-]+\s*|\s*[)\]]\s*))+",
    re.IGNORECASE,
)
_BRACKETED_LABEL: Final = re.compile(
    r"[(\[](?:live|video|watch|updated?|photos?|wideo|foto|film|pictures|update \d+|exclusive|zdjęcia)[)\]]",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(r"\s+(?:[|–—-]|::)\s+([^|]{2,40})$")
_MOST_OUTLET_WORDS: Final = 4
_BROKEN: Final = 12
"""Letters at the end of a cut text that need not be in the whole one."""
_CLOCK: Final = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:gmt|utc|bst|c?e[sd]?t|msk|ist))?"
_DAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|"
    r"(?:\d{1,2}\.?\s+)?[^\W\d]{3,12}\.?\s+\d{1,2}(?:,?\s+\d{4})|\d{1,2}\.?\s+[^\W\d]{3,12}\.?\s+\d{4})"
)
_STAMP: Final = re.compile(
    r"[(\[]?\b(?:last updated|updated|published|posted|modified|first published|aktualisiert|stand|"
    r"mis à jour|publié|"
    r"actualizado|actualizada|publicado|atualizado|aggiornato|pubblicato|bijgewerkt|aktualizacja|"
    r"opublikowano|"
    r"обновлено|опубликовано|оновлено|güncelleme|更新|最后更新)(?:\s+(?:at|on|am|um|le|à|às|alle|o|в|"
    r"om))*\s*[:-]?\s*"
    rf"(?:(?:{_DAY}|{_CLOCK})(?:\s*(?:,|at|um|à|-|o|в)?\s*)?)+[)\]]?|[(\[]\s*{_CLOCK}\s*[)\]]|"
    r"\b\d+ (?:second|minute|hour|day)s? ago\b|\b\d+ min(?:s)? (?:ago|read)\b",
    re.IGNORECASE,
)
_STANDING: Final = re.compile(
    r"\b(?:read (?:more|full|the full|also)|continue reading|click here|sign up|subscribe|newsletters?|"
    r"follow (?:us|our)|"
    r"the post .{1,200}? appeared first on|appeared first on|developing story|more to follow|"
    r"more details? (?:soon|to follow)|"
    r"breaking news story|(?:this|the) (?:article|story|page) (?:was|is|has been|will be) (?:first |"
    r"last )?(?:published|updated|"
    r"amended|being updated)|check back|stay tuned|all rights reserved|copyright|download (?:our|"
    r"the) app|join (?:us|our)|"
    r"(?:reporting|editing|writing|additional reporting|graphics) by|our standards|photograph|"
    r"photo(?:graph)? by|image:|"
    r"image source|photo:|file photo|getty images|watch (?:the )?video|listen to|support (?:us|our)|"
    r"advertisement|"
    r"cookies?|weiterlesen|mehr dazu|lire (?:la suite|aussi)|abonnez|leer más|suscríbase|leia mais|"
    r"leggi (?:anche|tutto)|"
    r"lees (?:meer|verder)|czytaj (?:więcej|także|też)|zobacz (?:też|także)|читать (?:далее|также)|"
    r"подписывайтесь|читайте також|"
    r"اقرأ (?:أيضا|المزيد)|devamını oku|続きを読む|阅读更多)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？؟…])\s+|\n+|(?<=[。！？])")
_BLANKS: Final = re.compile(r"[^\S\n]{2,}")
_ENDED: Final = re.compile(r"(?<!\.)[.!?。！？؟][\"'”’»)\]]*\s*$")
"""How a text ends that nobody has cut."""


def plain_title(title: str) -> str:
    """``title`` without labels ("LIVE:"), time stamps and the outlet's name at its end."""
    title = " ".join(title.split())
    bare = _BRACKETED_LABEL.sub(" ", _STAMP.sub(" ", _LABEL.sub("", title))).strip()
    return _without_outlet(_LABEL.sub("", bare))


def plain_text(text: str) -> str:
    """``text`` without time stamps and the sentences that ask to read on, subscribe or look at a picture."""
    text = _BLANKS.sub(" ", text)
    kept = [
        sentence
        for sentence in _SENTENCE.split(_LABEL.sub("", _STAMP.sub(" ", text)))
        if sentence and not _STANDING.search(sentence)
    ]
    return " ".join(kept).strip()


def _without_outlet(title: str) -> str:
    """After the last dash or bar a few words, each with a capital and none a number, are the outlet's name."""
    match = _OUTLET.search(title)
    if match is None:
        return title
    words = match.group(1).split()
    small = {"of", "the", "and", "de", "du", "la", "le", "el", "di", "der", "für"}
    is_name = all(word[0].isupper() or word in small or "." in word[1:-1] for word in words)
    short = len(words) <= _MOST_OUTLET_WORDS and not any(character.isdigit() for character in match.group(1))
    return title[: match.start()] if is_name and short and len(title[: match.start()].split()) > 1 else title


def is_cut(short: str, long: str) -> bool:
    """Whether ``short`` is what the feed cut ``long`` down to: its beginning, broken off within a sentence.

    A text that is missing was left out by the feed.
    """
    if not short.strip():
        return bool(long.strip())
    if _ENDED.search(short):
        return False
    mine = "".join(character for character in fold(short) if character.isalnum())
    # The last word may be broken off, or be a plea to read on.
    return len(short) < len(long) and "".join(c for c in fold(long) if c.isalnum()).startswith(
        mine[:-_BROKEN]
    )
