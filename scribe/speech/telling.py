"""Confirmed words and turns into events: whose they are, in which role, and what has changed of it since."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from scribe.events import AnyEvent, Draft, Utterance, Word, Words
from scribe.speech.attribution import Attributed, Attribution, Complete, Said, whose
from scribe.speech.bounds import bounds
from scribe.speech.cast import Cast
from scribe.speech.earlier import Earlier
from scribe.speech.hypothesis import ConfirmedWord
from scribe.speech.people import Speakers
from scribe.speech.transcriber import Pass
from scribe.speech.turns import Turn
from scribe.speech.worker import Worker

TURNS_BACK_S = 15.0
"""How far back turns may still matter for words not shown yet."""


class Telling:
    """One session's utterances, told as they grow. `side` is the thread that `people` lives on."""

    def __init__(
        self,
        people: Speakers,
        emit: Callable[[AnyEvent], Awaitable[None]],
        side: Worker,
        first_utterance: int,
        earlier: Earlier,
    ) -> None:
        self._people, self._emit, self._side = people, emit, side
        self._attribution = Attribution(first_utterance, exact=people.exact)
        self._cast = Cast()
        self._drafted = ""
        self._spoke_until: dict[str, float] = {}
        self._revision = 0
        self._recall(earlier)

    def _recall(self, earlier: Earlier) -> None:
        if earlier.voices:
            self._people.restore(earlier.voices)
            self._revision = self._people.revision
        for told in earlier.told:
            self._cast.recall(told.said, told.assignment)
            self._spoke_until[told.utterance.speaker] = told.utterance.end
        self._cast.assign(self._people.roles(self._cast.spoken()))

    async def add(self, words: Iterable[ConfirmedWord], turns: Sequence[Turn]) -> None:
        """Newly confirmed words, and the turns known around them."""
        await self._tell(self._attribution.add(words, turns))

    async def end(self) -> None:
        """An endpoint: the open utterance is complete."""
        await self._tell(self._attribution.end())
        self._drafted = ""

    async def draft(self, listened: Pass, turns: Sequence[Turn]) -> None:
        """Words not certain yet after those that are."""
        words = (*self._attribution.waiting, *listened.draft)
        tentative = " ".join(word.text for word in words)
        if tentative == self._drafted:
            return
        self._drafted = tentative
        certain = self._attribution.open_words
        text = " ".join(word.text for word in (*certain, *words))
        start, end = (words[0].start, words[-1].end) if words else (listened.edge, listened.edge)
        speaker = whose(start, end, turns, self._attribution.speaker)
        utterance = self._attribution.utterance
        await self._emit(
            Draft(utterance=utterance, speaker=speaker, text=text, confirmed=len(certain), start=start, end=end)
        )

    async def retell(self, turns: Sequence[Turn]) -> None:
        """Labels and roles of earlier utterances that have changed."""
        if turns:
            self._cast.relabel(turns)
            self._cast.assign(await self._side(self._people.roles, self._cast.spoken()))
        for change in self._cast.changes():
            await self._emit(change)

    async def _tell(self, attributed: Sequence[Attributed]) -> None:
        for each in attributed:
            match each:
                case Said():
                    words = tuple(_word(word) for word in each.words)
                    await self._emit(Words(utterance=each.utterance, speaker=each.speaker, words=words))
                case Complete():
                    await self._complete(each)

    async def _complete(self, said: Complete) -> None:
        self._cast.assign(await self._side(self._people.roles, self._cast.spoken(said)))
        role = self._cast.add(said)
        around = await self._side(self._people.turns, said.start - TURNS_BACK_S)
        start, end = bounds(said, around, self._spoke_until.get(said.speaker, 0.0))
        self._spoke_until[said.speaker] = end
        await self._emit(
            Utterance(
                id=said.utterance,
                speaker=said.speaker,
                role=role.role,
                start=start,
                end=end,
                text=said.text,
                confidence=said.confidence,
            )
        )
        turns: tuple[Turn, ...] = ()
        if self._people.revision != self._revision:
            self._revision = self._people.revision
            turns = await self._side(self._people.turns)
        await self.retell(turns)


def _word(word: ConfirmedWord) -> Word:
    return Word(text=word.text, start=word.start, end=word.end, p=word.p)
