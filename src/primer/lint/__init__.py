"""References to a primer in other people's files: found, judged by the primer's `ids.json`, reported and repaired."""
