"""`python -m a1_analytics`."""

import sys

from a1_analytics.app import main

sys.exit(main())
