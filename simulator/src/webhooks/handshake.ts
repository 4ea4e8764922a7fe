import { sendWebhookRequest } from "./webhook-request";
import type { Subscription } from "./webhook-types";

/** Source: Meta's page "Create a webhook endpoint". Throws unless the answer is 200 and the bare challenge; never repeats the token. */
export async function verifyEndpoint(
  { url, verifyToken, attemptTimeoutMs: timeoutMs }: Subscription,
  challenge: string,
  signal: AbortSignal,
): Promise<void> {
  const asked = new URL(url);
  asked.searchParams.append("hub.mode", "subscribe");
  asked.searchParams.append("hub.challenge", challenge);
  asked.searchParams.append("hub.verify_token", verifyToken);
  const order = { method: "GET", headers: {}, timeoutMs, signal } as const;
  const answer = await sendWebhookRequest(asked, order);
  if (answer.failure !== null) throw new Error(`${handshakeFailure(url)}: no answer (${answer.failure})`);
  const { status, text } = answer;
  if (status !== 200) {
    throw new Error(
      `${handshakeFailure(url)}: it answered ${status} instead of 200; compare hub.verify_token with verifyToken`,
    );
  }
  if (text !== challenge) {
    throw new Error(
      `${handshakeFailure(url)}: it answered 200 without the bare hub.challenge; send the ${challenge.length} characters as they came`,
    );
  }
}

function handshakeFailure(url: string): string {
  const { origin, pathname } = new URL(url);
  return `the webhook ${origin}${pathname} failed its handshake`;
}
