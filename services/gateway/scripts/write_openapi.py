"""Writes the OpenAPI document beside the service, for review: `python services/gateway/scripts/write_openapi.py`."""

import json
from pathlib import Path

from a1_gateway.app import build_api

DOCUMENT = Path(__file__).parents[1] / "openapi.json"

if __name__ == "__main__":
    DOCUMENT.write_text(json.dumps(build_api("0").openapi(), indent=2) + "\n")
