"""`python -m primer`."""

from primer.cli import main

main()
