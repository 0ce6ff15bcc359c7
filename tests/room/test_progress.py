"""The pipeline is alive while what waits to be done gets on."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.room.progress import STALL_S, Pipeline, Progress

FRAME_S = 0.032


def heard(captured: float, lag: float = 0.0, sound_waits: bool = False) -> Progress:
    return Progress(captured=captured, sound_waits=sound_waits, lag=lag)


def test_an_idle_room_is_alive() -> None:
    pipeline = Pipeline()
    assert all(pipeline.alive(None, now) for now in range(0, 3600, 10))


def test_silence_from_the_source_is_no_stall() -> None:
    """A tablet that was carried out of reach, a microphone that was unplugged."""
    pipeline = Pipeline()
    assert all(pipeline.alive(heard(12.0), now) for now in range(0, 3600, 10))


def test_sound_that_nobody_takes_is_a_stall() -> None:
    pipeline = Pipeline()
    assert pipeline.alive(heard(12.0), 0)
    assert pipeline.alive(heard(12.0, sound_waits=True), STALL_S)
    assert not pipeline.alive(heard(12.0, sound_waits=True), STALL_S + 1)


def test_a_model_that_never_returns_is_a_stall_while_capture_goes_on() -> None:
    pipeline = Pipeline()
    alive = [pipeline.alive(heard(10 + s, lag=s), now=s) for s in range(int(2 * STALL_S))]
    assert alive.index(False) == STALL_S + 1
    assert not any(alive[int(STALL_S) + 1 :])


def test_rounding_is_no_movement() -> None:
    pipeline = Pipeline()
    frames = range(1, int(2 * STALL_S / FRAME_S))
    assert not all(pipeline.alive(heard(n * FRAME_S, lag=n * FRAME_S), n * FRAME_S) for n in frames)


def test_what_gets_on_again_is_alive_again() -> None:
    pipeline = Pipeline()
    assert pipeline.alive(heard(10, lag=1), 0)
    assert not pipeline.alive(heard(40, lag=31), 30)
    assert pipeline.alive(heard(41, lag=30), 31)


def test_a_new_session_begins_without_the_old_ones_stall() -> None:
    pipeline = Pipeline()
    assert pipeline.alive(heard(10, lag=1), 0)
    assert pipeline.alive(None, 1000)
    assert pipeline.alive(heard(10, lag=1), 2000)


@given(
    st.lists(st.tuples(st.floats(0, 10), st.floats(-5, 5).filter(lambda by: abs(by) > 0.1)), min_size=1, max_size=50)
)
def test_a_pipeline_that_moves_is_alive_whichever_way_it_moves(steps: list[tuple[float, float]]) -> None:
    """Backwards too: after a fault the listener hears again what did not become words."""
    pipeline, now, worked = Pipeline(), 0.0, 100.0
    for pause, by in steps:
        now, worked = now + pause, worked + by
        assert pipeline.alive(heard(1000.0, lag=1000.0 - worked), now)
