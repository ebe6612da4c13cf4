"""Where no webhook is sent: each URL and each address is refused by name."""

from ipaddress import ip_address

import pytest

from a1_edge_kit.destinations import (
    Destination,
    RefusedDestinationError,
    WebhookSettings,
    chosen_address,
    destination_of,
    shown_url,
)

SETTINGS = WebhookSettings()
LOCAL = WebhookSettings(allow_loopback=True)

REFUSED_ADDRESSES = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "::1": "loopback",
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "::": "unspecified",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "fc00::1": "private",
    "fd12:3456:789a::1": "private",
    "100.64.0.1": "carrier-grade-nat",
    "100.127.255.254": "carrier-grade-nat",
    "169.254.169.254": "metadata",
    "169.254.170.2": "metadata",
    "168.63.129.16": "metadata",
    "100.100.100.200": "metadata",
    "192.0.0.192": "metadata",
    "fd00:ec2::254": "metadata",
    "169.254.0.1": "link-local",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "site-local",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "ff02::1": "multicast",
    "255.255.255.255": "broadcast",
    "240.0.0.1": "reserved",
    "192.0.0.8": "reserved",
    "2001:10::1": "reserved",
    "5f00::1": "reserved",
    "192.0.2.1": "documentation",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "2001:db8::1": "documentation",
    "3fff::1": "documentation",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "2001:2::1": "benchmarking",
    "100::1": "discard",
    "::ffff:127.0.0.1": "ipv4-mapped",
    "::ffff:10.0.0.1": "ipv4-mapped",
    "::ffff:169.254.169.254": "ipv4-mapped",
    "::ffff:8.8.8.8": "ipv4-mapped",
    "::ffff:0:127.0.0.1": "ipv4-mapped",
    "::127.0.0.1": "ipv4-compatible",
    "64:ff9b::7f00:1": "nat64",
    "64:ff9b::a00:1": "nat64",
    "64:ff9b:1::1": "nat64",
    "2002:7f00:1::": "6to4",
    "2002:a00:1::1": "6to4",
    "192.88.99.1": "6to4",
    "2001:0:7f00:1::": "teredo",
    "4000::1": "not-global",
    "2606:4700:4700::1111%eth0": "not-global",
}
REFUSED_URLS = {
    "https://127.0.0.1/": "loopback",
    "https://[::1]/": "loopback",
    "https://[::ffff:127.0.0.1]/": "ipv4-mapped",
    "https://[::ffff:7f00:1]/": "ipv4-mapped",
    "https://[fe80::1%25eth0]/": "link-local",
    "https://169.254.169.254/latest/meta-data/": "metadata",
    "https://[fd00:ec2::254]/": "metadata",
    "https://10.1.2.3:8443/hook": "private",
    "https://127.1/": "number",
    "https://2130706433/": "number",
    "https://0x7f000001/": "number",
    "https://0x7f.0.0.1/": "number",
    "https://0177.0.0.1/": "number",
    "https://017700000001/": "number",
    "https://hooks.example.com.127/": "number",
    "https://localhost/": "local-name",
    "https://LOCALHOST/": "local-name",
    "https://redis/": "local-name",
    "https://kafka.internal/": "local-name",
    "https://metadata.google.internal/": "local-name",
    "https://printer.local/": "local-name",
    "https://a.localhost/": "local-name",
    "https://1.0.0.127.in-addr.arpa/": "local-name",
    "http://hooks.example.com/": "not-https",
    "http://8.8.8.8/": "not-https",
    "ftp://hooks.example.com/": "scheme",
    "gopher://127.0.0.1:6379/_FLUSHALL": "scheme",
    "file:///etc/passwd": "scheme",
    "//hooks.example.com/": "scheme",
    "hooks.example.com": "scheme",
    "": "characters",
    "https://user:password@hooks.example.com/": "user",
    "https://hooks.example.com@127.0.0.1/": "user",
    "https://hooks.example.com/#part": "fragment",
    "https://hooks.example.com\\@127.0.0.1/": "characters",
    "https://hooks.example.com/ok\r\nHost: redis": "characters",
    "https://hooks.example.com /": "characters",
    "https://hooks.exämple.com/": "characters",
    "https://①②⑦.0.0.1/": "characters",
    "https://hooks.example.com:22/": "port",
    "https://hooks.example.com:6379/": "port",
    "https://8.8.8.8:9092/": "port",
    "https://hooks.example.com:99999/": "no-url",
    "https://[::1/": "no-url",
    "https://hooks.example.com./": "host",
    "https://hooks..example.com/": "host",
    "https://%31%32%37.0.0.1/": "host",
    "https://-hooks.example.com/": "host",
    "https:///hook": "host",
}


def reason(url: str, settings: WebhookSettings = SETTINGS) -> str | None:
    try:
        destination_of(url, settings)
    except RefusedDestinationError as error:
        return error.reason
    return None


@pytest.mark.parametrize(("text", "name"), REFUSED_ADDRESSES.items())
def test_an_address_inside_is_refused_by_the_name_of_its_range(text: str, name: str) -> None:
    with pytest.raises(RefusedDestinationError) as refused:
        chosen_address([ip_address("8.8.8.8"), ip_address(text)], SETTINGS)
    assert refused.value.reason == name


@pytest.mark.parametrize(("url", "name"), REFUSED_URLS.items())
def test_a_url_that_leads_inside_is_refused_by_name(url: str, name: str) -> None:
    assert reason(url) == name


@pytest.mark.parametrize(
    ("url", "destination"),
    [
        ("https://Hooks.Example.com/in?token=a", Destination("hooks.example.com", 443, is_encrypted=True)),
        ("https://xn--hooks-zua.example.com:8443", Destination("xn--hooks-zua.example.com", 8443, is_encrypted=True)),
        ("https://8.8.8.8/", Destination("8.8.8.8", 443, is_encrypted=True)),
        ("https://[2606:4700:4700::1111]/", Destination("2606:4700:4700::1111", 443, is_encrypted=True)),
    ],
)
def test_a_public_receiver_may_be_sent_to(url: str, destination: Destination) -> None:
    assert destination_of(url, SETTINGS) == destination


def test_the_first_of_a_names_public_addresses_is_chosen() -> None:
    addresses = [ip_address("2606:4700:4700::1111"), ip_address("8.8.8.8")]
    assert chosen_address(addresses, SETTINGS) == addresses[0]


def test_development_may_allow_this_machine_and_nothing_else_inside() -> None:
    assert destination_of("http://127.0.0.1:9999/in", LOCAL) == Destination("127.0.0.1", 9999, is_encrypted=False)
    assert destination_of("http://localhost:9999/in", LOCAL) == Destination("localhost", 9999, is_encrypted=False)
    assert chosen_address([ip_address("::1")], LOCAL) == ip_address("::1")
    found = {url: reason(url, LOCAL) for url in ("http://hooks.example.com/", "https://10.0.0.1/", "https://redis/")}
    assert list(found.values()) == ["not-https", "private", "local-name"]


def test_production_refuses_this_machine() -> None:
    assert list(LOCAL.refused_in_production()) == ["WEBHOOKS__ALLOW_LOOPBACK is true, which is for development"]
    assert list(SETTINGS.refused_in_production()) == []


def test_what_may_be_secret_in_a_url_is_not_shown() -> None:
    assert shown_url("https://hooks.example.com/services/T0/B0?token=abc") == "https://hooks.example.com/…"
    assert shown_url("https://hooks.example.com:8443") == "https://hooks.example.com:8443/"
