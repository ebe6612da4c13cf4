"""Who is admitted, and that every other credential has the same answer."""

import json
import time
from datetime import datetime, timedelta

import httpx
import pytest
from prometheus_client import CollectorRegistry
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.authentication import authenticated
from a1_edge_kit.credential_counts import CredentialCounts
from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import ANONYMOUS, Identity
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.refused_credential import RefusedCredentialError
from a1_edge_kit.scopes import ADMIN_KEYS, SCOPES, UnknownScopeError, expand
from a1_edge_kit.settings import Auth
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.tokens import TokenVerifier
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, BadCredential, KeySet, bad_credentials, key_record, key_set
from a1_testkit.bad_tokens import AUDIENCE, ISSUER, KEYS, bad_tokens, claims, good_tokens, signed
from a1_testkit.clocks import ManualClock
from a1_testkit.machine import scaled

KEYS_AT = key_set(ManualClock().now())
BAD = list(bad_credentials(KEYS_AT))
GAMES = ("read:games",)


STREAM_SCOPES = "stream:odds stream:events"


class Edge:
    """A guard with every kind of key, and what it has counted."""

    def __init__(self, auth: Auth = Auth.REQUIRED, keys: KeySet | None = KEYS_AT) -> None:
        self.clock = ManualClock()
        self.ring = KeyRing(PEPPER, ENVIRONMENT)
        if keys is not None:
            self.ring.replace(keys.records)
        self.registry = CollectorRegistry()
        verifier = TokenVerifier(KEYS, issuer=ISSUER, audience=AUDIENCE)
        self.guard = Guard(auth, self.ring, TokenCache(verifier), CredentialCounts(self.registry), self.clock)

    def admit(self, credential: str, *scopes: str) -> Identity:
        return self.guard.admit([(b"accept", b"*/*"), (b"x-api-key", credential.encode())], scopes or GAMES)

    def counted(self, outcome: str) -> float | None:
        return self.registry.get_sample_value("edge_credentials_total", {"outcome": outcome})


def status_of(edge: Edge, headers: list[tuple[bytes, bytes]], *scopes: str) -> int:
    with pytest.raises(RefusedCredentialError) as refused:
        edge.guard.admit(headers, scopes)
    return refused.value.status


async def _application(scope: Scope, receive: Receive, send: Send) -> None:
    identity: Identity | None = scope.get("state", {}).get("identity")
    await JSONResponse({"id": identity.id if identity else None})(scope, receive, send)


