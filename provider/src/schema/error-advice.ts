import type { ErrorKind } from "./error-row";

/** Next step after a request failed with an error of this kind; one sentence each. */
export const adviceOfKind: Readonly<Record<ErrorKind, string>> = {
  "cannot-receive":
    "Contact this person another way: the number is not on WhatsApp, its app is outdated, or Meta's terms were not accepted there.",
  "invalid-transition":
    "Send an allowed status: the allowed next states depend on the last valid status, and completed and canceled have none.",
  "cannot-cancel": "Do not cancel the order: it has a successful or pending payment.",
  "terms-not-accepted":
    "Accept the terms of WhatsApp Payments for this business, using the link in the details if present, then send again.",
  throttled: "Wait, then send more slowly, with exponential backoff.",
  "recipient-throttled":
    "Wait 4^X seconds (X starts at 0 and grows by one each time) for this recipient only: others are not affected.",
  "quality-limited":
    "Send less, and only messages that people asked for: too many people blocked or reported this number (see its quality in WhatsApp Manager).",
  "window-closed": "Send an approved template instead: more than 24 hours have passed since the person wrote.",
  "recipient-identity":
    "Verify that it is the same person, then send with the new identity hash: it changed since the last message.",
  "incoming-unavailable":
    "Read the message in the WhatsApp Business app: Meta cannot deliver it now, and may deliver it later with the same id.",
  invalid: "Fix the request as the details say: the same message fails again.",
  media: "Check the file's URL, type and size as the details say, then send again.",
  template: "Correct the template or its parameters, as the details say.",
  flow: "Correct the flow, as the details say.",
  group: "Check the group: it is unknown, suspended or not allowed for this business.",
  credentials: "Use a new access token: this one is wrong, expired or revoked.",
  "app-secret":
    "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the secret of the app that the access token belongs to.",
  permission: "Give the token's app and user the permission to send messages for this account.",
  account: "Fix the number or account in WhatsApp Manager, as the details say.",
  blocked: "Stop sending, and check the account's quality page for the violated policy.",
  "api-version": "Use an API version that Meta still supports.",
  transient:
    "Do not send it again until a status webhook or the chat shows the outcome: Meta had an internal error; its status page lists outages.",
  unclear:
    "Check the request, and Meta's status page for outages; do not send it again until a status webhook or the chat shows the outcome.",
  other: "Read Meta's title and details: this error code is unknown, and the same request fails again.",
  "no-such-object": "Check the id, and that the token can access the object.",
  "no-graph-error": "Check the network and baseUrl: the response may not be from Meta.",
  "invalid-data": "Fix the text, autofill message or ice breakers as Meta's message says.",
  "create-failed": "Check the token's permission for the account.",
  "update-failed": "Check the fields and the token's permission for the account.",
  "not-available-yet": "Wait a day or two, as Meta recommends: the account does not have the feature yet.",
  "missing-parameter": "Add the parameter that the details name.",
  "in-use": "First remove the sequence from the ads that use it.",
  "not-loadable":
    "Check the id, and that the token's app created the sequence: it does not exist, or the token cannot access it.",
};

