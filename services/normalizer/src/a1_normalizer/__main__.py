"""`python -m a1_normalizer`."""

import sys

from a1_normalizer.app import main

sys.exit(main())
