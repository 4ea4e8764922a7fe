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

/** A call in a version that Meta has ended. Nothing was sent: Meta would answer in another version, which may mean something else. */
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
  /** Today, by which versions have ended or not. */
  readonly now: () => Date;
  /** Shows a text once, however often it is called with it. */
  readonly warn: (text: string) => void;
  /** Names a setting as its reader knows it. Default: `whatsapp:apiVersion`. */
  readonly nameSetting?: (setting: (typeof versionSettings)[MetaApi]) => string;
}

/** Watches the versions that calls go out in and are answered in. */
export class VersionMonitor {
  readonly #versions: Readonly<Record<MetaApi, string>>;
  readonly #options: VersionMonitorOptions;

  constructor({ apiVersion, marketingApiVersion }: Versions, options: VersionMonitorOptions) {
    this.#versions = { graph: apiVersion, marketing: marketingApiVersion };
    this.#options = options;
  }

  /**
   * The version for a call, with a warning when it ends within 90 days.
   * @throws VersionEnded when Meta has ended it.
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

  /** Warns of a version that will fail at the first call, or ends soon, while a change is only planned. */
  warnAboutEnd(api: MetaApi): void {
    try {
      this.requireUsable(api);
    } catch (error) {
      if (!(error instanceof VersionEnded)) throw error;
      this.#options.warn(`${error.message} \`pulumi up\` will fail at its first call to Meta.`);
    }
  }

  /** Reports that Meta answered in another version than the one asked for, or says that it will. */
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
