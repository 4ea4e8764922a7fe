const settings = `Settings
  --waba <id>         WhatsApp Business Account id; default WHATSAPP_WABA_ID
  --api-version <v>   Graph API version; default WHATSAPP_API_VERSION, else v25.0
  --base-url <url>    scheme and host of the Graph API; default WHATSAPP_BASE_URL,
                      else https://graph.facebook.com
  The access token is read from WHATSAPP_ACCESS_TOKEN. It is never a flag: flags
  show in process lists and shell histories. The provider's other settings are
  read from their WHATSAPP_ variables too; a stack's configuration is not read.
`;

const exitCodes = `Exit codes
  0 done, 1 failed, 2 wrong usage or settings
`;

export const help = {
  "": `Usage: pulumi-whatsapp <command> [flags]

Brings what already lives in a WhatsApp Business Account under management, and
sends order messages.

Commands
  list          show the sequences of an account
  import-file   write the import file and the program for sequences of an account,
                or for ad creatives
  orders        judge and send order messages (Payments API, Brazil)

Flags
  --help, -h    this text; after a command, the command's flags
  --version     the version of pulumi-whatsapp

${settings}
${exitCodes}`,

  list: `Usage: pulumi-whatsapp list [--waba <id>] [--json]

Shows the sequences of an account: id, name, whether an ad uses it, first words
of the text. One request for each page of 100. An app sees only the sequences
it made.

Flags
  --json              everything Meta tells, as a JSON array
  --help, -h          this text

${settings}
${exitCodes}`,

  "import-file": `Usage: pulumi-whatsapp import-file [--waba <id>] [--ids <id,id...>] [flags]
       pulumi-whatsapp import-file --creatives <id,id...> [--ad-account <id>] [flags]

Writes two files for all sequences of an account, or for the chosen ones:
import.json, for \`pulumi import --file\`, and sequences.ts, the program that
declares them. Loaded from your program and imported into its stack, the next
\`pulumi preview\` shows no change. Nothing in the account is touched. Choose with
--ids when a stack manages some of the sequences already. With --creatives the
same for these ad creatives, in creatives.ts; ad accounts are never listed.

Both files are written whole or not at all, and nothing that exists is
overwritten without --force. A sequence that a program cannot hold as Meta does
(an empty text, for example) is named with the reason and nothing is written;
--skip-invalid leaves such sequences out and names them as warnings.

Flags
  --ids <id,id...>       only these sequences; may be repeated
  --creatives <id,id...> these ad creatives instead of sequences; may be repeated
  --ad-account <id>      ad account of the creatives, without act_; default
                         WHATSAPP_AD_ACCOUNT_ID
  --out-dir <folder>     where import.json and the program go (default .)
  --import-file <path>   the import file's own path, instead of --out-dir
  --program <path>       the program's own path, instead of --out-dir; a module
                         that your program loads, since the exports of the main
                         file would become outputs of the stack
  --force                overwrite files that exist
  --skip-invalid         leave out what a program cannot hold
  --json                 print both as one JSON document and write no file
  --help, -h             this text

${settings}
${exitCodes}`,
} as const;
