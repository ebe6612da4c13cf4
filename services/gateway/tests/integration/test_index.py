"""The index names what is served and where the stream is."""

import pytest

from a1_gateway.settings import GatewaySettings


async def test_the_index_links_to_the_stream_the_documents_and_every_route(open_gateway):
    gateway = await open_gateway(
        stream_url="https://stream.example.org",
        ws_url="wss://stream.example.org/api/v1/ws",
        mcp_url="https://stream.example.org/mcp",
    )
    index = await gateway.get("/api/v1")
    links = index["links"]
    assert (index["name"], index["version"]) == ("A1Betting", "1.2.3")
    assert (links["stream"], links["ws"]) == ("https://stream.example.org", "wss://stream.example.org/api/v1/ws")
    assert links["mcp"] == "https://stream.example.org/mcp"
    for address in (links["docs"], links["openapi"]):
        assert (await gateway.http.get(address)).status_code == 200
    document = await gateway.get(links["openapi"])
    readable = {path for path, methods in document["paths"].items() if "get" in methods}
    assert {path for paths in links["routes"].values() for path in paths} == readable
    assert links["routes"]["odds"] == ["/api/v1/data/unified-odds/{sport}"]


async def test_the_index_has_no_stream_where_none_is_set(gateway):
    links = (await gateway.get("/api/v1"))["links"]
    assert (links["stream"], links["ws"], links["mcp"]) == (None, None, None)


@pytest.mark.parametrize(
    "settings",
    [
        {"stream_url": "stream.example.org"},
        {"stream_url": "https://stream.example.org/api"},
        {"stream_url": "https://stream.example.org?key=1"},
        {"ws_url": "https://stream.example.org/api/v1/ws"},
        {"ws_url": "wss://stream.example.org/ws?ticket=1"},
        {"mcp_url": "stream.example.org/mcp"},
        {"mcp_url": "https://stream.example.org/mcp?key=1"},
    ],
)
def test_an_address_that_clients_cannot_use_is_refused(settings: dict[str, str]):
    with pytest.raises(ValueError, match="String should match pattern"):
        GatewaySettings.model_validate(settings)
