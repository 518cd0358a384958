import type { StoredIssue } from './gitHubState';
import { created, invalid, notFound, ok, paged } from './restAnswer';
import type { RestCall, RestRoute } from './restAnswer';

const shape = ({ state: { options } }: RestCall, issue: StoredIssue) => ({
  id: issue.id,
  number: issue.number,
  title: issue.title,
  body: issue.body,
  state: issue.state,
  state_reason: issue.stateReason ?? null,
  labels: issue.labels.map(name => ({ name })),
  html_url: `${options.url}/${issue.repository}/issues/${issue.number}`,
});

const MOST_CHARACTERS = 65_536;
const LONGEST_TITLE = 256;

const problemOf = ({ title, body }: RestCall['body']): string | undefined => {
  if (typeof title === 'string' && title.length > LONGEST_TITLE)
    return `title is too long (maximum is ${LONGEST_TITLE} characters)`;
  return typeof body === 'string' && body.length > MOST_CHARACTERS
    ? `body is too long (maximum is ${MOST_CHARACTERS} characters)`
    : undefined;
};

/** Issues and pull requests share their numbers. */
const nextNumber = ({ state, repository }: RestCall): number =>
  1 +
  Math.max(
    0,
    ...(state.repository(repository)?.pullRequests ?? []).map(p => p.number),
    ...state.issues
      .filter(issue => issue.repository === repository)
      .map(({ number }) => number),
  );

const listed = (call: RestCall): readonly StoredIssue[] => {
  const labels = (call.query.get('labels') ?? '').split(',').filter(Boolean);
  const state = call.query.get('state') ?? 'open';
  return call.state.issues
    .filter(
      issue =>
        issue.repository === call.repository &&
        (state === 'all' || issue.state === state) &&
        labels.every(label => issue.labels.includes(label)),
    )
    .reverse();
};

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** Issues: list, open, change. */
export const issueTrackerRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/issues$/,
    permission: 'issues',
    answer: call =>
      paged(
        call,
        listed(call).map(issue => shape(call, issue)),
      ),
  },
  {
    method: 'POST',
    path: /^\/issues$/,
    permission: 'issues',
    answer: call => {
      const { title, body, labels } = call.body;
      const problem = title ? problemOf(call.body) : 'title is missing';
      if (problem) return invalid(problem);
      const issue: StoredIssue = {
        id: call.state.nextId(),
        number: nextNumber(call),
        repository: call.repository,
        title: String(title),
        body: String(body ?? ''),
        labels: textsOf(labels),
        state: 'open',
      };
      call.state.issues.push(issue);
      return created(shape(call, issue));
    },
  },
  {
    method: 'PATCH',
    path: /^\/issues\/(\d+)$/,
    permission: 'issues',
    answer: call => {
      const issue = call.state.issues.find(
        ({ number, repository }) =>
          repository === call.repository && number === Number(call.names[0]),
      );
      const problem = problemOf(call.body);
      if (!issue) return notFound();
      if (problem) return invalid(problem);
      const { title, body, state, state_reason } = call.body;
      if (typeof title === 'string') issue.title = title;
      if (typeof body === 'string') issue.body = body;
      if (state === 'open' || state === 'closed') {
        issue.state = state;
        issue.stateReason = state_reason as string | undefined;
      }
      return ok(shape(call, issue));
    },
  },
];
