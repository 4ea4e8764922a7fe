import { configurationName } from "./inputs";

const inputs = `Files
  A sequence file is YAML or JSON in the words of the resource's arguments: one
  sequence (name, text, autofillMessage, iceBreakers), a list of them, or a
  mapping \`sequences\` of resource names to them; YAML documents with --- between
  them are several. An order message is the JSON body that is sent to /messages,
  or a list of them: what has \`interactive.type\` order_details or order_status is
  taken for one. What \`pulumi stack export\` writes is read too. A folder means
  every *.yaml, *.yml and *.json in it; - means standard input.
`;

const exitCodes = `Exit codes
  0 nothing found, or warnings only; 1 an error or an expired waiver, or more
  warnings than --max-warnings; 2 files, flags or configuration are wrong
`;

export const help = {
  "": `Usage: pulumi-whatsapp-policy <command> [flags]

Checks welcome messages and orders by the rules of the pack, without Pulumi.

Commands
  lint          check sequence files, order messages, or an exported stack
  digest        print the fingerprints of contents, for lists of approved content

Flags
  --help, -h    this text; after a command, the command's flags
  --version     the version of pulumi-whatsapp-policy

${exitCodes}`,

  lint: `Usage: pulumi-whatsapp-policy lint <file...> [flags]

Checks the sequences of all files together, and each order message by itself.
Nothing is sent anywhere.

${inputs}
Flags
  --preset <name>       recommended (default), strict or brazil
  --config <file>       YAML or JSON with preset, overrides and waivers; default
                        ${configurationName} in the working folder, if
                        it is there. --preset goes before its preset
  --format <name>       text (default) or sarif (SARIF 2.1.0)
  --output <file>       write the report there; of SARIF, the text is shown too
  --max-warnings <n>    more warnings than this fail
  --no-color            no colours; NO_COLOR means the same
  --help, -h            this text

${exitCodes}`,

  digest: `Usage: pulumi-whatsapp-policy digest <file...>

Prints a line for each sequence: SHA-256 of its content, file and name. What is
encrypted in an exported stack has none and is named as a warning.

${inputs}
Flags
  --help, -h    this text

Exit codes
  0 done, 2 files or flags are wrong
`,
} as const;
