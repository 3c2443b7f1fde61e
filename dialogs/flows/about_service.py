"""Somebody names a service and nothing else: what about it?"""

from dialogs.engine.script import Ask, Dialog, Go
from dialogs.named_alone import bare_service

SERVICE = ("service",)


class AboutService(Dialog):
    name = "about_service"
    begins_on = ((bare_service, "asking"),)

    script = (
        Ask(
            "asking",
            say="about_service.ask",
            choices={"papers": "to_papers", "queue": "to_queue", "apply": "to_apply"},
            hears={bare_service: "asking"},
            is_loose=True,
        ),
        Go("to_papers", "requirements", hands=SERVICE),
        Go("to_queue", "book_queue", hands=SERVICE),
        Go("to_apply", "apply_for_service", hands=SERVICE),
    )
