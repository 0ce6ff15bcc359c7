"""Review and signature on a real store: what is signed stays, the sound goes, and every step leaves its audit row."""

import asyncio
import base64
import errno
import io
import json
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scribe import commands
from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.journal import Journal
from scribe.config import Settings
from scribe.errors import ScribeError, StateError, StoreError, UnstoredError, UsageError
from scribe.practice.redisclosure import NOTICE
from scribe.records import clients, past
from scribe.records.store import Store
from scribe.session import signing
from scribe.session.desk import Desk
from scribe.session.log import SessionLog
from tests.audio.faulty_disk import refuse_nameless
from tests.records import samples
from tests.session.reviewed import ANSWERED, DRAFT, note, statement

S = "s1"
SIGN = commands.Sign(session=S, name="Dr. B", credentials="PhD, LP")


async def drafted(store: Store, home: Path, session: str = S) -> bytes:
    """A session with a second of sound, up to its draft. Its key."""
    key = await samples.begin(store, session)
    journal = Journal.create(home / "audio" / session, key)
    for number in range(40):
        journal.append(Frame(number * FRAME, np.full(FRAME, 0.25, np.float32)))
    await asyncio.to_thread(journal.close)
    await samples.add(store, *DRAFT, ANSWERED, session=session)
    report = {"format": "DAP", "engine": "outline", "header": {"client": "Ada L."}, "sections": []}
    await samples.report(store, report, session)
    return key


@asynccontextmanager
async def at_work(home: Path) -> AsyncIterator[tuple[Desk, Store]]:
    async with Store.open(home, samples.SETTINGS) as store:
        if not await store.sessions():
            await drafted(store, home)
        yield Desk(store, Settings(home=home), lambda: None), store


async def do(desk: Desk, command: commands.Command) -> Any:
    return await desk.do(command, "tablet")


async def actions(store: Store) -> list[tuple[str, str]]:
    """Less what `drafted` did."""
    told = [(row.actor, row.action) for row in await store.audit_rows() if not row.action.startswith("session ")]
    assert told.pop(0) == ("tablet", "statement r accepted")
    return told


