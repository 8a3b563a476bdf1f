"""What rarity is measured by: word lists, or the user's own stream where there is one."""

from dataclasses import dataclass

from monitor.watch.rarity import Rarity
from monitor.watch.stream import Stream, share_of
from monitor.watch.weighing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The measures of one proposal."""

    rarity: Rarity
    stream: Stream | None
    articles: int

    def place(
        self,
        *,
        words: tuple[str, ...],
        count: int,
        headline: bool,
        lead: bool,
        articles: int,
        code: bool = False,
        subject: bool = False,
        known_words: tuple[str, ...] = (),
    ) -> Standing:
        """The standing of a term with these ``words``; of two spellings the more usual one counts."""
        spellings = [spelling for spelling in (words, known_words) if spelling]
        shares = [share_of(spelling, self.stream) for spelling in spellings] if self.stream else []
        share = None if None in shares else max(filter(None, shares), default=None)
        return Standing(
            words=words,
            known_words=known_words,
            count=count,
            headline=headline,
            lead=lead,
            code=code,
            subject=subject,
            share=share,
            articles=articles,
            of_articles=self.articles,
        )
