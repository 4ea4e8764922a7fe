import { createHmac } from "node:crypto";

/** Parameters that prove to Meta that a caller knows the secret of the token's app; none without a secret. Source: Meta, "Secure Graph API calls". */
export function proveAppSecret(appSecret: string | undefined, accessToken: string): Readonly<Record<string, string>> {
  if (appSecret === undefined) return {};
  return { appsecret_proof: createHmac("sha256", appSecret).update(accessToken).digest("hex") };
}
