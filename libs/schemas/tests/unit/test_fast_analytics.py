"""The structs of analytics have their models' fields in the models' order; messages begin after `changed_at`."""

import msgspec
import pytest
from pydantic import BaseModel

from a1_schemas import fair_price, fast_analytics, opportunity, payouts, priced_market, refusal_count

MODELS: dict[type[msgspec.Struct], type[BaseModel]] = {
    fast_analytics.QuotedPrice: priced_market.QuotedPrice,
    fast_analytics.Quote: priced_market.Quote,
    fast_analytics.FairSelection: fair_price.FairSelection,
    fast_analytics.RefusedQuote: fair_price.RefusedQuote,
    fast_analytics.OpportunityLeg: opportunity.OpportunityLeg,
    fast_analytics.Payout: payouts.Payout,
    fast_analytics.PickemEntry: opportunity.PickemEntry,
    fast_analytics.RefusalExample: refusal_count.RefusalExample,
}
MESSAGES: dict[type[msgspec.Struct], type[BaseModel]] = {
    fast_analytics.FairPrice: fair_price.FairPrice,
    fast_analytics.Opportunity: opportunity.Opportunity,
    fast_analytics.RefusalCount: refusal_count.RefusalCount,
}


def names(struct: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(struct)]


@pytest.mark.parametrize(("struct", "model"), MODELS.items(), ids=lambda each: each.__name__)
def test_a_part_has_the_fields_of_its_model(struct: type[msgspec.Struct], model: type[BaseModel]) -> None:
    assert names(struct) == list(model.model_fields)


@pytest.mark.parametrize(("struct", "model"), MESSAGES.items(), ids=lambda each: each.__name__)
def test_a_message_has_the_fields_of_its_model_after_its_version_and_time(
    struct: type[msgspec.Struct], model: type[BaseModel]
) -> None:
    assert ["version", "changed_at", *names(struct)] == list(model.model_fields)
