"""The fold: what a client who comes late sees is what one who was there saw."""

import json

from hypothesis import given

from scribe import events as ev
from scribe.session.redaction import scrub
from scribe.session.transcript import Transcript
from tests.strategies import LOGS


def fold(events: list[ev.AnyEvent]) -> Transcript:
    transcript = Transcript()
    for seq, event in enumerate(events, 1):
        transcript.apply(ev.stamp(event, seq=seq, at=float(seq), session="s"))
    return transcript


def words(utterance: str, *texts: str, start: float = 0.0) -> ev.Words:
    return ev.Words(
        utterance=utterance,
        speaker="S1",
        words=tuple(ev.Word(text=t, start=start + n, end=start + n + 0.5, p=0.9) for n, t in enumerate(texts)),
    )


def test_words_are_appended_and_a_draft_gives_way() -> None:
    transcript = fold(
        [
            ev.Draft(utterance="u1", speaker="S1", text="I slee", start=0, end=1),
            words("u1", "I", "sleep"),
            words("u1", "badly.", start=2),
        ]
    )
    said = transcript.said["u1"]
    assert (said.text, said.draft, said.start, said.end) == ("I sleep badly.", "", 0.0, 2.5)


def test_only_what_may_still_change_of_a_draft_follows_the_confirmed_words() -> None:
    draft = ev.Draft(utterance="u1", speaker="S1", text="I sleep bad", confirmed=2, start=1, end=2)
    said = fold([words("u1", "I", "sleep"), draft]).said["u1"]
    assert (said.text, said.draft) == ("I sleep", "bad")


def test_a_later_speaker_wins_for_these_utterances_only() -> None:
    transcript = fold(
        [words("u1", "Hello"), words("u2", "Hi"), ev.Speaker(speaker="S2", role=ev.Role.CLIENT, utterances=("u2",))]
    )
    assert [(s.speaker, s.role) for s in transcript.said.values()] == [("S1", "unknown"), ("S2", "client")]


def test_live_sections_replace_by_key_and_the_final_note_replaces_all() -> None:
    def note(final: bool, *keys: str) -> ev.Note:
        sections = tuple(ev.Section(key=k, title=k, statements=()) for k in keys)
        return ev.Note(revision=1, final=final, engine="outline", format="DAP", sections=sections)

    assert list(fold([note(False, "data"), note(False, "plan")]).sections) == ["data", "plan"]
    assert list(fold([note(False, "data"), note(True, "plan")]).sections) == ["plan"]


def test_an_answered_question_of_risk_replaces_the_asked_one() -> None:
    def risk(status: ev.RiskStatus, *utterances: str) -> ev.Risk:
        return ev.Risk(kind=ev.RiskKind.SELF_HARM, status=status, utterances=utterances, text="x")

    transcript = fold([risk(ev.RiskStatus.ASKED, "u1"), risk(ev.RiskStatus.DENIED, "u1", "u2")])
    assert [r.status for r in transcript.risks] == ["denied"]


def test_an_answer_settles_what_was_asked_some_turns_before() -> None:
    def risk(status: ev.RiskStatus, *utterances: str) -> ev.Risk:
        return ev.Risk(kind=ev.RiskKind.SELF_HARM, status=status, utterances=utterances, text="x")

    def said(id: str, role: ev.Role) -> ev.Utterance:
        return ev.Utterance(id=id, speaker=role, role=role, start=0, end=1, text="x", confidence=1)

    talk = [said("u1", ev.Role.THERAPIST), said("u2", ev.Role.CLIENT), said("u3", ev.Role.THERAPIST)]
    unclear = [risk(ev.RiskStatus.ASKED, "u1"), risk(ev.RiskStatus.ASKED, "u1", "u2")]
    transcript = fold([*talk, unclear[0], risk(ev.RiskStatus.DENIED, "u3", "u4")])
    assert [r.status for r in transcript.risks] == ["denied"]
    transcript = fold([*talk, *unclear, risk(ev.RiskStatus.DENIED, "u3", "u4")])
    assert [r.status for r in transcript.risks] == ["asked", "denied"], "what was answered by neither yes nor no stays"


@given(LOGS)
def test_the_snapshot_is_json_and_never_fails(log: list[ev.AnyEvent]) -> None:
    snapshot = fold(log).snapshot()
    assert set(json.loads(json.dumps(snapshot))) == set(snapshot)
    assert snapshot["seq"] == len(log)


