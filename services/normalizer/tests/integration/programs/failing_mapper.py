"""The normalizer with a bug of ours: the mapper of The Odds API's boards raises at every body."""

import sys
from typing import Never

from a1_mappers.registry import MAPPERS
from a1_normalizer.app import main
from a1_schemas.providers import Provider


def _raise(*_: object) -> Never:
    raise TypeError("a bug of ours")


MAPPERS[Provider.ODDS, "odds"] = _raise
sys.exit(main())
