"""Hypothesis strategies for the event vocabulary, used wherever a test needs any session at all."""

from hypothesis import strategies as st

from scribe import events as ev

TEXT = st.text(alphabet="abcdefghij ,.'é", min_size=1, max_size=20)
UTTERANCES = st.sampled_from([f"u{n}" for n in range(1, 6)])
SPEAKERS = st.sampled_from(["S1", "S2", "S3"])
TIMES = st.floats(0, 100, allow_nan=False).map(lambda t: round(t, 2))

WORD = st.builds(ev.Word, text=TEXT, start=TIMES, end=TIMES, p=st.floats(0, 1), unclear=st.booleans())
SPOKEN = st.lists(WORD, min_size=1, max_size=4).map(tuple)
ONE_OR_TWO = st.lists(UTTERANCES, min_size=1, max_size=2, unique=True).map(tuple)
STATEMENT = st.builds(
    ev.Statement, id=TEXT, text=TEXT, kind=st.just("symptom"), cites=st.lists(UTTERANCES, max_size=3).map(tuple)
)
SECTION = st.builds(
    ev.Section,
    key=st.sampled_from(["data", "assessment", "plan"]),
    title=TEXT,
    statements=st.lists(STATEMENT, max_size=3).map(tuple),
)

EVENTS: st.SearchStrategy[ev.AnyEvent] = st.one_of(
    st.builds(ev.Session, state=st.sampled_from(ev.SessionState), room=TEXT),
    st.builds(
        ev.Words, utterance=UTTERANCES, speaker=SPEAKERS, words=st.lists(WORD, min_size=1, max_size=4).map(tuple)
    ),
    st.builds(
        ev.Utterance,
        id=UTTERANCES,
        speaker=SPEAKERS,
        role=st.sampled_from(ev.Role),
        start=TIMES,
        end=TIMES,
        text=TEXT,
        confidence=st.floats(0, 1),
    ),
    st.builds(
        ev.Speaker,
        speaker=SPEAKERS,
        role=st.sampled_from(ev.Role),
        utterances=st.lists(UTTERANCES, max_size=3, unique=True).map(tuple),
    ),
    st.builds(ev.Revision, utterance=UTTERANCES, words=SPOKEN, reason=TEXT),
    st.builds(ev.Correction, utterance=UTTERANCES, text=TEXT, author=TEXT),
    st.builds(
        ev.Evidence,
        id=st.sampled_from(["e1", "e2", "e3"]),
        kind=st.sampled_from(ev.EvidenceKind),
        utterances=ONE_OR_TWO,
        text=TEXT,
        polarity=st.sampled_from(ev.Polarity),
    ),
    st.builds(
        ev.Note,
        revision=st.integers(1, 9),
        final=st.booleans(),
        engine=st.just("outline"),
        format=st.just("DAP"),
        sections=st.lists(SECTION, max_size=3, unique_by=lambda s: s.key).map(tuple),
    ),
    st.builds(
        ev.Risk,
        kind=st.sampled_from(ev.RiskKind),
        status=st.sampled_from(ev.RiskStatus),
        utterances=ONE_OR_TWO,
        text=TEXT,
    ),
    st.builds(ev.Redaction, utterances=ONE_OR_TWO, reason=TEXT),
    st.builds(ev.Notice, level=st.sampled_from(ev.NoticeLevel), code=TEXT, text=TEXT),
    st.builds(ev.Renewal),
    st.builds(
        ev.Merge,
        other=st.sampled_from(["s2", "s3"]),
        offset=TIMES,
        utterances=ONE_OR_TWO,
        jottings=st.lists(TEXT, max_size=2).map(tuple),
        author=TEXT,
        made_at=TEXT,
    ),
    st.builds(
        ev.Split,
        other=st.sampled_from(["s2", "s3"]),
        jottings=st.lists(TEXT, max_size=2).map(tuple),
        author=TEXT,
        made_at=TEXT,
    ),
    st.builds(ev.Jotting, id=TEXT, author=TEXT, text=TEXT, kind=TEXT),
)
"""Durable events of every type that a reader folds."""

LOGS = st.lists(EVENTS, max_size=25)
