"""What files mean: types, fields, pages, ids, ledger and history, joined into a primer."""
