"""Write the schema files anew: `python -m primer.schema`."""

from primer.schema import HERE, write_schemas

write_schemas(HERE)
