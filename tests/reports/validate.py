"""Checks JSON documents against a schema: validate.py SCHEMA FILE...; a .jsonl file holds one document a line."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for document in text.splitlines() if path.endswith(".jsonl") else [text]:
        for error in validator.iter_errors(json.loads(document)):
            sys.exit(f"{path}: {error.json_path}: {error.message}")
