"""What holds for every test."""

from hypothesis import settings

# A deadline for one example would measure the machine, not the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
