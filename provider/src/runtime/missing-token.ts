import { whereToSet } from "../schema/settings";
import type { Session } from "./session";

/** Warns while a change is planned, when its first call would fail. A plan without changes needs no token. */
export function warnAboutMissingToken({ settings, warn }: Session): void {
  if (settings.accessToken !== undefined) return;
  warn(
    `No access token is set. A preview needs none, but \`pulumi up\` will fail at its first call to Meta. Set it with ${whereToSet("accessToken")}.`,
  );
}
