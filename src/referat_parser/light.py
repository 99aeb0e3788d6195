"""What the models take of pydantic in the process of one `referat parse`, made without it: loading it takes two fifths of a start.

The engine that checks and writes the document is pydantic's own, and so are the rules it does that by, which pydantic
made of the models once (`kept`). Everything that a program may ask of a `Referat` beyond its JSON is left out.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Self

Rules = tuple[str, dict[str, Any]]
"""The version of the engine, and its schema of a `Referat` with the names of the models in place of the classes."""

_rules: list[Rules] = []
_models: dict[str, type[BaseModel]] = {}


def use(rules: Rules | None) -> None:
    """Has the models, when they are loaded, made without pydantic."""
    _rules[:] = [] if rules is None else [rules]


def fits() -> bool:
    """Whether the models are to be made without pydantic: there are rules, and the engine that they were made for."""
    return bool(_rules) and _load_engine().__version__ == _rules[0][0]


@cache
def _load_engine() -> Any:
    """pydantic's engine without the package that it is in, which holds descriptions and takes twenty times as long to load.

    The package is loaded after all when anything of it is asked for.
    """
    name = "pydantic_core"
    engine = f"{name}._pydantic_core"
    spec = importlib.util.find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return importlib.import_module(engine)
    package, loader = importlib.util.module_from_spec(spec), spec.loader

    def load_whole(attribute: str) -> object:
        del vars(package)["__getattr__"]
        loader.exec_module(package)
        return getattr(package, attribute)

    vars(package).update(MISSING=object(), __getattr__=load_whole)  # the engine looks whether values are MISSING
    sys.modules[name] = package
    return importlib.import_module(engine)


def map_classes(schema: Any, to: Callable[[Any], object]) -> Any:
    """A schema with something else in place of each class, without what it says of JSON Schema."""
    if isinstance(schema, dict):
        return {
            key: to(value) if key == "cls" else map_classes(value, to)
            for key, value in schema.items()
            if key != "metadata"
        }
    return [map_classes(each, to) for each in schema] if isinstance(schema, list) else schema


ConfigDict = dict
"""The rules know how the models are configured."""


class Field:
    """A field's default; None when it has none."""

    def __init__(self, *, default: object = None, **_: object) -> None:
        self.default = default

    def is_required(self) -> bool:
        return False

    def get_default(self, *, call_default_factory: bool) -> object:
        assert call_default_factory
        return self.default


class BaseModel:
    """As far as the engine knows it, a model of pydantic."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    __pydantic_extra__: None
    __pydantic_fields_set__: set[str]
    __pydantic_private__: None
    __pydantic_validator__: Any
    __pydantic_serializer__: Any
    model_fields: dict[str, Field] = {}  # noqa: RUF012 - a subclass has its own

    def __init_subclass__(cls) -> None:
        own = {name: vars(cls).get(name) for name in vars(cls).get("__annotations__", ())}
        fields = {name: value if isinstance(value, Field) else Field(default=value) for name, value in own.items()}
        cls.model_fields = {**cls.model_fields, **fields}
        _models[cls.__name__] = cls

    @classmethod
    def model_rebuild(cls) -> None:
        """Gives the model that the rules are of what checks and writes it."""
        engine = _load_engine()
        schema = map_classes(_rules[0][1], _models.__getitem__)
        cls.__pydantic_validator__ = engine.SchemaValidator(schema)
        cls.__pydantic_serializer__ = engine.SchemaSerializer(schema)

    def __init__(self, /, **values: object) -> None:
        self.__pydantic_validator__.validate_python(values, self_instance=self)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        copied = object.__new__(type(self))
        object.__setattr__(copied, "__dict__", {**vars(self), **update})
        copied.__pydantic_fields_set__ = {*self.__pydantic_fields_set__, *update}
        copied.__pydantic_extra__ = None
        copied.__pydantic_private__ = None
        return copied
