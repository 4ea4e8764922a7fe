import { StateError } from "./state-error";
import { canonicalJson, type JsonRecord } from "./json";
import type { Cipher } from "./passphrase-cipher";
import type { SecretReader, SecretWriter } from "./secret-values";

/**
 * Encrypts and decrypts the secrets of one stack. A secret that is unchanged at its path keeps its ciphertext, so an
 * unchanged state gives an unchanged file. Equal secrets at different paths have different ciphertexts, so the file
 * does not reveal that they are equal.
 */
export class SecretCache implements SecretReader, SecretWriter {
  readonly #cipher: Cipher;
  readonly #known = new Map<string, { readonly plaintext: string; readonly ciphertext: string }>();

  constructor(cipher: Cipher) {
    this.#cipher = cipher;
  }

  get salt(): string {
    return this.#cipher.salt;
  }

  write(path: string, plaintext: string): JsonRecord {
    const known = this.#known.get(path);
    if (known?.plaintext === plaintext) return { ciphertext: known.ciphertext };
    const ciphertext = this.#cipher.encrypt(plaintext);
    this.#known.set(path, { plaintext, ciphertext });
    return { ciphertext };
  }

  read(path: string, stored: JsonRecord): string {
    const { ciphertext } = stored;
    if (typeof ciphertext !== "string") return plainText(path, stored);
    const plaintext = this.#cipher.decrypt(ciphertext);
    this.#known.set(path, { plaintext: canonical(plaintext), ciphertext });
    return plaintext;
  }
}

/** Reader for a state without ciphertexts; imported secrets may be plain text. */
export const plainReader: SecretReader = { read: plainText };

/** Writer for exports with secrets in plain text. */
export const plainWriter: SecretWriter = { write: (_path, plaintext) => ({ plaintext }) };

function plainText(path: string, stored: JsonRecord): string {
  if (typeof stored["plaintext"] === "string") return stored["plaintext"];
  throw new StateError("checkpoint", `The secret ${path} cannot be decrypted: the state has no secrets provider.`);
}

// The CLI escapes some characters and sorts keys, so values are compared in a canonical form.
function canonical(plaintext: string): string {
  try {
    return canonicalJson(JSON.parse(plaintext));
  } catch {
    return plaintext;
  }
}
