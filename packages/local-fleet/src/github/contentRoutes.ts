import { createHash } from 'node:crypto';
import { notFound, ok, paged } from './restAnswer';
import type { RestAnswer, RestCall, RestRoute } from './restAnswer';

type Files = Readonly<Record<string, string>>;

const filesAt = (call: RestCall, ref: string): Files | undefined =>
  call.state.repository(call.repository)?.commits?.[
    ref.replace(/^refs\/heads\//, '')
  ];

const blobSha = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** Changes from one tree to another, as the compare and pull request routes list them. */
const changes = (base: Files, head: Files) =>
  [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .sort()
    .filter(path => base[path] !== head[path])
    .map(filename => {
      const status = () => {
        if (base[filename] === undefined) return 'added';
        return head[filename] === undefined ? 'removed' : 'modified';
      };
      return {
        filename,
        status: status(),
        sha: blobSha(head[filename] ?? base[filename] ?? ''),
      };
    });

const compare = (call: RestCall): RestAnswer => {
  const [base = '', head = ''] = (call.names[0] ?? '').split('...');
  const from = filesAt(call, base);
  const to = filesAt(call, head);
  if (!from || !to) return notFound();
  return ok({
    status: base === head ? 'identical' : 'ahead',
    merge_base_commit: { sha: base },
    total_commits: base === head ? 0 : 1,
    commits: base === head ? [] : [{ sha: head }],
    files: changes(from, to),
  });
};

const content = (call: RestCall): RestAnswer => {
  const path = call.names[0] ?? '';
  const text = filesAt(call, call.query.get('ref') ?? 'main')?.[path];
  if (text === undefined) return notFound();
  if (call.accept.includes('raw'))
    return {
      status: 200,
      body: text,
      headers: { 'content-type': 'application/vnd.github.raw+json' },
    };
  return ok({
    type: 'file',
    encoding: 'base64',
    path,
    name: path.split('/').pop(),
    size: Buffer.byteLength(text),
    sha: blobSha(text),
    content: Buffer.from(text).toString('base64'),
  });
};

const pullRequest = (call: RestCall) =>
  call.state
    .repository(call.repository)
    ?.pullRequests?.find(pull => pull.number === Number(call.names[0]));

const shapeOf = (pull: NonNullable<ReturnType<typeof pullRequest>>) => ({
  number: pull.number,
  title: pull.title,
  state: 'open',
  head: { ref: pull.headRef, sha: pull.headSha },
  base: { ref: pull.baseRef, sha: pull.baseSha },
});

/** Repository, files, comparisons and pull requests. */
export const contentRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^$/,
    permission: 'contents',
    answer: call =>
      ok({ full_name: call.repository, default_branch: 'main', private: true }),
  },
  {
    method: 'GET',
    path: /^\/compare\/(.+)$/,
    permission: 'contents',
    answer: compare,
  },
  {
    method: 'GET',
    path: /^\/contents\/(.+)$/,
    permission: 'contents',
    answer: content,
  },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)$/,
    permission: 'contents',
    answer: call => {
      const pull = pullRequest(call);
      return pull ? ok(shapeOf(pull)) : notFound();
    },
  },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)\/files$/,
    permission: 'contents',
    answer: call => {
      const pull = pullRequest(call);
      const base = pull && filesAt(call, pull.baseSha);
      const head = pull && filesAt(call, pull.headSha);
      return base && head ? paged(call, changes(base, head)) : notFound();
    },
  },
  {
    method: 'GET',
    path: /^\/commits\/([^/]+)\/pulls$/,
    permission: 'contents',
    answer: call =>
      paged(
        call,
        (call.state.repository(call.repository)?.pullRequests ?? [])
          .filter(pull => pull.headSha === call.names[0])
          .map(shapeOf),
      ),
  },
];
