"""Which connection stays and which one goes, at both bounds."""

from ipaddress import ip_network

import pytest
from prometheus_client import CollectorRegistry, Counter

from a1_service_kit.connections import Connections, client_of
from a1_service_kit.door_limits import DoorLimits
from a1_service_kit.doors import Doors
from a1_service_kit.refusals import Refused


class Held:
    """A connection that remembers its eviction."""

    def __init__(self) -> None:
        self.evicted = False

    def evict(self) -> None:
        self.evicted = True


def admitted(connections: Connections, address: str | None) -> Held:
    held = Held()
    assert connections.admit(held, address) is None
    return held


def test_the_one_that_waits_longest_makes_room() -> None:
    connections = Connections(most=3, most_of_address=3)
    held = [admitted(connections, f"10.0.0.{number}") for number in range(5)]
    assert [each.evicted for each in held] == [True, True, False, False, False]
    assert len(connections) == 3


def test_an_address_at_its_bound_loses_its_own_and_nobody_elses() -> None:
    connections = Connections(most=10, most_of_address=2)
    other = admitted(connections, "10.0.0.1")
    held = [admitted(connections, "10.0.0.2") for _ in range(4)]
    assert (other.evicted, [each.evicted for each in held]) == (False, [True, True, False, False])


def test_one_that_was_served_goes_after_those_that_never_were() -> None:
    connections = Connections(most=2, most_of_address=2)
    served, fresh = admitted(connections, "a"), admitted(connections, "b")
    connections.begin_work(served)
    connections.end_work(served)
    admitted(connections, "c")
    assert (served.evicted, fresh.evicted) == (False, True)


def test_one_that_waits_for_us_stays_and_the_newcomer_goes() -> None:
    connections = Connections(most=2, most_of_address=1)
    for address in ("a", "b"):
        connections.begin_work(admitted(connections, address))
    assert connections.admit(Held(), "a") is Refused.ADDRESS_FULL
    assert connections.admit(Held(), "c") is Refused.FULL
    assert len(connections) == 2


def test_one_that_left_makes_room_and_may_leave_twice() -> None:
    connections = Connections(most=1, most_of_address=1)
    first = admitted(connections, "a")
    connections.leave(first)
    connections.leave(first)
    connections.end_work(first)
    second = admitted(connections, "a")
    assert (first.evicted, second.evicted, len(connections)) == (False, False, 1)


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("local", "local"),
    ],
)
def test_a_client_is_an_ipv4_address_or_an_ipv6_network(host: str, client: str) -> None:
    assert client_of(host) == client


def test_connections_without_an_address_are_bounded_in_total_alone() -> None:
    connections = Connections(most=5, most_of_address=2)
    held = [admitted(connections, None) for _ in range(6)]
    assert [each.evicted for each in held] == [True, False, False, False, False, False]
    for each in held:
        connections.leave(each)
    assert len(connections) == 0


def test_a_listed_proxy_is_many_clients_and_any_other_peer_is_one() -> None:
    proxies = (ip_network("10.0.0.0/8"), ip_network("2001:db8::/48"))
    limits = DoorLimits(connections=5, connections_of_address=2, proxies=proxies)
    doors = Doors(limits, Counter("refused_total", "Refusals.", ["reason"], registry=CollectorRegistry()))
    peers = ("10.1.2.3", "::ffff:10.1.2.3", "2001:db8:0:1::5", "11.0.0.1", "2001:db8:1:2:3::5")
    assert [doors.address_of((peer, 1)) for peer in peers] == [None, None, None, "11.0.0.1", "2001:db8:1:2::/64"]
    assert doors.address_of(None) == "local"
