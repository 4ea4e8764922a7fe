import { describeFailure } from "../schema/failures";
import { markOf, type KnownSecrets } from "../schema/known-secrets";
import { secretSettings } from "../schema/settings";
import { escapeControls } from "../schema/terminal-text";
import { listPaths, toCheckFailures } from "./validation";
import { UserError, PartialFailure } from "./user-error";
import { withoutHandler, type Properties } from "./properties";
import type { Session } from "./session";

/** Asks again before anything is sent: policies run after check and may have changed the inputs. */
export function requireNoSecret({ knownSecrets }: Session, inputs: Properties): void {
  const secrets = knownSecrets.failuresIn(withoutHandler(inputs));
  if (secrets.length > 0) {
    throw new UserError(
      `Nothing was sent. ${toCheckFailures(secrets.map(describeFailure))
        .map(({ reason }) => reason)
        .join("; ")}.`,
    );
  }
}

/** The error for a terminal: its message may repeat a name that the state or Meta holds. */
export function makePrintable({ knownSecrets }: { readonly knownSecrets: KnownSecrets }, error: Error): Error {
  if (!(error instanceof UserError)) return error;
  const message = escapeControls(knownSecrets.mask(error.message));
  if (message === error.message) return error;
  return error instanceof PartialFailure
    ? new PartialFailure(error.id, error.properties, message)
    : new UserError(message);
}

/** Warns of secrets in what Meta returned. Those of this run were masked when it was read. */
export function warnAboutSecrets(
  { warn, knownSecrets }: Pick<Session, "warn" | "knownSecrets">,
  title: string,
  content: Properties,
): void {
  const paths = knownSecrets.failuresIn(content).map(({ path }) => path);
  if (paths.length === 0) return;
  const shown = secretSettings.map(markOf).join(" or ");
  warn(
    `${title}: Meta returned a secret in ${listPaths(paths)}. One that this run uses is shown and stored as ${shown}. ` +
      "Everyone who sees the text can use it: correct the text, then replace the secret.",
  );
}
