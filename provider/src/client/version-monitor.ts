import {
  apiVersions,
  countDaysLeft,
  defaultApiVersions,
  findEndOfVersion,
  findNewer,
  findReplacement,
  versionSettings,
  type MetaApi,
} from "../schema/api-versions";
import { KnownSecrets } from "../schema/known-secrets";
import { printable } from "./redact";
import type { Headers } from "./usage";

/** A call in an API version that Meta has ended. Nothing was sent, since Meta would respond in another version with another meaning. */
export class VersionEnded extends Error {
  override readonly name = "VersionEnded";
}

interface Versions {
  readonly apiVersion: string;
  readonly marketingApiVersion: string;
}

const names: Readonly<Record<MetaApi, string>> = { graph: "Graph API", marketing: "Marketing API" };
const warnWithinDays = 90;

interface VersionMonitorOptions {
  /** Date that decides which versions have ended. */
  readonly now: () => Date;
  /** Prints each text once. */
  readonly warn: (text: string) => void;
  /** Names a setting for the reader. Default: `whatsapp:apiVersion`. */
  readonly nameSetting?: (setting: (typeof versionSettings)[MetaApi]) => string;
}

/** Checks the API versions of calls and of their responses. */
export class VersionMonitor {
  readonly #versions: Readonly<Record<MetaApi, string>>;
  readonly #options: VersionMonitorOptions;

  constructor({ apiVersion, marketingApiVersion }: Versions, options: VersionMonitorOptions) {
    this.#versions = { graph: apiVersion, marketing: marketingApiVersion };
    this.#options = options;
  }

  /**
   * Returns the version for a call, and warns if it ends within 90 days.
   * @throws VersionEnded if Meta has ended it.
   */
  requireUsable(api: MetaApi): string {
    const version = this.#versions[api];
    const endsOn = findEndOfVersion(api, version);
    if (endsOn !== undefined) {
      const daysLeft = countDaysLeft(endsOn, this.#options.now());
      if (daysLeft < 0) throw new VersionEnded(this.#describeEnded(api, version, endsOn));
      if (daysLeft <= warnWithinDays) {
        this.#options.warn(
          `Meta ends ${names[api]} ${version} on ${endsOn}. ${this.#adviseVersion(api, findReplacement(api, version))}`,
        );
      }
    }
    return version;
  }

  /** Warns during a preview about a version that has ended or ends soon. */
  warnAboutEnd(api: MetaApi): void {
    try {
      this.requireUsable(api);
    } catch (error) {
      if (!(error instanceof VersionEnded)) throw error;
      this.#options.warn(`${error.message} \`pulumi up\` will fail at its first call to Meta.`);
    }
  }

  /** Warns if Meta responded in another version, or announces that it will. */
  observeAnswer(api: MetaApi, headers: Headers): void {
    const asked = this.#versions[api];
    const answered = textOf(headers["facebook-api-version"]);
    if (answered !== "" && answered !== asked) {
      this.#options.warn(
        `Meta answered a ${names[api]} call for ${asked} in ${answered}. ${this.#adviseVersion(api, findNewer(answered, defaultApiVersions[api]))}`,
      );
    }
    const warning = textOf(headers["x-ad-api-version-warning"]);
    if (warning !== "") this.#options.warn(`Meta warns of ${names[api]} ${asked}: ${warning}`);
  }

  #describeEnded(api: MetaApi, version: string, endsOn: string): string {
    const isListed = apiVersions[api].some((each) => each.version === version);
    const advice = this.#adviseVersion(api, findReplacement(api, version));
    return `${names[api]} ${version} ended ${isListed ? "on" : "before"} ${endsOn}. ${advice}`;
  }

  #adviseVersion(api: MetaApi, version: string): string {
    const { nameSetting = (name) => `whatsapp:${name}` } = this.#options;
    return `Set ${nameSetting(versionSettings[api])} to ${version}, or update pulumi-whatsapp.`;
  }
}

function textOf(header: unknown): string {
  return typeof header === "string" ? printable(header, KnownSecrets.none, 300) : "";
}
