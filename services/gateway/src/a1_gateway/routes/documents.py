"""The documents of the log and of the stream, and pages of them, beside those that FastAPI serves of the gateway.

The pages load what the gateway itself has: their script is a file of a package, as that of Swagger is.
"""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse, Response

router = APIRouter(include_in_schema=False)
ASYNCAPI, STREAM_OPENAPI = "/asyncapi.json", "/stream-openapi.json"
ASYNCAPI_PAGE, STREAM_PAGE = "/docs/asyncapi", "/docs/stream"
VIEWER = "/docs/asyncapi-viewer.js"
_STATIC = "/static-offline-docs"
_DOCUMENTS = files("a1_streaming")
_ASYNCAPI = _DOCUMENTS.joinpath("asyncapi.json").read_bytes()
_STREAM_OPENAPI = _DOCUMENTS.joinpath("openapi.json").read_bytes()
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A1Betting: the log and the stream</title>
<link rel="icon" href="{_STATIC}/favicon.png">
<style>
body {{ font-family: system-ui, sans-serif; margin: 0; }}
nav {{ display: flex; gap: 1.5rem; padding: 0.75rem 1.5rem; border-bottom: 1px solid #ddd; }}
main {{ padding: 1rem 1.5rem; }}
</style>
<script src="{VIEWER}" defer></script>
</head>
<body>
<nav>
<a href="/docs">Gateway</a>
<a href="{STREAM_PAGE}">Stream over HTTP</a>
<a href="{ASYNCAPI}">asyncapi.json</a>
</nav>
<main><asyncapi-viewer src="{ASYNCAPI}" sidebar></asyncapi-viewer></main>
</body>
</html>
"""


def _viewer() -> bytes:
    """Return the script of the page. Its package is found and not imported, since it imports what writes Markdown."""
    package = find_spec("asyncapi_viewer")
    assert package is not None  # noqa: S101  # a dependency
    (folder,) = package.submodule_search_locations or ()
    return Path(folder, "static", "asyncapi-viewer.iife.js").read_bytes()


_SCRIPT = _viewer()


@router.get(ASYNCAPI)
async def get_asyncapi() -> Response:
    """The topics of the log and the frames of the stream (AsyncAPI 3)."""
    return Response(_ASYNCAPI, media_type="application/json")


@router.get(STREAM_OPENAPI)
async def get_stream_openapi() -> Response:
    """The stream over HTTP: streams, tickets, keys and webhooks (OpenAPI 3.1)."""
    return Response(_STREAM_OPENAPI, media_type="application/json")


@router.get(ASYNCAPI_PAGE)
async def get_asyncapi_page() -> HTMLResponse:
    """The AsyncAPI document, for people."""
    return HTMLResponse(_PAGE)


@router.get(VIEWER)
async def get_viewer() -> Response:
    """What draws that page."""
    return Response(_SCRIPT, media_type="text/javascript", headers={"cache-control": "max-age=3600"})


@router.get(STREAM_PAGE)
async def get_stream_page() -> HTMLResponse:
    """The OpenAPI document of the stream, for people."""
    return get_swagger_ui_html(
        openapi_url=STREAM_OPENAPI,
        title="A1Betting: the stream over HTTP",
        swagger_js_url=f"{_STATIC}/swagger-ui-bundle.js",
        swagger_css_url=f"{_STATIC}/swagger-ui.css",
        swagger_favicon_url=f"{_STATIC}/favicon.png",
    )
