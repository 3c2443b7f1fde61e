"""Providers as their documentation has them, played on loopback: the peers of the HTTP channel."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections import deque
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

KEY = "a key of the office"
PUBLIC = "https://loket.example"


class PlayedProvider:
    """The half that all share: what is asked, what is refused, whose answer is lost."""

    account: ClassVar[dict[str, str]]
    like = ""
    path = ""

    def __init__(self) -> None:
        self.requests: list[dict] = []
        self.taken: list[tuple[str, str]] = []
        self.faults: deque[str] = deque()
        """What happens next: `refuse`, `later`, `lose`, `hold`, or an answer to give."""
        self.held = asyncio.Event()
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def told(self) -> dict:
        """The operator's file."""
        url = f"http://127.0.0.1:{self.port}{self.path}"
        return {"like": self.like, "account": dict(self.account), "send": {"url": url}}

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", self.path, self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def is_known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == self.authorization

    def read(self, body: bytes) -> tuple[str, str, dict]:
        """Number, text and everything asked."""
        raise NotImplementedError

    def accepted(self, asked: dict) -> web.Response:
        raise NotImplementedError

    def refused(self) -> web.Response:
        raise NotImplementedError

    def later(self) -> web.Response:
        return web.json_response({"code": 20429, "message": "Too Many Requests"}, status=429)

    async def _serve(self, request: web.Request) -> web.Response:
        if not self.is_known(request):
            return web.json_response({"code": 20003}, status=401)
        number, text, asked = self.read(await request.read())
        fault = self.faults.popleft() if self.faults else ""
        match fault:
            case "refuse":
                return self.refused()
            case "later":
                return self.later()
        self.requests.append(asked)
        self.taken.append((number, text))
        if fault == "lose":
            request.transport.abort()
        if fault == "hold":
            await self.held.wait()
        if isinstance(fault, web.Response):
            return fault
        return self.accepted(asked)


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


class PlayedTwilio(PlayedProvider):
    """POST of a form, 201 with a sid; webhooks are forms signed over address and fields."""

    like = "twilio"
    path = "/2010-04-01/Accounts/AC123/Messages.json"
    account: ClassVar = {
        "sid": "AC123",
        "token": KEY,
        "from": "+15005550006",
        "public_url": PUBLIC + "/",
    }
    authorization = basic("AC123", KEY)

    def read(self, body):
        asked = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return asked["To"], asked["Body"], asked

    def accepted(self, asked):
        sid = f"SM{len(self.taken):032x}"
        return web.json_response(
            {"sid": sid, "status": "queued", "body": asked["Body"]}, status=201
        )

    def refused(self):
        return web.json_response({"code": 21211, "message": "invalid To"}, status=400)

    def inbound(self, number, text, key):
        return self._signed(
            "inbound", {"MessageSid": key, "From": number, "To": "+1", "Body": text}
        )

    def report(self, reference, number, status="delivered"):
        fields = {"MessageSid": reference, "MessageStatus": status, "To": number, "ErrorCode": "0"}
        return self._signed("report", fields)

    def _signed(self, which, fields):
        path = f"/gateway/provider/twilio/{which}"
        signed = PUBLIC + path + "".join(name + fields[name] for name in sorted(fields))
        digest = hmac.new(KEY.encode(), signed.encode(), hashlib.sha1).digest()
        headers = {
            "X-Twilio-Signature": base64.b64encode(digest).decode(),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return path, urlencode(fields).encode(), headers


class PlayedInfobip(PlayedProvider):
    """POST of JSON with an id of ours, 200 with a status; webhooks hold lists."""

    like = "infobip"
    path = "/sms/3/messages"
    account: ClassVar = {
        "host": "127.0.0.1",
        "key": KEY,
        "from": "LOKET",
        "public_url": PUBLIC,
        "webhook_user": "infobip",
        "webhook_password": KEY,
    }
    authorization = f"App {KEY}"

    def read(self, body):
        asked = json.loads(body)
        (message,) = asked["messages"]
        (destination,) = message["destinations"]
        return f"+{destination['to']}", message["content"]["text"], asked

    def accepted(self, asked):
        return self._answer(asked["messages"][0]["destinations"][0]["messageId"], "PENDING")

    def refused(self):
        return self._answer("x", "REJECTED")

    def _answer(self, message_id, group):
        status = {"groupId": 1, "groupName": group, "id": 26, "name": f"{group}_SOMEHOW"}
        return web.json_response({"messages": [{"messageId": message_id, "status": status}]})

    def inbound(self, number, text, key):
        entry = {
            "messageId": key,
            "from": number.removeprefix("+"),
            "to": "1234",
            "text": text,
            "cleanText": text,
            "receivedAt": "2026-11-24T09:00:00.000+0000",
            "smsCount": 1,
        }
        told = {"results": [entry], "messageCount": 1, "pendingMessageCount": 0}
        return self._call("inbound", told)

    def report(self, reference, number, status="DELIVERED"):
        entry = {
            "messageId": reference,
            "to": number.removeprefix("+"),
            "status": {"groupName": status, "name": f"{status}_TO_HANDSET"},
        }
        return self._call("report", {"results": [entry]})

    def _call(self, which, told):
        headers = {"Authorization": basic("infobip", KEY)}
        return f"/gateway/provider/infobip/{which}", json.dumps(told).encode(), headers


class PlayedAndroid(PlayedProvider):
    """A phone: POST of JSON with an id of ours, 202; webhooks are signed over body and time."""

    like = "android_cloud"
    path = "/3rdparty/v1/messages"
    account: ClassVar = {"user": "user", "password": "password", "signing_key": KEY}
    authorization = basic("user", "password")

    def read(self, body):
        asked = json.loads(body)
        (number,) = asked["phoneNumbers"]
        return number, asked["textMessage"]["text"], asked

    def accepted(self, asked):
        state = {"id": asked["id"], "state": "Pending", "recipients": []}
        return web.json_response(state, status=202)

    def refused(self):
        return web.json_response({"message": "invalid phone number"}, status=400)

    def later(self):
        return web.json_response({"message": "queue limits exceeded"}, status=503)

    def inbound(self, number, text, key):
        payload = {
            "messageId": "abc123",
            "message": text,
            "sender": number,
            "recipient": None,
            "phoneNumber": number,
            "simNumber": 1,
            "receivedAt": "2026-11-24T16:00:00.000+07:00",
        }
        return self._call("inbound", {"event": "sms:received", "id": key, "payload": payload})

    def report(self, reference, number, status="sms:delivered"):
        payload = {"messageId": reference, "recipient": number, "deliveredAt": "2026-11-24"}
        return self._call("report", {"event": status, "id": "event", "payload": payload})

    def _call(self, which, told):
        body, stamp = json.dumps(told).encode(), "1795510800"
        digest = hmac.new(KEY.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
        headers = {"X-Signature": digest, "X-Timestamp": stamp, "Content-Type": "application/json"}
        return f"/gateway/provider/android/{which}", body, headers


class PlayedAndroidPhone(PlayedAndroid):
    """The same phone, asked directly in the office's network."""

    like = "android_local"
    path = "/message"
    account: ClassVar = PlayedAndroid.account | {"host": "192.168.1.9:8080"}


PLAYED = (PlayedTwilio, PlayedInfobip, PlayedAndroid, PlayedAndroidPhone)
