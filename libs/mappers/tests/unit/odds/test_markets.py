import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.links import Links
from a1_mappers.odds import wire
from a1_mappers.odds.markets import Sides, market_of
from a1_mappers.parsing import parse_decimal_price
from a1_schemas.vocabulary import RejectReason


def test_a_total_of_no_team_in_an_event_without_sides_is_of_none() -> None:
    market = msgspec.json.decode(
        b'{"key":"team_totals","outcomes":[{"name":"Over","price":1.9,"point":100.5}]}', type=wire.Market
    )
    sides = Sides(home=None, away=None, is_soccer=False)
    (found,) = market_of(market, sides, parse_decimal_price, Links("draftkings"), "$")
    assert isinstance(found, Reject)
    assert (found.reason, found.path) == (RejectReason.UNKNOWN_SELECTION, "$.outcomes[0]")
