#!/usr/bin/env python3
"""Whether an enrolled voice tells who is the therapist: roles at first sight and at the end, with and without it.

    scripts/bench/voice.py CORPUS EVENTS-FOLDER [NAME…] [--seconds N]

CORPUS holds NAME.flac, NAME.utterances.json, NAME.json and NAME.chart.json; EVENTS-FOLDER what `scribe play --events`
wrote of them as NAME.events.jsonl, whose words are taken as they are. `own`: enrolled from the last half minute of the
therapist's speech; what comes from there on is left out of every score. `wrong`: enrolled from another session's. The
therapist opens each of these sessions, which alone tells who it is: hearing begins with the client's first utterance.
"""

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import events as ev
from scribe import models
from scribe.audio.frame import RATE
from scribe.chart import Chart, read_chart
from scribe.config import load
from scribe.events import Role
from scribe.speech.attribution import whose
from scribe.speech.enrolment import enrol
from scribe.speech.people import People
from scribe.speech.roles import Spoken
from scribe.speech.speakers import SpeakerModels

ENROLLED_S = 30.0
LATE_S = 0.6
"""Sound after an utterance that was heard when it was told."""

Turn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    chart: Chart
    sound: NDArray[np.float32]
    turns: list[Turn]
    roles: dict[str, Role]
    utterances: list[ev.Utterance]

    def therapist_sound(self) -> tuple[NDArray[np.float32], float]:
        """The last half minute of it, and where that begins."""
        parts, seconds, start = [], 0.0, float("inf")
        for turn in sorted(self.turns, key=lambda turn: -turn["start"]):
            if self.roles[turn["by"]] is Role.THERAPIST and not turn["off_record"] and seconds < ENROLLED_S:
                parts.append(self.sound[round(turn["start"] * RATE) : round(turn["end"] * RATE)])
                seconds, start = seconds + turn["end"] - turn["start"], turn["start"]
        return np.concatenate(parts), start

    def truth(self, utterance: ev.Utterance) -> Role | None:
        """Of whoever speaks most of it; None where nobody does."""
        shared = {
            turn["by"]: min(utterance.end, turn["end"]) - max(utterance.start, turn["start"])
            for turn in self.turns
            if turn["start"] < utterance.end and turn["end"] > utterance.start
        }
        return self.roles[max(shared, key=lambda by: shared[by])] if shared else None


def case(corpus: Path, events: Path, name: str, seconds: float) -> Case:
    """From the client's first utterance on, for `seconds`."""
    script = json.loads((corpus / f"{name}.json").read_text())
    told = (ev.decode(line) for line in (events / f"{name}.events.jsonl").open("rb"))
    whole = Case(
        read_chart(corpus / f"{name}.chart.json"),
        soundfile.read(corpus / f"{name}.flac", dtype="float32")[0],
        json.loads((corpus / f"{name}.utterances.json").read_text()),
        {who: Role(one["role"]) for who, one in script["speakers"].items()},
        sorted((one for one in told if isinstance(one, ev.Utterance)), key=lambda one: one.end),
    )
    first = next(one.start for one in whole.utterances if whole.truth(one) is not Role.THERAPIST)
    return replace(whole, utterances=[one for one in whole.utterances if first <= one.start <= first + seconds])


def played(one: Case, speakers: SpeakerModels, voice: NDArray[np.float32] | None) -> dict[str, list[Role]]:
    """Each utterance's role as it was first told, and at the end."""
    people = People(speakers, one.chart.participants, voice)
    spoken: list[Spoken] = []
    told: dict[str, list[Role]] = {}
    heard = round(one.utterances[0].start * RATE)
    for utterance in one.utterances:
        until = round((utterance.end + LATE_S) * RATE)
        turns = people.hear(heard, one.sound[heard:until], utterance.start - 15.0)
        heard = max(heard, until)
        speaker = whose(utterance.start, utterance.end, turns, spoken[-1].speaker if spoken else "S1")
        spoken.append(Spoken(speaker, utterance.text, utterance.end - utterance.start))
        told[utterance.id] = [people.roles(spoken)[speaker].role]
    turns = people.finish()
    last = [
        Spoken(whose(one.start, one.end, turns, before.speaker), one.text, before.seconds)
        for one, before in zip(one.utterances, spoken, strict=True)
    ]
    roles = people.roles(last)
    for utterance, said in zip(one.utterances, last, strict=True):
        told[utterance.id].append(roles[said.speaker].role)
    return told


def row(name: str, what: str, one: Case, told: dict[str, list[Role]]) -> str:
    until = one.therapist_sound()[1]
    scored = [(u, truth) for u in one.utterances if u.end <= until and (truth := one.truth(u))]
    words = sum(len(u.text.split()) for u, _ in scored)
    wrong = [sum(len(u.text.split()) for u, truth in scored if told[u.id][at] is not truth) for at in (0, 1)]
    first = next((told[u.id][0] is truth for u, truth in scored), None)
    early = [told[u.id][0] is truth for u, truth in scored[:10]]
    return (
        f"| {name} | {what} | {'right' if first else 'wrong'} | {sum(early)} of {len(early)} "
        f"| {100 * wrong[0] / words:.2f} | {100 * wrong[1] / words:.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    args = parser.parse_args()
    speakers = SpeakerModels.load(models.folder(load()))
    names = args.names or sorted(path.name.split(".")[0] for path in args.events.glob("*.events.jsonl"))
    cases = {name: case(args.corpus, args.events, name, args.seconds) for name in names}
    voices = {name: enrol(speakers, one.therapist_sound()[0]).print for name, one in cases.items()}
    alike = [f"{a}/{b} {float(voices[a] @ voices[b]):.2f}" for a in names for b in names if a < b]
    print("Similarity of the therapists' voices:", ", ".join(alike))
    print("| session | enrolled | first utterance | first ten | wrong role as first told, % | at the end, % |")
    print("|---|---|---|---|---|---|")
    for place, name in enumerate(names):
        other = names[(place + 1) % len(names)]
        for what, voice in (("nobody", None), ("own", voices[name]), (f"wrong ({other})", voices[other])):
            print(row(name, what, cases[name], played(cases[name], speakers, voice)), flush=True)


if __name__ == "__main__":
    main()
