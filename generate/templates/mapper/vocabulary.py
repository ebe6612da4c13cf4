"""NewProvider's words and ours. A word in no table is a reject, never a default."""

from a1_schemas.vocabulary import EventStatus

STATUSES = {
    "scheduled": EventStatus.SCHEDULED,
    "live": EventStatus.LIVE,
    "suspended": EventStatus.SUSPENDED,
    "postponed": EventStatus.POSTPONED,
    "cancelled": EventStatus.CANCELLED,
    "final": EventStatus.FINAL,
}
