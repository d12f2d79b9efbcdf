"""The faces of paper: those that come with the package, and what they and others on this machine have letters for."""
