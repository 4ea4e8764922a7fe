import { basename, extname, join } from "node:path";
import { UserError } from "../../runtime/user-error";
import type { ConnectionFlags } from "../account";
import { refuseExisting, writeAll, type OutputFile } from "../files";
import { lineOf, UsageError, type CommandIo } from "../io";
import { loadChatLibrary, type Chat, type ChatLibrary, type Language, type Theme } from "./chat-library";
import { listFailures, readAccount, readInputs, type InputResult } from "./read-inputs";
import { drawChat } from "./subject";

export interface ShowFlags {
  readonly inputs: readonly string[];
  /** Reads the sequences of the live account. Undefined: no account. */
  readonly account: ConnectionFlags | undefined;
  readonly html: string | undefined;
  readonly svg: string | undefined;
  readonly png: string | undefined;
  readonly theme: Theme;
  /** Language of labels. Default: the chat package's own. */
  readonly language: Language | undefined;
  readonly force: boolean;
}

/** A chat with its heading and the name of its files. */
interface NamedChat {
  readonly chat: Chat;
  readonly heading: string;
  readonly fileName: string;
}

/** Shows every conversation, in the terminal or as files. @throws UserError with the failures of all inputs, after the others are shown. */
export async function showChats(io: CommandIo, flags: ShowFlags): Promise<void> {
  const library = loadChatLibrary(io, "show");
  const results = [
    ...(await readInputs(io, library, flags.inputs)),
    ...(flags.account === undefined ? [] : [await readAccount(io, flags.account)]),
  ];
  const chats = nameChats(library, results, flags.language);
  const { html, svg, png } = flags;
  if (html === undefined && svg === undefined && png === undefined) printChats(io, library, chats);
  else if (chats.length > 0) await writeFiles(io, library, chats, flags);
  const failures = results.flatMap(listFailures);
  if (failures.length > 0) throw new UserError(describeInvalidInputs(failures, results.length));
  if (chats.length === 0) io.stderr("There is no sequence or order to show.\n");
}

function describeInvalidInputs(failures: readonly string[], inputs: number): string {
  const [first = ""] = failures;
  if (failures.length === 1) return inputs > 1 ? `${first}\nThe other inputs are shown.` : first;
  return `${failures.length} failures:\n${failures.map((failure) => `- ${failure}`).join("\n")}`;
}

function nameChats(
  library: ChatLibrary,
  results: readonly InputResult[],
  language: Language | undefined,
): readonly NamedChat[] {
  const usedNames = new Map<string, number>();
  return results.flatMap(({ source, subjects }) =>
    subjects.map((subject) => {
      const isOnlyOne = subjects.length === 1 && /\.(ya?ml|json)$/i.test(source);
      const name = isOnlyOne ? basename(source, extname(source)) : subject.name;
      return {
        chat: drawChat(library, subject, { language }),
        heading: isOnlyOne ? source : `${source}: ${subject.name}`,
        fileName: chooseFileName(name, usedNames),
      };
    }),
  );
}

/** Names that Windows keeps for devices. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Makes a name that is a valid and different file name on every system. `used` counts the files of each name in lower case. */
function chooseFileName(name: string, used: Map<string, number>): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  const short =
    plain
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 80) || "chat";
  const base = deviceName.test(short) ? `${short}-chat` : short;
  for (let count = (used.get(base.toLowerCase()) ?? 0) + 1; ; count++) {
    const candidate = count === 1 ? base : `${base}-${count}`;
    if (count > 1 && used.has(candidate.toLowerCase())) continue;
    used.set(candidate.toLowerCase(), 1);
    used.set(base.toLowerCase(), count);
    return candidate;
  }
}

const defaultColumns = 80;

function printChats(io: CommandIo, library: ChatLibrary, chats: readonly NamedChat[]): void {
  const columns = io.columns ?? (Number(io.env["COLUMNS"]) || defaultColumns);
  const isColor = hasColors(io);
  const texts = chats.map(({ chat, heading }) => {
    const line = lineOf(io, heading);
    const title = isColor ? `\u001b[1m${line}\u001b[22m` : line;
    return `${title}\n\n${library.renderTerminal(chat, { columns, isColor }).replace(/\n*$/, "\n")}`;
  });
  io.stdout(texts.join("\n"));
}

/** True if output should have colors: NO_COLOR wins, then FORCE_COLOR, then the terminal. */
function hasColors({ env, columns }: CommandIo): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"] ?? "";
  if (force !== "") return force !== "0" && force !== "false";
  return columns !== undefined && env["TERM"] !== "dumb";
}

type FileFlags = Pick<ShowFlags, "html" | "svg" | "png" | "theme" | "language" | "force">;

async function writeFiles(
  io: CommandIo,
  library: ChatLibrary,
  chats: readonly NamedChat[],
  { html, svg, png, theme, language = "en", force }: FileFlags,
): Promise<void> {
  const pathsIn = (folder: string | undefined, extension: string): readonly string[] =>
    folder === undefined ? [] : chats.map(({ fileName }) => join(folder, `${fileName}.${extension}`));
  const [svgPaths, pngPaths] = [pathsIn(svg, "svg"), pathsIn(png, "png")];
  const paths = [...(html === undefined ? [] : [html]), ...svgPaths, ...pngPaths];
  if (!force) refuseExisting(io.cwd, paths);
  const files: OutputFile[] = [];
  if (html !== undefined) {
    const title = "WhatsApp messages";
    files.push({
      path: html,
      text: library.renderHtml(
        chats.map(({ chat }) => chat),
        { title, language },
      ),
    });
  }
  for (const [index, { chat, heading }] of chats.entries()) {
    const [svgPath, pngPath] = [svgPaths[index], pngPaths[index]];
    if (svgPath !== undefined) files.push({ path: svgPath, text: await library.renderSvg(chat, { theme }) });
    if (pngPath !== undefined) files.push({ path: pngPath, text: await renderPng(library, { chat, heading }, theme) });
  }
  await writeAll(io.cwd, files, force);
  io.stdout(paths.map((path) => `${lineOf(io, path)}\n`).join(""));
}

/** @throws UserError if the chat is too large for a PNG. */
async function renderPng(
  library: ChatLibrary,
  { chat, heading }: Pick<NamedChat, "chat" | "heading">,
  theme: Theme,
): Promise<Uint8Array> {
  try {
    return await library.renderPng(chat, { theme });
  } catch (error) {
    // The package may be another copy, with errors of its own.
    if (!(error instanceof Error) || error.name !== "RangeError") throw error;
    throw new UserError(`Nothing was written: ${heading} is too large for a PNG. Use --svg, or shorten its text.`);
  }
}

/** @throws UsageError unless there is something to show. */
export function requireInput({ inputs, account }: Pick<ShowFlags, "inputs" | "account">): void {
  if (inputs.length === 0 && account === undefined) {
    throw new UsageError(
      "Nothing to show: name files, folders or - for standard input, or an account with --waba. Run pulumi-whatsapp show --help.",
    );
  }
}
