"""Write the schema files anew: `python -m primer.content.schema`."""

from primer.content.schema import HERE, write_schemas

write_schemas(HERE)
