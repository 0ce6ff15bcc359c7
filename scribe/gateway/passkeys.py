"""Passkeys (WebAuthn level 3): another way than the PIN to say who is at a tablet. One `Ceremony` per connection.

A passkey belongs to the name by which the page was opened (the relying party), so there is none where it was opened by
an address, or from a program. The authenticator has to verify its owner (a finger, a face, its own code), because the
passkey stands for the PIN. Each challenge is good once, on the connection that it was given to.
"""

import asyncio
import ipaddress
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from scribe.gateway.people import Person
from scribe.gateway.presence import PinError

T = TypeVar("T")

ROOM = "Scribe"
"""What the authenticator's own screen calls it."""


class PasskeyError(PinError):
    """The passkey was not accepted, or can't be used here."""

    code = "passkey"


class Known(Protocol):
    """A passkey as the store has it."""

    @property
    def id(self) -> int: ...
    @property
    def person(self) -> int: ...
    @property
    def credential(self) -> bytes: ...
    @property
    def public_key(self) -> bytes: ...
    @property
    def uses(self) -> int: ...


class Passkeys(Protocol):
    """What the gateway needs of the store. Its methods raise StoreError."""

    async def passkeys(self, site: str) -> Sequence[Known]: ...
    async def add_passkey(self, person: int, site: str, credential: bytes, key: bytes, uses: int, by: str) -> None: ...
    async def passkey_used(self, passkey: int, uses: int, by: str) -> None: ...
    async def end_passkeys(self, person: int, by: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page was opened."""

    name: str
    origin: str


def site_of(origin: str | None) -> Site | None:
    """None where no passkey can belong to it. The door has looked at the origin before."""
    if origin is None:
        return None
    name = origin.partition("://")[2].rsplit(":", 1)[0] if origin.count(":") > 1 else origin.partition("://")[2]
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return Site(name, origin)
    return None


class Ceremony:
    def __init__(self, site: Site | None) -> None:
        self._site = site
        self._challenge: bytes | None = None

    @property
    def site(self) -> Site:
        """Raises PasskeyError where there is none."""
        if self._site is None:
            raise PasskeyError(
                "A passkey belongs to a name, and this page was opened by an address.",
                "Open it by the room's name: the settings' gateway.host or gateway.allowed_hosts.",
            )
        return self._site

    def offer(self, person: Person, known: Sequence[Known]) -> Mapping[str, Any]:
        """Options for `navigator.credentials.create`; those the person has are not made twice."""
        import webauthn
        from webauthn.helpers import structs

        options = webauthn.generate_registration_options(
            rp_id=self.site.name,
            rp_name=ROOM,
            user_name=person.name,
            user_id=f"person {person.id}".encode(),
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.PREFERRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one.credential) for one in known],
        )
        self._challenge = options.challenge
        return _plain(webauthn.options_to_json(options))

    async def made(self, credential: Mapping[str, Any]) -> tuple[bytes, bytes, int]:
        """(credential id, COSE public key, uses) of a new passkey. Raises PasskeyError."""
        import webauthn

        verified = await self._verified(
            lambda challenge: webauthn.verify_registration_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=self.site.name,
                expected_origin=self.site.origin,
                require_user_verification=True,
            )
        )
        return verified.credential_id, verified.credential_public_key, verified.sign_count

    def ask(self, known: Sequence[Known]) -> Mapping[str, Any]:
        """Options for `navigator.credentials.get`."""
        import webauthn
        from webauthn.helpers import structs

        options = webauthn.generate_authentication_options(
            rp_id=self.site.name,
            allow_credentials=[structs.PublicKeyCredentialDescriptor(id=one.credential) for one in known],
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        )
        self._challenge = options.challenge
        return _plain(webauthn.options_to_json(options))

    async def proven(self, credential: Mapping[str, Any], known: Sequence[Known]) -> tuple[Known, int]:
        """Which of the known passkeys it is, and its counter now. Raises PasskeyError."""
        import webauthn
        from webauthn.helpers import base64url_to_bytes

        def verify(challenge: bytes) -> tuple[Known, int]:
            given = base64url_to_bytes(credential["rawId"])
            (one,) = [one for one in known if one.credential == given]
            verified = webauthn.verify_authentication_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=self.site.name,
                expected_origin=self.site.origin,
                credential_public_key=one.public_key,
                credential_current_sign_count=one.uses,
                require_user_verification=True,
            )
            return one, verified.new_sign_count

        return await self._verified(verify)

    async def _verified(self, verify: Callable[[bytes], T]) -> T:
        """The challenge is used up, whatever comes of it."""
        challenge, self._challenge = self._challenge, None
        if challenge is None:
            raise PasskeyError("No passkey was asked for.", "Begin again.")
        try:
            return await asyncio.to_thread(verify, challenge)
        except PasskeyError:
            raise
        except Exception:
            # What was sent is anything; the library has an exception of its own for each way to be wrong, and others.
            raise PasskeyError("This passkey was not accepted.", "Try again, or use the PIN.") from None


def _plain(options: str) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = json.loads(options)
    return plain
