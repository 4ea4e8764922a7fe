export const help = `Usage: npm run probe -- --live --waba-id <id> [flags]
       npm run probe -- --sweep --waba-id <id> [--live]

Asks Meta's live API the questions that its documents leave open, on a test
account, and prints the matching switches of the simulator. Sends about 90
requests. It creates, changes and deletes sequences named
pulumi-whatsapp-probe-<random>-..., and changes no other row. It never requests
ads, creatives, messages or phone numbers. It removes sequences with its prefix
before and after, also after a failure or Ctrl-C, and sends nothing more once
Meta throttles. Run one probe at a time: each removes the rows of another.

Required
  WHATSAPP_ACCESS_TOKEN   a token with whatsapp_business_management. It is never
                          a flag: flags show in process lists and histories.
  --waba-id <id>          a WhatsApp Business Account for tests

Flags
  --live                  send write requests; without it, nothing is written
  --sweep                 only remove rows of earlier runs; without --live,
                          list them instead
  --account-has <n>       number of other sequences in the account (default 0);
                          the probe does not change them
  --in-use-sequence-id <id>
                          a sequence that an ad uses; the probe writes its own
                          name and content to it once, to see if Meta rejects it
  --base-url <url>        default https://graph.facebook.com; http only on loopback
  --api-version <v>       default v25.0
  --reads <n>             maximum number of reads after a write (default 10)
  --wait-ms <n>           milliseconds between these reads (default 1000)
  --evidence              print the requests and responses of each answer
  --json                  print everything as one JSON document
  --help, -h              print this text

Exit codes
  0 success, 1 a question failed or rows remain, 2 wrong usage
`;

export const explanation = `Nothing was sent. The probe writes to a live account, so it requires --live.

${help}`;
