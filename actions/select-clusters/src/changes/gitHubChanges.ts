import type { EventRange, GitHubClient } from '@kubeflow-fleet/action-toolkit';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ChangedFile, ChangeSource, Comparison } from './changeSource';

/** GitHub lists at most this many files of a comparison. */
const MOST_FILES = 300;

export interface GitHubChangesOptions {
  readonly client: () => Promise<GitHubClient>;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly range: EventRange;
  readonly event: string;
  /**
   * Whether the event replaces its base: a forced push drops commits, whose files changed, too. A pull
   * request does not take away what its base branch got meanwhile.
   */
  readonly replacesBase: boolean;
}

interface CompareAnswer {
  readonly status: string;
  readonly files?: readonly {
    readonly filename: string;
    readonly previous_filename?: string;
  }[];
}

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly status?: number }).status;

const unreadable = (error: unknown, what: string) => {
  const status = statusOf(error);
  const refused = status === 401 || status === 403;
  return new KubeflowError(
    refused ? 'NotAllowedError' : 'ServiceUnavailableError',
    {
      reason: refused ? 'ContentsPermissionMissing' : 'GitHubUnavailable',
      subject: 'GitHub',
      fact: `${what} cannot be read${status ? ` (status ${status})` : ''}`,
      remedy: refused
        ? 'Add "permissions: contents: read" to the job'
        : 'Run the job again, or without changed-only',
      upstreamStatus: status,
      cause: error,
    },
  );
};

/** The answer, or undefined for what does not exist. */
const found = async <T>(
  what: string,
  request: () => Promise<{ readonly data: unknown }>,
): Promise<T | undefined> => {
  try {
    return (await request()).data as T;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw unreadable(error, what);
  }
};

const filesOf = ({ files = [] }: CompareAnswer): ChangedFile[] =>
  files.map(({ filename, previous_filename }) => ({
    path: filename,
    previousPath: previous_filename,
  }));

/** What changed, by GitHub's REST API: two or three requests, of which most steps send one. */
export const gitHubChanges = ({
  client,
  repository,
  range: { base, head },
  event,
  replacesBase,
}: GitHubChangesOptions): ChangeSource => {
  const compare = (from: string, to: string) =>
    found<CompareAnswer>('the changed files', async () =>
      (await client()).request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...repository,
        basehead: `${from}...${to}`,
        per_page: 1,
      }),
    );
  const compareBoth = async (from: string): Promise<Comparison | undefined> => {
    const forward = await compare(from, head);
    if (!forward) return undefined;
    const isForced =
      replacesBase && ['diverged', 'behind'].includes(forward.status);
    const backward = isForced ? await compare(head, from) : undefined;
    const answers = backward ? [forward, backward] : [forward];
    return {
      files: answers.flatMap(filesOf),
      isCut: answers.some(({ files = [] }) => files.length >= MOST_FILES),
    };
  };
  return {
    base,
    event,
    compare: async () => (base ? compareBoth(base) : undefined),
    fileAtBase: async path => {
      const body = await found<string | ArrayBuffer>(path, async () =>
        (
          await client()
        ).request('GET /repos/{owner}/{repo}/contents/{+path}', {
          ...repository,
          path: path.split('/').map(encodeURIComponent).join('/'),
          ref: base,
          mediaType: { format: 'raw' },
        }),
      );
      // Octokit reads a body as text only where the answer names its character set.
      return body instanceof ArrayBuffer
        ? new TextDecoder().decode(body)
        : body;
    },
  };
};
