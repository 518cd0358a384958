import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LogLine, RunActionOptions } from './contract';
import { runAction } from './runAction';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'action-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const ACTION = `
name: sample
inputs:
  region: {required: true}
  github-token: {default: "\${{ github.token }}"}
  two words: {default: "a b"}
outputs: {answer: {}}
runs: {using: node24, main: main.cjs, post: post.cjs}
`;

/** Writes an action whose scripts are `main` and `post`, and runs it. */
const run = async (
  main: string,
  options: Partial<RunActionOptions> & { post?: string; yaml?: string } = {},
) => {
  const prelude = `const fs = require('fs'); const {env} = process;
const put = (name, text) => fs.appendFileSync(env[name], text);\n`;
  await writeFile(join(directory, 'action.yml'), options.yaml ?? ACTION);
  await writeFile(join(directory, 'main.cjs'), prelude + main);
  await writeFile(join(directory, 'post.cjs'), prelude + (options.post ?? ''));
  return runAction({ action: join(directory, 'action.yml'), ...options });
};
const texts = (lines: readonly LogLine[]) => lines.map(line => line.text);

describe('inputs and environment', () => {
  it('gives inputs, defaults and the token as the runner names them', async () => {
    const result = await run(
      `console.log(JSON.stringify([env['INPUT_REGION'], env['INPUT_TWO_WORDS'], env['INPUT_GITHUB-TOKEN'].length]))`,
      { inputs: { region: 'eu-west-1' }, token: 'ghs_abc' },
    );
    expect(texts(result.log)).toEqual(['["eu-west-1","a b",7]']);
    expect(result.conclusion).toBe('success');
  });

  it('lets nothing of this process leak into the action', async () => {
    process.env.LEAK_TEST = 'leaks';
    const result = await run(`console.log(Object.keys(env).sort().join(' '))`, {
      env: { AWS_REGION: 'eu-west-1' },
    });
    delete process.env.LEAK_TEST;
    const names = result.log[0]!.text.split(' ');
    expect(names).toEqual(
      expect.arrayContaining(['AWS_REGION', 'GITHUB_SHA', 'RUNNER_TEMP', 'CI']),
    );
    const foreign = names.filter(
      n =>
        !/^(GITHUB_|RUNNER_|INPUT_|AWS_REGION$|CI$|HOME$|PATH$|LANG$)/.test(n),
    );
    expect(foreign).toEqual([]);
  });

  it('sets the OIDC variables only for a job with id-token: write', async () => {
    const script = `console.log(env.ACTIONS_ID_TOKEN_REQUEST_URL ?? 'none')`;
    expect(texts((await run(script)).log)).toEqual(['none']);
    const oidc = { requestUrl: 'http://x/?a=1', requestToken: 'bearer-secret' };
    expect(texts((await run(script, { oidc })).log)).toEqual(['http://x/?a=1']);
  });

  it('warns of an input that action.yml does not declare', async () => {
    const { annotations } = await run('', { inputs: { regoin: 'x' } });
    expect(annotations).toMatchObject([
      {
        level: 'warning',
        message:
          "Unexpected input(s) 'regoin', valid inputs are ['region', 'github-token', 'two words']",
      },
    ]);
  });

  it('hands the event over in a file', async () => {
    const { log } = await run(
      `console.log(JSON.parse(fs.readFileSync(env.GITHUB_EVENT_PATH)).before)`,
      { context: { event: { before: 'abc' } } },
    );
    expect(texts(log)).toEqual(['abc']);
  });
});

describe('files', () => {
  it('reads outputs of one line and of several', async () => {
    const { outputs } = await run(
      `put('GITHUB_OUTPUT', 'a=1=2\\nlong<<EOT\\nx=1\\n\\ny\\nEOT\\nurl=http://h/<<x\\nempty=\\n')`,
    );
    expect(outputs).toEqual({
      a: '1=2',
      long: 'x=1\n\ny',
      url: 'http://h/<<x',
      empty: '',
    });
  });

  it.each([
    ['no equals sign', 'lonely', "Invalid format 'lonely'"],
    ['an open heredoc', 'a<<EOT\\nx', "Matching delimiter not found 'EOT'"],
  ])('fails the step for %s', async (_name, text, message) => {
    const result = await run(`put('GITHUB_OUTPUT', '${text}')`);
    expect(result.conclusion).toBe('failure');
    expect(result.annotations[0]?.message).toContain(message);
  });

  it('gives the state of main to post, and joins their summaries', async () => {
    const result = await run(
      `put('GITHUB_STATE', 'runId=7\\n'); put('GITHUB_STEP_SUMMARY', '# main\\n'); process.exitCode = 3`,
      {
        post: `console.log('cleaning ' + env.STATE_runId); put('GITHUB_STEP_SUMMARY', 'post\\n')`,
      },
    );
    expect(result.exitCode).toBe(3);
    expect(result.post?.exitCode).toBe(0);
    expect(result.log.at(-1)).toEqual({
      stage: 'post',
      kind: 'text',
      text: 'cleaning 7',
    });
    expect(result.summary).toBe('# main\npost\n');
    expect(result.conclusion).toBe('failure');
  });

  it('row 53: drops a summary over 1 MiB, and says so', async () => {
    const { summary, annotations } = await run(
      `put('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))`,
    );
    expect(summary).toBe('');
    expect(annotations[0]?.message).toContain('upload aborted');
  });
});

