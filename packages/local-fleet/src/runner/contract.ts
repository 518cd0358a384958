/** What the runner knows of the workflow run: becomes `GITHUB_*` variables and the `github` context. */
export interface WorkflowContext {
  /** `owner/name`. */
  readonly repository: string;
  /** Forty hex digits. */
  readonly sha: string;
  /** `refs/heads/main`, `refs/pull/7/merge`… */
  readonly ref: string;
  readonly eventName: string;
  /** The webhook payload, written to the file that `GITHUB_EVENT_PATH` names. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** Head and base branch of a pull request. */
  readonly headRef?: string;
  readonly baseRef?: string;
}

/** A line of the step's log as a person sees it: secrets are `***`, commands are rendered. */
export interface LogLine {
  readonly stage: 'main' | 'post';
  readonly kind:
    | 'text'
    | 'group'
    | 'endgroup'
    | 'error'
    | 'warning'
    | 'notice'
    | 'debug';
  readonly text: string;
}

/** What GitHub shows beside the run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Cut at 4,096 characters, as the runner does. */
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** How long the runner waits after SIGINT, and then after SIGTERM, before it kills the tree. */
export interface CancelLadder {
  readonly sigintMs: number;
  readonly sigtermMs: number;
}

/** One step `uses:` of a job. */
export interface RunActionOptions {
  /** Path of the `action.yml`; `runs.main` is resolved beside it. */
  readonly action: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly context?: Partial<WorkflowContext>;
  /** `github.token`: the default of inputs that say `${{ github.token }}`, and masked. */
  readonly token?: string;
  /** Sets `ACTIONS_ID_TOKEN_REQUEST_URL` and `…_TOKEN`, as `permissions: id-token: write` does. */
  readonly oidc?: {
    readonly requestUrl: string;
    readonly requestToken: string;
  };
  /** The `env:` of the step; nothing of this process's environment reaches the action. */
  readonly env?: Readonly<Record<string, string>>;
  /** Values masked from the start, as the workflow's secrets are. */
  readonly secrets?: readonly string[];
  /** `GITHUB_WORKSPACE` and working directory; default an empty temporary directory. */
  readonly workspace?: string;
  readonly onLine?: (line: LogLine) => void;
  /** Aborting it is the Cancel button. */
  readonly cancel?: AbortSignal;
  /** Default the runner's own 7,500 and 2,500 ms. */
  readonly ladder?: CancelLadder;
  /** Kills the step after this time and reports failure, as `timeout-minutes`; default 10 minutes. */
  readonly timeoutMs?: number;
}

/** One process of the step: main or post. */
export interface StageResult {
  /** `undefined` when a signal ended the process. */
  readonly exitCode: number | undefined;
  readonly signal?: NodeJS.Signals;
  /** Signals that the cancel ladder sent, with the time since the cancellation in milliseconds. */
  readonly sent: readonly {
    readonly signal: NodeJS.Signals;
    readonly atMs: number;
  }[];
  readonly durationMs: number;
}

/** What the step left behind, and how main ended. */
export interface ActionResult extends StageResult {
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  readonly outputs: Readonly<Record<string, string>>;
  /** What main saved with `saveState`, or post found. */
  readonly state: Readonly<Record<string, string>>;
  /** Markdown of the job summary of main and post. */
  readonly summary: string;
  /** At most ten of each level and stage; the rest is counted in `droppedAnnotations`. */
  readonly annotations: readonly Annotation[];
  readonly droppedAnnotations: number;
  readonly log: readonly LogLine[];
  /** What the step exported for later steps. */
  readonly exportedEnv: Readonly<Record<string, string>>;
  readonly exportedPath: readonly string[];
  /** Absent when the action has no post step. */
  readonly post?: StageResult;
}
