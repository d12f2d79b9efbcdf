"""From a `Primer` to what readers get: pages, search data, machine-readable files and paper."""
