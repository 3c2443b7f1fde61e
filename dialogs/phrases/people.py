"""Register, the profile, and a telephone joined with the page."""

from collections.abc import Mapping

from dialogs.phrases.phrase import NP_, Phrase
from models.terms.words import N_

PHRASES: Mapping[str, Phrase] = {
    "register.ask_name": Phrase(
        N_("What is your full name, as on your ID card?"), NP_("sms", "Your full name?")
    ),
    "register.ask_birth_date": Phrase(
        N_("What is your birth date? Write it like 31-12-1990."),
        NP_("sms", "Your birth date? Like 31-12-1990"),
    ),
    "register.explain_birth_date": Phrase(
        N_("Please write your birth date as day, month and year, for example 31-12-1990."),
        NP_("sms", "Day, month, year, like 31-12-1990"),
    ),
    "register.ask_nik": Phrase(
        N_("What is your NIK? It has 16 digits and stands on your ID card and family card."),
        NP_("sms", "Your NIK (16 digits)?"),
    ),
    "register.explain_nik": Phrase(
        N_(
            "The NIK is the number of 16 digits on your ID card and family card. We keep no "
            "readable copy of it. BACK corrects the birth date."
        ),
        NP_("sms", "NIK: 16 digits on your ID card. BACK corrects the birth date."),
    ),
    "register.name_invalid": Phrase(
        N_("That does not look like a name: please use letters only."),
        NP_("sms", "Letters only, please."),
    ),
    "register.nik_invalid": Phrase(N_("{why:nik_fault}")),
    "nik_fault.digits": Phrase(N_("A NIK has digits only.")),
    "nik_fault.length": Phrase(N_("A NIK has exactly 16 digits.")),
    "nik_fault.province": Phrase(N_("There is no such NIK: its first digits name no place.")),
    "nik_fault.date": Phrase(N_("There is no such NIK: the date in it is none.")),
    "nik_fault.serial": Phrase(N_("There is no such NIK: its last digits are 0000.")),
    "register.birth_date_invalid": Phrase(
        N_("That NIK does not go with your birth date. Please write both once more."),
        NP_("sms", "NIK and birth date do not match."),
    ),
    "register.registered": Phrase(
        N_("Thank you, {name}, you are registered. Write PROFILE to see or change it."),
        NP_("sms", "Thank you, {name}, you are registered."),
    ),
    "register.known": Phrase(
        N_("This NIK is registered already. If it was not you, write AGENT."),
        NP_("sms", "This NIK is registered already. Not you? AGENT"),
    ),
    "register.resumed": Phrase(N_("Back to your registration:")),
    "profile.show": Phrase(
        N_("You are registered as {name}.{phone_tail?profile.phone}"),
        NP_("sms", "{name}.{phone_tail?profile.phone}"),
    ),
    "profile.show_stranger": Phrase(
        N_("You are not registered yet.{phone_tail?profile.phone}"),
        NP_("sms", "Not registered yet.{phone_tail?profile.phone}"),
    ),
    "profile.phone": Phrase(
        N_("Your telephone ends in {phone_tail}."), NP_("sms", "Telephone ..{phone_tail}.")
    ),
    "profile.choice.rename": Phrase(N_("Change the name"), NP_("sms", "Name")),
    "profile.choice.register": Phrase(N_("Register")),
    "profile.choice.phone": Phrase(N_("Join a telephone"), NP_("sms", "Join a telephone")),
    "profile.choice.language": Phrase(N_("Change the language"), NP_("sms", "Change language")),
    "profile.choice.keep": Phrase(N_("That is enough"), ""),
    "profile.ask_name": Phrase(
        N_("What is your full name, as on your ID card?"), NP_("sms", "Your full name?")
    ),
    "profile.ask_phone": Phrase(
        N_("Which telephone? We send a code to it, for example 0812-3456-7890."),
        NP_("sms", "Which telephone? Like 081234567890"),
    ),
    "profile.ask_code": Phrase(
        N_("We have sent a code to the telephone that ends in {phone_tail}. Please write it here."),
        NP_("sms", "The code sent to ..{phone_tail}?"),
    ),
    "profile.wrong": Phrase(
        N_("That is not the code. You may try {left} more times."),
        NP_("sms", "Wrong code, {left} tries left."),
    ),
    "profile.expired": Phrase(N_("That code is no longer valid."), NP_("sms", "Code expired.")),
    "profile.renamed": Phrase(N_("From now on we call you {name}.")),
    "profile.proved": Phrase(
        N_("Done: the telephone that ends in {phone_tail} belongs to you."),
        NP_("sms", "Done: ..{phone_tail} belongs to you."),
    ),
    "profile.too_many": Phrase(
        N_("Too many codes were asked for. Please try again in {minutes} minutes."),
        NP_("sms", "Too many codes. Try again in {minutes} minutes."),
    ),
    "profile.not_allowed": Phrase(
        N_("We cannot send a code to that number. Write AGENT to talk to staff."),
        NP_("sms", "No code can be sent there. AGENT: staff."),
    ),
    "profile.locked": Phrase(
        N_("Too many wrong codes: please ask for a new one later, or write AGENT."),
        NP_("sms", "Too many wrong codes. Later again, or AGENT."),
    ),
    "profile.taken": Phrase(
        N_("That telephone belongs to another registered person. Write AGENT to talk to staff."),
        NP_("sms", "That telephone is another person's. AGENT: staff."),
    ),
    "profile.kept": Phrase(N_("All right. Write MENU for anything else.")),
    "profile.resumed": Phrase(N_("Back to your profile:")),
    "join_page.joined": Phrase(
        N_("This telephone and the chat on our page are one conversation now.")
    ),
    "join_page.none": Phrase(
        N_("That code is not valid. Our page shows a new one: open its menu, then SMS."),
        NP_("sms", "That code is not valid. Our page shows a new one."),
    ),
}
