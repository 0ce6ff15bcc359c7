"""A signature proves the note it stands under, the one before it, and nothing else."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.session import signature
from scribe.session.signature import Signer
from tests.session.reviewed import drafted

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = Signer(name="Dr. B", credentials="PhD", at="2026-03-02T10:00:00.000+00:00")
SIGNED, COSIGNED, ADDENDUM = ev.SignatureKind


def chain() -> list[ev.Signature]:
    transcript = drafted()
    report = {"header": {"client": "Ada L."}, "format": "DAP", "engine": "outline"}
    body = signature.note_body(transcript.review.standing(), report)
    first = signature.sign(KEY, "s1", SIGNED, SIGNER, body, [], "Dr. C")
    second = signature.sign(KEY, "s1", COSIGNED, SIGNER, {}, [first])
    return [first, second, signature.sign(KEY, "s1", ADDENDUM, SIGNER, {"text": "More."}, [first, second])]


def test_an_untouched_chain_holds() -> None:
    assert signature.findings("s1", chain()) == []


def test_the_document_is_what_a_reader_sees() -> None:
    document = msgspec.json.decode(chain()[0].document)
    assert document["header"] == {"client": "Ada L."}
    assert [s["text"] for s in document["sections"][0]["statements"]] == [f"The words of {i}." for i in "abr"]
    assert document["signer"] == {"name": "Dr. B", "credentials": "PhD", "at": SIGNER.at}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize(
    "change",
    [
        {"name": "Dr. X"},
        {"credentials": "MD"},
        {"signed_at": "2026-03-03T10:00:00.000+00:00"},
        {"text": "Less."},
        {"cosigner": "Dr. X"},
        {"kind": ev.SignatureKind.ADDENDUM, "text": "x"},
        {"public_key": "00" * 32},
        {"signature": "00" * 64},
        {"document": "{}"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_change_is_found(number: int, change: dict[str, str]) -> None:
    signed = chain()
    signed[number] = msgspec.structs.replace(signed[number], **change)
    assert any(f"signature {number + 1} " in line for line in signature.findings("s1", signed))


def test_one_that_is_gone_moved_or_another_session_s_is_found() -> None:
    first, second, third = chain()
    for wrong in ([second, third], [first, third], [first, third, second], [first, first, second, third]):
        assert signature.findings("s1", wrong)
    assert len(signature.findings("s2", chain())) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=4), JSON, max_size=4))
def test_a_document_has_one_text(document: dict[str, object]) -> None:
    text = signature.canonical(document)
    turned = dict(reversed(document.items()))
    assert signature.canonical(turned) == text
    assert signature.canonical(msgspec.json.decode(text)) == text
