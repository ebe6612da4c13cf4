"""`python -m a1_ingest_odds`."""

import sys

from a1_ingest_odds.app import main

sys.exit(main())
