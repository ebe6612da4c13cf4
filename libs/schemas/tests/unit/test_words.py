"""Words of closed vocabularies as they are on the wire."""

from enum import StrEnum

import pytest

from a1_schemas.game_words import InningHalf
from a1_schemas.roster_status import RosterStatus
from a1_schemas.service_findings import ServiceFinding
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind, LineType, MarketKey, Period, RejectReason, Selection

VOCABULARIES = (
    EventStatus,
    InjuryStatus,
    InningHalf,
    Kind,
    LineType,
    MarketKey,
    Period,
    RejectReason,
    RosterStatus,
    Selection,
    ServiceFinding,
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_word_is_the_members_name_in_kebab_case(vocabulary: type[StrEnum]) -> None:
    assert [str(member) for member in vocabulary] == [member.name.lower().replace("_", "-") for member in vocabulary]
