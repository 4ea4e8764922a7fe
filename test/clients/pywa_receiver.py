"""Receives webhooks with pywa, the way a program with its own HTTP server does: signature check first, then its handlers.

Standard input: {"appSecret", "webhooks": [{"body", "signature"}]}.
Standard output: for each webhook {"refusal"}, or {"updates", "failures"}: what reached the handlers, and what pywa logged as an error.
"""

import json
import logging
import sys

import pywa
from pywa.handlers import MessageHandler, MessageStatusHandler

failures = []
updates = []


class KeepFailures(logging.Handler):
    def emit(self, record):
        cause = record.exc_info[1] if record.exc_info else None
        failures.append(f"{record.getMessage()}: {cause!r}")


def describe_user(user):
    return {"userId": user.bsuid, "waId": user.wa_id, "parentUserId": user.parent_bsuid, "username": user.username, "name": user.name}


def describe_error(error):
    if error is None:
        return None
    return {"type": type(error).__name__, "code": error.code, "message": error.message, "details": error.details}


def describe_referral(referral):
    if referral is None:
        return None
    names = ["source_id", "source_type", "source_url", "headline", "body", "media_type", "image_url", "ctwa_clid"]
    return {name: getattr(referral, name) for name in names}


def describe_update(update):
    return {
        "update": type(update).__name__,
        "id": update.id,
        "wabaId": update.waba_id,
        "phoneNumberId": update.metadata.phone_number_id,
        "timestamp": int(update.timestamp.timestamp()),
        "user": describe_user(update.from_user),
        "error": describe_error(update.error),
    }


def on_message(_client, message):
    reply_to = message.reply_to_message
    updates.append(
        {
            **describe_update(message),
            "type": message.type.value,
            "text": message.text,
            "chat": message.chat.id,
            "replyTo": reply_to and reply_to.id,
            "referral": describe_referral(message.referral),
            "unsupported": message.unsupported and message.unsupported.type,
        }
    )


def on_status(_client, status):
    updates.append({**describe_update(status), "status": status.status.value, "callbackData": status.tracker})


def receive(client, webhook):
    body = webhook["body"].encode("utf-8")
    refusal = client.webhook_update_validator(body, webhook["signature"])
    if refusal is not None:
        return {"refusal": list(refusal)}
    updates.clear()
    failures.clear()
    client.webhook_update_handler(body)
    return {"updates": list(updates), "failures": list(failures)}


def main():
    logger = logging.getLogger("pywa")
    logger.addHandler(KeepFailures(level=logging.ERROR))
    logger.propagate = False
    given = json.load(sys.stdin)
    client = pywa.WhatsApp(app_secret=given["appSecret"], validate_updates=True)
    client.add_handlers(MessageHandler(on_message), MessageStatusHandler(on_status))
    json.dump([receive(client, webhook) for webhook in given["webhooks"]], sys.stdout)


main()
