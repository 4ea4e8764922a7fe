/** Reads the command line and the token from the environment. Reports all errors at once. */
import { parseArgs } from "node:util";
import { readSettings } from "../../provider/dist/runtime/settings.js";
import { describeFailure } from "../../provider/dist/schema/failures.js";

const options = {
  live: { type: "boolean", default: false },
  sweep: { type: "boolean", default: false },
  "waba-id": { type: "string" },
  "base-url": { type: "string" },
  "api-version": { type: "string" },
  "account-has": { type: "string", default: "0" },
  "in-use-sequence-id": { type: "string" },
  reads: { type: "string", default: "10" },
  "wait-ms": { type: "string", default: "1000" },
  evidence: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
};

const flags = { wabaId: "--waba-id", baseUrl: "--base-url", apiVersion: "--api-version" };
const whereToSet = (name) => flags[name] ?? "WHATSAPP_ACCESS_TOKEN";

/**
 * @param {string[]} words
 * @param {Record<string, string | undefined>} env
 * @returns {{ kind: "help" } | { kind: "explain" } | { kind: "problems", problems: string[] }
 *   | { kind: "sweep" | "probe", live: boolean, json: boolean, evidence: boolean, settings: import("./run.mjs").Settings }}
 */
export function readArguments(words, env) {
  let values;
  try {
    ({ values } = parseArgs({ args: words, options }));
  } catch (error) {
    // The first sentence is the error. The rest is about positional arguments, which the probe does not have.
    const [reason] = error.message.split(/\. (?=[A-Z])/);
    const token = /'--?\S*token/i.test(reason) ? "; the token is never a flag, set WHATSAPP_ACCESS_TOKEN" : "";
    return { kind: "problems", problems: [`${reason}${token}; see --help`] };
  }
  if (values.help) return { kind: "help" };
  if (!values.live && !values.sweep) return { kind: "explain" };
  const { settings, problems } = readAll(values, env);
  if (problems.length > 0) return { kind: "problems", problems };
  const { live, json, evidence } = values;
  return { kind: values.sweep ? "sweep" : "probe", ...{ live, json, evidence, settings } };
}

function readAll(values, env) {
  const { settings, failures } = readSettings(
    undefined,
    {
      WHATSAPP_ACCESS_TOKEN: env.WHATSAPP_ACCESS_TOKEN,
      WHATSAPP_APP_SECRET: env.WHATSAPP_APP_SECRET,
      WHATSAPP_WABA_ID: values["waba-id"],
      WHATSAPP_BASE_URL: values["base-url"],
      WHATSAPP_API_VERSION: values["api-version"],
      NODE_TLS_REJECT_UNAUTHORIZED: env.NODE_TLS_REJECT_UNAUTHORIZED,
    },
    whereToSet,
  );
  const found = failures.map(describeFailure);
  const isBlank = (text) => text === undefined || text.trim() === "";
  if (isBlank(env.WHATSAPP_ACCESS_TOKEN)) found.push("no access token is set; set it with WHATSAPP_ACCESS_TOKEN");
  if (isBlank(values["waba-id"])) found.push("no account is named; name a test account with --waba-id");
  const whole = (flag, least, most) => {
    const value = Number(values[flag]);
    if (/^\d{1,6}$/.test(values[flag]) && value >= least && value <= most) return value;
    found.push(`--${flag}: must be a whole number from ${least} to ${most}`);
    return least;
  };
  const inUseSequenceId = values["in-use-sequence-id"];
  if (inUseSequenceId !== undefined && !/^[0-9]{1,32}$/.test(inUseSequenceId))
    found.push("--in-use-sequence-id: must be 1 to 32 digits, the id of a sequence that an ad uses");
  const counts = {
    accountHas: whole("account-has", 0, 5000),
    reads: whole("reads", 1, 100),
    waitMs: whole("wait-ms", 0, 60_000),
  };
  return { settings: { ...settings, ...counts, inUseSequenceId }, problems: found };
}
