"""How bets ended."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import grades_operation, page_of_shape
from a1_gateway.serving import API, grades_response
from a1_gateway.snapshot.answers import Page
from a1_gateway.snapshot.grades_page import GradeRow

router = APIRouter(prefix=API, tags=["analytics"])


@router.get("/grades/{event_id}", responses=page_of_shape(Page[GradeRow]), openapi_extra=grades_operation())
async def list_grades(request: Request) -> Response:
    """How every bet that was offered on a game ended, by the neutral rules and by those of known bookmakers.

    Empty until the game is over. A bet whose end is not proven is `ungraded` with the reason.
    """
    return grades_response(request)
