"""What each exchange is headed by: what its prompt names or asks, or a subject that the prompt only goes on with."""

from collections.abc import Iterator

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.phrases import VERBS, is_noun_phrase, noun_phrases, read
from scribe.notes.reading.conversation import Exchange, Session, Turn
from scribe.notes.reading.gist import gist_of
from scribe.notes.reading.headings import heads, lays_down
from scribe.notes.reading.prompting import MOST_CARRIED
from scribe.notes.telling.asking import points_back, question_of
from scribe.notes.telling.each_question import each_question


class Headed(msgspec.Struct, frozen=True, kw_only=True):
    exchange: Exchange
    before: Exchange | None
    own: str
    """What the prompt itself names or asks."""
    named: str
    """What it names first, or by the way."""
    heading: str
    """Its own, or the subject that it goes on with."""
    source: Turn | None
    """The prompt that the heading is taken from."""

    @property
    def gist(self) -> str:
        return self.heading or self.named

    @property
    def asks(self) -> bool:
        return bool(self.heading) or (self.exchange.prompt is not None and bool(self.exchange.prompt.questions))


def headed(session: Session, cues: Cues) -> Iterator[Headed]:
    """Each exchange in turn, one with two questions that were answered apart as two."""
    heading, header, carried = "", None, 0
    for exchange in (part for each in session.exchanges for part in each_question(each, cues)):
        before = session.exchanges[exchange.index - 1] if exchange.index else None
        heading = heading if _goes_on(heading, exchange) else ""
        own = _heads(question_of(exchange.prompt, before), session)
        retracts = exchange.prompt is not None and hit(cues.retract, exchange.prompt.text)
        named = "" if retracts else _heads(gist_of(exchange.prompt), session)
        carried += 1
        other = any(name in exchange.asked for name in session.names)
        if own or not exchange.follows or named or other or carried > MOST_CARRIED:
            heading, header, carried = own, exchange.prompt, 0
        source = header if heading else exchange.prompt
        yield Headed(exchange=exchange, before=before, own=own, named=named, heading=heading, source=source)


def _goes_on(heading: str, exchange: Exchange) -> bool:
    """A subject may be asked about again; a question heads its own answer alone, and a remark asks about nothing."""
    asked = exchange.prompt.questions[-1] if exchange.prompt and exchange.prompt.questions else None
    if asked is None:
        return exchange.prompt is None and is_noun_phrase(heading)
    found = read(without_lead(asked.text))
    if not (is_noun_phrase(heading) or lays_down(heading)) or noun_phrases(found):
        return False
    return not set(found.kinds) & set(VERBS) or points_back(found.text)


def _heads(words: str, session: Session) -> str:
    """'' also where it is only who is spoken to."""
    return words if heads(words) and words not in session.names else ""
