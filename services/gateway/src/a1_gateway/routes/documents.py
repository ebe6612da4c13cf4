"""The documents of the log and of the stream, and pages of them, beside those that FastAPI serves of the gateway.

The pages load what the gateway itself has: their script is a file of a package, as that of Swagger is.
"""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse, Response

router = APIRouter(include_in_schema=False)
ASYNCAPI, STREAM_OPENAPI = "/asyncapi.json", "/stream-openapi.json"
ASYNCAPI_PAGE, STREAM_PAGE = "/docs/asyncapi", "/docs/stream"
VIEWER, REDOC_SCRIPT = "/docs/asyncapi-viewer.js", "/docs/redoc.js"
_STATIC = "/static-offline-docs"
_KEPT = {"cache-control": "max-age=3600"}
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


def _script(package: str, name: str) -> bytes:
    """Return a script of a package, which is found and not imported: its Python is for other purposes."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018  # a dependency
    return Path(spec.origin).with_name("static").joinpath(name).read_bytes()


_VIEWER = _script("asyncapi_viewer", "asyncapi-viewer.iife.js")
_ELSEWHERE = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
_NOTHING = b"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
"""An image that Redoc asks another origin for, which the pages' policy forbids, and one that is empty."""
_REDOC = _script("fastapi_offline", "redoc.standalone.js").replace(_ELSEWHERE, _NOTHING)


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
    return Response(_VIEWER, media_type="text/javascript", headers=_KEPT)


@router.get("/redoc")
async def get_redoc_page(request: Request) -> HTMLResponse:
    """The OpenAPI document of the gateway, for people who read."""
    return get_redoc_html(
        openapi_url=request.app.openapi_url,
        title="A1Betting",
        redoc_js_url=REDOC_SCRIPT,
        redoc_favicon_url=f"{_STATIC}/favicon.png",
        with_google_fonts=False,
    )


@router.get(REDOC_SCRIPT)
async def get_redoc_script() -> Response:
    """What draws that page."""
    return Response(_REDOC, media_type="text/javascript", headers=_KEPT)


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
