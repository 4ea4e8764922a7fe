"""Calls the simulator with Meta's Python SDK.

Standard input: {"url", "accessToken", "appId", "appSecret" or null, "calls": [...]}.
Standard output: a result for each call, either {"value": ...} or {"error": ...} as the SDK understood it.
"""

import json
import sys

from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession


def connect(url, access_token, app_id, app_secret):
    session = FacebookSession(app_id, app_secret, access_token, timeout=60)
    session.GRAPH = url
    session.requests.trust_env = False
    return FacebookAdsApi(session)


def export(rows):
    return [row.export_all_data() for row in rows]


def describe(error):
    return {
        "status": error.http_status(),
        "code": error.api_error_code(),
        "subcode": error.api_error_subcode(),
        "type": error.api_error_type(),
        "message": error.api_error_message(),
        "isTransient": error.api_transient_error(),
    }


def list_ads(api, account, fields, params=None):
    return export(AdAccount(account, api=api).get_ads(fields, params))


def list_creatives(api, account, fields, params=None):
    return export(AdAccount(account, api=api).get_ad_creatives(fields, params))


def list_sequences(api, account, fields, params=None):
    return export(WhatsAppBusinessAccount(account, api=api).get_welcome_message_sequences(fields, params))


def read_ids(api, ids, fields):
    return api.call("GET", ("",), {"ids": ids, "fields": fields}).json()


def send_batch(api, requests, resends=False):
    """Adds each request to one batch. `unanswered` counts those that the SDK would send again, or does with `resends`."""
    results = [None] * len(requests)

    def keep(index, name, read):
        def callback(response):
            results[index] = {name: read(response)}

        return callback

    batch = api.new_batch()
    for index, request in enumerate(requests):
        call = batch.add(
            request["method"],
            request["path"],
            params=request.get("params"),
            success=keep(index, "value", lambda response: response.json()),
            failure=keep(index, "error", lambda response: describe(response.error())),
        )
        # The SDK has no parameters for these.
        call.update(request.get("extra", {}))
    again = batch.execute()
    unanswered = 0 if again is None else len(again)
    if again is not None and resends:
        again.execute()
    return {"results": results, "unanswered": unanswered}


def delete_sequences_in_batch(api, account, ids):
    """The SDK's own way into a batch: it writes the parameters of a DELETE into the body."""
    batch = api.new_batch()
    results = []
    for sequence_id in ids:
        WhatsAppBusinessAccount(account, api=api).delete_welcome_message_sequences(
            params={"sequence_id": sequence_id},
            batch=batch,
            success=lambda response: results.append({"value": response.json()}),
            failure=lambda response: results.append({"error": describe(response.error())}),
        )
    batch.execute()
    return results


OPERATIONS = {
    operation.__name__: operation
    for operation in [list_ads, list_creatives, list_sequences, read_ids, send_batch, delete_sequences_in_batch]
}


def run(api, call):
    arguments = dict(call)
    operation = OPERATIONS[arguments.pop("operation")]
    try:
        return {"value": operation(api, **arguments)}
    except FacebookRequestError as error:
        return {"error": describe(error)}


def main():
    given = json.load(sys.stdin)
    api = connect(given["url"], given["accessToken"], given["appId"], given["appSecret"])
    json.dump([run(api, call) for call in given["calls"]], sys.stdout)


main()
