from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0006_orders")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AnswerSet",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("survey_id", fields.BigIntField()),
                ("who_id", fields.BigIntField(db_index=True)),
                ("case_number", fields.CharField(max_length=24)),
                ("state", fields.CharField(max_length=8)),
                ("offered_at_ms", fields.BigIntField(null=True)),
                ("told_at_ms", fields.BigIntField(null=True)),
                ("begun_at_ms", fields.BigIntField(null=True)),
                ("finished_at_ms", fields.BigIntField(null=True, db_index=True)),
            ],
            options={
                "table": "answer_set",
                "app": "loket",
                "unique_together": (("survey_id", "who_id", "case_number"),),
                "pk_attr": "id",
                "table_description": "What one person answers to one survey about one case, or about none (an empty number).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseCount",
            fields=[
                (
                    "year",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("running", fields.IntField()),
            ],
            options={
                "table": "case_count",
                "app": "loket",
                "pk_attr": "year",
                "table_description": "The last running number of a year.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseNotice",
            fields=[
                (
                    "step_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("case_id", fields.BigIntField(db_index=True)),
                ("told_at_ms", fields.BigIntField(null=True, db_index=True)),
            ],
            options={
                "table": "case_notice",
                "app": "loket",
                "pk_attr": "step_id",
                "table_description": "A stage change that the person must hear of, told once.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaseTerms",
            fields=[
                (
                    "case_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("who_id", fields.BigIntField(null=True, db_index=True)),
                ("promised_on", fields.CharField(null=True, max_length=10)),
                ("open_key", fields.CharField(null=True, unique=True, max_length=64)),
                ("closed_at_ms", fields.BigIntField(null=True, db_index=True)),
                ("offered_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "case_terms",
                "app": "loket",
                "pk_attr": "case_id",
                "table_description": "What was agreed on a case: with whom, and by when it shall be ready.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ClosedDate",
            fields=[
                (
                    "on_date",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=10),
                ),
                ("name_id", fields.CharField(max_length=120)),
                ("name_en", fields.CharField(max_length=120)),
            ],
            options={
                "table": "closed_date",
                "app": "loket",
                "pk_attr": "on_date",
                "table_description": "A date on which the office is closed though its weekday has hours.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NewsItem",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("title_id", fields.CharField(max_length=80)),
                ("title_en", fields.CharField(max_length=80)),
                ("text_id", fields.TextField(unique=False)),
                ("text_en", fields.TextField(unique=False)),
                ("published_at_ms", fields.BigIntField(db_index=True)),
                ("expires_at_ms", fields.BigIntField(null=True)),
                ("staff_id", fields.BigIntField(null=True)),
                ("created_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "news_item",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "One public notice, shown from its publication until it expires.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NikReading",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("person_id", fields.BigIntField(db_index=True)),
                ("staff_id", fields.BigIntField()),
                ("reason", fields.CharField(max_length=200)),
                ("at_ms", fields.BigIntField()),
            ],
            options={
                "table": "nik_reading",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "That somebody at the desk read a whole identity number, and why.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OpeningPeriod",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("weekday", fields.SmallIntField()),
                ("begins", fields.CharField(max_length=5)),
                ("ends", fields.CharField(max_length=5)),
            ],
            options={
                "table": "opening_period",
                "app": "loket",
                "unique_together": (("weekday", "begins"),),
                "pk_attr": "id",
                "table_description": "From when to when the office is open on a weekday, a day may have several.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.CharField(max_length=120)),
                ("birth_date", fields.CharField(max_length=10)),
                ("nik_sealed", fields.CharField(max_length=120)),
                ("nik_digest", fields.CharField(unique=True, max_length=64)),
                ("registered_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "person",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Somebody who registered, the id is that of the first contact they registered by.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PersonContact",
            fields=[
                (
                    "contact_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("person_id", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "person_contact",
                "app": "loket",
                "pk_attr": "contact_id",
                "table_description": "Which person a contact was proved to be, a contact without a row is a person by itself.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name_id", fields.CharField(max_length=120)),
                ("name_en", fields.CharField(max_length=120)),
                ("address_id", fields.CharField(max_length=200)),
                ("address_en", fields.CharField(max_length=200)),
            ],
            options={
                "table": "place",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Where the office is: one row.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProofCode",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("contact_id", fields.BigIntField()),
                ("phone", fields.CharField(max_length=20)),
                ("digest", fields.CharField(max_length=64)),
                ("sent_at_ms", fields.BigIntField()),
                ("expires_at_ms", fields.BigIntField()),
                ("wrong", fields.SmallIntField()),
                ("ended_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "proof_code",
                "app": "loket",
                "indexes": [
                    Index(fields=["phone", "sent_at_ms"]),
                    Index(fields=["contact_id", "sent_at_ms"]),
                ],
                "pk_attr": "id",
                "table_description": "A one-time code that was sent to a telephone, as its digest.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProvedPhone",
            fields=[
                (
                    "phone",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=20),
                ),
                ("person_id", fields.BigIntField(db_index=True)),
                ("proved_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "proved_phone",
                "app": "loket",
                "pk_attr": "phone",
                "table_description": "A telephone that a person proved to hold by a code sent to it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Refusal",
            fields=[
                (
                    "contact_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("scope", fields.CharField(max_length=8)),
                ("at_ms", fields.BigIntField()),
            ],
            options={
                "table": "refusal",
                "app": "loket",
                "pk_attr": "contact_id",
                "table_description": "What a contact does not want to be told unasked: all of it, or promotions alone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RequiredPaper",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("service", fields.CharField(max_length=24)),
                ("number", fields.SmallIntField()),
                ("name_id", fields.CharField(max_length=120)),
                ("name_en", fields.CharField(max_length=120)),
                ("is_paper", fields.BooleanField()),
            ],
            options={
                "table": "required_paper",
                "app": "loket",
                "unique_together": (("service", "number"),),
                "pk_attr": "id",
                "table_description": "What a service asks for: a paper to be handed in, or a condition to be met.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("code", fields.CharField(unique=True, max_length=24)),
                ("title_id", fields.CharField(max_length=120)),
                ("title_en", fields.CharField(max_length=120)),
                ("low", fields.SmallIntField()),
                ("high", fields.SmallIntField()),
                ("is_default", fields.BooleanField()),
                ("begins_at_ms", fields.BigIntField()),
                ("ended_at_ms", fields.BigIntField(null=True)),
                ("created_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "survey",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Questions that belong together, asked from its beginning until it is ended.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("set_id", fields.BigIntField()),
                ("question_id", fields.BigIntField()),
                ("value", fields.TextField(null=True, unique=False)),
                ("client_key", fields.CharField(max_length=64)),
                ("at_ms", fields.BigIntField()),
            ],
            options={
                "table": "survey_answer",
                "app": "loket",
                "unique_together": (("set_id", "question_id"),),
                "pk_attr": "id",
                "table_description": "One answer, or (null) that the question was passed over.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("survey_id", fields.BigIntField()),
                ("number", fields.SmallIntField()),
                ("code", fields.CharField(max_length=24)),
                ("kind", fields.CharField(max_length=8)),
                ("text_id", fields.CharField(max_length=200)),
                ("text_en", fields.CharField(max_length=200)),
                ("options_id", fields.TextField(unique=False)),
                ("options_en", fields.TextField(unique=False)),
                ("low", fields.BigIntField()),
                ("high", fields.BigIntField()),
                ("is_optional", fields.BooleanField()),
                ("is_element", fields.BooleanField()),
                ("retired_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "survey_question",
                "app": "loket",
                "unique_together": (("survey_id", "code"),),
                "pk_attr": "id",
                "table_description": "One question. One that is no longer asked stays, for what was answered.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="UploadLink",
            fields=[
                (
                    "digest",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("case_id", fields.BigIntField(db_index=True)),
                ("expires_at_ms", fields.BigIntField()),
                ("used_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "upload_link",
                "app": "loket",
                "pk_attr": "digest",
                "table_description": "A one-time link by which papers are handed in, the row holds only its token's digest.",
            },
            bases=["Model"],
        ),
    ]
