"""Codes of the domain."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "case_stage.received": Phrase(N_("received")),
    "case_stage.verifying": Phrase(N_("being verified")),
    "case_stage.incomplete": Phrase(N_("documents missing")),
    "case_stage.processing": Phrase(N_("in process / printing")),
    "case_stage.ready": Phrase(N_("ready for pick-up")),
    "case_stage.collected": Phrase(N_("collected")),
    "case_stage.rejected": Phrase(N_("rejected")),
    "order_stage.placed": Phrase(N_("waiting to be confirmed")),
    "order_stage.confirmed": Phrase(N_("confirmed")),
    "order_stage.part_confirmed": Phrase(N_("confirmed in part")),
    "order_stage.declined": Phrase(N_("declined")),
    "order_stage.ready": Phrase(N_("ready to be collected")),
    "order_stage.collected": Phrase(N_("collected")),
    "order_stage.cancelled": Phrase(N_("cancelled")),
    "stock_words.many": Phrase(N_("in stock")),
    "stock_words.few": Phrase(N_("few left")),
    "stock_words.none": Phrase(N_("sold out")),
    "part_unit.buah": Phrase(N_("piece")),
    "part_unit.set": Phrase(N_("set")),
    "part_unit.botol": Phrase(N_("bottle")),
    "service.ktp": Phrase(N_("ID card")),
    "service.kk": Phrase(N_("family card")),
    "service.akta_lahir": Phrase(N_("birth certificate"), NP_("sms", "birth cert.")),
    "service.akta_kawin": Phrase(N_("marriage certificate"), NP_("sms", "marriage cert.")),
    "service.akta_mati": Phrase(N_("death certificate"), NP_("sms", "death cert.")),
    "service.pindah": Phrase(N_("moving letter")),
    "service.kia": Phrase(N_("child ID card"), NP_("sms", "child ID")),
}
