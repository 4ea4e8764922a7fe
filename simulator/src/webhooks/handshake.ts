import { sendWebhookRequest } from "./webhook-request";
import type { Subscription } from "./webhook-types";

/** Performs Meta's handshake. Throws unless the response is 200 with the bare challenge; errors never contain the token. Source: Meta's page "Create a webhook endpoint". */
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
  if (answer.failure !== null) throw new Error(`${describeFailure(url)}: no response (${answer.failure})`);
  const { status, text } = answer;
  if (status !== 200) {
    throw new Error(
      `${describeFailure(url)}: it responded with ${status} instead of 200; compare hub.verify_token with verifyToken`,
    );
  }
  if (text !== challenge) {
    throw new Error(
      `${describeFailure(url)}: it responded with 200 but not with hub.challenge alone; return its ${challenge.length} characters unchanged`,
    );
  }
}

function describeFailure(url: string): string {
  const { origin, pathname } = new URL(url);
  return `the webhook ${origin}${pathname} failed its handshake`;
}
