"""Where a webhook's messages go: to a judged address, for the name of its certificate, and nowhere else."""

import socket
from collections.abc import AsyncGenerator, Sequence
from ipaddress import ip_address
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from a1_edge_kit.destinations import WebhookSettings
from a1_schemas.webhook import Webhook
from a1_stream.league_log import LeagueLog

from .tls_receiver import TlsReceiver, tls_receiving
from .webhook_delivery import ID, LOOPBACK, SECRETS, Deliverer, webhook_of
from .webhook_receiver import Receiver, receiving

NAME = "hooks.example.com"


@pytest.fixture
async def receiver(tmp_path: Path) -> AsyncGenerator[TlsReceiver]:
    async with tls_receiving(tmp_path, NAME) as receiver:
        yield receiver


@pytest.fixture
def deliverer(log: LeagueLog, receiver: TlsReceiver) -> Deliverer:
    """Every name leads to this machine, which is allowed."""
    deliverer = Deliverer(log)
    deliverer.settings = WebhookSettings(allow_loopback=True, ports=(receiver.port,))
    deliverer.addresses = [LOOPBACK]
    deliverer.trust = receiver.trust
    return deliverer


async def tried(deliverer: Deliverer, url: str) -> tuple[str | None, Webhook]:
    """Send a test message. Returns how it ended."""
    webhook = webhook_of(url, is_paused=True, test=len(deliverer.saved) + 1)
    async with deliverer.running(webhook) as task:
        await task
    return deliverer.saved[-1].test_outcome, webhook


async def test_the_connection_goes_to_the_judged_address_and_the_certificate_is_the_names(
    deliverer: Deliverer, receiver: TlsReceiver
) -> None:
    outcome, _ = await tried(deliverer, f"https://{NAME}:{receiver.port}/in/a%20b?token=mine")
    assert outcome == "delivered"
    assert receiver.names == [NAME]
    lines = receiver.heads[0].split("\r\n")
    assert lines[0] == "POST /in/a%20b?token=mine HTTP/1.1"
    assert f"host: {NAME}:{receiver.port}" in [line.lower() for line in lines]
    assert deliverer.lookups == [NAME], "a second look-up could answer otherwise"


async def test_a_certificate_of_another_name_or_of_no_authority_is_not_sent_to(
    log: LeagueLog, deliverer: Deliverer, receiver: TlsReceiver
) -> None:
    assert (await tried(deliverer, f"https://other.example.com:{receiver.port}/"))[0] == "unreachable"
    deliverer.trust = Deliverer(log).trust
    assert (await tried(deliverer, f"https://{NAME}:{receiver.port}/"))[0] == "unreachable"
    assert receiver.heads == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], ["64:ff9b::7f00:1"]],
)
async def test_a_name_that_leads_inside_is_not_connected_to(
    deliverer: Deliverer, receiver: TlsReceiver, addresses: Sequence[str]
) -> None:
    deliverer.settings = WebhookSettings(ports=(receiver.port,))
    deliverer.addresses = [ip_address(text) for text in addresses]
    outcome, _ = await tried(deliverer, f"https://{NAME}:{receiver.port}/")
    assert outcome == "refused-destination"
    assert receiver.names == []


async def test_a_url_that_was_stored_before_a_rule_is_judged_again(deliverer: Deliverer, receiver: TlsReceiver) -> None:
    for url in (f"https://127.0.0.1:{receiver.port + 1}/", "https://10.0.0.1/", f"http://{NAME}/", "https://127.1/"):
        deliverer.settings = WebhookSettings()
        assert (await tried(deliverer, url))[0] == "refused-destination"
    assert deliverer.lookups == []


async def test_a_name_without_an_address_is_unreachable(deliverer: Deliverer, receiver: TlsReceiver) -> None:
    deliverer.addresses = []
    assert (await tried(deliverer, f"https://{NAME}:{receiver.port}/"))[0] == "unreachable"


async def test_a_redirect_is_not_followed(log: LeagueLog) -> None:
    async with (
        receiving(Receiver(ID, SECRETS.present(webhook_of("https://a.example/")))) as first,
        receiving(Receiver(ID, first.secret)) as second,
    ):
        first.answers = lambda: 307
        first.answer_headers = {"location": second.url}
        assert (await tried(Deliverer(log), first.url))[0] == "redirected"
        assert (len(first.posted), len(second.posted)) == (1, 0)


async def test_a_proxy_of_the_environment_is_not_used(
    log: LeagueLog, receiver: TlsReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{receiver.port}")
    async with receiving(Receiver(ID, SECRETS.present(webhook_of("https://a.example/")))) as plain:
        assert (await tried(Deliverer(log), plain.url))[0] == "delivered"
    assert receiver.heads == []


async def test_an_answer_without_an_end_is_not_read_to_it(deliverer: Deliverer, receiver: TlsReceiver) -> None:
    receiver.answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n" + b"x" * 1_000_000
    assert (await tried(deliverer, f"https://{NAME}:{receiver.port}/"))[0] == "delivered"


async def test_a_receiver_that_does_not_answer_is_a_timeout(deliverer: Deliverer) -> None:
    deliverer.within_s = 0.3
    with socket.create_server(("127.0.0.1", 0)) as accepts_nothing:
        assert (await tried(deliverer, f"http://127.0.0.1:{accepts_nothing.getsockname()[1]}/"))[0] == "timeout"


async def test_no_line_of_ours_has_the_path_the_query_or_the_secret(
    deliverer: Deliverer, receiver: TlsReceiver
) -> None:
    with capture_logs() as ours:
        _, webhook = await tried(
            deliverer, f"https://other.example.com:{receiver.port}/path-of-theirs?token=query-of-theirs"
        )
        deliverer.settings = WebhookSettings()
        await tried(deliverer, webhook.url)
    assert {line["event"] for line in ours if line.get("webhook") == ID} >= {
        "webhook.unreachable",
        "webhook.refused-destination",
    }
    logged = str(ours)
    secret = SECRETS.present(webhook)
    assert not [text for text in ("path-of-theirs", "query-of-theirs", secret, secret[6:]) if text in logged]
