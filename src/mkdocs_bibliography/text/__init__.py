"""A text, places in it, what is wrong there, where it is prose; escaping and whole files."""