/** Next step for a code that needs more than the advice for its kind. */
export const adviceOfCode: ReadonlyMap<number, string> = new Map([
  [4, "Wait, then call more slowly, with exponential backoff: the limit applies to all calls of the app."],
  [33, "Check the phone number's id: the number was deleted, or this is not its id."],
  [1005, "Migrate the number to the Cloud API: it is still registered on the on-premises API, which has ended."],
  [2040, "Ask this person to pay another way: their country or app does not support this kind of message."],
  [2635, "Set whatsapp:marketingApiVersion to a version that Meta still supports: this one has ended."],
  [80007, "Wait, then call more slowly, with exponential backoff: the limit applies to all calls of the account."],
  [130403, "Unblock this person first: your business has blocked them."],
  [130429, "Wait, then send more slowly, with exponential backoff: the limit applies to all messages of the number."],
  [130472, "Do not send it again: this person is in a Meta experiment and receives no such messages until they write."],
  [130497, "Do not send to people in this country: Meta does not allow it for this business."],
  [131005, "Give the token the permission; if the details link to the terms of WhatsApp Payments, accept them there."],
  [131021, "Send to another number: this one is the sender's own."],
  [131030, "Add this person's number to the test number's list of recipients (5 at most), or send from a real number."],
  [131037, "Get the number's display name approved in WhatsApp Manager, then send again."],
  [131042, "Fix the account's payment method in the business settings, then send again."],
  [131044, "Fix the payment method for calls in the business settings."],
  [131045, "Register the phone number again: its certificate does not match."],
  [131049, "Wait at least 24 hours before you send it again: Meta withheld it because this person receives too many."],
  [131050, "Do not send this person marketing messages: they opted out."],
  [131051, "Use a message type that Meta supports."],
  [131055, "Send it to /messages: the endpoint /marketing_messages accepts only marketing templates."],
  [131057, "Try again after some minutes: Meta is working on the account."],
  [131059, "Restart paging without the cursor: it is no longer valid."],
  [131062, "Send it to the person's phone number in `to`: Meta does not accept a user id for this kind of message."],
  [
    131063,
    "Send it to /marketing_messages, or turn off disable_marketing_messages_on_cloud_api for this number: it does not accept marketing templates at /messages.",
  ],
  [131064, "Move templates to the correct category and wait: Meta lifts the limit automatically."],
  [132001, "Check the template's name and language: it does not exist in this language, or is not approved yet."],
  [132008, "Fix the template's parameters: a value is missing, empty or not allowed."],
  [132015, "Change the template and get it approved again: Meta paused it for low quality."],
  [132016, "Create a new template: Meta paused this one too often and disabled it permanently."],
  [132018, "Compare the parameters with the approved template: Meta's validation failed."],
  [132069, "Send the flow again after an hour: Meta throttles it because its endpoint fails too often."],
  [133000, "Deregister the phone number again: the previous attempt did not finish."],
  [133005, "Use the number's correct PIN for two-step verification."],
  [133006, "Verify the phone number again, then register it."],
  [133008, "Wait as long as the details say, then use the correct PIN: there were too many wrong attempts."],
  [133009, "Wait as long as the details say, then use the correct PIN: the attempts were too fast."],
  [133010, "Register the phone number, then send again."],
  [133015, "Wait 5 minutes, then register the phone number: it was deleted a moment ago."],
  [133016, "Wait until Meta unblocks the number: it was registered or deregistered too often."],
  [134100, "Send it to /messages: only marketing messages are supported here."],
  [134101, "Send it again after 10 minutes: Meta is still synchronizing the template."],
  [134102, "Use another template: this one is not available, and the same message fails again despite HTTP 500."],
  [139004, "Deprecate the flow instead: a published one cannot be deleted."],
  [2388019, "Delete unused templates: the account has reached its limit."],
  [
    2388023,
    "Use another name, or wait until Meta has deleted the old content: up to 4 weeks for an approved template.",
  ],
  [2388024, "Use the existing template with this name and language."],
  [2388025, "Wait until the template is deleted."],
  [2388039, "Wait until the review ends, or until 24 hours after the last edit."],
  [2388124, "Wait until 24 hours have passed since the last edit."],
  [2494100, "Try again after some minutes: Meta is working on the number."],
]);

/** Next step for one condition of a code, by the title of its row. */
export const adviceOfTitle: ReadonlyMap<string, string> = new Map([
  [
    "Missing appsecret_proof",
    "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the app's secret: the app requires a proof of it in every call.",
  ],
  [
    "Wrong appsecret_proof",
    "Correct whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient): it is not the secret of the app that issued the access token.",
  ],
  ["Removed parameter ids", "Request each object separately: Meta removed the parameter ids from all versions."],
]);

/** Next step after a failed status webhook shows that the message did not arrive, for errors whose response left that open. */
export const adviceAfterTrouble =
  "Send it again a few times with exponential backoff: Meta had an internal error; its status page lists outages.";

/** The same for code 1. */
export const adviceAfterUnclear =
  "Check the request, and Meta's status page for outages; without an outage the same request fails again.";

/** Next step for an incoming message with this error. */
export const adviceOnReceipt: ReadonlyMap<number, string> = new Map([
  [131060, adviceOfKind["incoming-unavailable"]],
  [131051, "Ask the person to write it another way: Meta does not deliver this type of message."],
  [131052, "Ask the person to send the file again: Meta could not fetch it, and the details say why."],
]);

/** The same for any other code. */
export const anyAdviceOnReceipt =
  "Read the message in the WhatsApp app, or ask the person to write again: Meta could not deliver it, and the details say why.";

/** A failed status with a code that the table does not have. */
export const adviceOfUnknownStatus =
  "Read Meta's title and details: this error code is unknown, so do not send again until you know its meaning.";
