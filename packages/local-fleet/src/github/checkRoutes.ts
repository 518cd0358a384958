import type { StoredCheckRun } from './gitHubState';
import { created, invalid, notFound, ok } from './restAnswer';
import type { RestCall, RestRoute } from './restAnswer';

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** GitHub takes at most this many annotations in one request. */
const MOST_ANNOTATIONS = 50;

const problemOf = ({ body }: RestCall): string | undefined => {
  const output = body.output as { annotations?: unknown[] } | undefined;
  if ((output?.annotations?.length ?? 0) > MOST_ANNOTATIONS)
    return `at most ${MOST_ANNOTATIONS} annotations in one request`;
  return body.status === 'completed' && !text(body.conclusion)
    ? 'conclusion is missing'
    : undefined;
};

const shape = (check: StoredCheckRun) => ({
  id: check.id,
  name: check.name,
  head_sha: check.headSha,
  status: check.status,
  conclusion: check.conclusion ?? null,
});

const merge = (check: StoredCheckRun, { body }: RestCall) => {
  check.conclusion = text(body.conclusion) ?? check.conclusion;
  check.status =
    text(body.status) ?? (body.conclusion ? 'completed' : check.status);
  check.output = body.output ?? check.output;
};

/** Check runs. */
export const checkRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: /^\/check-runs$/,
    permission: 'checks',
    answer: call => {
      const name = text(call.body.name);
      const headSha = text(call.body.head_sha);
      const problem = problemOf(call);
      if (!name || !headSha) return invalid('name or head_sha is missing');
      if (problem) return invalid(problem);
      const check: StoredCheckRun = {
        id: call.state.nextId(),
        repository: call.repository,
        name,
        headSha,
        status: 'queued',
      };
      merge(check, call);
      call.state.checkRuns.push(check);
      return created(shape(check));
    },
  },
  {
    method: 'PATCH',
    path: /^\/check-runs\/(\d+)$/,
    permission: 'checks',
    answer: call => {
      const check = call.state.checkRuns.find(
        c => c.repository === call.repository && c.id === Number(call.names[0]),
      );
      const problem = problemOf(call);
      if (!check) return notFound();
      if (problem) return invalid(problem);
      merge(check, call);
      return ok(shape(check));
    },
  },
];
