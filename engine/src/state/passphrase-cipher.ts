/**
 * The CLI's passphrase secrets provider: PBKDF2-SHA256 with 1,000,000 rounds and AES-256-GCM. A ciphertext is
 * `v1:<nonce>:<ciphertext+tag>`, a salt `v1:<salt>:<ciphertext>`, where the ciphertext of a known word reveals a wrong
 * passphrase.
 */
import { createCipheriv, createDecipheriv, createHash, pbkdf2, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { StateError } from "./state-error";
import { errorText } from "./json";

const pbkdf2Rounds = 1_000_000;
const keyLength = 32;
const saltLength = 8;
const nonceLength = 12;
const tagLength = 16;
const knownWord = "pulumi";

export interface Cipher {
  /** The salt, as the stack file and the state contain it. */
  readonly salt: string;
  encrypt(plaintext: string): string;
  /** Throws if the text was encrypted with another key. */
  decrypt(text: string): string;
}

/** Ciphers by salt and passphrase, because deriving a key takes about 0.4 s. */
const opened = new Map<string, Promise<Cipher>>();

/** Rejects with "incorrect passphrase" if the passphrase does not match the salt. */
export function openCipher(salt: string, passphrase: string): Promise<Cipher> {
  const cacheKey = createHash("sha256").update(`${salt}\0${passphrase}`).digest("hex");
  const known = opened.get(cacheKey);
  if (known !== undefined) return known;
  const cipher = deriveAndVerify(salt, passphrase);
  opened.set(cacheKey, cipher);
  // Callers that need the key see the failure; without them it must not end the process.
  cipher.catch(() => opened.delete(cacheKey));
  return cipher;
}

/** Creates a cipher with a new salt. */
export async function createCipher(passphrase: string): Promise<Cipher> {
  const saltBytes = randomBytes(saltLength);
  const key = await deriveKey(passphrase, saltBytes);
  const salt = `v1:${saltBytes.toString("base64")}:${seal(key, knownWord)}`;
  const cipher = cipherOf(salt, key);
  const cacheKey = createHash("sha256").update(`${salt}\0${passphrase}`).digest("hex");
  opened.set(cacheKey, Promise.resolve(cipher));
  return cipher;
}

async function deriveAndVerify(salt: string, passphrase: string): Promise<Cipher> {
  const parts = /^v1:([^:]+):(v1:[^:]+:[^:]+)$/.exec(salt);
  const [, saltText, proof] = parts ?? [];
  if (saltText === undefined || proof === undefined) {
    throw new StateError(
      "passphrase",
      "The encryption salt is not one of the passphrase provider (v1:<salt>:v1:<nonce>:<text>).",
    );
  }
  const key = await deriveKey(passphrase, Buffer.from(saltText, "base64"));
  const word = unsealOrUndefined(key, proof);
  if (word !== knownWord) {
    throw new StateError(
      "passphrase",
      "incorrect passphrase: it is not the one this stack's secrets were encrypted with. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one.",
    );
  }
  return cipherOf(salt, key);
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return promisify(pbkdf2)(passphrase, salt, pbkdf2Rounds, keyLength, "sha256");
}

function cipherOf(salt: string, key: Buffer): Cipher {
  return {
    salt,
    encrypt: (plaintext) => seal(key, plaintext),
    decrypt: (text) => {
      const plaintext = unsealOrUndefined(key, text);
      if (plaintext === undefined) {
        throw new StateError(
          "passphrase",
          "A secret cannot be decrypted: it was encrypted with another salt or passphrase, or it is damaged.",
        );
      }
      return plaintext;
    },
  };
}

function seal(key: Buffer, plaintext: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${body.toString("base64")}`;
}

function unsealOrUndefined(key: Buffer, text: string): string | undefined {
  const [version, nonceText, bodyText, ...rest] = text.split(":");
  if (version !== "v1" || nonceText === undefined || bodyText === undefined || rest.length > 0) return undefined;
  const nonce = Buffer.from(nonceText, "base64");
  const body = Buffer.from(bodyText, "base64");
  if (nonce.length !== nonceLength || body.length < tagLength) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce);
  decipher.setAuthTag(body.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagLength)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Finds the passphrase: the given one, else the environment's. An empty passphrase is valid. */
export function findPassphrase(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const direct = given ?? env["PULUMI_CONFIG_PASSPHRASE"];
  if (direct !== undefined) return direct;
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  if (file === undefined || file === "") return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new StateError("passphrase", `PULUMI_CONFIG_PASSPHRASE_FILE cannot be read: ${errorText(error)}.`, {
      cause: error,
    });
  }
}

export function missingPassphraseError(): StateError {
  return new StateError(
    "passphrase",
    "No passphrase to encrypt secrets with: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to a file that contains it (an empty PULUMI_CONFIG_PASSPHRASE is allowed).",
  );
}
