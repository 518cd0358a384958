/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** Where a renamed file was before. */
  readonly previousPath?: string;
}

/** What differs between two commits. */
export interface Comparison {
  readonly files: readonly ChangedFile[];
  /** True when there may be more files than the list has. */
  readonly isCut: boolean;
}

/** Where to learn what a push or pull request changed. */
export interface ChangeSource {
  /** Commit to compare with; absent when the event has none. */
  readonly base?: string;
  /** Name of the GitHub event, for messages. */
  readonly event: string;
  /** Text of a file at the base; undefined when the file, or the commit, does not exist. */
  fileAtBase(path: string): Promise<string | undefined>;
  /** Files that changed since the base; undefined when that commit is gone. */
  compare(): Promise<Comparison | undefined>;
}