async def test_from_draft_to_an_amended_record(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await do(desk, commands.Edit(session=S, statement="a", text="Mine."))
        await do(desk, commands.Reject(session=S, statement="r", reason="said of a film"))
        await do(desk, commands.Add(session=S, section="plan", text="Call the GP."))
        answer = await do(desk, SIGN)
        assert answer["state"] == "signed"
        await do(desk, commands.Cosign(session=S, name="Dr. C", credentials="MD"))
        answer = await do(desk, commands.Addendum(session=S, name="Dr. B", credentials="PhD, LP", text="She called."))
        assert answer["state"] == "amended"
        report = await desk.note(S)
        assert [s["text"] for section in report["sections"] for s in section["statements"]] == [
            "Mine.",
            "The words of b.",
            "Call the GP.",
        ]
        assert [(s["kind"], s["name"]) for s in report["signatures"]] == [
            ("signed", "Dr. B"),
            ("cosigned", "Dr. C"),
            ("addendum", "Dr. B"),
        ]
        assert await actions(store) == [
            ("tablet", "statement a edited"),
            ("tablet", "statement r rejected: said of a film"),
            ("tablet", "statement c1 added"),
            ("Dr. B", "signing key made"),
            ("Dr. B", "note signed"),
            ("Dr. B", "sound destroyed: the note was signed"),
            ("Dr. C", "signing key made"),
            ("Dr. C", "note co-signed"),
            ("Dr. B", "addendum signed"),
        ]
        assert await store.verify() == []


async def test_what_is_signed_names_the_engine_that_drafted_it_and_not_one_that_words_it_meanwhile(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (desk, store):
        worded = ev.Section(key="data", title="Data", statements=(statement("a", "Another's words."),))
        live = ev.Note(revision=2, final=False, engine="ollama:small", format="DAP", sections=(worded,))
        await samples.add(store, live)
        answer = await do(desk, SIGN)
        document = json.loads(answer["review"]["signatures"][0]["document"])
        assert document["engine"] == "outline"
        assert document["sections"][0]["statements"][0]["text"] == "The words of a."


async def test_what_is_added_twice_because_nobody_knew_of_the_first_time_is_there_once(tmp_path: Path) -> None:
    added = commands.Add(session=S, section="plan", text="Call the GP.", key="k1")
    addendum = commands.Addendum(session=S, name="Dr. B", credentials="PhD, LP", text="She called.", key="k2")
    async with at_work(tmp_path) as (desk, _):
        await do(desk, added)
    async with at_work(tmp_path) as (desk, _):  # the device was started again meanwhile
        answer = await do(desk, added)
        assert [s["text"] for s in answer["review"]["sections"][1]["statements"]] == ["Call the GP."]
        again = await do(desk, commands.Add(session=S, section="plan", text="Call the GP.", key="k3"))
        assert len(again["review"]["sections"][1]["statements"]) == 2
        await do(desk, SIGN)
        await do(desk, addendum)
    async with at_work(tmp_path) as (desk, store):
        answer = await do(desk, addendum)
        assert [s["text"] for s in answer["review"]["signatures"]] == ["", "She called."]
        assert answer["state"] == "amended"
        assert await store.verify() == []


async def test_what_two_rooms_of_one_log_add_at_once_is_there_once(tmp_path: Path) -> None:
    """Each desk has a lock of its own; the log's is the one that counts."""
    added = commands.Add(session=S, section="plan", text="Call the GP.", key="k1")
    addendum = commands.Addendum(session=S, name="Dr. B", credentials="PhD, LP", text="She called.", key="k2")
    async with at_work(tmp_path) as (desk, store):
        log = await desk.log(S)
        desks = [Desk(store, Settings(home=tmp_path), lambda: log) for _ in range(3)]
        await asyncio.gather(*(do(one, added) for one in desks))
        await do(desk, SIGN)
        answers = await asyncio.gather(*(do(one, addendum) for one in desks))
        kept = [type(event) for event in await store.events(S) if isinstance(event, ev.Addition | ev.Signature)]
        assert kept == [ev.Addition, ev.Signature, ev.Signature]
        assert {answer["state"] for answer in answers} == {"amended"}
        answer = await do(desk, added)  # it was there before the signature
        assert len(answer["review"]["sections"][1]["statements"]) == 1


async def test_an_addendum_that_a_disk_took_although_it_refused_is_not_signed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addendum = commands.Addendum(session=S, name="Dr. B", credentials="PhD, LP", text="She called.", key="k2")
    async with at_work(tmp_path) as (desk, _):
        await do(desk, SIGN)
        with monkeypatch.context() as disk:
            refuse_nameless(disk, errno.EROFS)
            with pytest.raises(UnstoredError):
                await do(desk, addendum)
        answer = await do(desk, addendum)
        assert [s["kind"] for s in answer["review"]["signatures"]] == ["signed", "addendum"]


async def test_an_edit_that_a_disk_took_although_it_refused_stands_and_blocks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as (desk, store):
        await do(desk, commands.Open(session=S))
        with monkeypatch.context() as patch:
            refuse_nameless(patch, errno.EROFS)
            with pytest.raises(UnstoredError):
                await do(desk, commands.Edit(session=S, statement="a", text="Mine."))
            with pytest.raises(UnstoredError):
                await do(desk, commands.Edit(session=S, statement="a", text="Again."))
        await do(desk, commands.Edit(session=S, statement="b", text="Yours."))
        report = await desk.note(S)
        texts = [s["text"] for section in report["sections"] for s in section["statements"]]
        assert texts[:2] == ["Mine.", "Yours."]
        assert await store.verify() == []


async def test_a_signature_that_a_disk_took_although_it_refused_is_not_given_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as (desk, store):
        append = store.append

        async def unbelieved(session: str, events: Sequence[ev.AnyEvent]) -> None:
            with monkeypatch.context() as patch:
                refuse_nameless(patch, errno.EROFS)
                await append(session, events)

        monkeypatch.setattr(store, "append", unbelieved)
        with pytest.raises(UnstoredError):
            await do(desk, SIGN)
        monkeypatch.setattr(store, "append", append)
        with pytest.raises(StateError, match="signed"):
            await do(desk, SIGN)
        assert sum(isinstance(event, ev.Signature) for event in await store.events(S)) == 1
        assert not (tmp_path / "audio" / S).exists()
        assert await store.verify() == []


async def test_whoever_asks_for_an_earlier_session_at_once_gets_the_same_log(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, _):
        one, other = await asyncio.gather(desk.log(S), desk.log(S))
        assert one is other


async def test_after_the_signature_nothing_of_the_note_changes(tmp_path: Path) -> None:
    refused: list[commands.Command] = [
        commands.Edit(session=S, statement="a", text="x"),
        commands.Accept(session=S, statements=("a",)),
        commands.Reject(session=S, statement="a"),
        commands.Reopen(session=S, statement="a"),
        commands.Add(session=S, section="data", text="x"),
        commands.Reorder(session=S, section="data", statements=("b", "a", "r")),
        commands.Reviewed(session=S),
        commands.Listen(session=S, start=0, end=1),
        SIGN,
    ]
    async with at_work(tmp_path) as (desk, store):
        await do(desk, SIGN)
        before = await store.events(S)
        for command in refused:
            with pytest.raises(StateError, match="signed"):
                await do(desk, command)
        late = SessionLog(S, lambda events: store.append(S, events), lambda: 0.0, before)
        with pytest.raises(StateError):
            await late.append(note(statement("z"), engine="ollama"))
        with pytest.raises(StoreError, match="is signed"):  # also one that would come past the log
            await samples.add(store, note(statement("z")))
        assert await store.events(S) == before


async def test_nothing_is_signed_before_what_was_said_about_safety_is_answered_for(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await do(desk, commands.Reopen(session=S, statement="r"))
        opened = await do(desk, commands.Open(session=S))
        assert opened["snapshot"]["review"]["unanswered"] == ["r"]
        with pytest.raises(StateError, match=r"^About safety, and not answered for yet\.") as refused:
            await do(desk, SIGN)
        assert "The words of r" not in str(refused.value)  # it may be logged
        assert "note signed" not in [action for _, action in await actions(store)]
        assert (await do(desk, commands.Open(session=S)))["snapshot"]["state"]["state"] == "draft"
        await do(desk, commands.Edit(session=S, statement="r", text="Asked about safety; denied."))
        assert (await do(desk, SIGN))["review"]["unanswered"] == []


async def test_what_leaves_of_substance_use_treatment_carries_its_notice(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await do(desk, SIGN)
        plain = base64.b64decode((await do(desk, commands.Export(session=S)))["data"])
        assert NOTICE.encode() not in plain
        treated = clients.Client(name="Ada L.", substance_use=True)
        await store.change(lambda db: clients.put(db, treated), "console", "client changed", "Ada L.")
        made = base64.b64decode((await do(desk, commands.Export(session=S)))["data"])
        assert made.decode().startswith(NOTICE)


async def test_no_signature_without_a_name_or_before_the_first_one(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        for command in (
            commands.Cosign(session=S, name="Dr. C", credentials="PhD"),
            commands.Addendum(session=S, name="Dr. C", credentials="PhD", text="x"),
        ):
            with pytest.raises(StateError, match="not signed yet"):
                await do(desk, command)
        with pytest.raises(UsageError, match="name is empty"):
            await do(desk, commands.Sign(session=S, name=" ", credentials="PhD"))
        with pytest.raises(UsageError, match="credentials are missing"):
            await do(desk, commands.Sign(session=S, name="Dr. B", credentials=" "))
        with pytest.raises(StoreError, match="no session"):
            await do(desk, commands.Open(session="nobody"))
        assert await actions(store) == []


async def test_a_supervisee_s_note_says_whom_it_awaits(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, _):
        await do(desk, commands.Sign(session=S, name="Ms. S", credentials="MA", cosigner="Dr. C"))
        assert (await desk.note(S))["awaits"] == "Dr. C"
        await do(desk, commands.Cosign(session=S, name="Dr. C", credentials="MD"))
        assert (await desk.note(S))["awaits"] == ""


async def test_an_auditor_is_told_what_the_signed_note_lacks(tmp_path: Path) -> None:
    """What was rejected is lacking though the draft had it, and so is the co-signature awaited."""
    day = date(2026, 3, 2)
    async with at_work(tmp_path) as (desk, store):

        async def lacking() -> tuple[str, ...]:
            (entry,) = await store.ask(lambda db: past.entries(db, day, day))
            return entry.missing

        assert await lacking() == ()
        await do(desk, commands.Reject(session=S, statement="r", reason="said of a film"))
        await do(desk, commands.Sign(session=S, name="Dr. B", credentials="PhD", cosigner="Dr. C"))
        assert await lacking() == ("risk", "co-signature")
        await do(desk, commands.Cosign(session=S, name="Dr. C", credentials="PhD"))
        assert await lacking() == ("risk",)


async def test_a_note_that_was_signed_before_credentials_were_asked_for_is_read_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 3, 2)
    async with at_work(tmp_path) as (desk, store):
        with monkeypatch.context() as earlier:
            earlier.setattr(signing, "credentials", str.strip)
            await do(desk, commands.Sign(session=S, name="Dr. B", credentials=""))
        (entry,) = await store.ask(lambda db: past.entries(db, day, day))
        assert entry.missing == ("credentials",)
        read = base64.b64decode((await do(desk, commands.Export(session=S)))["data"]).decode()
        assert "Signed by Dr. B," in read and "Dr. B, ," not in read
        assert await store.verify() == []
        amended = await do(desk, commands.Addendum(session=S, name="Dr. B", credentials="PhD", text="She called."))
        assert amended["state"] == "amended"


async def test_in_a_room_with_people_each_signs_under_their_own_name(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        for name, role in (("Ms. S", "clinician"), ("Dr. C", "clinician"), ("Kim", "viewer")):
            await store.add_person(name, role, "a hash")
        for name, cosigner, by in (
            ("Dr. C", "", "Ms. S"),
            ("Kim", "", commands.CONSOLE),
            ("Ms. S", "Kim", "Ms. S"),
            ("Ms. S", "Ms. S", "Ms. S"),
        ):
            with pytest.raises(StateError):
                await desk.do(commands.Sign(session=S, name=name, credentials="MA", cosigner=cosigner), by)
        await desk.do(commands.Sign(session=S, name="Ms. S", credentials="MA", cosigner="dr.  c, MD"), "Ms. S")
        assert (await desk.note(S))["awaits"] == "Dr. C"
        for name, by in (("Dr. C", "Ms. S"), ("Ms. S", "Ms. S"), ("Kim", "Kim")):
            with pytest.raises(StateError):
                await desk.do(commands.Cosign(session=S, name=name, credentials="MD"), by)
        with pytest.raises(StateError):
            await desk.do(commands.Addendum(session=S, name="Kim", credentials="PhD", text="x"), "Kim")
        await desk.do(commands.Cosign(session=S, name="Dr. C", credentials="MD"), "Dr. C")
        assert [one["name"] for one in (await desk.note(S))["signatures"]] == ["Ms. S", "Dr. C"]


async def test_who_was_awaited_before_the_room_knew_its_people_reads_their_own_name(tmp_path: Path) -> None:
    """A page offers *Sign as well* to whom `awaited` names, letter for letter."""
    async with at_work(tmp_path) as (desk, store):
        await do(desk, commands.Sign(session=S, name="Ms. S", credentials="MA", cosigner="dr.  c, MD"))
        await store.add_person("Dr. C", "clinician", "a hash")
        await store.add_person("Ms. S", "clinician", "a hash")

        async def awaited(by: str) -> Any:
            return (await desk.do(commands.Open(session=S), by))["snapshot"]["review"]["awaited"]

        assert await awaited("Dr. C") == "Dr. C"
        assert await awaited("Ms. S") == "dr.  c, MD"
        addendum = commands.Addendum(session=S, name="Dr. C", credentials="MD", text="She called.")
        assert (await desk.do(addendum, "Dr. C"))["review"]["awaited"] == "Dr. C"
        await desk.do(commands.Cosign(session=S, name="Dr. C", credentials="MD"), "Dr. C")
        assert await awaited("Dr. C") == ""


async def test_the_sound_is_heard_until_the_note_is_signed_and_then_gone(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        heard = await do(desk, commands.Listen(session=S, start=0.5, end=0.7))
        with wave.open(io.BytesIO(base64.b64decode(heard["data"]))) as file:
            assert file.getframerate() == RATE
            assert 0.2 * RATE <= file.getnframes() <= 0.9 * RATE
            assert set(np.frombuffer(file.readframes(file.getnframes()), "<i2")) == {8192}
        for start, end in ((1.0, 1.0), (-1.0, 1.0), (0.0, 21.0)):
            with pytest.raises(UsageError):
                await do(desk, commands.Listen(session=S, start=start, end=end))
        wrapped = samples.rows(tmp_path, "SELECT wrapped_key FROM sessions")[0][0]
        await do(desk, SIGN)
        assert not (tmp_path / "audio" / S).exists()
        with pytest.raises(StoreError, match="was destroyed"):
            await store.session_key(S)
        assert wrapped not in samples.decrypted(tmp_path)
        assert wrapped not in b"".join(samples.files(tmp_path).values())


async def test_sound_that_a_crash_left_after_the_signature_is_swept_away(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await drafted(store, tmp_path, "s2")
        await do(desk, SIGN)
        left = tmp_path / "audio" / S
        left.mkdir()
        (left / "0001").write_bytes(b"noise")
        await desk.sweep()
        assert not left.exists() and (tmp_path / "audio" / "s2").exists()


async def test_what_waits_for_the_clinician(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await drafted(store, tmp_path, "s2")
        await do(desk, SIGN)
        shown = (await do(desk, commands.Sessions()))["sessions"]
        assert [(row["id"], row["state"], row["overdue"]) for row in shown] == [("s2", "draft", True)]
        assert [row["id"] for row in (await do(desk, commands.Sessions(all=True)))["sessions"]] == ["s2", "s1"]
        assert json.dumps(shown)


async def test_a_session_is_opened_whole_and_that_is_audited(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        await do(desk, commands.Edit(session=S, statement="a", text="Mine."))
        shown = await do(desk, commands.Open(session=S))
        assert shown["snapshot"]["review"]["sections"][0]["statements"][0]["original"] == "The words of a."
        assert [u["text"] for u in shown["snapshot"]["utterances"]] == ["I sleep badly."]
        assert shown["header"] == {"client": "Ada L."}
        assert (await actions(store))[-1] == ("tablet", "statement a edited")
        assert (await store.audit_rows())[-1].action == "session read"


async def test_nothing_unsigned_leaves_but_a_draft_that_is_asked_for(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        with pytest.raises(StateError, match="not signed"):
            await do(desk, commands.Export(session=S))
        made = await do(desk, commands.Export(session=S, draft=True))
        assert "DRAFT - not signed" in base64.b64decode(made["data"]).decode()
        await do(desk, SIGN)
        made = await do(desk, commands.Export(session=S))
        text = base64.b64decode(made["data"]).decode()
        assert "DRAFT" not in text and "Signed by Dr. B, PhD, LP" in text
        assert "Ada" not in made["name"]
        with pytest.raises(UsageError, match="no such form"):
            await do(desk, commands.Export(session=S, form="carrier pigeon"))
        assert [a for _, a in await actions(store) if "export" in a] == ["note exported as text"] * 2


async def test_the_session_that_clients_follow_tells_them_all(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await drafted(store, tmp_path)
        log = SessionLog(S, lambda events: store.append(S, events), lambda: 0.0, await store.events(S))
        told: list[ev.AnyEvent] = []
        log.attach(told.append)
        desk = Desk(store, Settings(home=tmp_path), lambda: log)
        await do(desk, commands.Edit(session=S, statement="a", text="Mine."))
        await do(desk, SIGN)
        assert [type(event).__name__ for event in told] == ["Edit", "Session", "Signature", "Session", "Destruction"]


async def test_commands_of_two_tablets_at_once_are_done_one_after_the_other(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        texts = [f"Version {number}." for number in range(8)]
        edits = [do(desk, commands.Edit(session=S, statement="a", text=text)) for text in texts]
        signed = await asyncio.gather(*edits, do(desk, SIGN), do(desk, SIGN), return_exceptions=True)
        assert [type(answer) for answer in signed if isinstance(answer, ScribeError)] == [StateError]
        assert [e.text for e in await store.events(S) if isinstance(e, ev.Edit)] == texts
        assert await store.verify() == []


async def test_a_signature_that_was_tampered_with_is_found(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, _):
        await do(desk, SIGN)
    body = samples.rows(tmp_path, "SELECT body FROM events WHERE type = 'signature'")[0][0]
    forged = bytes(body).replace(b"The words of b", b"The words of X")
    db = samples.raw(tmp_path)
    db.execute("UPDATE events SET body = ? WHERE type = 'signature'", (forged,))
    db.close()
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert await store.verify() == ["session s1: signature 1 does not hold: what it stands under was changed."]


async def test_who_was_here_lately_is_told_without_their_consent(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, _):
        answer = await do(desk, commands.Recent())
        assert answer["note_format"] == "DAP"
        assert [one["client"] for one in answer["clients"]] == ["Ada L."]
        assert not any("consent" in key for one in answer["clients"] for key in one)


async def test_a_brief_before_the_session_is_read_and_the_audit_says_so(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        found = (await do(desk, commands.Brief(client="Ada L.")))["brief"]
        assert found["sessions"] == 1 and found["themes"][0]["session"] == S
        assert ("tablet", "brief read") in await actions(store)
        with pytest.raises(StoreError, match="no client"):
            await do(desk, commands.Brief(client="Nobody"))


async def test_who_spoke_how_much_is_read_from_the_record(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (desk, store):
        answer = await do(desk, commands.Talk(session=S))
        assert [(voice["speaker"], voice["share"]) for voice in answer["voices"]] == [("S1", 1.0)]
        assert ("tablet", "talk share read") in await actions(store)
