"""Which connection stays and which one goes, at both bounds."""

import pytest

from a1_service_kit.connections import Connections, client_of
from a1_service_kit.refusals import Refused


class Held:
    """A connection that remembers its eviction."""

    def __init__(self) -> None:
        self.evicted = False

    def evict(self) -> None:
        self.evicted = True


def admitted(connections: Connections, address: str) -> Held:
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
