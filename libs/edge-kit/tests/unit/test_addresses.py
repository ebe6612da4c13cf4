"""Whose request it is: a header is believed where a listed proxy wrote it, and no further."""

import random
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_edge_kit.addresses import ClientAddress, ClientAddresses

PROXIES = ClientAddresses([ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"), ip_network("127.0.0.1")])
NO_PROXY = ClientAddresses([])
CLIENT = "203.0.113.7"


def headers(*forwarded: str) -> list[tuple[bytes, bytes]]:
    return [(b"accept", b"*/*"), *((b"x-forwarded-for", each.encode()) for each in forwarded)]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.1", [CLIENT], CLIENT),
        ("10.0.0.1", [f"198.51.100.1, {CLIENT}"], CLIENT),
        ("10.0.0.1", ["198.51.100.1", CLIENT], CLIENT),
        ("10.0.0.1", [f"{CLIENT}, 10.0.0.9, 10.1.2.3"], CLIENT),
        ("10.0.0.1", [f"198.51.100.1,{CLIENT},10.0.0.9"], CLIENT),
        ("10.0.0.1", [f" {CLIENT}:51234 "], CLIENT),
        ("10.0.0.1", [f"::ffff:{CLIENT}"], CLIENT),
        ("::ffff:10.0.0.1", [CLIENT], CLIENT),
        ("2001:db8:ffff::1", [CLIENT], CLIENT),
        ("10.0.0.1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("10.0.0.1", ["[2001:db8:1:2::5]:443"], "2001:db8:1:2::/64"),
        ("10.0.0.1", ["fe80::1%eth0"], "fe80::/64"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ("127.0.0.1", ["127.0.0.1"], "127.0.0.1"),
        ("local", [CLIENT], "local"),
    ],
)
def test_behind_listed_proxies_the_client_is_the_right_most_that_is_none(
    peer: str, forwarded: list[str], client: str
) -> None:
    assert PROXIES.of(peer, headers(*forwarded)) == ClientAddress(client, is_direct_loopback=False)


@pytest.mark.parametrize("garbage", ["unknown", "_hidden", "", "1.2.3", "010.0.0.1", "203.0.113.7 evil", "::1::2"])
def test_what_a_listed_proxy_could_not_name_counts_as_that_proxy(garbage: str) -> None:
    assert PROXIES.of("10.0.0.1", headers(f"{CLIENT}, {garbage}, 10.0.0.9")).client == "10.0.0.9"


@pytest.mark.parametrize("peer", ["198.51.100.9", "2001:db8::9", "11.0.0.1"])
def test_nothing_is_believed_of_a_peer_that_is_not_listed(peer: str) -> None:
    expected = NO_PROXY.of(peer, headers())
    assert PROXIES.of(peer, headers(CLIENT, "10.0.0.1")) == expected
    assert NO_PROXY.of(peer, headers(CLIENT)) == expected


def test_a_client_is_direct_on_this_machine_where_no_listed_proxy_passed_it_on() -> None:
    assert NO_PROXY.of("127.0.0.1", headers(CLIENT)) == ClientAddress("127.0.0.1", is_direct_loopback=True)
    assert NO_PROXY.of("::1", headers()).is_direct_loopback
    assert PROXIES.of("127.0.0.1", headers()).is_direct_loopback
    assert not PROXIES.of("127.0.0.1", headers("127.0.0.1")).is_direct_loopback


def test_a_long_header_is_read_like_a_short_one() -> None:
    assert PROXIES.of("10.0.0.1", headers("198.51.100.1, " * 1_000 + CLIENT)).client == CLIENT


def test_rotated_left_most_values_and_addresses_of_one_network_are_one_client() -> None:
    rng = random.Random(7)
    rotated = [f"{rng.randrange(256)}.{rng.randrange(256)}.1.1, {CLIENT}" for _ in range(10_000)]
    assert {PROXIES.of("10.0.0.1", headers(each)).client for each in rotated} == {CLIENT}
    hosts = [f"2001:db8:1:2:{rng.randrange(65_536):x}::{rng.randrange(65_536):x}" for _ in range(10_000)]
    assert {PROXIES.of("10.0.0.1", headers(each)).client for each in hosts} == {"2001:db8:1:2::/64"}
    assert {NO_PROXY.of("198.51.100.9", headers(each)).client for each in rotated} == {"198.51.100.9"}


@given(st.text(st.characters(max_codepoint=255), max_size=200))
def test_what_is_left_of_the_client_never_matters(invented: str) -> None:
    left = [(b"x-forwarded-for", invented.encode("latin-1")), (b"x-forwarded-for", CLIENT.encode())]
    assert PROXIES.of("10.0.0.1", left).client == CLIENT
