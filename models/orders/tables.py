"""Orders, their lines and their steps. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model

from models.db.checked import CheckedInt


class Order(Model):
    """Parts somebody wants or bought: a basket first, then a numbered order."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=20, unique=True, null=True)
    """Given when it is placed."""
    contact_id = fields.BigIntField()
    """0 for a buyer at the counter who is not known."""
    basket_of = fields.BigIntField(unique=True, null=True)
    """The contact while this is a basket: nobody has two."""
    client_key = fields.CharField(max_length=80, null=True)
    """Of the message that placed it: the same one again is the same order."""
    stage = fields.CharField(max_length=16, db_index=True)
    total_idr = fields.BigIntField()
    held_until_ms = fields.BigIntField(db_index=True, null=True)
    """When a basket's stock goes back; none once it is placed or gone back."""
    touched_at_ms = fields.BigIntField()
    """When a part was last added, or when it was placed."""
    reason = fields.CharField(max_length=200)
    """Why staff declined."""

    class Meta:
        table = "shop_order"
        unique_together = (("contact_id", "client_key"),)


class OrderLine(Model):
    """One part of an order, at the price of the moment it was added."""

    id = fields.BigIntField(primary_key=True)
    order_id = fields.BigIntField()
    sku = fields.CharField(max_length=32)
    quantity = fields.IntField()
    """As asked for."""
    granted = fields.IntField()
    """As the shop gives it; fewer after a part confirmation."""
    held = CheckedInt('"held" = 0 OR ("held" > 0 AND "held" = "granted")')
    """Pieces out of the stock for this line: none, or all that it is granted."""
    price_idr = fields.BigIntField()
    """Kept while the stock is held; what is paid once it is placed."""
    told_idr = fields.BigIntField()
    """The shop's price that the contact last heard."""

    class Meta:
        table = "order_line"
        unique_together = (("order_id", "sku"),)


class OrderStep(Model):
    """A stage an order reached, and who saw to it."""

    id = fields.BigIntField(primary_key=True)
    order_id = fields.BigIntField(db_index=True)
    stage = fields.CharField(max_length=16)
    at_ms = fields.BigIntField()
    staff_id = fields.BigIntField(null=True)

    class Meta:
        table = "order_step"


class OrderNotice(Model):
    """A step that whoever ordered must hear of, told once."""

    step_id = fields.BigIntField(primary_key=True)
    order_id = fields.BigIntField(db_index=True)
    told_at_ms = fields.BigIntField(null=True, db_index=True)

    class Meta:
        table = "order_notice"


class OrderYear(Model):
    """The last number given in a year."""

    year = fields.CharField(max_length=4, primary_key=True)
    last_number = fields.IntField()

    class Meta:
        table = "order_year"
