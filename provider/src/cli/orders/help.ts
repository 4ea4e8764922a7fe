export const orders = `Validates and sends order messages of the Payments API in Brazil, for operators and scripts. Services use the library pulumi-whatsapp/orders.

Interactive messages are free-form: Meta delivers them only within 24 hours of the person's last message, and reports 131047 by webhook otherwise. Messages by an approved template may be sent at any time.`;

export const ordersExamples = `
Examples:
  pulumi-whatsapp orders validate order.json
  pulumi-whatsapp orders send order.json --phone-number 106540352242922
  pulumi-whatsapp orders status --help`;

export const recipients = `
Recipients:
  Where WHATSAPP_ORDER_RECIPIENTS is set (numbers and user ids separated by
  commas), nobody else receives a message.`;

export const validate = `Checks files with the JSON body of an order_details or order_status message, interactive or by template, totals included. Prints every failure with its file and path, and every warning (what other providers reject and Meta does not state). Sends nothing and needs no settings.`;

export const validateExamples = `
Examples:
  pulumi-whatsapp orders validate order.json --preview
  jq .body answer.json | pulumi-whatsapp orders validate -
  pulumi-whatsapp orders validate shipped.json --told-status processing

Exit codes:
  0 all files are valid
  1 a file is not valid or cannot be read
  2 wrong usage`;

export const send = `Checks the message in a file, as \`orders validate\` does, and shows what the person will see, who receives it and which number sends it. With --send it is sent once: a lost response is reported, and nothing is sent again. A message by template (type "template") may be sent at any time, an interactive one within 24 hours of the person's last message.`;

const exitCodes = `
Exit codes:
  0 Meta accepted the message (dry run: the message is valid)
  1 rejected, not valid or not sent: the person receives nothing
  2 wrong usage or settings
  3 unknown outcome: the message may have arrived; do not send it again before
    the status webhooks with its correlation id, or the chat, show what happened`;

export const sendExamples = `
Examples:
  pulumi-whatsapp orders send order.json --phone-number 106540352242922
  pulumi-whatsapp orders send order.json --send --json
${exitCodes}`;

export const status = `Builds an interactive order_status message, for the 24 hours after the person's last message, and shows what the person will see, who receives it and which number sends it. With --send it is sent once: a lost response is reported, and nothing is sent again. Meta reports 2046 (the status may not follow) and 2047 (a paid order cannot be canceled) later, by webhook; with --from, such a status is rejected before it is sent.`;

export const statusExamples = `
Examples:
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --from pending --status processing --payment captured --body "Pago!"
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --status shipped --description "BR123" --body "A caminho" --send
${exitCodes}`;
