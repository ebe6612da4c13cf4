"""The listings of a league by everything that resolving looks them up by."""

from datetime import date

from a1_identity.blocks import BlockKey, announcement_of, block_of
from a1_resolving.key_index import KeyIndex
from a1_schemas.listing import Listing


class ListingIndex:
    """Listing keys, including those of removed listings."""

    def __init__(self) -> None:
        self.blocks: KeyIndex[BlockKey] = KeyIndex()
        self.announced: KeyIndex[tuple[BlockKey, date]] = KeyIndex()
        self.games: KeyIndex[str] = KeyIndex()
        self.native: KeyIndex[tuple[str, str]] = KeyIndex()
        self.listed_by: KeyIndex[str] = KeyIndex()
        self.pinned_to: KeyIndex[str] = KeyIndex()
        self.own_ids: dict[str, str] = {}

    def __len__(self) -> int:
        named = (self.blocks, self.announced, self.games, self.native, self.listed_by, self.pinned_to, self.own_ids)
        return sum(map(len, named))

    def add(self, key: str, listing: Listing) -> None:
        """Index a listing."""
        self.blocks.add(block_of(listing), key)
        self.games.add(listing.event_id, key)
        if (first := announcement_of(listing)) is not None:
            self.announced.add(first, key)
        for native_id in (listing.native_id, *listing.also_ids):
            self.native.add((listing.provider, native_id), key)
        for target in listing.named_by:
            self.listed_by.add(target, key)
        if listing.pinned is not None:
            self.pinned_to.add(listing.pinned, key)
        self.own_ids[listing.own_id] = key

    def remove(self, key: str, listing: Listing) -> None:
        """Remove a listing that was indexed with these facts."""
        self.blocks.remove(block_of(listing), key)
        self.games.remove(listing.event_id, key)
        if (first := announcement_of(listing)) is not None:
            self.announced.remove(first, key)
        for native_id in (listing.native_id, *listing.also_ids):
            self.native.remove((listing.provider, native_id), key)
        for target in listing.named_by:
            self.listed_by.remove(target, key)
        if listing.pinned is not None:
            self.pinned_to.remove(listing.pinned, key)
        if self.own_ids.get(listing.own_id) == key:
            del self.own_ids[listing.own_id]
