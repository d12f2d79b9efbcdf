"""Before You Build: claims, evidence and permanent links, from Markdown and BibTeX to a site and paper."""
