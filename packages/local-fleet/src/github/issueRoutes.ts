import type { StoredComment } from './gitHubState';
import { created, invalid, notFound, ok, paged } from './restAnswer';
import type { RestCall, RestRoute } from './restAnswer';

const shape = (call: RestCall, comment: StoredComment) => ({
  id: comment.id,
  body: comment.body,
  user: { login: comment.author, type: 'Bot' },
  issue_url: `${call.state.options.url}/api/v3/repos/${comment.repository}/issues/${comment.issue}`,
  html_url: `${call.state.options.url}/${comment.repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
});

const MOST_CHARACTERS = 65_536;

const bodyProblem = (body: unknown): string | undefined => {
  if (typeof body !== 'string' || body.trim() === '') return 'body is missing';
  return body.length > MOST_CHARACTERS
    ? `body is too long (maximum is ${MOST_CHARACTERS} characters)`
    : undefined;
};

/** Comments of issues and pull requests. */
export const issueRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/issues\/(\d+)\/comments$/,
    permission: 'issues',
    answer: call =>
      paged(
        call,
        call.state.comments
          .filter(
            c =>
              c.repository === call.repository &&
              c.issue === Number(call.names[0]),
          )
          .map(c => shape(call, c)),
      ),
  },
  {
    method: 'POST',
    path: /^\/issues\/(\d+)\/comments$/,
    permission: 'issues',
    answer: call => {
      const problem = bodyProblem(call.body.body);
      if (problem) return invalid(problem);
      const comment: StoredComment = {
        id: call.state.nextId(),
        repository: call.repository,
        issue: Number(call.names[0]),
        body: call.body.body as string,
        author: 'github-actions[bot]',
      };
      call.state.comments.push(comment);
      return created(shape(call, comment));
    },
  },
  {
    method: 'PATCH',
    path: /^\/issues\/comments\/(\d+)$/,
    permission: 'issues',
    answer: call => {
      const comment = call.state.comments.find(
        c => c.repository === call.repository && c.id === Number(call.names[0]),
      );
      const problem = bodyProblem(call.body.body);
      if (!comment) return notFound();
      if (problem) return invalid(problem);
      comment.body = call.body.body as string;
      return ok(shape(call, comment));
    },
  },
];