describe('log', () => {
  it('renders groups, and keeps annotations with their place', async () => {
    const { log, annotations } = await run(
      `console.log('::group::Train\\ninside\\n::endgroup::\\n::error file=a.yaml,line=3,title=Bad%3A it::two%0Alines 100%25')`,
    );
    expect(log.map(line => line.kind)).toEqual([
      'group',
      'text',
      'endgroup',
      'error',
    ]);
    expect(annotations).toEqual([
      {
        level: 'error',
        title: 'Bad: it',
        file: 'a.yaml',
        line: 3,
        message: 'two\nlines 100%',
      },
    ]);
  });

  it('row 53: keeps ten annotations of a level and cuts long ones', async () => {
    const { annotations, droppedAnnotations } = await run(
      `for (let n = 0; n < 12; n++) console.log('::warning::' + 'x'.repeat(5000))`,
    );
    expect(annotations).toHaveLength(10);
    expect(annotations[0]?.message).toHaveLength(4096);
    expect(droppedAnnotations).toBe(2);
  });

  it('masks a secret in every encoding of the runner, and leaves base64url and hex as the runner does', async () => {
    const secret = 'S3cr?t/"value"';
    const { log } = await run(
      `const s = ${JSON.stringify(secret)};
console.log('::add-mask::' + s);
console.log(s); console.log(Buffer.from('ab' + s).toString('base64'));
console.log(encodeURIComponent(s)); console.log(JSON.stringify(s));
console.log(Buffer.from(s).toString('hex')); console.error('on stderr ' + s)`,
    );
    const joined = texts(log).join('\n');
    expect(joined).not.toContain(secret);
    expect(joined).not.toContain(encodeURIComponent(secret));
    expect(joined).toContain('on stderr ***');
    expect(texts(log)[1]).toMatch(/\*\*\*/);
    expect(joined).toContain(Buffer.from(secret).toString('hex'));
  });

  it('masks the token and the lines of a secret of several lines', async () => {
    const { log } = await run(
      `console.log('t ' + env['INPUT_GITHUB-TOKEN']); console.log('second-line')`,
      { token: 'ghs_token', secrets: ['first-line\nsecond-line'] },
    );
    expect(texts(log)).toEqual(['t ***', '***']);
  });

  it('does not obey between stop-commands and its token', async () => {
    const { annotations, log } = await run(
      `console.log('::stop-commands::t0k\\n::error::quoted\\n::t0k::\\n::error::real')`,
    );
    expect(annotations.map(a => a.message)).toEqual(['real']);
    expect(log[0]).toMatchObject({ kind: 'text', text: '::error::quoted' });
  });
});

describe('row 54: cancellation', () => {
  const cancelAfter = async (main: string, post = '') => {
    const cancel = new AbortController();
    return run(main, {
      post,
      cancel: cancel.signal,
      ladder: { sigintMs: 300, sigtermMs: 200 },
      onLine: line => line.text === 'ready' && cancel.abort(),
    });
  };

  it('climbs from SIGINT over SIGTERM to the kill, and post still runs', async () => {
    const result = await cancelAfter(
      `process.on('SIGINT', () => console.log('int')); process.on('SIGTERM', () => console.log('term'));
put('GITHUB_STATE', 'run=9\\n'); console.log('ready'); setInterval(() => {}, 1000)`,
      `console.log('post ' + env.STATE_run)`,
    );
    expect(result.conclusion).toBe('cancelled');
    expect(result.sent.map(s => s.signal)).toEqual([
      'SIGINT',
      'SIGTERM',
      'SIGKILL',
    ]);
    expect(result.signal).toBe('SIGKILL');
    expect(texts(result.log)).toEqual(['ready', 'int', 'term', 'post 9']);
    expect(result.sent[2]!.atMs).toBeGreaterThanOrEqual(495);
  });

  it('stops climbing when the action ends in time', async () => {
    const result = await cancelAfter(
      `process.on('SIGINT', () => { console.log('bye'); process.exit(0); }); console.log('ready'); setInterval(() => {}, 1000)`,
    );
    expect(result.sent.map(s => s.signal)).toEqual(['SIGINT']);
    expect([result.conclusion, result.exitCode]).toEqual(['cancelled', 0]);
  });
});

it('kills an action that runs over its time', async () => {
  const result = await run(`setInterval(() => {}, 1000)`, { timeoutMs: 200 });
  expect(result.conclusion).toBe('failure');
  expect(result.annotations[0]?.message).toContain('timed out');
});

it('explains an action file that it cannot run', async () => {
  const failure = await run('', { yaml: 'runs: {using: docker}' }).catch(
    e => e,
  );
  expect(hasReason(failure, 'InvalidActionFile')).toBe(true);
  await expect(
    runAction({ action: join(directory, 'nope.yml') }),
  ).rejects.toMatchObject({ reason: 'InvalidActionFile' });
});
