"""What signing, co-signing and amending come to, from what the store knows of the signer and of the draft."""

from collections.abc import Callable
from functools import partial

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError
from scribe.records.store import Store
from scribe.session import reviewing, signature, signing
from scribe.session.log import SessionLog
from scribe.session.machine import Transition
from scribe.wall_clock import utc_now


class SigningDesk:
    """`destroy_words`: by the clinic's policy the words of a session go with its last signature."""

    def __init__(self, store: Store, *, destroy_words: bool) -> None:
        self._store = store
        self._destroy_words = destroy_words

    async def allowed(self, command: commands.SigningCommand, by: str) -> commands.SigningCommand:
        """A room that has people knows whose name may stand under a note, and what a co-signer is called."""
        people = await self._store.people()
        clinicians = [one.name for one in people if one.role == "clinician"] if people else None
        if clinicians is not None:
            signing.refuse_stranger(command.name, by, console=by == commands.CONSOLE, clinicians=clinicians)
        if isinstance(command, commands.Sign) and command.cosigner.strip():
            beside = signing.beside(command.cosigner, command.name, clinicians)
            return msgspec.structs.replace(command, cosigner=beside)
        return command

    async def events(self, log: SessionLog, command: commands.SigningCommand) -> list[ev.AnyEvent]:
        """What signing, co-signing or amending comes to."""
        transcript = log.transcript
        if isinstance(command, commands.Sign):
            reviewing.refuse_unreviewable(transcript)
        elif not transcript.review.signed:
            raise StateError("The note is not signed yet.", "Sign it first.")
        signer = signature.Signer(
            name=reviewing.checked(command.name, "name"),
            credentials=signing.credentials(command.credentials),
            at=utc_now(),
        )
        sign = partial(signature.sign, await self._store.signing_key(signer.name), log.session)
        before = transcript.review.signatures
        match command:
            case commands.Sign():
                return await self._first_signature(log, sign, signer, command.cosigner.strip())
            case commands.Cosign():
                signing.refuse_second(transcript.review, signer.name)
                gone = self._words_destroyed(log, signer) if signing.settles(transcript.review, signer.name) else []
                return [sign(ev.SignatureKind.COSIGNED, signer, {}, before), *gone]
            case commands.Addendum():
                text = reviewing.checked(command.text, "addendum", 10 * reviewing.MOST_LETTERS)
                amended = reviewing.moved(reviewing.state_of(transcript), Transition.AMEND)
                return [sign(ev.SignatureKind.ADDENDUM, signer, {"text": text}, before), amended]

    async def _first_signature(
        self, log: SessionLog, sign: Callable[..., ev.Signature], signer: signature.Signer, cosigner: str
    ) -> list[ev.AnyEvent]:
        review = log.transcript.review
        report = await self._store.report(log.session)
        if log.transcript.note is None or report is None:
            raise StateError("There is no note to sign.", "Wait for the draft.")
        reviewing.refuse_unanswered(review)
        body = signature.note_body(review.standing(), report)
        read = reviewing.reviewed(log.transcript)
        state = read[0] if read else reviewing.state_of(log.transcript)
        assert isinstance(state, ev.Session)
        signed = [
            *read,
            sign(ev.SignatureKind.SIGNED, signer, body, [], cosigner),
            reviewing.moved(state, Transition.SIGN),
        ]
        if report.get("timing", {}).get("unheard"):
            return signed  # there was never any sound
        gone = ev.Destruction(what="sound", reason="the note was signed", author=signer.name, destroyed_at=signer.at)
        return [*signed, gone, *(() if cosigner else self._words_destroyed(log, signer))]

    def _words_destroyed(self, log: SessionLog, signer: signature.Signer) -> list[ev.AnyEvent]:
        """By the clinic's policy, once nobody has to look at them any more."""
        gone = any(one.what == "words" for one in log.transcript.review.destroyed)
        if gone or not self._destroy_words:
            return []
        return [
            ev.Destruction(
                what="words", reason="policy, the note was signed", author=signer.name, destroyed_at=signer.at
            )
        ]
