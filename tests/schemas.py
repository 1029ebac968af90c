#!/usr/bin/env python3
"""The pattern files against the JSON Schemas that they name in their first line: schemas.py DIR. Prints ok/FAIL lines."""
import json, os, re, sys
import yaml
from jsonschema import Draft7Validator


class Loader(yaml.SafeLoader):
    """YAML 1.2: only true and false are booleans, and what looks like a date is a word."""


Loader.yaml_implicit_resolvers = {k: [(t, r) for t, r in v if t not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def check(path):
    text = open(path, encoding="utf-8").read()
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    if not named:
        return "its first line names no schema"
    schema = json.load(open(os.path.join(os.path.dirname(path), named[1]), encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    errors = sorted(Draft7Validator(schema).iter_errors(yaml.load(text, Loader)), key=lambda e: list(map(str, e.path)))
    return "; ".join(f"{'/'.join(map(str, e.absolute_path))}: {e.message[:120]}" for e in errors[:3])


for top, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        if name.endswith(".yaml"):
            wrong = check(os.path.join(top, name))
            print(f"FAIL schema: {os.path.join(top, name)}: {wrong}" if wrong else f"ok schema: {os.path.join(top, name)}")
