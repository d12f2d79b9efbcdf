"""MkDocs plugins: hooks that take apart, call and put back."""
