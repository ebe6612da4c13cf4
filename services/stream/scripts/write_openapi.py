"""Writes the OpenAPI document of the HTTP side: `python services/stream/scripts/write_openapi.py`.

It lies beside the AsyncAPI document, in the library that the gateway serves both from.
"""

import json
from pathlib import Path

import a1_streaming
from a1_stream.http.openapi import build_openapi

DOCUMENT = Path(a1_streaming.__file__).with_name("openapi.json")

if __name__ == "__main__":
    DOCUMENT.write_text(json.dumps(build_openapi(), indent=1, ensure_ascii=False) + "\n")
