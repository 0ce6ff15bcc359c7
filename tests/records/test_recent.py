"""Who was here lately: the newest session of each client, as it began, and nothing of consent."""

from pathlib import Path

from scribe.chart import Chart, Participant
from scribe.events import Role
from scribe.records.recent import MOST, recent
from scribe.records.sessions import NewSession
from scribe.records.store import Store
from tests.records import samples

THERAPIST = Participant(name="Dr. B", role=Role.THERAPIST)


def charted(client: str, *others: Participant, format: str = "individual", modality: str = "in person") -> Chart:
    people = (THERAPIST, Participant(name=client, role=Role.CLIENT), *others)
    return Chart(client=client, clinician="Dr. B", participants=people, format=format, modality=modality)


async def begun(store: Store, number: int, chart: Chart, note_format: str = "DAP") -> None:
    new = NewSession(
        id=f"s{number}",
        room="room 2",
        format=note_format,
        modality=chart.modality,
        chart=chart,
        created_at=f"2026-03-{number:02}T09:00:00.000+00:00",
    )
    await store.create_session(new)


async def test_the_newest_session_of_each_client_and_only_it(tmp_path: Path) -> None:
    kim = Participant(name="Kim", role=Role.PARTNER)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await begun(store, 1, charted("Rowan"))
        await begun(store, 2, charted("Ada"))
        await begun(store, 3, charted("Rowan", kim, format="couple", modality="telehealth"), "SOAP")
        await samples.begin(store, "played", charted("Bo"), {"kind": "recording"})
        await samples.begin(store, "nobody", Chart())
        first, second = await store.ask(recent)
        assert (first.client, first.format, first.modality, first.note_format) == (
            "Rowan",
            "couple",
            "telehealth",
            "SOAP",
        )
        assert [one.name for one in first.participants] == ["Rowan", "Kim"]
        assert (second.client, second.clinician) == ("Ada", "Dr. B")


async def test_a_screenful_at_most_and_gone_with_the_session(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for number in range(1, MOST + 4):
            await begun(store, number, charted(f"Client {number}"))
        assert len(await store.ask(recent)) == MOST
        await store.remove_session(f"s{MOST + 3}", "console", "asked for")
        assert f"Client {MOST + 3}" not in [one.client for one in await store.ask(recent)]
