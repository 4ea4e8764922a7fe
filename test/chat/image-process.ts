import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Chat, ImageOptions, PngOptions } from "../../chat/src";
import { parseRichText } from "../../chat/src/model/parse-rich-text";
import type { TextSpan } from "../../chat/src/image/text-span";

const script = join(__dirname, "fixtures/images.cjs");

interface Results {
  readonly svg: string;
  readonly svgWithFont: string;
  readonly svgWithBytes: string;
  readonly png: { readonly signature: string; readonly width: number; readonly height: number };
  readonly hashes: { readonly svg: string; readonly png: string };
  readonly lines: ParagraphLines;
}

export interface Atom {
  readonly start: number;
  readonly text: string;
  readonly picture: string | readonly string[];
}

export interface ParagraphLines {
  readonly direction: "ltr" | "rtl";
  readonly lines: readonly {
    readonly width: number;
    readonly atoms: readonly Atom[];
  }[];
}

type Task =
  | { readonly task: "svg"; readonly chat: Chat; readonly options?: ImageOptions }
  | { readonly task: "svgWithFont"; readonly chat: Chat; readonly font: string }
  | { readonly task: "svgWithBytes"; readonly chat: Chat; readonly bytes: readonly number[] }
  | { readonly task: "png" | "hashes"; readonly chat: Chat; readonly options?: PngOptions }
  | { readonly task: "lines"; readonly spans: readonly TextSpan[]; readonly width: number };

type Result<K extends Task["task"]> = { readonly value: Results[K] } | { readonly error: string };

/** A process that loads the built package. It runs one list of tasks at a time. */
export class ImageProcess {
  readonly #process = fork(script, { serialization: "advanced" });
  readonly #exit = once(this.#process, "exit");

  /** Returns the values of tasks of one kind. Throws the first failure. */
  async run<K extends Task["task"]>(tasks: readonly (Task & { readonly task: K })[]): Promise<readonly Results[K][]> {
    return (await this.#send<K>(tasks)).map((result) => {
      if ("error" in result) throw new Error(result.error);
      return result.value;
    });
  }

  /** Returns the error of each task, or undefined. */
  async findErrors(tasks: readonly Task[]): Promise<readonly (string | undefined)[]> {
    return (await this.#send(tasks)).map((result) => ("error" in result ? result.error : undefined));
  }

  async end(): Promise<void> {
    this.#process.disconnect();
    await this.#exit;
  }

  async #send<K extends Task["task"]>(tasks: readonly Task[]): Promise<readonly Result<K>[]> {
    const reply = once(this.#process, "message");
    this.#process.send(tasks);
    const [results] = await Promise.race([reply, this.#exit]);
    if (!Array.isArray(results)) throw new Error(`The process ended with code ${String(results)}.`);
    return results as readonly Result<K>[];
  }
}

/** A chat with one message of the business. */
export function chatWith(text: string, changes: Partial<Chat> = {}): Chat {
  const messages = [{ from: "business" as const, time: "10:00", body: parseRichText(text) }];
  return { title: "Casa Luma", language: "pt", messages, quickReplies: [], ...changes };
}
