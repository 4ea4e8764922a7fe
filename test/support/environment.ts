/** Runs a task with changed environment variables; undefined removes one. */
export async function withEnvironment<T>(
  changes: Readonly<Record<string, string | undefined>>,
  task: () => Promise<T>,
): Promise<T> {
  const before = process.env;
  process.env = Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
  );
  try {
    return await task();
  } finally {
    process.env = before;
  }
}
