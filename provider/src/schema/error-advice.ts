import type { ErrorKind } from "./error-row";

/** Next step after a request failed with an error of this kind; one sentence each. */
export const adviceOfKind: Readonly<Record<ErrorKind, string>> = {
  "cannot-receive":
    "Reach this person another way: the number is not on WhatsApp, its WhatsApp is too old, or Meta's terms are not accepted there.",
  "invalid-transition":
    "Send a status that may follow: the allowed next states depend on the last valid status, and after completed and canceled there is none.",
  "cannot-cancel": "Do not cancel the order: it has a successful or pending payment.",
  "terms-not-accepted":
    "Accept the terms of WhatsApp Payments for this business, by the link in the details if there is one, then send again.",
  throttled: "Wait and send less often, with growing pauses.",
  "recipient-throttled":
    "Wait 4^X seconds (X from 0, one more each time) for this recipient only: others are not affected.",
  "quality-limited":
    "Send less, and only what people asked for: too many blocked or reported this number; its quality is shown in WhatsApp Manager.",
  "window-closed": "Send an approved template instead: more than 24 hours have passed since the person wrote.",
  "recipient-identity":
    "Send with the person's new identity hash, once you know that it is the same person: it changed since the last message.",
  "incoming-unavailable":
    "Look at the message in the WhatsApp Business app: Meta cannot pass it on now, and may deliver the real message later under the same id.",
  invalid: "Correct what the details name: the same message is refused again.",
  media: "Check the file's address, type and size, which the details name, then send again.",
  template: "Correct the template or its parameters, as the details say.",
  flow: "Correct the flow, as the details say.",
  group: "Check the group: it is unknown, suspended or not allowed for this business.",
  credentials: "Use a new access token: this one is wrong, expired or revoked.",
  "app-secret":
    "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the secret of the app that the access token belongs to.",
  permission: "Give the token's app and user the permission to send messages for this account.",
  account: "Put number and account in order in WhatsApp Manager, as the details say.",
  blocked: "Send nothing, and look into the account's quality page for the policy that it broke.",
  "api-version": "Use a version of the API that Meta still serves.",
  transient:
    "Do not send it again before a status webhook or the chat shows what became of it: the trouble is Meta's, and its status page reports outages.",
  unclear:
    "Check the request, and Meta's status page for an outage; do not send it again before a status webhook or the chat shows what became of it.",
  other: "Read Meta's title and details: this code is not known here, and the same request fails again.",
  "no-such-object": "Check the id, and that the token may see the object.",
  "no-graph-error": "Check the network and baseUrl: something else may have answered in Meta's place.",
  "invalid-data": "Correct the text, autofill message or ice breakers as Meta says.",
  "create-failed": "Check the token's permission for the account.",
  "update-failed": "Check the fields and the token's permission for the account.",
  "not-available-yet": "Wait a day or two, as Meta says: the account does not have the feature yet.",
  "missing-parameter": "Give the parameter that the details name.",
  "in-use": "Take the sequence out of the ads that use it first.",
  "not-loadable":
    "Check the id, and that the token's app made the sequence: it does not exist, or the token may not see it.",
};

