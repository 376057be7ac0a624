"""Turn the facts about one resource into a draft of its part of `openapi.json`.

``python scripts/contract_from_facts.py FACTS.yaml``
    print the part: tag, paths, schemas and parameters that the contract lacks;
``python scripts/contract_from_facts.py FACTS.yaml --into openapi.json``
    add to the contract what it lacks; what it has stays as it is;
``python scripts/contract_from_facts.py FACTS.yaml --compare``
    list what the contract says about these operations that the facts do not, and the other way
    round.

What a person has to decide is listed on stderr. Read the draft and correct it: descriptions come
from notes, and facts may be uncertain (`x-uncertain`). The tools are in the group `regen`.
"""

import argparse
import copy
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from _contract_diff import compare
from _generate import CONTRACT, dump

Json = dict[str, Any]

_ALWAYS = {
    "403": "Forbidden",
    "421": "Misdirected",
    "422": "ValidationFailed",
    "429": "UsageLimitReached",
    "500": "InternalError",
    "501": "NotImplemented",
    "503": "Busy",
}
_SOMETIMES = {
    "400": "BadRequest",
    "404": "NotFound",
    "409": "Conflict",
    "410": "Gone",
    "412": "PreconditionFailed",
    "413": "PayloadTooLarge",
}
_SELDOM_NEEDED = {"organization_id", "created_at", "updated_at"}
_REDIRECTS = ("302", "303", "307")
_NOTES = {
    "id": "Id, made by the service.",
    "project_id": "Project it belongs to.",
    "created_at": "When it was created.",
    "updated_at": "When it was last changed.",
    "items": "The items of this page.",
    "count": "Items on this page.",
    "total": "All that match.",
}
"""What fields mean that most resources have, where the facts do not say it."""
_BOUNDS = {
    "min": "minimum",
    "max": "maximum",
    "exclusive_min": "exclusiveMinimum",
    "min_length": "minLength",
    "min_items": "minItems",
}
_KEPT = ("minLength", "maxLength", "maxItems", "format", "default", "const", "deprecated")
_SIMPLE = {"string", "integer", "number", "boolean", "object"}


_DELETIONS = "/deletions/{resource_type}/{resource_id}"


