import pytest

from a1_edge_kit.origins import Origins

APP = "https://app.example"
DEVELOPMENT = Origins((APP,), is_loopback_allowed=True)
PRODUCTION = Origins((APP,), is_loopback_allowed=False)


@pytest.mark.parametrize("origin", [APP, None])
def test_a_listed_page_and_a_client_that_is_no_browser_may_ask(origin: str | None) -> None:
    assert (DEVELOPMENT.allows(origin), PRODUCTION.allows(origin)) == (True, True)


@pytest.mark.parametrize("origin", ["http://localhost", "http://localhost:5173", "https://127.0.0.1:8443"])
def test_a_page_of_this_machine_may_ask_in_development_alone(origin: str) -> None:
    assert (DEVELOPMENT.allows(origin), PRODUCTION.allows(origin)) == (True, False)


@pytest.mark.parametrize(
    "origin",
    [
        *("", "null", "https://evil.example", "https://app.example.evil.example", "https://app.example:444"),
        *("http://app.example", "http://localhost.evil.example", "http://127.0.0.1.nip.io", "HTTP://LOCALHOST"),
        *("http://localhost:5173/", "http://localhost:123456", "http://localhost\n", "file://localhost"),
    ],
)
def test_no_other_page_may_ask(origin: str) -> None:
    assert (DEVELOPMENT.allows(origin), PRODUCTION.allows(origin)) == (False, False)


def test_a_star_allows_every_page() -> None:
    assert Origins(("*",), is_loopback_allowed=False).allows("https://evil.example")
