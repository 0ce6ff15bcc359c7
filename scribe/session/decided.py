"""What a person said of the voices: who one is, and whose words some are. It stands, whatever recognition makes of it
later, also after a crash."""

from collections.abc import Iterable, Sequence

import msgspec

from scribe import events as ev


class Decided:
    """In a session with this `history`, and from then on."""

    def __init__(self, history: Iterable[ev.AnyEvent] = ()) -> None:
        self.named: dict[str, ev.Speaker] = {}
        """By label."""
        self.assigned: dict[str, str] = {}
        """Label, by the utterance that was moved to it."""
        whose: dict[str, str] = {}
        for event in history:
            match event:
                case ev.Words():
                    whose[event.utterance] = event.speaker
                case ev.Utterance():
                    whose[event.id] = event.speaker
                case ev.Speaker():
                    moved = [id for id in event.utterances if whose.get(id) != event.speaker]
                    whose.update(dict.fromkeys(event.utterances, event.speaker))
                    self._learn(event, moved)
                case _:
                    pass

    def _learn(self, event: ev.Speaker, moved: Sequence[str]) -> None:
        if event.author and moved:
            self.assigned.update(dict.fromkeys(moved, event.speaker))
        elif event.author:
            self.named[event.speaker] = event

    def name(self, change: ev.Speaker) -> None:
        """A person said who this voice is."""
        self.named[change.speaker] = change

    def assign(self, change: ev.Speaker) -> None:
        """A person said that these words are this voice's."""
        self.assigned.update(dict.fromkeys(change.utterances, change.speaker))

    def over(self, event: ev.AnyEvent) -> ev.AnyEvent:
        """What recognition found, with what a person decided laid over it."""
        if isinstance(event, ev.Speaker):
            theirs = tuple(id for id in event.utterances if self.assigned.get(id, event.speaker) == event.speaker)
            event = msgspec.structs.replace(event, utterances=theirs)
        if isinstance(event, ev.Utterance) and event.speaker in self.named:
            return msgspec.structs.replace(event, role=self.named[event.speaker].role)
        if isinstance(event, ev.Speaker) and event.speaker in self.named:
            named = self.named[event.speaker]
            return msgspec.structs.replace(event, role=named.role, name=named.name)
        return event
