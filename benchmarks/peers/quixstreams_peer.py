"""Boards through quixstreams in its own style: a dataframe that expands a board into offers and keeps those that moved.

`python -m benchmarks.peers.quixstreams_peer BOOTSTRAP SOURCE SINK COUNT`, in the peers' own environment. JSON is
deserialized and serialized by the topics, each offer has its own key, and what was seen last lies in a dict: state in
RocksDB with a changelog topic would cost more.
"""

import sys
from collections.abc import Iterator
from typing import Any

from quixstreams import Application  # pyright: ignore[reportMissingImports] - only in the peers' environment

from benchmarks.peers.counting import Counting


def main(bootstrap: str, source: str, sink: str, count: int) -> None:
    """Handle this many boards, print the figures, and end."""
    counting = Counting(count)
    seen: dict[str, list[dict[str, Any]]] = {}

    def on_processed(*_position: object) -> None:
        if counting.board_done():
            app.stop()

    app = Application(
        broker_address=bootstrap,
        consumer_group="bench-quixstreams",
        auto_offset_reset="earliest",
        auto_create_topics=False,
        use_changelog_topics=False,
        on_message_processed=on_processed,
        consumer_extra_config={"fetch.wait.max.ms": 20},
        producer_extra_config={"enable.idempotence": False, "acks": 1},
        loglevel="ERROR",
    )

    def has_moved(offer: dict[str, Any]) -> bool:
        before, seen[offer["offer"]] = seen.get(offer["offer"]), offer["markets"]
        return before != offer["markets"]

    boards = app.dataframe(app.topic(source, value_deserializer="json"))
    offers = boards.apply(_offers_of, expand=True).filter(has_moved)
    offers.to_topic(app.topic(sink, value_serializer="json"), key=lambda offer: offer["offer"])
    app.run()


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
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
