"""`python -m a1_ingest_sportradar`."""

import sys

from a1_ingest_sportradar.app import main

sys.exit(main())