class Draft:
    """The part of a contract that describes one resource.

    Parameters
    ----------
    facts : dict
        A file of facts; its form is described in `docs/contributing.md`.
    contract : dict
        The contract whose parameters, answers and schemas the draft refers to.

    Attributes
    ----------
    tag, paths, schemas, parameters, links : dict
        What the contract needs for the resource, in its own style.
    questions : list of str
        What a person has to decide.
    """

    def __init__(self, facts: Json, contract: Json) -> None:
        self._facts = facts
        self._components: Json = contract["components"]
        self.questions: list[str] = []
        self.tag = {"name": facts["resource"], "description": facts["about"]}
        self.schemas = {
            name: self._named_schema(name, schema)
            for name, schema in (facts.get("schemas") or {}).items()
        }
        self.parameters: Json = {}
        self.links: Json = {}
        self.paths: Json = {}
        for operation in facts["operations"]:
            self._add(operation)
        self._keep_what_is_used()

    def _keep_what_is_used(self) -> None:
        """Leave out schemas that no operation leads to, and stand in for those that lack."""
        used: set[str] = set()
        for name in _references(self.paths):
            used |= _reached(name, self.schemas)
        for name in sorted(used):
            if name not in self.schemas and name not in self._components["schemas"]:
                self.questions.append(f"schema {name} is in neither the facts nor the contract")
                self.schemas[name] = {"type": "object", "description": f"{name}: to be written."}
        for name in sorted(self.schemas.keys() - used):
            self.questions.append(f"schema {name} is left out: no operation uses it")
            del self.schemas[name]

    def _add(self, facts: Json) -> None:
        path = self.paths.setdefault(
            facts["path"],
            {"parameters": [{"$ref": "#/components/parameters/OrganizationHeader"}]},
        )
        operation: Json = {"operationId": facts["id"], "tags": [self._facts["resource"]]}
        operation["summary"] = facts["summary"].rstrip(".")
        operation["description"] = " ".join(facts.get("notes", ())) or facts["summary"]
        if facts.get("deprecated"):
            operation["deprecated"] = True
        codes = self._codes(facts)
        uncertain = [answer for answer in facts["responses"].values() if answer.get("uncertain")]
        if len(codes) > 1 or uncertain:
            operation["x-uncertain"] = (
                "The exact success status is not published; all of these are accepted."
            )
        method = facts["method"].lower()
        body: Json | None = facts.get("request_body")
        sends_json = body is not None and body["content_type"] == "application/json"
        creates = method == "post" and sends_json and self._record(facts) is not None
        parameters = [self._in_path(each) for each in facts.get("path_params", ())]
        parameters += [self._query(facts["id"], each) for each in facts.get("query_params", ())]
        for wanted, name in ((creates, "IdempotencyKey"), (method == "patch", "IfMatch")):
            if wanted:
                parameters.append({"$ref": f"#/components/parameters/{name}"})
        if parameters:
            operation["parameters"] = parameters
        if body:
            operation["requestBody"] = self._body(facts["id"], body)
        answers = {code: self._answer(facts, code, answer) for code, answer in codes.items()}
        operation["responses"] = answers | self._errors(facts, method, creates=creates)
        path[method] = operation
        self._ask(facts)

    def _ask(self, facts: Json) -> None:
        for key in ("alternates", "also_in", "rate_limit", "auth"):
            if key in facts:
                self.questions.append(f"{facts['id']}: {key}: {facts[key]}")
        for answer in facts["responses"].values():
            for key in ("alternate", "note"):
                if key in answer:
                    self.questions.append(f"{facts['id']}: answer: {key}: {answer[key]}")
        for error in facts.get("errors", ()):
            if "when" in error:
                self.questions.append(f"{facts['id']}: {error['status']}: {error['when']}")

    def _codes(self, facts: Json) -> dict[str, Json]:
        """Return the answers that are no errors, by code; doubt makes several of one."""
        codes: dict[str, Json] = {}
        several: tuple[str, ...]
        for status, answer in facts["responses"].items():
            if status[0] == "3":
                several = _REDIRECTS
            elif facts["method"] == "POST" and answer.get("uncertain"):
                several = ("200", "201")
            else:
                several = tuple(status.split("/"))
            codes |= dict.fromkeys(several, answer)
        return codes

    def _record(self, facts: Json) -> str | None:
        """Return the schema of the answer if it is one record: it has an id and times."""
        for answer in facts["responses"].values():
            name = answer.get("schema")
            if name and {"id", "updated_at"} <= self._fields(name).keys():
                return str(name)
        return None

    def _fields(self, name: str) -> Json:
        stated = (self._facts.get("schemas") or {}).get(name)
        if stated is None:
            known = self._components["schemas"].get(name, {})
            parts = [known, *known.get("allOf", ())]
            return {
                key: value for part in parts for key, value in part.get("properties", {}).items()
            }
        above = self._fields(stated["extends"]) if "extends" in stated else {}
        return above | {field["name"]: field for field in stated.get("fields") or ()}

    def _in_path(self, facts: Json) -> Json:
        name = f"{_pascal(facts['name'])}InPath"
        if name not in self._components["parameters"]:
            self.parameters[name] = {
                "name": facts["name"],
                "in": "path",
                "required": True,
                "description": facts.get("note") or f"Id of the {_words(facts['name'])}.",
                "schema": {"type": "string", "minLength": 1},
            }
        return {"$ref": f"#/components/parameters/{name}"}

    def _query(self, operation: str, facts: Json) -> Json:
        """Refer to the parameter of the contract that says the same, or write it out."""
        name, required = facts["name"], bool(facts["required"])
        for key, known in self._components["parameters"].items():
            same = (known["name"], known["in"], bool(known.get("required")))
            if same == (name, "query", required) and self._agrees(facts, known):
                return {"$ref": f"#/components/parameters/{key}"}
        self.questions.append(f"{operation}: query {name} is written out: no parameter is the same")
        parameter: Json = {"name": name, "in": "query", "required": required}
        parameter |= {"description": _description(facts)}
        schema = self._schema({**facts, "nullable": False})
        schema.pop("description", None)
        if "x-uncertain" in schema:
            parameter["x-uncertain"] = schema.pop("x-uncertain")
        return {**parameter, "schema": schema}

    def _agrees(self, facts: Json, known: Json) -> bool:
        schema = known["schema"]
        if "$ref" in schema:
            schema = self._components["schemas"][schema["$ref"].rpartition("/")[2]]
            return facts.get("enum") in (None, schema.get("enum"))
        if facts["name"] == "limit" and not facts.keys() & {"max", "default"}:
            return "x-uncertain" in known and schema.get("maximum") == schema.get("default")
        stated = {_BOUNDS.get(key, key): value for key, value in facts.items()}
        return all(
            schema.get(key) == stated[key]
            for key in ("type", "minimum", "maximum", "default", "enum")
            if key in stated
        )

    def _body(self, operation: str, facts: Json) -> Json:
        schema = self._type(facts["schema"]) if "schema" in facts else {"type": "object"}
        if "schema" not in facts:
            self.questions.append(f"{operation}: body: {facts.get('body') or facts.get('note')}")
        content = {facts["content_type"]: {"schema": schema}}
        return {"required": bool(facts["required"]), "content": content}

    def _answer(self, facts: Json, code: str, answer: Json) -> Json:
        if code[0] == "3":
            return {"$ref": "#/components/responses/Redirect"}
        headers: Json = {"x-correlation-id": {"$ref": "#/components/headers/CorrelationId"}}
        if answer.get("schema") and answer["schema"] == self._record(facts):
            headers["etag"] = {"$ref": "#/components/headers/RecordVersion"}
        made: Json = {
            "description": "Created." if code == "201" else "Success.",
            "headers": headers,
        }
        if "schema" in answer:
            made["content"] = {"application/json": {"schema": self._type(answer["schema"])}}
        elif str(answer.get("body", "")).startswith("ignored"):
            says = "there is no body" if code == "204" else "a body, if there is one, says nothing"
            made["description"] = f"Done; {says}."
        elif "body" in answer:
            media = answer["body"] if re.fullmatch(r"\w+/[\w.+-]+", answer["body"]) else None
            if media is None:
                self.questions.append(f"{facts['id']}: answer {code}: {answer['body']}")
            made["content"] = {media or "application/octet-stream": {"schema": {"type": "string"}}}
        if facts["method"] == "POST" and "etag" in headers:
            links = self._links(answer["schema"])
            if links:
                made["links"] = links
        return made

    def _links(self, record: str) -> Json:
        """Return links from a new record to the operations on it."""
        links: Json = {}
        for facts in self._facts["operations"]:
            named = facts.get("path_params", ())
            if len(named) != 1 or not facts["path"].endswith("}"):
                continue
            what = _pascal(named[0]["name"].removesuffix("_id"))
            if record.endswith(what) or record.startswith(what):
                name = _pascal(facts["id"])
                if name not in self._components["links"]:
                    self.links[name] = {
                        "operationId": facts["id"],
                        "description": f"{facts['summary'].rstrip('.')}: of this record.",
                        "parameters": {named[0]["name"]: "$response.body#/id"},
                    }
                links[name] = {"$ref": f"#/components/links/{name}"}
        return links

    def _errors(self, facts: Json, method: str, *, creates: bool) -> Json:
        codes = set(_ALWAYS) | {str(error["status"]) for error in facts.get("errors", ())}
        if facts.get("path_params"):
            codes.add("404")
        if facts.get("request_body"):
            codes |= {"400", "413"}
        if creates:
            codes.add("409")
        if method == "patch":
            codes |= {"409", "412"}
        names = _ALWAYS | _SOMETIMES
        for code in sorted(codes - names.keys()):
            self.questions.append(f"{facts['id']}: the contract has no answer {code}")
        return {
            code: {"$ref": f"#/components/responses/{names[code]}"}
            for code in sorted(codes & names.keys())
        }

    def _named_schema(self, name: str, facts: Json) -> Json:
        text = {"description": " ".join(facts.get("notes", ())) or f"{_words(name).capitalize()}."}
        uncertain = {"x-uncertain": "Inferred."} if facts.get("uncertain") else {}
        if "enum" in facts:
            return {"type": facts["type"], **text, "enum": facts["enum"], **uncertain}
        fields = facts.get("fields") or []
        made: Json = {"type": "object", **text, **uncertain}
        if fields:
            made["properties"] = {field["name"]: self._schema(field) for field in fields}
        needed = [field["name"] for field in fields if field.get("required")]
        is_page = {"items", "total"} <= {field["name"] for field in fields}
        # A record is read even where an older service sends less.
        if "id" in made.get("properties", ()):
            needed = [field for field in needed if field not in _SELDOM_NEEDED]
        if is_page:
            needed = ["items"]
            made["description"] = f"A page of {_words(name.removesuffix('Page'))} records."
        if needed:
            made["required"] = needed
        more = facts.get("additional_properties")
        if isinstance(more, str):
            made["additionalProperties"] = self._type(more)
        elif more is not None or is_page:
            made["additionalProperties"] = more is not False
        if "extends" not in facts:
            return made
        del made["description"]
        return {**text, "allOf": [_reference(facts["extends"]), made]}

    def _schema(self, facts: Json) -> Json:
        """Return the schema of a field or a parameter."""
        schema = {"description": _description(facts), **self._type(facts["type"])}
        schema |= {key: facts[key] for key in _KEPT if key in facts}
        schema |= {_BOUNDS[key]: facts[key] for key in _BOUNDS if key in facts}
        words = facts.get("enum")
        if words and not facts.get("open_enum"):
            schema["enum"] = words
        if "item_maxLength" in facts:
            schema["items"]["maxLength"] = facts["item_maxLength"]
        if facts.get("nullable"):
            schema = _nullable(schema)
        if facts.get("server_generated") or facts.get("read_only"):
            schema["readOnly"] = True
        if facts.get("uncertain"):
            schema["x-uncertain"] = "Not stated."
        return schema

    def _type(self, text: str) -> Json:
        """Read a type as the facts write it: `array<T>`, `map<string, T>`, `T | U`, or a name."""
        text = text.strip()
        choices = _split(text, "|")
        if len(choices) > 1:
            if set(choices) - {"null"} <= _SIMPLE:
                return {"type": choices}
            return {"anyOf": [self._type(choice) for choice in choices]}
        if inner := re.fullmatch(r"array<(.*)>", text):
            return {"type": "array", "items": self._type(inner[1])}
        if inner := re.fullmatch(r"map<(.*)>", text):
            return {"type": "object", "additionalProperties": self._type(_split(inner[1], ",")[1])}
        if text == "null" or text in _SIMPLE - {"object"}:
            return {"type": text}
        if text == "object" or text.startswith("object{"):
            return {"type": "object", "additionalProperties": True}
        if text == "array":
            return {"type": "array", "items": {}}
        if text == "any":
            return {}
        if text == "binary":
            return {"type": "string", "contentMediaType": "application/octet-stream"}
        return _reference(text)

    def document(self) -> Json:
        """Return the part as a contract has it."""
        return {
            "tags": [self.tag],
            "paths": self.paths,
            "components": {
                "parameters": self.parameters,
                "schemas": self.schemas,
                "links": self.links,
            },
        }

    def into(self, contract: Json) -> list[str]:
        """Add the operations that a contract lacks, and what they use.

        Returns the names of what the contract has already, and has otherwise.
        """
        kept: list[str] = []
        added: list[Json] = []
        places = {_shape(path): path for path in contract["paths"]}
        for path, item in self.paths.items():
            place = places.setdefault(_shape(path), path)
            target = contract["paths"].setdefault(place, {"parameters": item["parameters"]})
            for method, operation in item.items():
                if method == "parameters":
                    continue
                if method not in target:
                    target[method] = copy.deepcopy(operation)
                    added.append(operation)
                    _name_in_deletions(contract, path, operation)
                elif target[method] != operation:
                    kept.append(f"{path} {method}")
        if added and self.tag["name"] not in [tag["name"] for tag in contract["tags"]]:
            contract["tags"].append(self.tag)
        for kind in ("parameters", "links", "schemas"):
            entries: Json = getattr(self, kind)
            target = contract["components"][kind]
            used = _references(added, kind)
            for name in used & entries.keys():
                used |= _reached(name, entries) if kind == "schemas" else set()
            for name in [name for name in entries if name in used]:
                if name not in target:
                    target[name] = copy.deepcopy(entries[name])
                elif target[name] != entries[name]:
                    kept.append(f"{kind[:-1]} {name}")
        return sorted(kept)

    def differences(self, contract: Json) -> list[str]:
        """List what has to change in the draft of operations that a contract has already."""
        drafted = copy.deepcopy(contract)
        drafted["paths"] = self.paths
        for kind in ("parameters", "schemas", "links"):
            drafted["components"][kind].update(getattr(self, kind))
        known = {
            path: {method: item[method] for method in self.paths[path] if method in item}
            for path, item in contract["paths"].items()
            if path in self.paths
        }
        return compare(drafted, {**contract, "paths": known}).lines()


