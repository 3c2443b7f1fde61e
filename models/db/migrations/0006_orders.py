from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.db.checked import CheckedInt


class Migration(migrations.Migration):
    dependencies = [("loket", "0005_queues")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CatalogueChange",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("number", fields.BigIntField()),
            ],
            options={
                "table": "catalogue_change",
                "app": "loket",
                "pk_attr": "name",
                "table_description": "How often the words of something changed, so that a cache knows when to load again.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("number", fields.CharField(null=True, unique=True, max_length=20)),
                ("contact_id", fields.BigIntField()),
                ("basket_of", fields.BigIntField(null=True, unique=True)),
                ("client_key", fields.CharField(null=True, max_length=80)),
                ("stage", fields.CharField(db_index=True, max_length=16)),
                ("total_idr", fields.BigIntField()),
                ("held_until_ms", fields.BigIntField(null=True, db_index=True)),
                ("touched_at_ms", fields.BigIntField()),
                ("reason", fields.CharField(max_length=200)),
            ],
            options={
                "table": "shop_order",
                "app": "loket",
                "unique_together": (("contact_id", "client_key"),),
                "pk_attr": "id",
                "table_description": "Parts somebody wants or bought: a basket first, then a numbered order.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("order_id", fields.BigIntField()),
                ("sku", fields.CharField(max_length=32)),
                ("quantity", fields.IntField()),
                ("granted", fields.IntField()),
                ("held", CheckedInt(check='"held" = 0 OR ("held" > 0 AND "held" = "granted")')),
                ("price_idr", fields.BigIntField()),
                ("told_idr", fields.BigIntField()),
            ],
            options={
                "table": "order_line",
                "app": "loket",
                "unique_together": (("order_id", "sku"),),
                "pk_attr": "id",
                "table_description": "One part of an order, at the price of the moment it was added.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrderStep",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("order_id", fields.BigIntField(db_index=True)),
                ("stage", fields.CharField(max_length=16)),
                ("at_ms", fields.BigIntField()),
                ("staff_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "order_step",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "A stage an order reached, and who saw to it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OrderYear",
            fields=[
                (
                    "year",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=4),
                ),
                ("last_number", fields.IntField()),
            ],
            options={
                "table": "order_year",
                "app": "loket",
                "pk_attr": "year",
                "table_description": "The last number given in a year.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PartPrice",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("sku", fields.CharField(db_index=True, max_length=32)),
                ("price_idr", fields.BigIntField()),
                ("from_ms", fields.BigIntField()),
                ("staff_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "part_price",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "A price and since when it counts.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PartWish",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("sku", fields.CharField(max_length=32)),
                ("contact_id", fields.BigIntField(db_index=True)),
                ("asked_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "part_wish",
                "app": "loket",
                "unique_together": (("sku", "contact_id"),),
                "pk_attr": "id",
                "table_description": "A contact who wants to hear when a part is back.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SparePart",
            fields=[
                (
                    "sku",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("name_id", fields.CharField(max_length=120)),
                ("name_en", fields.CharField(max_length=120)),
                ("family", fields.TextField(unique=False)),
                ("synonyms", fields.TextField(unique=False)),
                ("fits", fields.TextField(unique=False)),
                ("unit", fields.CharField(max_length=16)),
                ("price_idr", fields.BigIntField()),
                ("initial", fields.IntField()),
                ("on_hand", CheckedInt(check='"on_hand" >= 0 AND "on_hand" <= "initial"')),
                ("withdrawn_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "spare_part",
                "app": "loket",
                "pk_attr": "sku",
                "table_description": "Something the shop sells, with its price of today and its stock.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StockMovement",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("sku", fields.CharField(db_index=True, max_length=32)),
                ("kind", fields.CharField(max_length=10)),
                ("pieces", fields.IntField()),
                ("order_id", fields.BigIntField(null=True)),
                ("at_ms", fields.BigIntField()),
                ("staff_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "stock_movement",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "One change of the free stock: `on_hand` is the sum of a part's movements.",
            },
            bases=["Model"],
        ),
    ]