@given(LOGS)
def test_nothing_that_rests_on_a_struck_utterance_is_left(log: list[ev.AnyEvent]) -> None:
    log = [*log, ev.Redaction(utterances=("u1", "u2"), reason="struck")]
    snapshot = fold(log).snapshot()
    assert not {"u1", "u2"} & {u["id"] for u in snapshot["utterances"]}
    for element in [*snapshot["evidence"], *snapshot["risks"]]:
        assert not {"u1", "u2"} & set(element["utterances"])
    for section in snapshot["sections"]:
        assert all(not {"u1", "u2"} & set(s["cites"]) for s in section["statements"])


@given(LOGS)
def test_a_reader_of_the_scrubbed_log_sees_what_the_first_reader_saw(log: list[ev.AnyEvent]) -> None:
    log = [*log, ev.Redaction(utterances=("u1",), reason="struck")]
    late = [scrub(event, {"u1"}) for event in log]
    assert fold(late).snapshot() == fold(log).snapshot()


def test_a_finding_goes_with_the_statement_it_quotes() -> None:
    cites = {"st1": ("u1",), "st2": ("u2",)}
    statements = tuple(ev.Statement(id=id, text=id, kind="symptom", cites=on) for id, on in cites.items())
    lint = tuple(ev.Finding(rule="r", text=f"about {about}", why="w", statement=about) for about in (*cites, None))
    section = ev.Section(key="data", title="Data", statements=statements)
    note = ev.Note(revision=1, final=True, engine="outline", format="DAP", sections=(section,), lint=lint)
    struck = fold([note, ev.Redaction(utterances=("u1",), reason="struck")]).note
    scrubbed = scrub(note, {"u1"})
    assert isinstance(scrubbed, ev.Note)
    for left in (struck, scrubbed):
        assert left is not None
        assert [finding.text for finding in left.lint] == ["about st2", "about None"]


def heard(text: str) -> ev.Utterance:
    return ev.Utterance(id="u1", speaker="S1", role=ev.Role.CLIENT, start=0, end=1, text=text, confidence=0.9)


def test_a_correction_stands_and_shows_and_the_words_stay_as_they_were_heard() -> None:
    right = ev.Correction(utterance="u1", text="I take sertraline.", author="Dr. B")
    said = fold([words("u1", "I", "take", "searcher", "line."), heard("I take searcher line."), right]).said["u1"]
    assert (said.text, said.corrected) == ("I take sertraline.", True)
    assert [word.text for word in said.words] == ["I", "take", "searcher", "line."]


def test_what_is_still_open_or_struck_can_not_be_corrected() -> None:
    right = ev.Correction(utterance="u1", text="else", author="Dr. B")
    struck = ev.Redaction(utterances=("u1",), reason="struck")
    assert fold([words("u1", "I"), right]).said["u1"].text == "I"
    said = fold([words("u1", "I"), heard("I"), right, struck]).said["u1"]
    assert (said.text, said.corrected) == ("", False)
    assert scrub(right, {"u1"}) == ev.Correction(utterance="u1", text="", author="Dr. B")


def again(*texts: str, unclear: str = "") -> ev.Revision:
    told = tuple(ev.Word(text=t, start=0, end=1, p=0.9, unclear=t == unclear) for t in texts)
    return ev.Revision(utterance="u1", words=told, reason="number")


def test_a_second_hearing_replaces_the_words_and_its_doubts_show() -> None:
    revised = again("I", "slept", "five", unclear="five")
    now = fold([words("u1", "I", "slept", "nine"), heard("I slept nine"), again("I", "slept", "five", unclear="five")])
    said = now.said["u1"]
    assert (said.text, said.unclear, len(said.words)) == ("I slept five", True, 3)
    assert now.snapshot()["utterances"][0]["words"][2]["unclear"] is True
    assert revised.certain == f"I slept {ev.UNCLEAR}"


def test_what_a_person_set_right_stands_against_a_second_hearing() -> None:
    right = ev.Correction(utterance="u1", text="I slept six.", author="Dr. B")
    said = fold([words("u1", "I"), heard("I"), right, again("You", unclear="You")]).said["u1"]
    assert (said.text, said.unclear) == ("I slept six.", False)
    later = fold([words("u1", "I"), heard("I"), again("You", unclear="You"), right]).said["u1"]
    assert (later.text, later.unclear) == ("I slept six.", False)


def test_what_is_open_or_struck_is_not_heard_again() -> None:
    struck = ev.Redaction(utterances=("u1",), reason="struck")
    assert fold([words("u1", "I"), again("You")]).said["u1"].text == "I"
    assert fold([words("u1", "I"), heard("I"), struck, again("You")]).said["u1"].text == ""
