"""The line of a row: its number, its type, the sides that can be taken. There are no prices."""

from collections.abc import Iterator
from decimal import Decimal

from a1_mappers.extracted import Line, Reject
from a1_mappers.parsing import MAX_LINE, ParseError, parse_optional_number
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.vocabulary import LINE_TYPES, OPEN_STATUSES, SIDES, SIDES_OF_TYPE, SUSPENDED
from a1_schemas.vocabulary import LineType, RejectReason, Selection


def line_of(projection: wire.Projection) -> Line:
    """Return the line on offer. In a promotion that is the promotional line, with the regular one beside it.

    Raises ParseError for a row without a line, and for words in no vocabulary.
    """
    facts = projection.attributes
    regular, sale = _number(facts.line_score), _number(facts.flash_sale_line_score)
    line = regular if sale is None else sale
    if line is None:
        raise ParseError(RejectReason.INVALID_LINE, "no line_score")
    line_type = _line_type(facts.odds_type)
    return Line(
        line=line,
        line_type=line_type,
        sides=_sides(facts.allowed_wager_types, line_type),
        is_adjusted=facts.adjusted_odds,
        promo=bool(facts.is_promo) or sale is not None,
        regular_line=None if sale is None else regular,
        suspended=facts.status is not None and facts.status not in OPEN_STATUSES,
        native_id=projection.id,
    )


def _number(value: Decimal | None) -> Decimal | None:
    """Return a line. Promotions use any number (3.14), so quarter points are not required."""
    line = parse_optional_number(value)
    if line is not None and abs(line) > MAX_LINE:
        raise ParseError(RejectReason.INVALID_LINE, f"{line} is no line")
    return line


def _line_type(odds_type: str | None) -> LineType:
    """Return the line type. Boards from before goblins and demons have no type: every line was standard."""
    if odds_type is None:
        return LineType.STANDARD
    line_type = LINE_TYPES.get(odds_type)
    if line_type is None:
        raise ParseError(RejectReason.UNKNOWN_LINE_TYPE, f"{odds_type!r:.80}")
    return line_type


def _sides(written: str | None, line_type: LineType) -> tuple[Selection, ...]:
    """Return the sides that can be taken; raises ParseError for a word in no vocabulary."""
    if written is None:
        return SIDES_OF_TYPE[line_type]
    sides = SIDES.get(written)
    if sides is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"wager type {written!r:.80}")
    return sides


def status_faults(status: str | None, path: str) -> Iterator[Reject]:
    """Yield a reject for a status in no vocabulary. The line is kept as suspended, since it may not be playable."""
    if status is not None and status not in OPEN_STATUSES and status != SUSPENDED:
        yield Reject(RejectReason.UNKNOWN_STATUS, path, f"{status!r:.80}")
