"""Why a number is not given."""

from a1_schemas.analytics_words import RefusalReason


class Refused(ValueError):  # noqa: N818  # the word of the closed list
    """The number would be wrong or unfounded. `reason` is counted, the text is for people."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
