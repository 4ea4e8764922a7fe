import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { wireText } from "../../provider/src/orders";
import { requireNoToken } from "../support/leaks";

export type Json = Readonly<Record<string, unknown>>;

/** Reads a published text from `data`. */
export function readPublished(name: string): string {
  return readFileSync(join(__dirname, "data", name), "utf8");
}

export function publishedJson(name: string): unknown {
  return JSON.parse(readPublished(name));
}

/** Current time of these tests: 2026-11-21T00:00:00Z. */
export const nowMs = 1_795_219_200_000;
export const now = new Date(nowMs);

export const person = "5511987654321";

/** Within the body of a message. */
export const parameters = "interactive.action.parameters";

function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== "");
}

/** Value at a path such as `a.b[0].c`. */
export function at(body: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((value, key) => (value as Json | undefined)?.[key], body);
}

/** Copies a body with other values at some paths; undefined removes a value. Missing objects are created. */
export function withChanges(body: Json, changes: Readonly<Record<string, unknown>>): Json {
  const copy = structuredClone(body) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = keysOf(path);
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Record<string, unknown>>(
      (within, key) => (within[key] ??= {}) as Record<string, unknown>,
      copy,
    );
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

export interface Taken {
  readonly status: number;
  /** Text of the response. */
  readonly text: string;
  /** `error_data.details`, or the error's message; empty if the message was accepted. */
  readonly details: string;
  readonly code: number | undefined;
}

/** Sends bodies to the simulator, which is independent of the provider. */
export class Judge {
  private constructor(readonly meta: Simulator) {}

  static async open(): Promise<Judge> {
    const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
    // Only bodies are tested here, not the 24-hour window.
    return new Judge(await startSimulator({ clock, behaviour: { windowErrors: "none" } }));
  }

  async close(): Promise<void> {
    requireNoToken("the messages", wireText(this.meta.messages()));
    await this.meta.close();
  }

  /** Sends text as it is, or a value as exact JSON. */
  async send(body: unknown): Promise<Taken> {
    const response = await fetch(`${this.meta.url}/v25.0/${this.meta.phoneNumberId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.meta.accessToken}`, "content-type": "application/json" },
      body: typeof body === "string" ? body : wireText(body),
    });
    const text = await response.text();
    const { error } = JSON.parse(text) as {
      error?: { code: number; message: string; error_data?: { details?: string } };
    };
    const details = error?.error_data?.details ?? error?.message ?? "";
    return { status: response.status, text, details, code: error?.code };
  }
}
