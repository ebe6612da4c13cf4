"""The error of a log that does not match the stored positions."""


class LogReplacedError(RuntimeError):
    """`log-replaced`: a position or cause is beyond the end of its partition, so the topics were recreated."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"log-replaced: {what}, beyond the end of that partition. The topics were recreated: delete normalized.* "
            "and the consumer groups that read the old ones, and run `a1 rebuild-view`: the view fills itself again"
        )
