"""What is signed, and how: Ed25519 (RFC 8032) over one canonical JSON document. Pure.

The documents of a session form a chain: each names the SHA-256 of the one before it, so a co-signature stands under
exactly the note that was signed, and no addendum can be taken out unseen.
"""

import hashlib
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from scribe import events as ev

VERSION = 1
"""Of the document's layout."""


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs, as what, when (UTC, ISO 8601)."""

    name: str
    credentials: str
    at: str


Body = dict[str, Any]


def canonical(document: Body) -> str:
    """The one text of a document: keys sorted, no spaces, UTF-8 as it is."""
    return msgspec.json.encode(document, order="sorted").decode()


def note_body(sections: tuple[ev.Section, ...], report: Body) -> Body:
    """What a reader of the note sees: the sections as they stand, and what the draft's `report` says of them. The
    newest note event may be a language model's, which was still wording when the clinician signed."""
    said = {"header": report.get("header", {}), "format": report["format"], "engine": report["engine"]}
    return {**said, "sections": msgspec.to_builtins(sections)}


def sign(
    key: Ed25519PrivateKey,
    session: str,
    kind: ev.SignatureKind,
    signer: Signer,
    body: Body,
    before: list[ev.Signature],
    cosigner: str = "",
) -> ev.Signature:
    """The next signature of a session."""
    document = canonical(
        {
            "scribe": VERSION,
            "session": session,
            "kind": kind,
            "signer": msgspec.to_builtins(signer),
            "cosigner": cosigner,
            "before": digest(before[-1].document) if before else None,
            **body,
        }
    )
    return ev.Signature(
        kind=kind,
        name=signer.name,
        credentials=signer.credentials,
        signed_at=signer.at,
        text=body.get("text", ""),
        cosigner=cosigner,
        document=document,
        public_key=key.public_key().public_bytes_raw().hex(),
        signature=key.sign(document.encode()).hex(),
    )


def digest(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def findings(session: str, signatures: list[ev.Signature]) -> list[str]:
    """What is wrong with a session's signatures, one line each. Empty: each holds and follows the one before it."""
    found = []
    before: str | None = None
    for number, signature in enumerate(signatures, 1):
        where = f"session {session}: signature {number}"
        if not holds(signature):
            found.append(f"{where} does not hold: what it stands under was changed.")
        elif not _agrees(signature, session, before):
            found.append(f"{where} does not belong here.")
        before = digest(signature.document)
    return found


def holds(signature: ev.Signature) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        key.verify(bytes.fromhex(signature.signature), signature.document.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _agrees(signature: ev.Signature, session: str, before: str | None) -> bool:
    """The event says what the document says, and the document belongs to this place."""
    said: Body = msgspec.json.decode(signature.document)
    signer = {"name": signature.name, "credentials": signature.credentials, "at": signature.signed_at}
    told = (said.get("session"), said.get("kind"), said.get("signer"), said.get("cosigner"), said.get("before"))
    return told == (session, signature.kind, signer, signature.cosigner, before) and (
        said.get("text", "") == signature.text
    )
