import { createHmac } from "node:crypto";

/** Builds the `appsecret_proof` parameter; none without a secret. Source: Meta, "Secure Graph API calls". */
export function proveAppSecret(appSecret: string | undefined, accessToken: string): Readonly<Record<string, string>> {
  if (appSecret === undefined) return {};
  return { appsecret_proof: createHmac("sha256", appSecret).update(accessToken).digest("hex") };
}
