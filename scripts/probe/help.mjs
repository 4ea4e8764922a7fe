export const help = `Usage: npm run probe -- --live --waba-id <id> [flags]
       npm run probe -- --sweep --waba-id <id> [--live]

Asks Meta's live API what its documents leave open, with a test account, and
prints the switches of the simulator that do the same. About 90 requests. It
makes sequences named pulumi-whatsapp-probe-<random>-..., changes and deletes
them, and touches no other row: ads, creatives, messages and phone numbers are
never asked for. What carries the prefix is removed first and last, also after
a failure and on Ctrl-C; nothing more is sent once Meta throttles. Run one probe
at a time: each removes what another made.

Needs
  WHATSAPP_ACCESS_TOKEN   a token with whatsapp_business_management. It is never
                          a flag: flags show in process lists and histories.
  --waba-id <id>          a WhatsApp Business Account that is there for tests

Flags
  --live                  send requests that write; without it nothing is written
  --sweep                 only remove what earlier runs left; without --live it
                          reads the list and shows what it would remove
  --account-has <n>       how many sequences the account may hold besides those
                          of the probe (default 0); they stay as they are
  --in-use-sequence-id <id>
                          a sequence that an ad uses; its own name and content
                          are written to it once, to see whether Meta refuses
  --base-url <url>        default https://graph.facebook.com; http only on loopback
  --api-version <v>       default v25.0
  --reads <n>             how often at most a write is looked for (default 10)
  --wait-ms <n>           milliseconds between two such reads (default 1000)
  --evidence              print the requests and answers behind each answer
  --json                  print everything as one JSON document
  --help, -h              this text

Exit codes
  0 asked and removed, 1 something failed or is left, 2 wrong usage
`;

export const explanation = `Nothing was sent. The probe writes to a live account, so it has to be told: --live.

${help}`;
