"""Numbers of a running stack are computed again from the log that they follow from."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

A1 = Path(sys.executable).parent / "a1"
SAMPLE = 100


def prove(stack: dict[str, Any], *arguments: str) -> dict[str, Any]:
    command = [A1, "prove", *arguments, "--json", "--bootstrap-servers", stack["bootstrap_servers"]]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=scaled(60))
    result = json.loads(answer.stdout)
    assert (answer.returncode == 0) is result["equal"], answer.stderr
    return result


def rows(gateway: httpx.Client, path: str) -> list[dict[str, Any]]:
    return gateway.get(f"/api/v1/predictions/{path}").raise_for_status().json()["data"]


async def test_a_hundred_random_numbers_of_every_kind_are_proven(stack: dict[str, Any]) -> None:
    kinds = {"fair", "opportunities", "predictions"}
    results: list[dict[str, Any]] = []

    def are_enough() -> bool:
        results.append(prove(stack, "--sample", str(SAMPLE)))
        by_kind = results[-1]["by_kind"]
        return by_kind.keys() >= kinds and sum(by_kind.values()) == SAMPLE

    await wait_until(are_enough, within=240, description=f"{SAMPLE} records of {kinds}")
    assert [each["different"] for each in results if each["different"]] == []
    assert results[-1]["proven"] == SAMPLE


async def test_the_proof_of_a_prediction_is_that_of_the_record_in_the_log(
    stack: dict[str, Any], gateway: httpx.Client
) -> None:
    await wait_until(lambda: rows(gateway, "nba"), within=120, description="predictions")
    event_id = rows(gateway, "nba")[0]["event_id"]
    for row in rows(gateway, f"{event_id}/proof"):
        assert hashlib.sha256(row["content"].encode()).hexdigest() == row["sha256"]
        assert row["sealed_at"] < row["start_time"]
        result = prove(stack, row["id"])
        place = f"{row['record']['topic']}/{row['record']['partition']}@"
        assert (result["equal"], result["positions"][0].startswith(place)) == (True, True), result
