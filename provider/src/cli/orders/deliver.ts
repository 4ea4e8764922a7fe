import { correlationIdOf, OrderClient } from "../../orders/client";
import { previewOrder } from "../../orders/preview";
import { ExpectedFailure } from "../../runtime/failure";
import { describeFailure } from "../../schema/failures";
import { addresseeOf } from "../../schema/order/addressee";
import { toWire, type OrderMessage } from "../../schema/order/order-message";
import type { Told } from "../../schema/order/status";
import { endOf, normalizePerson } from "../../schema/phone-numbers";
import { environmentName, type Settings } from "../../schema/settings";
import { isUserId } from "../../schema/user-ids";
import { senderOf, type ConnectionFlags } from "../account";
import { knownSecretsOf, lineOf } from "../complain";
import { EXIT, UsageError, type CommandIo, type ExitCode } from "../io";
import { jsonText } from "../json-text";
import { printResult } from "./print-result";

export interface DeliveryFlags {
  readonly connection: ConnectionFlags;
  /** Undefined: the message's own, or a new one. */
  readonly correlationId: string | undefined;
  /** Without it nothing is sent. */
  readonly send: boolean;
  readonly json: boolean;
}

/** Shows what would be sent, to whom and from where; with `--send`, sends it. */
export async function deliver(
  io: CommandIo,
  message: OrderMessage,
  { told, ...flags }: DeliveryFlags & { readonly told: Told | undefined },
): Promise<ExitCode> {
  const sender = senderOf(io, flags.connection);
  const person = addresseeOf(message);
  requireListed(sender, person);
  const { bizOpaqueCallbackData = flags.correlationId } = message;
  if (flags.correlationId !== undefined && flags.correlationId !== bizOpaqueCallbackData)
    throw new UsageError("--correlation-id: the message has a biz_opaque_callback_data of its own; leave one out");
  requireNoSecret(io, { ...message, bizOpaqueCallbackData });
  if (flags.send) return sent(io, { ...message, bizOpaqueCallbackData }, sender, flags.json);
  const { phoneNumberId, baseUrl, apiVersion } = sender;
  if (flags.json) {
    const body = toWire({ ...message, bizOpaqueCallbackData });
    io.stdout(jsonText({ outcome: "dry_run", phoneNumberId, body }));
    return EXIT.success;
  }
  io.stdout(previewOrder(message, { told }));
  io.stdout(`${lineOf(io, `To ${person}, from phone number id ${phoneNumberId} (${baseUrl}, ${apiVersion}).`)}\n`);
  io.stdout("Nothing was sent: this is a dry run. Give --send to send it.\n");
  return EXIT.success;
}

async function sent(
  io: CommandIo,
  message: OrderMessage,
  sender: ReturnType<typeof senderOf>,
  json: boolean,
): Promise<ExitCode> {
  const { accessToken, appSecret, phoneNumberId, apiVersion, baseUrl } = sender;
  if (accessToken === undefined)
    throw new UsageError(`no access token is set; set it with ${environmentName("accessToken")}`);
  const { attemptTimeoutMs, operationTimeoutMs, maxAttempts, retryBudget } = sender;
  const client = new OrderClient({
    ...{
      accessToken,
      appSecret,
      phoneNumberId,
      apiVersion,
      baseUrl,
      attemptTimeoutMs,
      operationTimeoutMs,
      maxAttempts,
      retryBudget,
    },
    // Judged before, by the setting of that name.
    allowedHosts: [new URL(baseUrl).host],
    onWarning: (text) => io.stderr(`${lineOf(io, `warning: ${text}`)}\n`),
  });
  const correlationId = correlationIdOf(message);
  // Said before, so that it is known whatever ends this process.
  io.stderr(
    `${lineOf(io, `sending to ${endOf(addresseeOf(message))} from ${phoneNumberId}, correlation id ${correlationId}`)}\n`,
  );
  return printResult(io, await client.send(message, { correlationId }), json);
}

function requireNoSecret(io: CommandIo, message: OrderMessage): void {
  const secrets = knownSecretsOf(io).failuresIn(toWire(message));
  if (secrets.length > 0) throw new ExpectedFailure(`Nothing was sent. ${secrets.map(describeFailure).join("; ")}.`);
}

/** Where a list of recipients is set, others get nothing. */
function requireListed({ orderRecipients: listed }: Pick<Settings, "orderRecipients">, person: string): void {
  if (listed === undefined || listed.includes(normalizePerson(person))) return;
  throw new ExpectedFailure(
    `Nothing was sent: the ${isUserId(person) ? "user id" : "number"} ${endOf(person)} is not among those in ${environmentName("orderRecipients")}. Put it there, or unset the variable.`,
  );
}
