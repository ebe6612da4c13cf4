"""`python -m a1_ingest_espn`."""

import sys

from a1_ingest_espn.app import main

sys.exit(main())
