"""What the office offers and the shop sells. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model

from models.db.checked import CheckedInt


class Service(Model):
    """Something a resident can have done at the counter."""

    code = fields.CharField(max_length=24, primary_key=True)
    number = fields.IntField(unique=True)
    prefix = fields.CharField(max_length=4)
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    fee_idr = fields.BigIntField()
    working_days = fields.IntField()

    class Meta:
        table = "service"


class SparePart(Model):
    """Something the shop sells, with its price of today and its stock."""

    sku = fields.CharField(max_length=32, primary_key=True)
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    family = fields.TextField()
    """What people call the whole kind ("kampas rem"), one a line."""
    synonyms = fields.TextField()
    """What people call this one, one a line."""
    fits = fields.TextField()
    """Vehicles it fits, one a line."""
    unit = fields.CharField(max_length=16)
    price_idr = fields.BigIntField()
    initial = fields.IntField()
    """All pieces that came in, as the last count corrected them."""
    on_hand = CheckedInt('"on_hand" >= 0 AND "on_hand" <= "initial"')
    """Free pieces: `initial` less what orders and baskets hold or took."""
    withdrawn_at_ms = fields.BigIntField(null=True)

    class Meta:
        table = "spare_part"


class PartPrice(Model):
    """A price and since when it counts."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=32, db_index=True)
    price_idr = fields.BigIntField()
    from_ms = fields.BigIntField()
    staff_id = fields.BigIntField(null=True)

    class Meta:
        table = "part_price"


class StockMovement(Model):
    """One change of the free stock: `on_hand` is the sum of a part's movements."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=32, db_index=True)
    kind = fields.CharField(max_length=10)
    pieces = fields.IntField()
    """Above zero when they came, below when they went."""
    order_id = fields.BigIntField(null=True)
    at_ms = fields.BigIntField()
    staff_id = fields.BigIntField(null=True)

    class Meta:
        table = "stock_movement"


class PartWish(Model):
    """A contact who wants to hear when a part is back."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=32)
    contact_id = fields.BigIntField(db_index=True)
    asked_at_ms = fields.BigIntField()

    class Meta:
        table = "part_wish"
        unique_together = (("sku", "contact_id"),)


class CatalogueChange(Model):
    """How often the words of something changed, so that a cache knows when to load again."""

    name = fields.CharField(max_length=16, primary_key=True)
    number = fields.BigIntField()

    class Meta:
        table = "catalogue_change"
