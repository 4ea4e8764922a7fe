import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { errorText } from "../state/json";
import { callUnary, channelOptions } from "./grpc";
import { startListening } from "./listening-process";
import type { NodeProcess, OutputLine, ProcessEnd, StartNode } from "./processes";
import { exitCodeAlreadyReported, type ProgramOptions } from "./program-process";

const hostName = "pulumi-language-yaml";
const answerGraceMs = 2_000;

/** Runs a YAML program with the language host of the Pulumi CLI. */
export function startYamlProgram(options: ProgramOptions, start: StartNode): NodeProcess {
  const { project, env, address } = options;
  // The host writes the program's errors and warnings to stderr, in color.
  const problems: string[] = [];
  const onLine: OutputLine = (line, stream) => {
    if (stream === "stderr") problems.push(stripVTControlCharacters(line));
    else options.onLine(line, stream);
  };
  const program = { command: findHost(env), args: [address], cwd: project.programDir, env, onLine };
  const listening = startListening(hostName, program, start);
  let isAlive = true;
  void listening.exited.then(() => (isAlive = false));
  const exited = listening.port
    .then((port) => runProgram(port, options))
    .catch((error: unknown): ProcessEnd => ({ code: 1, signal: null, error: errorText(error) }))
    .then((end): ProcessEnd => {
      const { errors, warnings } = separateProblems(problems);
      const isReported = end.code === exitCodeAlreadyReported;
      for (const line of isReported ? warnings : [...warnings, ...errors]) options.onLine(line, "stderr");
      return isReported ? { code: 1, signal: null, error: errors.join("\n").replace(/^Error: /, "") } : end;
    });
  const stop = async (): Promise<void> => {
    // The host ends its own plugin before it answers.
    await Promise.race([exited, setTimeout(answerGraceMs, undefined, { ref: false })]);
    await listening.stop();
  };
  return { exited, alive: () => isAlive, stop, kill: () => listening.kill() };
}

/** Separates the lines of the host's diagnostics. Each begins with a line `Error: ...` or `Warning: ...`. */
function separateProblems(lines: readonly string[]): Readonly<Record<"errors" | "warnings", readonly string[]>> {
  const [errors, warnings]: [string[], string[]] = [[], []];
  let current = errors;
  for (const line of lines) {
    if (/^(Error|Warning): /.test(line)) current = line.startsWith("Error") ? errors : warnings;
    current.push(line);
  }
  return { errors, warnings };
}

function findHost(env: ProgramOptions["env"]): string {
  const names = process.platform === "win32" ? [`${hostName}.exe`] : [hostName];
  const dirs = (env["PATH"] ?? env["Path"] ?? "").split(delimiter);
  const found = dirs.flatMap((dir) => names.map((name) => join(dir, name))).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(`${hostName}, which runs YAML programs, is not on PATH: install the Pulumi CLI, which brings it.`);
}

async function runProgram(port: number, options: ProgramOptions): Promise<ProcessEnd> {
  const client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure(), channelOptions);
  try {
    const response = await callUnary<RunResponse>(
      (done) => client.run(runRequest(options), done),
      ({ details }) => new Error(details),
    );
    if (response.getBail()) return { code: exitCodeAlreadyReported, signal: null };
    const error = response.getError();
    return error === "" ? { code: 0, signal: null } : { code: 1, signal: null, error };
  } finally {
    client.close();
  }
}

function runRequest({ project, config, ...options }: ProgramOptions): RunRequest {
  const info = new ProgramInfo();
  info.setRootDirectory(project.root);
  info.setProgramDirectory(project.programDir);
  info.setEntryPoint(project.entry);
  const request = new RunRequest();
  request.setInfo(info);
  request.setPwd(project.programDir);
  request.setProject(project.name);
  request.setStack(options.stackName);
  request.setOrganization(options.organization);
  request.setMonitorAddress(options.address);
  request.setParallel(options.parallel);
  request.setDryrun(options.dryRun);
  for (const [key, { value, secret }] of Object.entries(config)) {
    request.getConfigMap().set(key, value);
    if (secret) request.addConfigsecretkeys(key);
  }
  return request;
}
