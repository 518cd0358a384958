import type { GitHubClient } from './github';
import { gitHubFailure } from './gitHubFailure';
import type { Log } from './log';
import type { ReportDocument } from './reportDocument';
import { redact } from './secrets';
import { repositoryOfWorkflow } from './workflowRun';

/** GitHub takes 65,536 characters. */
const MAX_BODY = 64_000;
const MAX_TITLE = 250;
const PAGE = 100;
/** Issues with our label that are looked through, the latest first. */
const MAX_PAGES = 20;

/** Which issue, and who writes it. */
export interface IssueOptions {
  readonly token: string;
  readonly action: string;
  /** Tells this issue from others of the same repository; the same id is the same issue. */
  readonly id: string;
  /** The first finds the issue again, with a hidden mark in its text: a person must leave it there. */
  readonly labels: readonly [string, ...string[]];
  readonly log: Log;
}

/** What became of the issue. */
export interface IssueOutcome {
  readonly state:
    | 'opened'
    | 'updated'
    | 'reopened'
    | 'closed'
    /** There was none to close, or there is no repository. */
    | 'none'
    /** GitHub did not take it; a warning says why. */
    | 'refused';
  readonly number?: number;
  readonly url?: string;
}

interface Issue {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly body?: string | null;
}

/** One conversation with GitHub about one issue. */
interface Desk {
  readonly client: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly marker: string;
  readonly labels: readonly [string, ...string[]];
}

const markerOf = (id: string) =>
  `<!-- kubeflow-fleet: ${id.replace(/[^\w./ :-]|--+/g, '_')} -->`;

/** Every issue with our mark, the latest first; pull requests are issues to GitHub, too. */
async function findMarked(desk: Desk): Promise<readonly Issue[]> {
  const found: Issue[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await desk.client.request(
      'GET /repos/{owner}/{repo}/issues',
      {
        ...desk.repository,
        labels: desk.labels[0],
        state: 'all',
        per_page: PAGE,
        page,
      },
    );
    found.push(
      ...data.filter(
        ({ body, pull_request }) =>
          !pull_request && body?.startsWith(desk.marker),
      ),
    );
    if (data.length < PAGE) break;
  }
  return found;
}

const change = async (
  { client, repository }: Desk,
  issue_number: number,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> => {
  await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    ...repository,
    issue_number,
    ...fields,
  });
};

const say = async (
  { client, repository }: Desk,
  issue_number: number,
  text: string,
): Promise<void> => {
  await client.request(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { ...repository, issue_number, body: redact(text) },
  );
};

const oldestFirst = (a: Issue, b: Issue) => a.number - b.number;

/** The open issue that counts, the oldest of several; the others were opened by jobs at the same moment. */
async function onlyOpen(desk: Desk): Promise<Issue | undefined> {
  const [first, ...others] = (await findMarked(desk))
    .filter(({ state }) => state === 'open')
    .sort(oldestFirst);
  for (const { number } of others) {
    await say(desk, number, `Duplicate of #${first!.number}.`);
    await change(desk, number, {
      state: 'closed',
      state_reason: 'not_planned',
    });
  }
  return first;
}

interface Text {
  readonly title: string;
  readonly body: string;
}

async function open(desk: Desk, text: Text): Promise<IssueOutcome> {
  const { client, repository, labels } = desk;
  const { data } = await client.request('POST /repos/{owner}/{repo}/issues', {
    ...repository,
    ...text,
    labels: [...labels],
  });
  // Another job may have opened one since we looked: both now see both, and keep the same one.
  const kept = (await onlyOpen(desk)) ?? data;
  if (kept.number === data.number) return outcome('opened', data);
  await change(desk, kept.number, { ...text });
  return outcome('updated', kept);
}

const outcome = (
  state: IssueOutcome['state'],
  { number, html_url }: Issue,
): IssueOutcome => ({ state, number, url: html_url });

async function put(desk: Desk, text: Text): Promise<IssueOutcome> {
  const current = await onlyOpen(desk);
  if (current) {
    await change(desk, current.number, { ...text });
    return outcome('updated', current);
  }
  const [last] = await findMarked(desk);
  if (!last) return open(desk, text);
  await change(desk, last.number, { ...text, state: 'open' });
  return outcome('reopened', last);
}

/** Never throws: a report must not fail what was found out. A refusal is a warning in the log. */
async function withDesk(
  { token, action, id, labels, log }: IssueOptions,
  work: (desk: Desk) => Promise<IssueOutcome>,
): Promise<IssueOutcome> {
  const repository = repositoryOfWorkflow();
  if (!repository) return { state: 'none' };
  try {
    const { connectGitHub } = await import('./github');
    const client = connectGitHub(token, action);
    return await work({ client, repository, labels, marker: markerOf(id) });
  } catch (error) {
    log.warning(
      `The issue could not be written: ${gitHubFailure(
        error,
        'issues',
      )}; see the job summary instead.`,
    );
    return { state: 'refused' };
  }
}

/**
 * Lets the one issue of this id be open and say this: edits it, opens it again if it was closed, opens one if
 * there was none. Of several jobs at the same time, one issue is left open.
 */
export const writeIssue = (
  options: IssueOptions,
  {
    title,
    document,
  }: { readonly title: string; readonly document: ReportDocument },
): Promise<IssueOutcome> =>
  withDesk(options, desk => {
    const room = MAX_BODY - desk.marker.length - 1;
    return put(desk, {
      title: redact(title).slice(0, MAX_TITLE),
      body: `${desk.marker}\n${redact(document.render(room))}`,
    });
  });

/** Closes the issue of this id with a comment, if it is open. */
export const closeIssue = (
  options: IssueOptions,
  comment: string,
): Promise<IssueOutcome> =>
  withDesk(options, async desk => {
    const current = await onlyOpen(desk);
    if (!current) return { state: 'none' };
    await say(desk, current.number, comment);
    await change(desk, current.number, {
      state: 'closed',
      state_reason: 'completed',
    });
    return outcome('closed', current);
  });
