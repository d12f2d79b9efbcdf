"""Write the schema files anew: `python -m primer.data_schema`."""

from primer.data_schema import HERE, write_schemas

write_schemas(HERE)
