"""The desk of a scripted room: the real review, a real signature, without a store."""

import base64
import io
from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
import soundfile
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scribe import commands
from scribe import events as ev
from scribe.session import reviewing, signature
from scribe.session.log import SessionLog
from scribe.session.machine import Transition
from scribe.session.talk import talk

NOW = "2026-03-12T15:00:00.000+00:00"
EARLIER = {
    "id": "earlier",
    "client": "Kim Osei",
    "state": "draft",
    "started_at": "2026-03-11T09:00:00+00:00",
    "format": "DAP",
    "today": False,
    "overdue": True,
}
SECTIONS = [{"key": key, "title": key.title()} for key in ("data", "assessment", "plan")]
ABOUT = {"about": "A layout.", "reader": "chart", "sections": SECTIONS}
FORMATS: dict[str, list[dict[str, Any]]] = {"formats": [{"key": key, "title": key, **ABOUT} for key in ("DAP", "SOAP")]}
KEY = Ed25519PrivateKey.generate()


async def do(
    log: SessionLog, command: commands.Command, by: str, earlier: tuple[dict[str, Any], ...] = (EARLIER,)
) -> Mapping[str, Any]:
    """As `scribe.session.desk` does it."""
    match command:
        case commands.Sessions():
            return {"sessions": [row(log), *earlier]}
        case commands.Open():
            return {"snapshot": log.transcript.snapshot(), "header": {"client": client_of(log)}}
        case commands.Ask():
            return answer(log, command)
        case commands.Merge():
            return {"session": log.session, "merged": []}
        case commands.Split():
            await log.append(ev.Split(other=command.other, author=by, made_at=NOW))
        case commands.Summary():
            return await summary(log)
        case commands.Talk():
            found: Mapping[str, Any] = msgspec.to_builtins(talk(log.transcript, log.since(0)))
            return found
        case commands.Export():
            text = "\n".join(s.text for section in log.transcript.sections.values() for s in section.statements)
            return {"name": "note.txt", "media_type": "text/plain", "data": base64.b64encode(text.encode()).decode()}
        case commands.Format() | commands.Regenerate():
            return await rewrite(log, command)
        case commands.Listen():
            return {"media_type": "audio/wav", "data": base64.b64encode(silence(command.end - command.start)).decode()}
        case commands.Sign():
            reviewing.refuse_unanswered(log.transcript.review)
            signer = signature.Signer(name=command.name, credentials=command.credentials, at=NOW)
            signed = signature.sign(KEY, log.session, ev.SignatureKind.SIGNED, signer, {}, [], command.cosigner)
            read = reviewing.reviewed(log.transcript)
            state = reviewing.state_of(log.transcript) if not read else read[0]
            assert isinstance(state, ev.Session)
            await log.append(*read, signed, reviewing.moved(state, Transition.SIGN))
        case commands.Cosign():
            signer = signature.Signer(name=command.name, credentials=command.credentials, at=NOW)
            before = log.transcript.review.signatures
            await log.append(signature.sign(KEY, log.session, ev.SignatureKind.COSIGNED, signer, {}, before))
        case commands.Addendum():
            signer = signature.Signer(name=command.name, credentials=command.credentials, at=NOW)

            async def amended() -> list[ev.AnyEvent]:
                before, body = log.transcript.review.signatures, {"text": command.text}
                added = signature.sign(KEY, log.session, ev.SignatureKind.ADDENDUM, signer, body, before)
                return [added, reviewing.moved(reviewing.state_of(log.transcript), Transition.AMEND)]

            await log.add(amended, command.key)
        case _:

            async def reviewed() -> list[ev.AnyEvent]:
                return reviewing.events(log.transcript, command, by, NOW)  # type: ignore[arg-type]

            await log.add(reviewed, command.key if isinstance(command, commands.Keyed) else "")
    state_now = reviewing.state_of(log.transcript).state
    review = log.transcript.review.snapshot()
    return {"session": log.session, "seq": log.seq, "state": state_now, "review": review}


async def rewrite(log: SessionLog, command: commands.Format | commands.Regenerate) -> Mapping[str, Any]:
    """The same statements under another format's name, or one section of them as if worded anew."""
    note = log.transcript.note
    assert note
    key = command.format if isinstance(command, commands.Format) else note.format
    sections = tuple(log.transcript.sections.values())
    if isinstance(command, commands.Regenerate):
        sections = tuple(
            msgspec.structs.replace(section, statements=section.statements[:1])
            if section.key == command.section
            else section
            for section in sections
        )
    await log.append(msgspec.structs.replace(note, revision=note.revision + 1, format=key, sections=sections))
    return {"session": log.session, "revision": note.revision + 1, "format": key}


def row(log: SessionLog) -> dict[str, Any]:
    state = reviewing.state_of(log.transcript)
    shown = {"id": log.session, "client": client_of(log), "state": state.state, "started_at": state.started_at}
    return {**shown, "format": "DAP", "today": True, "overdue": False}


def client_of(log: SessionLog) -> str:
    return next((c.name for c in log.transcript.consents if c.role == ev.Role.CLIENT), "Rowan")


def silence(seconds: float) -> bytes:
    held = io.BytesIO()
    soundfile.write(held, np.zeros(int(seconds * 16000), np.float32), 16000, format="WAV")
    return held.getvalue()


async def summary(log: SessionLog) -> Mapping[str, Any]:
    agreed = {"title": "What we agreed", "statements": ["You will keep the worry time on five evenings."]}
    return {"title": "Summary for the client", "sections": [agreed]}


DOG = "My dog Bruno died in May."
BEFORE = {
    "id": "u7",
    "speaker": "S2",
    "role": "client",
    "name": None,
    "start": 95.0,
    "text": DOG,
}


SENTENCE = "Client's dog died in May."


def answer(log: SessionLog, command: commands.Ask) -> Mapping[str, Any]:
    """As `scribe.session.recalling` answers it, by the question's last word alone. A dog was spoken of before, and a
    language model words it."""
    word = command.question.rstrip("?").split()[-1]
    found = [{"session": "earlier", "date": "2026-03-05", "utterances": [BEFORE]}] if word in DOG else []
    said = [one for one in log.transcript.said.values() if word in one.text]
    if said:
        kept = ("id", "speaker", "role", "start", "text")
        utterances = [{**{key: getattr(one, key) for key in kept}, "name": None} for one in said[:2]]
        found.append({"session": log.session, "date": "2026-03-12", "utterances": utterances})
    may_word = word in DOG and reviewing.state_of(log.transcript).state == ev.SessionState.DRAFT
    sentence = {"sentence": {"text": SENTENCE, "moment": 0}} if command.worded and may_word else {}
    return {"moments": found, "searched": 2, "there": 2, "may_word": may_word, **sentence}
