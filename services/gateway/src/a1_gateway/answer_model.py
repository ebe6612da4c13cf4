"""The base of answers that are built for each request."""

from pydantic import BaseModel, ConfigDict


class AnswerModel(BaseModel):
    """Its fields are documented where they are declared."""

    model_config = ConfigDict(use_attribute_docstrings=True)