/** Next step for a code that needs more than the advice for its kind. */
export const adviceOfCode: ReadonlyMap<number, string> = new Map([
  [4, "Wait and call less often, with growing pauses: the app's calls are limited, all of them together."],
  [33, "Check the phone number's id: the number was deleted, or this is not its id."],
  [1005, "Move the number to the Cloud API: it is still registered on the on-premises API, which has ended."],
  [2040, "Ask this person to pay another way: their country or their WhatsApp does not know this kind of message."],
  [2635, "Set whatsapp:marketingApiVersion to a version that Meta still serves: this one has ended."],
  [80007, "Wait and call less often, with growing pauses: the account's calls are limited, all of them together."],
  [130403, "Unblock this person first: your business has blocked them."],
  [130429, "Wait and send less often, with growing pauses: the number's messages are limited, all of them together."],
  [
    130472,
    "Do not send it again: this person is in an experiment of Meta's and gets no such message until they write.",
  ],
  [130497, "Send nothing to people in this country: Meta does not allow it to this business."],
  [131005, "Give the token the permission; where the details link terms of WhatsApp Payments, accept them there."],
  [131021, "Send to another number: this one is the sender's own."],
  [131030, "Add this person's number to the test number's list of recipients (5 at most), or send from a real number."],
  [131037, "Have the number's display name approved in WhatsApp Manager, then send again."],
  [131042, "Put the account's way of paying Meta in order in the business settings, then send again."],
  [131044, "Put the business's way of paying Meta for calls in order in the business settings."],
  [131045, "Register the phone number again: its certificate does not fit."],
  [131049, "Do not send it again before 24 hours are over: Meta held it back, since this person gets too many."],
  [131050, "Send this person no marketing messages: they stopped them."],
  [131051, "Use a type of message that Meta supports."],
  [131055, "Send it to /messages: the endpoint /marketing_messages takes marketing templates only."],
  [131057, "Try again after some minutes: Meta is working on the account."],
  [131059, "Start the paging again without the cursor: Meta no longer knows it."],
  [131062, "Send it to the person's phone number in `to`: Meta does not take a user id for this kind of message."],
  [
    131063,
    "Send it to /marketing_messages, or switch off disable_marketing_messages_on_cloud_api for this number: it takes no marketing templates at /messages.",
  ],
  [131064, "Put templates into their right category and wait: Meta lifts the limit by itself."],
  [132001, "Check the template's name and language: there is none in this language, or it is not approved yet."],
  [132008, "Correct the template's parameters: a value is missing, unfilled or not allowed."],
  [132015, "Change the template and have it approved again: Meta paused it for its low quality."],
  [132016, "Make a new template: Meta paused this one too often and disabled it for good."],
  [132018, "Compare the parameters with the approved template: Meta's check of them failed."],
  [132069, "Send the flow again after an hour: Meta throttles it, since its endpoint fails too often."],
  [133000, "Deregister the phone number again: the last time did not come to its end."],
  [133005, "Give the number's right PIN for two-step verification."],
  [133006, "Verify the phone number again, then register it."],
  [133008, "Wait as long as the details say, then give the right PIN: it was guessed too often."],
  [133009, "Wait as long as the details say, then give the right PIN: it was guessed too fast."],
  [133010, "Register the phone number, then send again."],
  [133015, "Wait 5 minutes, then register the phone number: it was deleted a moment ago."],
  [133016, "Wait until Meta unblocks the number: it was registered or deregistered too often."],
  [134100, "Send it to /messages: only marketing messages are supported here."],
  [134101, "Send it again after 10 minutes: Meta is still synchronising the template."],
  [134102, "Use another template: this one is not available, and the same message fails again in spite of HTTP 500."],
  [139004, "Deprecate the flow instead: a published one cannot be deleted."],
  [2388019, "Delete templates that are no longer used: the account has as many as it may have."],
  [2388023, "Use another name, or wait until Meta has deleted the old content: up to 4 weeks after an approved one."],
  [2388024, "Use the template that exists already under this name and language."],
  [2388025, "Wait until the template is deleted."],
  [2388039, "Wait for the end of the review, or 24 hours after the last edit."],
  [2388124, "Wait until 24 hours have passed since the last edit."],
  [2494100, "Try again after some minutes: Meta is working on the number."],
]);

/** Next step for one condition of a code, by the title of its row. */
export const adviceOfTitle: ReadonlyMap<string, string> = new Map([
  [
    "Missing appsecret_proof",
    "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the app's secret: the app demands proof of it with every call.",
  ],
  [
    "Wrong appsecret_proof",
    "Correct whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient): it is not the secret of the app that made the access token.",
  ],
  ["Removed parameter ids", "Ask for each object by itself: Meta removed the parameter ids from all versions."],
]);

/** Next step after a failed status webhook shows that the message did not arrive, for errors whose response left that open. */
export const adviceAfterTrouble =
  "Send it again a few times with growing pauses: Meta had trouble of its own, and its status page reports outages.";

/** The same for code 1. */
export const adviceAfterUnclear =
  "Check the request, and Meta's status page for an outage; without one the same request fails again.";

/** Next step for an incoming message with this error. */
export const adviceOnReceipt: ReadonlyMap<number, string> = new Map([
  [131060, adviceOfKind["incoming-unavailable"]],
  [131051, "Ask the person to write it another way: Meta does not pass on this type of message."],
  [131052, "Ask the person to send the file again: Meta could not fetch it, and the details say why."],
]);

/** The same for any other code. */
export const anyAdviceOnReceipt =
  "Look at the message in the WhatsApp app, or ask the person to write again: Meta could not pass it on, and the details say why.";

/** A failed status with a code that the table does not have. */
export const adviceOfUnknownStatus =
  "Read Meta's title and details: what the code means is not known here, so send nothing again before you know.";
