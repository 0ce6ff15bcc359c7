"""A session's events with each utterance's words as they stood at the end, second hearings included."""

import json
from pathlib import Path


def as_they_stand(events: Path, out: Path) -> Path:
    """Writes `out`: of an utterance that was revised, one event of words in place of its last."""
    told = [json.loads(line) for line in events.open(encoding="utf-8")]
    revised = {event["utterance"]: event["words"] for event in told if event["type"] == "revision"}
    last = {event["utterance"]: number for number, event in enumerate(told) if event["type"] == "words"}
    stand = []
    for number, event in enumerate(told):
        words = revised.get(event["utterance"]) if event["type"] == "words" else None
        if words is None:
            stand.append(event)
        elif last[event["utterance"]] == number:
            stand.append({**event, "words": words})
    out.write_text("".join(f"{json.dumps(event)}\n" for event in stand), encoding="utf-8")
    return out
