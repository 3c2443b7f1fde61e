"""Listening: from what a person wrote to values, and to what they want. Pure: same in, same out.

Every listener takes the words of a message as written (any case, any spacing) and gives its
readings, the likeliest first, or none: `words -> tuple[Reading[T], ...]`. A reading is
`Reading(value, confidence)`; confidence goes from 0 to 1. Two readings that stand near each other
are a question to ask back, never a guess.

- `answers`: `yes_or_no(words)` bool, `choice(words, options, names={option: spellings})` str,
  `scale(words, lowest=1, highest=5)` int, `scales(words, ...)` tuple of int
- `counts`: `count(words)` int, `money(words)` int in rupiah
- `dates`: `day(words, today=..., direction=FUTURE | PAST)` datetime.date
- `times`: `clock_time(words)` str as "HH:MM"
- `codes`: `case_number(words, asked=False)`, `phone(words)`, `identity_number(words)`,
  `ticket(words)` str
- `goods`: `parts(words, catalogue, asked=False)` tuple of `Item(sku, name, quantity)`;
  `services(words, catalogue)` str (its code)

`Catalogue.of(mapping)` is the index that parts and services are looked up in, built once from the
form of the demo catalogue: parts, services, families and the options of numbered questions.

`understand(text, *, context, today, catalogue, language="id") -> Understanding` needs no open
dialog: `Understanding(intent, slots, confidence, others, then, doubts, finer)`. `context` names
the open question (`idle` when none is). `others` are readings so near that one should ask back;
`then` is the second request of a message that holds two; `doubts` are further values that its date
or time may have; `finer` is what an office tells apart within the intent (stop_offers,
cancel_order, news, register ...). Slots: case_code, service, date (ISO), time (HH:MM), items
(`{"sku" | "name", "qty"}`), quantity, scale, phone, nik. Words are data: `vocabulary/*.toml`.
"""
