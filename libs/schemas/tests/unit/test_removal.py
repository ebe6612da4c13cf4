"""A removed record is recognised by its bytes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from a1_schemas.base import Message
from a1_schemas.news_item import NewsItem
from a1_schemas.removal import is_removal, removal_of
from a1_schemas.removal_notice import NOTICE, notice_of, read_notice
from a1_schemas.vocabulary import RemovalReason

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("normalized.*/*.json"))
ARTICLE: dict[str, Any] = {
    "version": 1,
    "changed_at": "2026-01-08T22:04:31Z",
    "league": "nba",
    "provider": "espn",
    "native_id": "1",
    "headline": "Celtics",
}


def models(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a document, but not itself."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each
        yield from models(each)


@pytest.mark.parametrize("reason", RemovalReason)
def test_an_ended_record_is_known_and_a_living_one_is_not(reason: RemovalReason) -> None:
    living = NewsItem.model_validate(ARTICLE)
    ended = living.model_copy(update={"removed": reason})
    assert not is_removal(living.model_dump_json().encode())
    assert is_removal(ended.model_dump_json().encode())
    assert removal_of(living.model_dump_json().encode(), reason) == ended.model_dump_json().encode()


@pytest.mark.parametrize("reason", RemovalReason)
def test_a_notice_keeps_reason_and_time(reason: RemovalReason) -> None:
    ended = NewsItem.model_validate(ARTICLE | {"removed": reason})
    notice = notice_of(ended.model_dump_json().encode())
    assert notice == f'{{"removed":"{reason}","changed_at":"2026-01-08T22:04:31Z"}}'.encode()
    assert (read_notice(notice).removed, read_notice(notice).changed_at) == (reason, ended.changed_at)
    assert (is_removal(notice), notice.startswith(NOTICE)) == (True, True)
    assert not NewsItem.model_validate(ARTICLE).model_dump_json().encode().startswith(NOTICE)


@pytest.mark.parametrize("document", [b"", b"[]", b'{"removed":null,"changed_at":"2026-01-08T22:04:31Z"}', b'{"a":1}'])
def test_what_has_no_reason_or_no_time_has_no_notice(document: bytes) -> None:
    assert notice_of(document) == b""


def test_a_text_that_quotes_the_field_says_nothing() -> None:
    quoting = NewsItem.model_validate(
        ARTICLE | {"headline": 'He wrote "removed":null', "removed": RemovalReason.WITHDRAWN}
    )
    assert is_removal(quoting.model_dump_json().encode())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_only_the_message_itself_can_be_removed(path: Path) -> None:
    value = json.loads(path.read_text())["value"]
    assert "removed" in Message.model_fields
    assert not [inner for inner in models(value) if "removed" in inner]
