"""Bodies of requests: read by their model, and refused by the name of the field at fault."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import ClientDisconnect

from a1_gateway.errors import Problem, ProblemCode, bad_parameter
from a1_gateway.snapshot.annotations import COMPONENTS
from a1_service_kit.refusals import MAX_BODY_BYTES


class PostedModel(BaseModel):
    """Takes finite numbers alone, no text for a number and no field that it does not have."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


PostedT = TypeVar("PostedT", bound=PostedModel)
BODY = "body"
"""The name of the whole body, where a problem lies in no field."""


async def read_posted(request: Request, model: type[PostedT]) -> PostedT:
    """Return the body of a request. Raises Problem: 422 by the first field at fault, 413 above 64 KiB."""
    try:
        body = await request.body()
    except ClientDisconnect:
        raise bad_parameter(BODY, "It did not arrive whole.") from None
    if len(body) > MAX_BODY_BYTES:
        raise Problem(413, ProblemCode.REQUEST_TOO_LARGE, "Body too large", f"At most {MAX_BODY_BYTES} bytes.")
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise _problem_of(error.errors(include_url=False, include_context=False)[0]) from None


def operation_of(model: type[PostedModel], example: Mapping[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI of a request's body."""
    schema = {"$ref": COMPONENTS + model.__name__}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def _problem_of(fault: Mapping[str, Any]) -> Problem:
    name = ".".join(map(str, fault["loc"])) or BODY
    if fault["type"] == "extra_forbidden":
        detail = "The body has no such field."
        return Problem(422, ProblemCode.UNKNOWN_PARAMETER, "Unknown parameter", detail, parameter=name)
    return bad_parameter(name, f"{fault['msg']}.")
