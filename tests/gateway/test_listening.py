"""Taking the port: errors name the next step; the address to type is the one that works."""

import pytest

from scribe.config import GatewaySettings
from scribe.errors import GatewayError
from scribe.gateway.listening import listen, url_of


def test_an_address_of_another_machine_can_not_be_taken() -> None:
    with pytest.raises(GatewayError, match=r"gateway\.host"):
        listen(GatewaySettings(host="192.0.2.1"), any_port=False)
    with pytest.raises(GatewayError, match=r"gateway\.host"):
        listen(GatewaySettings(host="no-such-name.invalid"), any_port=False)


def test_the_address_to_type_into_a_tablet() -> None:
    assert url_of(GatewaySettings(), 8443, secure=False) == "http://127.0.0.1:8443"
    assert url_of(GatewaySettings(host="::1"), 1, secure=True) == "https://[::1]:1"
    everywhere = GatewaySettings(host="0.0.0.0", allowed_hosts=("scribe.clinic.example",))
    assert url_of(everywhere, 443, secure=True) == "https://scribe.clinic.example:443"
