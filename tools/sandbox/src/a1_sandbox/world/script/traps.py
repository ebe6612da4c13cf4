"""The traps of the script: what a table of prices takes for an opportunity, each with the reason why it is none."""

from datetime import timedelta
from decimal import Decimal

from a1_sandbox.world.odds import ESPN_BOOK, EXCHANGE
from a1_sandbox.world.quotes import Market, Price
from a1_sandbox.world.script.opportunities import EVEN, LONGER, OUTAGE
from a1_sandbox.world.script.scenes import EntryScene, Pick, Quote, Scene
from a1_sandbox.world.staging import Frame
from a1_schemas.analytics_words import OpportunityKind, RefusalReason
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Selection

_HOME, _AWAY, _DRAW = Selection.HOME, Selection.AWAY, Selection.DRAW
_OVER, _UNDER = Selection.OVER, Selection.UNDER
_ML = MarketKey.MONEYLINE
_ONE, _OTHER = ("fanduel", _HOME), ("draftkings", _AWAY)
_BOTH_LONG = (Quote("fanduel", {_HOME: LONGER}), Quote("draftkings", {_AWAY: LONGER}))
_ALL_ARE_LISTED_S = 60
"""By then the other providers' listings are there, without which the one in doubt is in none."""
_HOURS_AGO = timedelta(hours=3)
_SURELY_DOWN_S = OUTAGE.begin_s + 24
"""By then polls of the league have failed often enough that its odds are down."""


def _trap(
    reason: RefusalReason,
    league: League,
    number: int,
    legs: tuple[tuple[str, Selection], ...],
    quotes: tuple[Quote, ...],
    *,
    frame: Frame = EVEN,
    market: MarketKey = _ML,
    begin_s: float = 30,
    end_s: float = 120,
) -> Scene:
    return Scene(
        name=f"trap-{reason}",
        kind=OpportunityKind.ARBITRAGE,
        league=league,
        number=number,
        begin_s=begin_s,
        end_s=end_s,
        market=market,
        legs=legs,
        quotes=quotes,
        frame=frame,
        refused_for=reason,
    )


_OF_REGULATION = Market(
    MarketKey.MONEYLINE_3_WAY,
    (
        Price(_HOME, None, Decimal("2.45")),
        Price(_AWAY, None, Decimal("2.45")),
        Price(_DRAW, None, Decimal("4.40")),
    ),
)
"""Hockey in sixty minutes, beside the moneylines of all others, with overtime."""
TRAPS = (
    _trap(
        RefusalReason.SAME_SIDE,
        League.NBA,
        6,
        (("fanduel", _HOME), ("draftkings", _HOME)),
        (Quote("fanduel", {_HOME: -0.01}), Quote("draftkings", {_HOME: -0.01})),
        frame=Frame(home=0.42),
    ),
    _trap(
        RefusalReason.QUOTE_STALE,
        League.NBA,
        5,
        (_ONE, _OTHER),
        (Quote("fanduel", {_HOME: LONGER}, held_for=_HOURS_AGO), Quote("draftkings", {_AWAY: LONGER})),
    ),
    _trap(RefusalReason.EVENT_UNCONFIRMED, League.MLB, 12, (_ONE, _OTHER), _BOTH_LONG, begin_s=_ALL_ARE_LISTED_S),
    _trap(
        RefusalReason.SCOPE_MISMATCH,
        League.NHL,
        4,
        (("draftkings", _HOME), ("fanduel", _AWAY)),
        (Quote("draftkings", instead=_OF_REGULATION),),
        frame=Frame(home=0.5),
    ),
    _trap(
        RefusalReason.LINE_MISMATCH,
        League.NHL,
        5,
        (("fanduel", _OVER), ("draftkings", _UNDER)),
        (
            Quote("fanduel", {_OVER: -0.06, _UNDER: 0.06}, line_moves=Decimal(1)),
            Quote("draftkings", {_OVER: 0.06, _UNDER: -0.06}, line_moves=Decimal(-1)),
        ),
        frame=Frame(home=0.5),
        market=MarketKey.TOTAL,
    ),
    _trap(
        RefusalReason.SAME_BOOK,
        League.NCAAM,
        4,
        (("fanduel", _HOME), ("fanduel", _AWAY)),
        (Quote("fanduel", {_HOME: LONGER, _AWAY: LONGER}),),
    ),
    _trap(
        RefusalReason.OUTLIER,
        League.NCAAM,
        6,
        (_ONE, _OTHER),
        (Quote("fanduel", {_HOME: -0.06}),),
        frame=Frame(home=0.5),
    ),
    _trap(
        RefusalReason.COMMISSION_UNKNOWN,
        League.NFL,
        4,
        ((EXCHANGE.key, _HOME), _OTHER),
        (Quote(EXCHANGE.key, {_HOME: LONGER}), Quote("draftkings", {_AWAY: LONGER})),
    ),
    _trap(
        RefusalReason.RULES_UNKNOWN,
        League.NFL,
        5,
        (("mybookieag", _HOME), _OTHER),
        (Quote("mybookieag", {_HOME: LONGER}), Quote("draftkings", {_AWAY: LONGER})),
    ),
    _trap(
        RefusalReason.SOURCE_DOWN,
        OUTAGE.league,
        5,
        (_ONE, (ESPN_BOOK.key, _AWAY)),
        (Quote(ESPN_BOOK.key, {_AWAY: LONGER}),),
        begin_s=_SURELY_DOWN_S,
        end_s=OUTAGE.end_s,
    ),
)
ENTRY_TRAPS = (
    EntryScene(
        "trap-quote-suspended",
        League.NCAAM,
        (Pick(4, 0, is_suspended=True), Pick(6, 1)),
        30,
        120,
        refused_for=RefusalReason.QUOTE_SUSPENDED,
    ),
)
