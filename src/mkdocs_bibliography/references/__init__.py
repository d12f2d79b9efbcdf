"""Bibliography files to references, and references to BibTeX, CSL and RIS."""
