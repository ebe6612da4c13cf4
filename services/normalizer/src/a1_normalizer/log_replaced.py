"""When log and positions do not belong together."""


class LogReplacedError(RuntimeError):
    """`log-replaced`: a position or cause lies beyond the end of its partition, so the topics were made anew."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"log-replaced: {what}, beyond the end of that partition. The topics were made anew: delete normalized.* "
            "and the consumer groups that read the old ones, and empty the view (FLUSHDB); it is filled again by itself"
        )
