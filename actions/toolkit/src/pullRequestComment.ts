import type { GitHubClient } from './github';
import { gitHubFailure } from './gitHubFailure';
import type { Log } from './log';
import type { ReportDocument } from './reportDocument';
import { redact } from './secrets';
import { pullRequestOfEvent, repositoryOfWorkflow } from './workflowRun';

/** GitHub takes 65,535 characters. */
const MAX_COMMENT = 64_000;
const PAGE = 100;
/** A pull request with more comments than this gets a new one. */
const MAX_PAGES = 100;

export interface PullRequestComment {
  readonly token: string;
  readonly action: string;
  /** Tells this comment from those of other steps; the same id edits the same comment. */
  readonly id: string;
  readonly document: ReportDocument;
  readonly log: Log;
}

/** What became of a comment. */
export type CommentOutcome = 'written' | 'no-pull-request' | 'refused';

interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

const markerOf = (id: string) =>
  `<!-- kubeflow-fleet: ${id.replace(/[^\w./ :-]|--+/g, '_')} -->`;

/** The pull request of the event, or the merged one that a push to a branch came from. */
async function findPlace(client: GitHubClient): Promise<Place | undefined> {
  const repository = repositoryOfWorkflow();
  if (!repository) return undefined;
  const number = pullRequestOfEvent() ?? (await mergedFrom(client, repository));
  return number === undefined
    ? undefined
    : { ...repository, issue_number: number };
}

async function mergedFrom(
  client: GitHubClient,
  repository: { readonly owner: string; readonly repo: string },
): Promise<number | undefined> {
  const commit = process.env.GITHUB_SHA;
  if (!commit || process.env.GITHUB_EVENT_NAME !== 'push') return undefined;
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { ...repository, commit_sha: commit },
  );
  return data.find(pull => pull.merge_commit_sha === commit)?.number;
}

async function findComment(
  client: GitHubClient,
  place: Place,
  marker: string,
): Promise<number | undefined> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { ...place, per_page: PAGE, page },
    );
    const mine = data.find(comment => comment.body?.startsWith(marker));
    if (mine) return Number(mine.id);
    if (data.length < PAGE) return undefined;
  }
  return undefined;
}

async function write(
  client: GitHubClient,
  place: Place,
  comment: { readonly marker: string; readonly body: string },
): Promise<void> {
  const { marker, body } = comment;
  const existing = await findComment(client, place, marker);
  await (existing === undefined
    ? client.request(
        'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        { ...place, body },
      )
    : client.request(
        'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        { ...place, comment_id: existing, body },
      ));
}

/**
 * Writes the document as one comment of the pull request, edited in place from then on.
 * Never throws: a comment must not fail what went well. A refusal is a warning in the log.
 */
export async function writePullRequestComment({
  token,
  action,
  id,
  document,
  log,
}: PullRequestComment): Promise<CommentOutcome> {
  try {
    const { connectGitHub } = await import('./github');
    const client = connectGitHub(token, action);
    const place = await findPlace(client);
    if (!place) {
      log.info('No pull request belongs to this event: no comment is written.');
      return 'no-pull-request';
    }
    const marker = markerOf(id);
    const room = MAX_COMMENT - marker.length - 1;
    const body = `${marker}\n${redact(document.render(room))}`;
    await write(client, place, { marker, body });
    return 'written';
  } catch (error) {
    log.warning(
      `The pull request comment could not be written: ${gitHubFailure(
        error,
        'pull-requests',
      )}; see the job summary instead.`,
    );
    return 'refused';
  }
}
