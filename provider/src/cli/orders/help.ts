export const orders = `Validates and sends order messages of the Payments API in Brazil, for operators and scripts. Services use the library pulumi-whatsapp/orders.

Interactive messages are free-form: Meta delivers them only within 24 hours of the person's last message, and reports 131047 by webhook otherwise. Messages by an approved template may be sent at any time.`;

export const ordersExamples = `
Examples:
  pulumi-whatsapp orders validate order.json
  pulumi-whatsapp orders send order.json --phone-number 106540352242922
  pulumi-whatsapp orders status --help

Outbox:
  \`orders send\` and \`orders status\` record every message before it is sent, in
  a file of JSON lines for each order: a line for the message and a line for its
  result. The resource SandboxOrder writes the same files. Keep the folder where
  every sender of these orders uses it.

  A file that cannot be read (a line that was cut off, a merge conflict) stops
  the messages of its order. To repair it:
  1. Compare it with the chat and with the status webhooks.
  2. Remove the line that the error names if its message did not arrive, or if
     the line was a result: its message then counts as of unknown outcome.
  3. If its message arrived, write a record in its place, in one line, with the
     status or the payment that it had (neither for an order_details):
     {"kind":"order_status","digest":"","correlationId":"repaired-1",
     "at":"2026-11-30T12:00:00Z","status":"shipped","payment":"captured"}
     {"result":"accepted","correlationId":"repaired-1"}
  After a merge, keep the lines of both sides, in the order of their times.`;

export const recipients = `
Recipients:
  If WHATSAPP_ORDER_RECIPIENTS is set (numbers and user ids separated by
  commas), messages to other recipients are not sent.`;

export const outbox = `
Outbox:
  Each message is recorded in --outbox before it is sent. Neither this command
  nor the resource SandboxOrder sends a recorded message again: the error names
  the time and the id of the first message. After an unknown outcome, find out
  first whether the message arrived. Messages that Meta rejected, or that were
  never sent, can be sent again. --again ignores the outbox, but not while it
  cannot be read: \`pulumi-whatsapp orders --help\` describes how to repair it.`;

export const validate = `Checks files with the JSON body of an order_details or order_status message, interactive or by template, totals included. Prints every failure with its file and path, and every warning (what other providers reject and Meta does not state). Sends nothing and needs no settings.`;

export const validateExamples = `
Examples:
  pulumi-whatsapp orders validate order.json --preview
  jq .body answer.json | pulumi-whatsapp orders validate -
  pulumi-whatsapp orders validate shipped.json --from processing

Exit codes:
  0 all files are valid
  1 a file is not valid or cannot be read
  2 wrong usage`;

export const send = `Checks the message in a file, as \`orders validate\` does, and shows what the person will see, who receives it and which number sends it. With --send it is sent once: a lost response is reported, and neither this run nor the next one sends it again. A message by template (type "template") may be sent at any time, an interactive one within 24 hours of the person's last message.`;

const exitCodes = `
Exit codes:
  0 Meta accepted the message (dry run: the message is valid)
  1 rejected, not valid, not sent, or already in the outbox: the person
    receives nothing from this run
  2 wrong usage or settings
  3 unknown outcome, of this message or of an earlier one that prevents it:
    it may have arrived; do not send it again before the status webhooks with
    its correlation id, or the chat, show what happened`;

export const sendExamples = `
Examples:
  pulumi-whatsapp orders send order.json --phone-number 106540352242922
  pulumi-whatsapp orders send order.json --send --json
${exitCodes}`;

export const status = `Builds an interactive order_status message, for the 24 hours after the person's last message, and shows what the person will see, who receives it and which number sends it. With --send it is sent once: a lost response is reported, and neither this run nor the next one sends it again. Meta reports 2046 (the status may not follow) and 2047 (a paid order cannot be canceled) later, by webhook; such a status is rejected here before it is sent, going by --from or by the last status in the outbox.`;

export const statusExamples = `
Examples:
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --from pending --status processing --payment captured --body "Pago!"
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --status shipped --description "BR123" --body "A caminho" --send
${exitCodes}`;