def client_of(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://edge")


@pytest.mark.parametrize("name", ["good", "other", "in_grace"])
def test_a_good_key_is_admitted_by_either_header(name: str) -> None:
    text: str = getattr(KEYS_AT, name)
    for headers in ([(b"x-api-key", text.encode())], [(b"authorization", b"bearer " + text.encode())]):
        identity = Edge().guard.admit(headers, GAMES)
        assert (identity.id, identity.scopes, identity.plan.name) == (text[7:15], frozenset(GAMES), "standard")


def test_a_good_token_is_admitted() -> None:
    edge = Edge()
    for token in good_tokens().values():
        assert edge.guard.admit([(b"authorization", b"Bearer " + token.encode())], GAMES).id == "token:user-1"
    assert edge.counted("token") == 3


@pytest.mark.parametrize("auth", Auth)
@pytest.mark.parametrize("row", BAD, ids=lambda row: row.name)
async def test_every_bad_credential_has_the_same_answer(row: BadCredential, auth: Auth) -> None:
    app = authenticated(_application, Edge(auth).guard, lambda _: GAMES)
    async with client_of(app) as http:
        answer = await http.get("/", headers=[*row.headers, (b"x-request-id", b"mine")])
    assert answer.status_code == 401
    document = answer.json()
    assert document.pop("request_id")
    assert document == {
        "type": "urn:a1betting:problem:unauthorized",
        "title": "Unauthorized",
        "status": 401,
        "detail": "This needs a good key or token: `Authorization: Bearer …` or `X-Api-Key: …`.",
    }
    assert answer.headers["www-authenticate"] == 'Bearer realm="a1betting"'


async def test_every_bad_token_has_that_answer_too() -> None:
    app = authenticated(_application, Edge().guard, lambda _: GAMES)
    async with client_of(app) as http:
        bodies: set[str] = set()
        for row in bad_tokens():
            answer = await http.get("/", headers=[(b"authorization", b"Bearer " + row.text.encode())])
            bodies.add(json.dumps({**answer.json(), "request_id": ""}))
    assert len(bodies) == 1
    assert '"status": 401' in bodies.pop()


def test_the_set_of_bad_keys_is_large_and_has_no_name_twice() -> None:
    assert len({row.name for row in BAD}) == len(BAD) >= 30


def test_a_refusal_takes_no_longer_for_what_is_nearly_right() -> None:
    ring = Edge().ring
    now = ManualClock().now()
    headers = {row.name: row.headers[0][1].decode() for row in BAD if row.headers[0][0] == b"x-api-key"}
    names = ("an unknown id", "another secret of a known id", "a revoked key", "a wrong checksum")
    texts = {name: headers[f"{name}, as X-Api-Key"] for name in names}
    quickest = {name: min(_timed(ring, text, now) for _ in range(300)) for name, text in texts.items()}
    assert max(quickest.values()) < 3 * min(quickest.values()), quickest


def _timed(ring: KeyRing, text: str, now: datetime) -> int:
    began = time.perf_counter_ns()
    assert ring.find(text, now) is None
    return time.perf_counter_ns() - began


def test_no_bad_token_takes_five_milliseconds() -> None:
    guard = Edge().guard
    slow = {row.name: min(_seconds_of(guard, row.text) for _ in range(3)) for row in bad_tokens()}
    assert {name: seconds for name, seconds in slow.items() if seconds >= scaled(0.005)} == {}


def _seconds_of(guard: Guard, token: str) -> float:
    """The processor's time of a refusal."""
    headers = [(b"authorization", b"Bearer " + token.encode())]
    began = time.thread_time()
    with pytest.raises(RefusedCredentialError) as refused:
        guard.admit(headers, GAMES)
    took = time.thread_time() - began
    assert refused.value.status == 401
    return took


def test_without_a_credential_nothing_is_admitted_where_one_is_required() -> None:
    assert status_of(Edge(), []) == 401


def test_where_the_edge_is_open_everyone_may_ask_but_for_the_keys() -> None:
    edge = Edge(Auth.OPEN)
    assert edge.guard.admit([], GAMES) is ANONYMOUS
    assert status_of(edge, [], ADMIN_KEYS) == 403
    assert edge.admit(KEYS_AT.good, "read:odds").id == KEYS_AT.good[7:15], "no less than everyone"
    assert (edge.counted("anonymous"), edge.counted("lacking-scope"), edge.counted("key")) == (1, 1, 1)


def test_a_lacking_scope_is_403_and_is_named() -> None:
    with pytest.raises(RefusedCredentialError) as refused:
        Edge().admit(KEYS_AT.good, "read:games", "read:odds")
    assert (refused.value.status, refused.value.code) == (403, "forbidden")
    assert "`read:odds`" in refused.value.detail
    assert b'scope="read:odds"' in dict(refused.value.headers)[b"www-authenticate"]


def test_before_keys_were_read_a_key_is_503_and_any_other_text_is_401() -> None:
    edge = Edge(keys=None)
    assert status_of(edge, [(b"x-api-key", KEYS_AT.good.encode())]) == 503
    assert status_of(edge, [(b"x-api-key", KEYS_AT.good[:-1].encode())]) == 401
    assert edge.counted("unread") == 1


def test_a_connection_may_stay_until_its_key_is_revoked_or_its_time_is_over() -> None:
    edge = Edge()
    identity = edge.admit(KEYS_AT.good)
    assert edge.guard.holds(identity)
    now = edge.clock.now()
    edge.ring.replace([key_record(KEYS_AT.good, now, revoked_at=now)])
    assert not edge.guard.holds(identity)
    edge.ring.replace([key_record(KEYS_AT.good, now, expires_at=now + timedelta(seconds=5))])
    assert edge.guard.holds(identity)
    edge.clock.advance(5)
    assert not edge.guard.holds(identity)
    edge.ring.replace([])
    assert not edge.guard.holds(identity)
    assert edge.guard.holds(ANONYMOUS)


def test_a_connection_by_a_token_ends_with_it() -> None:
    edge = Edge()
    token = TokenVerifier(KEYS, issuer=ISSUER, audience=AUDIENCE).verify(signed(payload=claims()))
    assert token.until is not None
    edge.clock.advance((token.until - edge.clock.now()).total_seconds() - 1)
    assert edge.guard.holds(token)
    edge.clock.advance(1)
    assert not edge.guard.holds(token)


async def test_what_is_free_is_answered_whatever_is_sent() -> None:
    app = authenticated(_application, Edge().guard, lambda _: None)
    async with client_of(app) as http:
        assert (await http.get("/", headers={"x-api-key": "nonsense"})).json() == {"id": None}


async def test_limits_see_who_asks_and_those_that_are_refused() -> None:
    seen: list[str | None] = []

    def limits(inner: ASGIApp) -> ASGIApp:
        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            identity: Identity | None = scope["state"].get("identity")
            seen.append(identity.id if identity else None)
            await inner(scope, receive, send)

        return counted

    app = authenticated(_application, Edge().guard, lambda _: GAMES, limits)
    async with client_of(app) as http:
        assert (await http.get("/", headers={"x-api-key": KEYS_AT.good})).status_code == 200
        assert (await http.get("/", headers={"x-api-key": KEYS_AT.revoked})).status_code == 401
    assert seen == [KEYS_AT.good[7:15], None]


def test_scopes_are_a_closed_list_and_a_star_is_all_there_are_now() -> None:
    assert expand(["read:odds", "read:games", "read:odds"]) == ("read:games", "read:odds")
    assert expand(["read:*"]) == tuple(scope for scope in SCOPES if scope.startswith("read:"))
    assert "stream:player-stats" in expand(["stream:*"])
    for word in ("read:everything", "*", "read", "READ:odds", "write:*", ""):
        with pytest.raises(UnknownScopeError):
            expand([word])


def test_a_token_is_renewed_by_one_of_the_same_client_with_no_further_scope() -> None:
    edge = Edge()
    first = edge.guard.admit([(b"authorization", b"Bearer " + _streaming().encode())], ())
    renewed = edge.guard.renew(first, _streaming(scope="stream:odds"))
    assert (renewed.id, renewed.scopes) == ("token:user-1", frozenset({"stream:odds"}))
    refused = {
        "another subject": (403, _streaming(sub="user-2")),
        "another plan": (403, _streaming(plan="professional")),
        "a further scope": (403, _streaming(scope=f"{STREAM_SCOPES} stream:props")),
        "a key": (403, KEYS_AT.good),
        "a token that is over": (401, _streaming(iat=0, exp=1)),
        "none": (401, ""),
    }
    for name, (status, token) in refused.items():
        with pytest.raises(RefusedCredentialError) as error:
            edge.guard.renew(first, token)
        assert error.value.status == status, name


def test_for_how_long_a_credential_is_good_is_known_where_it_ends() -> None:
    edge = Edge()
    token = edge.guard.admit([(b"authorization", b"Bearer " + _streaming().encode())], ())
    remaining_s = edge.guard.remaining_s(token)
    assert token.until is not None
    assert remaining_s == (token.until - edge.clock.now()).total_seconds()
    assert edge.guard.remaining_s(ANONYMOUS) is None


def _streaming(**changed: object) -> str:
    return signed(payload=claims(**{"scope": STREAM_SCOPES} | changed))
