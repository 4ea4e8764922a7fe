/** What the Pulumi CLI can do and this engine cannot: refused by name, never ignored. */
import { CommandError, EXIT } from "./exit-codes";

const ONE_BY_ONE = "choosing single resources";
const CLOUD = "Pulumi Cloud";
const DISPLAY = "fine-tuning the display";

/** Long flags of the CLI, each with what it is about. */
const FLAGS: Readonly<Record<string, string>> = {
  target: ONE_BY_ONE,
  "target-dependents": ONE_BY_ONE,
  "target-replace": ONE_BY_ONE,
  exclude: ONE_BY_ONE,
  "exclude-dependents": ONE_BY_ONE,
  "exclude-protected": ONE_BY_ONE,
  plan: "update plans",
  "save-plan": "update plans",
  "import-file": "writing import files",
  out: "generating code for imported resources",
  from: "converters",
  "generate-resources": "converters",
  parent: "importing without a file (name the parent in the import file)",
  provider: "importing without a file (name the provider in the import file)",
  properties: "choosing properties to import (the inputs are taken as the file gives them)",
  "skip-plugin-pre-install": "plugins",
  output: "output formats (use --json)",
  urns: DISPLAY,
  message: "update messages",
  config: "configuration given for one run (use `config set`)",
  "config-file": "other configuration files",
  "config-path": "configuration given for one run (use `config set`)",
  path: "paths inside configuration values (set the whole value as JSON)",
  "continue-on-error": "going on after an error",
  "run-program": "running the program in refresh and destroy",
  "import-pending-creates":
    "importing what a cut-off create has made (use `import`, then `refresh --clear-pending-creates`)",
  "skip-pending-creates": "asking about pending creates (`refresh` keeps them unless --clear-pending-creates is given)",
  "attach-debugger": "debuggers",
  "disable-integrity-checking": "switching integrity checks off",
  "secrets-provider": "secrets providers other than the passphrase",
  "copy-config-from": "copying configuration",
  remote: CLOUD,
  neo: CLOUD,
  teams: CLOUD,
  all: "projects other than this one",
  version: "earlier versions of a stack",
  "show-config": DISPLAY,
  "show-reads": DISPLAY,
  "show-replacement-steps": DISPLAY,
  "show-sames": DISPLAY,
  "show-full-output": DISPLAY,
  "show-urns": DISPLAY,
  "show-ids": DISPLAY,
  "show-name": DISPLAY,
  "show-policy-remediations": DISPLAY,
  "suppress-outputs": DISPLAY,
  "suppress-permalink": DISPLAY,
  "suppress-progress": DISPLAY,
  "suppress-stream-logs": DISPLAY,
  emoji: DISPLAY,
  "fully-qualify-stack-names": DISPLAY,
  "event-log": "event logs (use --json)",
  shell: "output for shells (use --json)",
  strict: "strict previews",
  remove: "removing the stack after its resources (run `stack rm`)",
  tracing: "tracing",
  profiling: "profiling",
  memprofilerate: "profiling",
  logflow: "logging to files",
  logtostderr: "logging to files",
  verbose: "logging to files",
  debug: "debug logs",
};
const SHORT_FLAGS: Readonly<Record<string, string>> = {
  "-t": "target",
  "-m": "message",
  "-c": "config",
  "-v": "verbose",
  "-d": "debug",
  "-a": "all",
  "-o": "out",
};

const RESOURCES = "changing single rows of a state (use `stack export`, an editor and `stack import`)";
const PACKAGES = "plugins and packages: only dynamic providers run here";
/** Verbs of the CLI, with the words a sub-verb is called by. */
const VERBS: Readonly<Record<string, string>> = {
  watch: "watching",
  logs: "logs of resources",
  state: RESOURCES,
  plugin: PACKAGES,
  package: PACKAGES,
  policy: "publishing, installing and enforcing policy packs (run one with --policy-pack)",
  new: "templates",
  install: "installing dependencies (use npm)",
  login: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
  logout: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
  whoami: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
  org: CLOUD,
  env: CLOUD,
  console: CLOUD,
  deployment: CLOUD,
  ai: CLOUD,
  convert: "converting programs",
  schema: "schemas",
  about: "`about`",
  "gen-completion": "shell completion",
  "stack graph": "graphs",
  "stack history": "showing the history (it is kept under .pulumi/history)",
  "stack rename": "renaming stacks",
  "stack tag": CLOUD,
  "stack webhook": CLOUD,
  "stack schedule": CLOUD,
  "stack unselect": "deselecting stacks",
  "stack change-secrets-provider": "changing the secrets provider",
  "config cp": "copying configuration",
  "config refresh": "taking configuration from the last update",
  "config set-all": "setting many values at once",
  "config rm-all": "removing many values at once",
  "config env": CLOUD,
};

/** Throws on the first word the CLI knows and this engine does not. `words` is the command line without program names. */
export function refuseUnsupported(words: readonly string[]): void {
  const end = words.indexOf("--");
  const before = end === -1 ? words : words.slice(0, end);
  const verbs = before.filter((word) => !word.startsWith("-"));
  refuseVerb(verbs);
  for (const word of before) refuseFlag(word);
}

function refuseVerb([first = "", second = ""]: readonly string[]): void {
  for (const verb of [first, `${first} ${second}`]) {
    const reason = VERBS[verb];
    if (reason !== undefined) throw refusal(verb, reason);
  }
}

function refuseFlag(word: string): void {
  const [flag = ""] = word.split("=");
  const long = flag.startsWith("--") ? flag.slice(2) : SHORT_FLAGS[flag];
  if (long === undefined) return;
  const reason = FLAGS[long] ?? FLAGS[long.replace(/^remote-.*/, "remote")];
  // `--version` alone asks for this program's own version.
  if (reason !== undefined && !(word === "--version")) throw refusal(flag, reason);
}

function refusal(word: string, reason: string): CommandError {
  return new CommandError(
    `${word} is not supported by the embedded engine (${reason}); use the Pulumi CLI.`,
    EXIT.usage,
  );
}
