"""Write the schema files anew: `python -m primer.export.schema`."""

from primer.export.schema import HERE, write_schemas

write_schemas(HERE)
