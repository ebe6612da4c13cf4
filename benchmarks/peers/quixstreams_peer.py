"""Boards through quixstreams in its own style: a dataframe that expands a board into offers and keeps those that moved.

`python -m benchmarks.peers.quixstreams_peer BOOTSTRAP SOURCE SINK COUNT`, in the peers' own environment. JSON is
deserialized and serialized by the topics, each offer has its own key, and what was seen last lies in its `State`:
RocksDB with a changelog topic, which survives a restart as the normalizer's state does. The state belongs to the
board's key: one for each offer would need a `group_by`, which sends each offer through one more topic.
"""

import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from quixstreams import Application, State  # pyright: ignore[reportMissingImports] - only in the peers' environment

from benchmarks.peers.counting import Counting


def main(bootstrap: str, source: str, sink: str, count: int, state_dir: str) -> None:
    """Handle this many boards, print the figures, and end."""
    counting = Counting(count)

    def on_processed(*_position: object) -> None:
        if counting.board_done():
            app.stop()

    app = Application(
        broker_address=bootstrap,
        consumer_group="bench-quixstreams",
        auto_offset_reset="earliest",
        state_dir=state_dir,
        on_message_processed=on_processed,
        consumer_extra_config={"fetch.wait.max.ms": 20},
        producer_extra_config={"enable.idempotence": False, "acks": 1},
        loglevel="ERROR",
    )

    boards = app.dataframe(app.topic(source, value_deserializer="json"))
    offers = boards.apply(_offers_of, expand=True).filter(_has_moved, stateful=True)
    offers.to_topic(app.topic(sink, value_serializer="json"), key=lambda offer: offer["offer"])
    app.run()


def _has_moved(offer: dict[str, Any], state: State) -> bool:
    if state.get(offer["offer"]) == offer["markets"]:
        return False
    state.set(offer["offer"], offer["markets"])
    return True


def _offers_of(board: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for game in board:
        for bookmaker in game["bookmakers"]:
            yield {
                "offer": f"{game['id']}|{bookmaker['key']}",
                "home_team": game["home_team"],
                "away_team": game["away_team"],
                "commence_time": game["commence_time"],
                "markets": bookmaker["markets"],
            }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as state_dir:
        main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), state_dir)
