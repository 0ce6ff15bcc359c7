"""What the reader of turns is taught on: each turn of mock talks and exchanges, and what it should find there."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
TALKS = [ROOT / "examples/talks" / name for name in ("known", "fresh", "fourth", "fifth", "sixth")]
EXCHANGES = ROOT / "examples/exchanges"

KINDS = ("suicidal_ideation", "homicidal_ideation", "violence", "self_harm", "substance_use", "psychosis", "abuse")
SAME = {"abuse_neglect": "abuse", "child_harm": "abuse", "safety": "violence"}
STATUSES = ("denied", "present", "passive", "historical", "third_party")
RISKS = [f"{kind}:{status}" for kind in KINDS for status in STATUSES]
LABELS = [*RISKS, "kept", "aside"]
"""The last two only help it to learn what talks are about: whether a note holds the turn, whether it must not."""

BEFORE, AFTER = 3, 1
"""Turns around the one that is read."""
WEIGHT_OF_TALK = 3.0
"""Of 'kept' and 'aside' beside each of the 35 risks, nearly all of which are nearly always 0."""


class Turn:
    """One turn with what is said around it. `known`: which labels are known of it."""

    def __init__(self, before: str, said: str, after: str, labels: set[str], known: NDArray[np.float32]) -> None:
        self.texts, self.labels, self.known = (before, said, after), labels, known
        self.ids: list[int] = []
        self.types: list[int] = []


def of_talk(path: Path) -> Iterator[tuple[str, Turn]]:
    """(utterance, turn). The question before an answer that tells of risk says by itself neither yes nor no."""
    talk = json.loads(path.read_text())
    said = json.loads(path.with_name(f"{path.stem}.utterances.json").read_text())
    roles = {name: one.get("role", "client").capitalize() for name, one in talk["speakers"].items()}
    therapist = {one["id"] for one in said if roles.get(one["by"]) == "Therapist"}
    labels: dict[str, set[str]] = {one["id"]: set() for one in said}
    open_: set[str] = set()
    for risk in talk.get("risk", ()):
        cites = [cite for cite in risk["evidence"] if cite in labels]
        own = [cite for cite in cites if cite not in therapist] or cites[-1:]
        for cite in own if risk["status"] in STATUSES else ():
            labels[cite].add(f"{SAME.get(risk['kind'], risk['kind'])}:{risk['status']}")
        open_.update(cite for cite in cites if cite not in own or risk["status"] not in STATUSES)
    for fact in talk["facts"]:
        for cite in fact["evidence"] if fact.get("must") else ():
            labels.get(cite, set()).add("kept")
    for left_out in talk.get("excluded", ()):
        for cite in left_out["evidence"]:
            labels.get(cite, set()).add("aside")
    for one in said:
        if one.get("off_record"):
            labels[one["id"]].add("aside")
    texts = [f"{roles.get(one['by'], 'Client')}: {one['text']}" for one in said]
    for place, one in enumerate(said):
        settled = labels[one["id"]] & set(RISKS) or one["id"] not in open_
        yield one["id"], around(texts, place, labels[one["id"]], risk=bool(settled), talk=True)


def of_exchange(line: str) -> Iterator[Turn]:
    exchange = json.loads(line)
    names = {"T": "Therapist", "C": "Client", "P": "Partner"}
    texts = [f"{names[by]}: {text}" for by, text in exchange["turns"]]
    labels: list[set[str]] = [set() for _ in texts]
    for risk in exchange["risk"]:
        labels[risk["turn"]].add(f"{risk['kind']}:{risk['status']}")
    for place, (by, _) in enumerate(exchange["turns"]):
        asks = by == "T" and not labels[place] and place + 1 < len(texts) and bool(labels[place + 1])
        yield around(texts, place, labels[place], risk=not asks, talk=False)


def around(texts: Sequence[str], place: int, labels: set[str], *, risk: bool, talk: bool) -> Turn:
    known = np.array([float(risk)] * len(RISKS) + [WEIGHT_OF_TALK * talk] * 2, dtype=np.float32)
    before, after = texts[max(0, place - BEFORE) : place], texts[place + 1 : place + 1 + AFTER]
    return Turn(" ".join(before), texts[place], " ".join(after), labels, known)


def talks(folder: Path) -> Iterator[Path]:
    return (path.with_name(path.name.replace(".utterances", "")) for path in sorted(folder.glob("*.utterances.json")))


def learned_from() -> str:
    """sha256 of everything that is learned from."""
    digest = hashlib.sha256()
    for folder in TALKS:
        for path in talks(folder):
            digest.update(path.read_bytes() + path.with_name(f"{path.stem}.utterances.json").read_bytes())
    for path in sorted(EXCHANGES.glob("*.jsonl")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
