"""The opportunities of the script: each of its kind, at books whose rules are known, with another end.

The numbers keep to what a careful reader accepts: no price is two points of implied probability or more from the
median, and apart from the bets of a scene no two prices of a market cover each other.
"""

from datetime import timedelta
from decimal import Decimal

from a1_sandbox.world.odds import BOOKS, ESPN_BOOK
from a1_sandbox.world.script.scenes import EntryScene, Outage, Pick, Quote, Scene
from a1_sandbox.world.staging import Frame
from a1_schemas.analytics_words import EndReason, OpportunityKind
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Selection

_HOME, _AWAY, _DRAW = Selection.HOME, Selection.AWAY, Selection.DRAW
_ML = MarketKey.MONEYLINE
EVEN = Frame(home=0.5, margin=1.024)
"""A low margin on an even game: two prices within the tolerance can cross."""
LONGER = -0.0185
"""What a leg's implied probability lacks."""
_UNDERDOG = Frame(home=0.25, margin=1.024)
"""Methods of taking out the margin differ on long prices: with a low one they agree on what is a value."""
_FOLLOWED = 0.0185
"""By how much the others have moved past a stale line, in implied probability."""


def _two_way(
    name: str,
    league: League,
    number: int,
    begin_s: float,
    end_s: float,
    ends_by: EndReason,
    seen_until_s: float | None = None,
) -> Scene:
    return Scene(
        name=name,
        kind=OpportunityKind.ARBITRAGE,
        league=league,
        number=number,
        begin_s=begin_s,
        end_s=end_s,
        market=_ML,
        legs=(("fanduel", _HOME), ("draftkings", _AWAY)),
        quotes=(Quote("fanduel", {_HOME: LONGER}), Quote("draftkings", {_AWAY: LONGER})),
        frame=EVEN,
        ends_by=ends_by,
        seen_until_s=seen_until_s,
    )


OUTAGE = Outage(League.NCAAF, 50, 105)
"""It lasts over a start, so that the closing prices of those games are seen by nothing."""
OPPORTUNITIES = (
    _two_way("arbitrage-of-two", League.NBA, 3, 25, 55, EndReason.PRICE_MOVED),
    _two_way("arbitrage-until-the-start", League.WNBA, 2, 25, 600, EndReason.EVENT_STARTED),
    _two_way("arbitrage-until-the-outage", League.NCAAF, 4, 25, 65, EndReason.SOURCE_DOWN, OUTAGE.begin_s),
    Scene(
        name="arbitrage-of-three",
        kind=OpportunityKind.ARBITRAGE,
        league=League.MLS,
        number=3,
        begin_s=30,
        end_s=55,
        market=MarketKey.MONEYLINE_3_WAY,
        legs=(("fanduel", _HOME), ("draftkings", _DRAW), ("betmgm", _AWAY)),
        quotes=(
            Quote("fanduel", {_HOME: LONGER}),
            Quote("draftkings", {_DRAW: LONGER}),
            Quote("betmgm", {_AWAY: LONGER}),
        ),
        frame=Frame(home=0.5, margin=1.038),
        ends_by=EndReason.WITHDRAWN,
    ),
    Scene(
        name="middle-on-three",
        kind=OpportunityKind.MIDDLE,
        league=League.NFL,
        number=3,
        begin_s=30,
        end_s=60,
        market=MarketKey.SPREAD,
        legs=(("fanduel", _HOME), ("draftkings", _AWAY)),
        quotes=(Quote("fanduel", {_HOME: -0.01}), Quote("draftkings", line_moves=Decimal(-1))),
        frame=Frame(home=0.588),
        ends_by=EndReason.WITHDRAWN,
    ),
    Scene(
        name="low-hold",
        kind=OpportunityKind.LOW_HOLD,
        league=League.NHL,
        number=3,
        begin_s=30,
        end_s=60,
        market=_ML,
        legs=(("fanduel", _HOME), ("draftkings", _AWAY)),
        quotes=(Quote("fanduel", {_HOME: -0.0105}), Quote("draftkings", {_AWAY: -0.0105})),
        frame=EVEN,
        ends_by=EndReason.PRICE_MOVED,
    ),
    Scene(
        name="long-price",
        kind=OpportunityKind.EV,
        league=League.MLB,
        number=3,
        begin_s=30,
        end_s=60,
        market=_ML,
        legs=(("fanduel", _HOME),),
        quotes=(Quote("fanduel", {_HOME: LONGER}),),
        frame=_UNDERDOG,
        ends_by=EndReason.PRICE_MOVED,
    ),
    Scene(
        name="line-that-did-not-follow",
        kind=OpportunityKind.STALE_LINE,
        league=League.WNBA,
        number=4,
        begin_s=35,
        end_s=60,
        market=_ML,
        legs=(("fanduel", _HOME),),
        quotes=(
            Quote("fanduel", held_for=timedelta(seconds=50)),
            *(
                Quote(book.key, {_HOME: _FOLLOWED, _AWAY: -_FOLLOWED})
                for book in (*BOOKS, ESPN_BOOK)
                if book.key != "fanduel"
            ),
        ),
        frame=_UNDERDOG,
        ends_by=EndReason.PRICE_MOVED,
    ),
)
ENTRIES = (EntryScene("entry-of-two", League.NBA, (Pick(3, 0), Pick(4, 1)), 30, 60, ends_by=EndReason.SUSPENDED),)
