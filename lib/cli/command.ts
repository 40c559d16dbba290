/** One command of `npm run -s avenue --`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments as they are typed. */
  readonly usage: string;
  /** Runs it; the number is the exit code. */
  run(args: readonly string[]): Promise<number>;
}
