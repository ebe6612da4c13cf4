import json
from pathlib import Path

from a1_cli.stack.log import StackLog


def a_log(folder: Path, lines: list[str], level: str = "info") -> StackLog:
    return StackLog(folder, level=level, colour=False, write=lines.append)


def test_a_json_line_becomes_one_readable_line(tmp_path: Path) -> None:
    lines: list[str] = []
    log = a_log(tmp_path, lines)
    log.line("normalizer", json.dumps({"event": "record.mapped", "level": "info", "league": "nba"}))
    log.close()
    assert lines[0].endswith("normalizer        │ record.mapped league=nba")


def test_lines_below_the_level_are_kept_in_the_file_only(tmp_path: Path) -> None:
    lines: list[str] = []
    log = a_log(tmp_path, lines, level="warning")
    log.line("gateway", '{"event": "request.served", "level": "info"}')
    log.close()
    assert lines == []
    assert "request.served" in (tmp_path / "gateway.log").read_text()


def test_a_line_that_is_no_json_is_shown_as_it_is(tmp_path: Path) -> None:
    lines: list[str] = []
    log = a_log(tmp_path, lines)
    log.line("gateway", "Traceback (most recent call last):")
    log.close()
    assert lines[0].endswith("│ Traceback (most recent call last):")
