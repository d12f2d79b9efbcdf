"""Write the schema files again: `python -m primer.content.schema`."""

from primer.content.schema import HERE, write_schemas

write_schemas(HERE)
