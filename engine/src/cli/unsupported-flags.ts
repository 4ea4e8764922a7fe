/** Commands and flags of the Pulumi CLI that this engine does not support. They are rejected by name, never ignored. */
const singleResources = "selecting single resources";
const cloud = "Pulumi Cloud";
const display = "fine-tuning the display";

/** Long flags of the CLI and their topics. */
const flags = new Map(
  Object.entries({
    target: singleResources,
    "target-dependents": singleResources,
    "target-replace": singleResources,
    exclude: singleResources,
    "exclude-dependents": singleResources,
    "exclude-protected": singleResources,
    plan: "update plans",
    "save-plan": "update plans",
    "import-file": "writing import files",
    out: "generating code for imported resources",
    from: "converters",
    "generate-resources": "converters",
    parent: "importing without a file (name the parent in the import file)",
    provider: "importing without a file (name the provider in the import file)",
    properties: "selecting properties to import (inputs are imported as the file has them)",
    "skip-plugin-pre-install": "plugins",
    output: "output formats (use --json)",
    urns: display,
    message: "update messages",
    config: "configuration for one run (use `config set`)",
    "config-file": "other configuration files",
    "config-path": "configuration for one run (use `config set`)",
    path: "paths inside configuration values (set the whole value as JSON)",
    "run-program": "running the program in refresh and destroy",
    "import-pending-creates":
      "importing the resource of an interrupted create (use `import`, then `refresh --clear-pending-creates`)",
    "skip-pending-creates":
      "prompts about pending creates (`refresh` keeps them unless --clear-pending-creates is given)",
    "attach-debugger": "debuggers",
    "disable-integrity-checking": "disabling integrity checks",
    "secrets-provider": "secrets providers other than the passphrase",
    "copy-config-from": "copying configuration",
    remote: cloud,
    neo: cloud,
    teams: cloud,
    all: "projects other than this one",
    organization: cloud,
    project: "projects other than this one",
    tag: cloud,
    version: "earlier versions of a stack",
    "remove-backups": "removing backups (delete the folder .pulumi/backups)",
    "ignore-protect": "ignoring the protection of resources",
    "override-env": cloud,
    "skip-config-validation": "skipping the validation of configuration",
    open: cloud,
    raw: "values with their trailing newline",
    type: "typed configuration values (set the value as JSON)",
    "show-policy-exceptions": display,
    "show-config": display,
    "show-reads": display,
    "show-replacement-steps": display,
    "show-sames": display,
    "show-full-output": display,
    "show-urns": display,
    "show-ids": display,
    "show-name": display,
    "show-policy-remediations": display,
    "suppress-outputs": display,
    "suppress-permalink": display,
    "suppress-progress": display,
    "suppress-stream-logs": display,
    emoji: display,
    "fully-qualify-stack-names": display,
    "event-log": "event logs (use --json)",
    shell: "output for shells (use --json)",
    strict: "strict previews",
    remove: "removing the stack after its resources (run `stack rm`)",
    tracing: "tracing",
    "otel-traces": "tracing",
    profiling: "profiling",
    memprofilerate: "profiling",
    logflow: "logging to files",
    logtostderr: "logging to files",
    verbose: "logging to files",
    debug: "debug logs",
  }),
);
const shortFlags = new Map(
  Object.entries({
    "-t": "target",
    "-m": "message",
    "-c": "config",
    "-v": "verbose",
    "-d": "debug",
    "-a": "all",
    "-e": "emoji",
    "-i": "show-ids",
    "-o": "out",
    "-Q": "fully-qualify-stack-names",
    "-u": "show-urns",
    "-x": "exclude",
  }),
);

const stateEditing = "changing single rows of a state (use `stack export`, an editor and `stack import`)";
const packages = "installing plugins and packages (name the folder of an installed one in Pulumi.yaml)";
/** Commands of the CLI and their topics. */
const commands = new Map(
  Object.entries({
    watch: "watching",
    logs: "logs of resources",
    state: stateEditing,
    plugin: packages,
    package: packages,
    policy: "publishing, installing and enforcing policy packs (run one with --policy-pack)",
    new: "templates",
    install: "installing dependencies (use npm)",
    login: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
    logout: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
    whoami: "logins (set PULUMI_BACKEND_URL=file://<folder>)",
    org: cloud,
    env: cloud,
    console: cloud,
    deployment: cloud,
    ai: cloud,
    api: cloud,
    insights: cloud,
    neo: cloud,
    project: cloud,
    do: "direct calls of cloud providers",
    template: "templates",
    convert: "converting programs",
    schema: "schemas",
    about: "`about`",
    "stack graph": "graphs",
    "stack history": "showing the history (it is kept under .pulumi/history)",
    "stack rename": "renaming stacks",
    "stack tag": cloud,
    "stack webhook": cloud,
    "stack schedule": cloud,
    "stack unselect": "deselecting stacks",
    "stack change-secrets-provider": "changing the secrets provider",
    "config cp": "copying configuration",
    "config refresh": "taking configuration from the last update",
    "config set-all": "setting many values at once",
    "config rm-all": "removing many values at once",
    "config env": cloud,
  }),
);

/** Returns undefined if the CLI does not know the flag either. */
export function describeUnsupportedFlag(word: string): string | undefined {
  const flag = word.startsWith("--") ? word : word.slice(0, 2);
  const long = flag.startsWith("--") ? flag.slice(2) : (shortFlags.get(flag) ?? "");
  const topic = flags.get(long.replace(/^remote-.*/, "remote"));
  return topic === undefined ? undefined : describe(flag, topic);
}

/** `words` are the names of a command and its subcommand. */
export function describeUnsupportedCommand(words: readonly string[]): string | undefined {
  const name = words.join(" ");
  const topic = commands.get(name);
  return topic === undefined ? undefined : describe(name, topic);
}

function describe(word: string, topic: string): string {
  return `${word} is not supported by the embedded engine (${topic}); use the Pulumi CLI.`;
}
