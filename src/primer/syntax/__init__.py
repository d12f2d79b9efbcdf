"""What our Markdown adds: ids, typed blocks, directives, headings."""
