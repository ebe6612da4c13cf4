"""`python -m a1_sandbox`."""

from a1_sandbox.cli import run

if __name__ == "__main__":
    run()
