import type { Emulator } from '../emulator';

/** What the token of a job says of it: becomes the claims of the OIDC token. */
export interface WorkflowIdentity {
  /** `owner/name`. */
  readonly repository: string;
  readonly ownerId: string;
  readonly repositoryId: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly workflow: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly eventName: string;
  /** The job's `environment:`, which then takes the ref's place in the subject. */
  readonly environment?: string;
  /**
   * `immutable` is `repo:OWNER@ID/REPO@ID:…`, GitHub's form for repositories made since 15 July 2026;
   * default `immutable`.
   */
  readonly subject?: 'legacy' | 'immutable';
}

/** A comment of an issue or pull request; `body` is its latest text. */
export interface IssueComment {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  readonly author: string;
}

/** An issue as it is now. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly state: 'open' | 'closed';
  /** `completed`, `not_planned`. */
  readonly stateReason?: string;
}

/** A deployment with its statuses, oldest first. */
export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly description?: string;
  readonly statuses: readonly DeploymentStatus[];
}

/** One status of a deployment, as the action sent it. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
}

/** A check run as it is now. */
export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly output?: unknown;
}

/** An open pull request; the SHAs are keys of the repository’s `commits`. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
}

/** One repository: its files at each commit, and the pull requests. */
export interface RepositoryContent {
  /** `owner/name`. */
  readonly repository: string;
  /** Text of the files by commit, then by path; a branch name may be a key too. */
  readonly commits?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pullRequests?: readonly PullRequest[];
}

/** One GitHub with one workflow run that asks it. */
export interface GitHubEmulatorOptions {
  /** Address of this server, of which the issuer's and the API's are made; no slash at the end. */
  readonly url: string;
  readonly repositories: readonly RepositoryContent[];
  /** The API accepts this `github.token` only. */
  readonly token: string;
  readonly identity: WorkflowIdentity;
  /** Bearer token of the OIDC request; default random. */
  readonly requestToken?: string;
  /** What the token may not do: the API answers 403 "Resource not accessible by integration". */
  readonly deniedPermissions?: readonly (
    | 'issues'
    | 'deployments'
    | 'checks'
    | 'contents'
  )[];
  /** Default `Date.now`. */
  readonly clock?: { now(): number };
}

/** OIDC issuer and REST API of one GitHub, as far as the actions use it. */
export interface GitHubEmulator extends Emulator {
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** What the runner gives to a job with `id-token: write`. */
  readonly oidc: { readonly requestUrl: string; readonly requestToken: string };
  readonly issues: readonly Issue[];
  readonly comments: readonly IssueComment[];
  readonly deployments: readonly Deployment[];
  readonly checkRuns: readonly CheckRun[];
  /** Requests that no route knows, `METHOD PATH`: a test ends by expecting none. */
  readonly unknownRequests: readonly string[];
  /** Audiences of the OIDC tokens that were handed out, oldest first. */
  readonly issuedAudiences: readonly string[];
  /** The `sub` of the tokens. */
  readonly subject: string;
}
