/** What was read for an answer, so that it can be asked whether everything still is as it was. */
export interface RepeatableRead {
  /** Tells one read from another; those made side by side end in any order. */
  readonly name: string;
  /** What it would bring now, by its versions alone: the same request, a small answer, nothing to parse. */
  readonly versionsNow: () => Promise<readonly string[]>;
}

export interface RecordedRead {
  readonly read: RepeatableRead;
  /** The versions of what was there; what was not there is not among them. */
  readonly versions: readonly string[];
}
