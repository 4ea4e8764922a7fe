import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Option } from "commander";
import { urlOf } from "../../schema/url";
import type { CliCommand } from "../cli-command";
import { decodeText } from "../decode-text";
import { refuseExisting, writeAll, type OutputFile } from "../files";
import { addLimitOptions, readLimitOptions, type LimitOptions } from "../forecast/options";
import type { ForecastOptions } from "../forecast/forecast";
import type { CommandIo } from "../io";
import { languages, loadChatLibrary, type Language } from "../show/chat-library";
import { describeReadError } from "../../runtime/read-error";
import { readPreview } from "../read-preview";
import { parseSarif, type Finding } from "../show/sarif";
import { renderComment } from "./markdown";
import { renderReport } from "./report";
import { createReview } from "./review";

interface ReviewOptions extends LimitOptions {
  readonly stack: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly html?: string;
  readonly reportUrl?: string;
  readonly maxLength: string;
  readonly lang?: Language;
  readonly force?: boolean;
}

/** Maximum length of a comment on GitHub in characters. GitLab allows 1,000,000. */
const maxCommentLength = 65_536;
/** Least length that has room for the heading and the link. */
const minCommentLength = 1_000;

/** Adds `review`. */
export function addReviewCommand(program: CliCommand, io: CommandIo): void {
  const command = program
    .command("review")
    .summary("turn a preview into a comment for a pull request")
    .description(description)
    .argument("[file]", "output of `pulumi preview --json`, or - for standard input", "-")
    .requiredOption(
      "--stack <name>",
      "stack in the heading and in the hidden marker, such as acme/shop/prod (required)",
    )
    .option("--sarif <file>", "report of `pulumi-whatsapp-policy lint --format sarif`, for its findings")
    .option("--markdown <file>", "write the comment to a file instead of printing it")
    .option("--html <file>", "also write the full report as a page")
    .option("--report-url <url>", "address of the full report, for a link in the comment")
    .option("--max-length <number>", "maximum length of the comment in characters", String(maxCommentLength))
    .addOption(new Option("--lang <language>", "language of labels in the chats").choices(languages))
    .option("--force", "overwrite files that exist");
  addLimitOptions(command)
    .addHelpText("after", examples)
    .action(async (file: string, options: ReviewOptions, self: CliCommand) => {
      checkOptions(self, options);
      await writeReview(io, file, options, readLimitOptions(self, options));
    });
}

const description =
  "Describes the changes of a preview as a person will see them: before and after as chats, the changed words, policy findings, the creatives and ads that use a sequence, and the calls to Meta. Needs the package pulumi-whatsapp-chat. A preview that failed or was blocked is described too, and the exit code is 0: the step that runs the preview reports the failure.";

const examples = `
Comment:
  The first line is a hidden marker with the name of the stack. A pipeline
  looks for the comment that begins with it, and replaces that comment.

Examples:
  pulumi preview --json > preview.json
  pulumi-whatsapp review preview.json --stack acme/shop/prod --html report.html
  pulumi-whatsapp review preview.json --stack prod --sarif policy.sarif

Exit codes:
  0 the comment is written
  1 a file cannot be read or written, or the package is missing
  2 wrong usage`;

function checkOptions(command: CliCommand, { maxLength, reportUrl, stack }: ReviewOptions): void {
  const length = /^\d{1,9}$/.test(maxLength) ? Number(maxLength) : 0;
  if (length < minCommentLength) command.error(`--max-length must be a number, at least ${minCommentLength}.`);
  if (!/^[\w.@/-]{1,200}$/.test(stack)) {
    command.error("--stack must be the name of a stack: letters, digits, and . _ - @ /");
  }
  if (reportUrl !== undefined && !/^https?:$/.test(urlOf(reportUrl)?.protocol ?? "")) {
    command.error("--report-url must be an address that begins with https:// or http://.");
  }
}

async function writeReview(
  io: CommandIo,
  file: string,
  options: ReviewOptions,
  limits: ForecastOptions,
): Promise<void> {
  const { stack, html, markdown, reportUrl, force = false, lang: language } = options;
  const library = loadChatLibrary(io, "review");
  const outputs = [markdown, html].filter((path) => path !== undefined);
  if (!force) refuseExisting(io.cwd, outputs);
  const preview = await readPreview(io, file);
  const review = createReview({ stack, preview, limits, ...(await readFindings(io, options.sarif)) });
  const comment = renderComment(library, review, { language, reportUrl, maxLength: Number(options.maxLength) });
  const files: OutputFile[] = [
    ...(markdown === undefined ? [] : [{ path: markdown, text: comment }]),
    ...(html === undefined ? [] : [{ path: html, text: renderReport(library, review, { language }) }]),
  ];
  await writeAll(io.cwd, files, force);
  if (markdown === undefined) io.stdout(comment);
}

interface FindingsInput {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

const incompleteCheck =
  "The policy check is incomplete, so there may be more findings: the linter could not check everything. Its log contains the reason.";

/** Reads the report of the policy pack. A missing one is a warning in the comment: the linter may have failed. */
async function readFindings(io: CommandIo, file: string | undefined): Promise<FindingsInput> {
  if (file === undefined) return { findings: [], warnings: [] };
  const missing = (reason: string): FindingsInput => ({
    findings: [],
    warnings: [`The policy report ${file} ${reason}, so its findings are missing here.`],
  });
  try {
    const report = parseSarif(decodeText(await readFile(resolve(io.cwd, file)), { isStrict: false }));
    if (report === undefined) return missing("is not a SARIF log");
    return { findings: report.findings, warnings: report.isComplete ? [] : [incompleteCheck] };
  } catch (error) {
    return missing(describeReadError(error));
  }
}
