import type {
  CheckRun,
  Deployment,
  DeploymentStatus,
  GitHubEmulatorOptions,
  Issue,
  IssueComment,
  RepositoryContent,
} from './contract';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A comment that a PATCH may change. */
export interface StoredComment extends Mutable<IssueComment> {
  readonly repository: string;
}
/** An issue that a PATCH may change. */
export interface StoredIssue extends Mutable<Issue> {
  readonly repository: string;
}
/** A deployment whose statuses grow. */
export interface StoredDeployment
  extends Omit<Mutable<Deployment>, 'statuses'> {
  readonly repository: string;
  readonly sha: string;
  readonly statuses: DeploymentStatus[];
}
/** A check run that a PATCH may change. */
export interface StoredCheckRun extends Mutable<CheckRun> {
  readonly repository: string;
}

/** What the repositories hold beside their files. */
export class GitHubState {
  readonly comments: StoredComment[] = [];
  readonly issues: StoredIssue[] = [];
  readonly deployments: StoredDeployment[] = [];
  readonly checkRuns: StoredCheckRun[] = [];
  private lastId = 1000;

  constructor(readonly options: GitHubEmulatorOptions) {}

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  repository(name: string): RepositoryContent | undefined {
    return this.options.repositories.find(
      r => r.repository.toLowerCase() === name.toLowerCase(),
    );
  }
}
