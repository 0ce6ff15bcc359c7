"""A client that joins late and folds on sees the same as one that was there all the time."""

from typing import Any

import msgspec
from hypothesis import given

from scribe import events as ev
from scribe.gateway import snapshot
from scribe.session.transcript import Transcript
from tests.strategies import LOGS


def folded(events: list[ev.AnyEvent], onto: Transcript | None = None) -> Transcript:
    transcript = onto or Transcript()
    for event in events:
        transcript.apply(event)
    return transcript


@given(LOGS)
def test_a_welcome_carries_all_that_the_fold_knows(log: list[ev.AnyEvent]) -> None:
    """What no type names would be lost on the way."""
    plain = folded(log).snapshot()
    assert lost(plain, msgspec.to_builtins(snapshot.typed(plain))) == set()


def lost(plain: Any, told: Any, path: str = "") -> set[str]:
    if isinstance(plain, dict):
        away = {f"{path}.{key}" for key in plain if key not in told}
        return away.union(*(lost(plain[key], told[key], f"{path}.{key}") for key in plain if key in told))
    if isinstance(plain, list | tuple):
        return set().union(*(lost(one, other, path) for one, other in zip(plain, told, strict=True)))
    return set() if plain == told else {path}


@given(LOGS)
def test_what_is_restored_is_what_was_taken(log: list[ev.AnyEvent]) -> None:
    taken = snapshot.take(folded(log))
    assert snapshot.take(snapshot.restore(taken)) == taken


def test_a_welcome_names_who_is_awaited_as_they_are_called_here() -> None:
    signed = ev.Signature(
        kind=ev.SignatureKind.SIGNED,
        name="Ms. S",
        credentials="MA",
        signed_at="2026-01-02T10:00:00Z",
        cosigner="dr.  c",
        document="{}",
        public_key="",
        signature="",
    )
    told = [snapshot.take(folded([signed]), reader).review for reader in ("Dr. C", "Ms. S", "")]
    assert [review and review.awaited for review in told] == ["Dr. C", "dr.  c", "dr.  c"]


@given(LOGS, LOGS)
def test_folding_on_from_a_snapshot_is_folding_all(before: list[ev.AnyEvent], after: list[ev.AnyEvent]) -> None:
    """Apart from utterances that were struck: the log sends nothing of those any more."""
    gone = {u for event in before if isinstance(event, ev.Redaction) for u in event.utterances}
    after = [e for e in after if not gone & set(getattr(e, "utterances", ()))]
    after = [e for e in after if getattr(e, "utterance", getattr(e, "id", "")) not in gone]
    late = folded(after, snapshot.restore(snapshot.take(folded(before))))
    assert snapshot.take(late) == snapshot.take(folded([*before, *after]))
