from pathlib import Path

from a1_schemas.topics import TOPICS

OUTSIDE = {"people", "subscribers"}


def test_every_topic_is_written_and_read_by_somebody_there_is(root: Path) -> None:
    ours = {path.name for kind in ("services", "tools") for path in (root / kind).iterdir()} | {"every service"}
    for topic in TOPICS:
        assert set(topic.written_by.split(", ")) <= ours, topic.name
        assert set(topic.read_by.split(", ")) <= ours | OUTSIDE, topic.name


def test_every_service_has_something_to_do_with_the_log_or_its_view(root: Path) -> None:
    busy = {name for topic in TOPICS for names in (topic.written_by, topic.read_by) for name in names.split(", ")}
    assert {path.name for path in (root / "services").iterdir()} - busy == {"gateway"}