def _reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _references(node: Any, kind: str = "schemas") -> set[str]:
    """Return the names of the components of a kind that anything inside refers to."""
    return set(re.findall(rf'"#/components/{kind}/([^"]+)"', json.dumps(node)))


def _reached(name: str, schemas: Json) -> set[str]:
    """Return the names of the schemas that one of them leads to."""
    found, todo = {name}, {name}
    while todo:
        todo = _references([schemas.get(each) for each in todo]) - found
        found |= todo
    return found


def _name_in_deletions(contract: Json, path: str, operation: Json) -> None:
    """Let callers ask what a delete of such a record takes along, and expect such records."""
    kind, is_delete = re.subn("^delete_", "", operation["operationId"])
    stored = re.search(r"/(\w+)/\{\w+\}$", path)
    if not is_delete or stored is None or _DELETIONS not in contract["paths"]:
        return
    for parameter in contract["paths"][_DELETIONS]["get"]["parameters"]:
        schema = parameter["schema"]
        if parameter["name"] == "resource_type" and kind not in schema["enum"]:
            schema["enum"].append(kind)
        elif parameter["name"] == "expected" and stored[1] not in schema["items"]["enum"]:
            schema["items"]["enum"].append(stored[1])


def _shape(path: str) -> str:
    """Return a path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _nullable(schema: Json) -> Json:
    kind = schema.get("type")
    if kind is not None:
        kinds = [kind] if isinstance(kind, str) else kind
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        return {**schema, "type": [*kinds, "null"]}
    null = {"type": "null"}
    if "$ref" in schema:
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**rest, "anyOf": [{"$ref": schema["$ref"]}, null]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], null]}
    return schema


def _split(text: str, mark: str) -> list[str]:
    """Split a type at a mark that is in no brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "<{") - (letter in ">}")
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _description(facts: Json) -> str:
    name = facts["name"]
    text = str(facts.get("note") or _NOTES.get(name) or f"{_words(name).capitalize()}.")
    return f"{text.rstrip('.')}, in {facts['unit']}." if "unit" in facts else text


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower().removesuffix(" id")


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", type=Path, help="the facts about one resource")
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="default: openapi.json")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--into", type=Path, metavar="CONTRACT", help="add to this contract")
    task.add_argument("--compare", action="store_true", help="list differences from the contract")
    options = parser.parse_args(arguments)
    try:
        facts = yaml.safe_load(options.facts.read_text(encoding="utf-8"))
        contract = json.loads((options.into or options.contract).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 1
    draft = Draft(facts, contract)
    if options.compare:
        print("\n".join(draft.differences(contract)) or "no differences")
        return 0
    kept: list[str] = []
    if options.into:
        kept = draft.into(contract)
        options.into.write_text(dump(contract), encoding="utf-8")
    else:
        print(dump(draft.document()), end="")
    for question in draft.questions:
        print(f"decide: {question}", file=sys.stderr)
    for name in kept:
        print(f"kept as it is, but the facts differ: {name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
