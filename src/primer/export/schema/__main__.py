"""Write the schema files again: `python -m primer.export.schema`."""

from primer.export.schema import HERE, write_schemas

write_schemas(HERE)
