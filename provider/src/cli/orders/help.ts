const settings = `Settings
  --phone-number <id>   id of the number that sends, not the number itself;
                        default WHATSAPP_PHONE_NUMBER_ID
  --api-version <v>     Graph API version; default WHATSAPP_API_VERSION or v25.0
  --base-url <url>      scheme and host of the Graph API; default
                        WHATSAPP_BASE_URL, else https://graph.facebook.com
  The access token is read from WHATSAPP_ACCESS_TOKEN. It is never a flag: flags
  show in process lists and shell histories. Where WHATSAPP_ORDER_RECIPIENTS is
  set (numbers separated by commas), others get nothing.
`;

const delivery = `  --send                send it; without this nothing leaves (a dry run)
  --correlation-id <id> sent as biz_opaque_callback_data, which status webhooks
                        bring back; default: the reference id and a UUID
  --json                print the result as JSON; of a dry run, the body to send
  --help, -h            this text
`;

const exitCodes = `Exit codes
  0 Meta accepted the message (of a dry run: nothing speaks against it)
  1 refused, invalid or not sent: the person gets nothing
  2 wrong usage or settings
  3 the message left and what became of it is not known: do not send it again
    before the status webhooks with its correlation id, or the chat, have told
`;

export const ordersHelp = {
  "": `Usage: pulumi-whatsapp orders <command> [flags]

Order messages of the Payments API in Brazil, for operators and scripts.
Services use the library pulumi-whatsapp/orders.

Commands
  orders validate   judge files of order messages by every rule of Meta's
  orders send       send the message in a file; a dry run unless --send is given
  orders status     tell a person the new status of an order; likewise

Flags
  --help, -h        this text; after a command, the command's flags

${settings}`,

  validate: `Usage: pulumi-whatsapp orders validate <file...> [flags]

Judges files that hold the JSON body of an order_details or order_status
message, sums included; - is standard input. Every failure is printed with file
and path, and so is every warning (what other providers refuse and Meta does not
state). Nothing is sent and no setting is needed.

Flags
  --told-status <s>     status that the person was last told; with it, whether
                        an order_status may follow is judged too
  --told-payment <s>    payment status that the person was last told
  --now <time>          moment that expirations are judged against: UTC seconds,
                        or a time like 2026-11-22T12:00:00Z; default now
  --preview             print what the person sees, too; the app's own words for
                        statuses and buttons are not documented and may differ
  --json                everything as a JSON array, one element for each file
  --help, -h            this text

Examples
  pulumi-whatsapp orders validate order.json --preview
  jq .body answer.json | pulumi-whatsapp orders validate -
  pulumi-whatsapp orders validate shipped.json --told-status processing

Exit codes
  0 all are valid, 1 one is not or cannot be read, 2 wrong usage
`,

  send: `Usage: pulumi-whatsapp orders send <file> [--send] [flags]

Judges the message in a file (- is standard input), as \`orders validate\` does,
and shows what the person will see, to whom it goes and from which number. With
--send it is sent, once: a lost answer is reported and nothing is repeated.

Flags
  --told-status <s>     status that the person was last told; with it, a status
                        that may not follow is refused
  --told-payment <s>    payment status that the person was last told
${delivery}
${settings}
Examples
  pulumi-whatsapp orders send order.json --phone-number 106540352242922
  pulumi-whatsapp orders send order.json --send --json

${exitCodes}`,

  status: `Usage: pulumi-whatsapp orders status --reference-id <id> --to <number>
       --body <text> [--status <s>] [--payment <s>] [--send] [flags]

Makes an order_status message and shows what the person will see, to whom it
goes and from which number. With --send it is sent, once: a lost answer is
reported and nothing is repeated. Meta tells 2046 (the status may not follow)
and 2047 (a paid order cannot be canceled) later, by webhook; with --from such
a status is refused here.

Flags
  --reference-id <id>   as in the order_details message
  --to <number>         the person whom that message went to
  --body <text>         the message's text, at most 1024 characters
  --footer <text>       small text below it, at most 60 characters
  --status <s>          pending, processing, partially_shipped, shipped,
                        completed or canceled; not needed with --payment
  --description <text>  shown on the order's page, at most 120 characters
  --payment <s>         pending, captured or failed; captured shows the label
                        "paid"
  --timestamp <time>    when it was paid: UTC seconds, or 2026-11-22T12:00:00Z
  --from <s>            status that the person was last told; a status that may
                        not follow is refused, and those that may are named
  --from-payment <s>    payment status that the person was last told
${delivery}
${settings}
Examples
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --from pending --status processing --payment captured --body "Pago!"
  pulumi-whatsapp orders status --reference-id order-1001 --to 5511987654321 \\
    --status shipped --description "BR123" --body "A caminho" --send

${exitCodes}`,
} as const;
