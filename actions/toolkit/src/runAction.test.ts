import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type ActionResult,
  runAction,
  type RunActionOptions,
} from '@kubeflow-fleet/local-fleet';
import { buildSync } from 'esbuild';

const YAML = `
name: sample
inputs: {count: {default: '1'}, name: {required: true}}
outputs: {first: {}, second: {}}
runs: {using: node24, main: main.mjs, post: main.mjs}
`;

// One bundle for all tests: what the action does is in the variables MAIN and POST.
const ACTION = `
import { ToldFailures, createFailureTeller, runAction, runPostAction, integer, required, md, readJobState, saveJobState } from './index';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
const known = { KubeflowError, ToldFailures, createFailureTeller, md, readJobState, saveJobState };
const AsyncFunction = (async () => {}).constructor;
const call = (code, step) => {
  const names = { ...known, ...step };
  return new AsyncFunction(...Object.keys(names), code)(...Object.values(names));
};
if (process.env.STATE_started) {
  runPostAction({ name: 'sample', run: step => call(process.env.POST, step) });
} else {
  saveJobState('started', true);
  runAction({
    name: 'sample',
    inputs: { count: integer({ min: 1, max: 9 }), name: required },
    outputs: ['first', 'second'],
    run: step => call(process.env.MAIN, step),
  });
}`;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'action-'));
  fs.writeFileSync(path.join(folder, 'action.yml'), YAML);
  buildSync({
    stdin: { contents: ACTION, resolveDir: __dirname, loader: 'ts' },
    outfile: path.join(folder, 'main.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Options extends Partial<RunActionOptions> {
  readonly post?: string;
}

/** Runs an action whose use case is this code, as GitHub's runner would. */
const run = (
  code: string,
  { post = '', inputs, ...more }: Options = {},
): Promise<ActionResult> =>
  runAction({
    action: path.join(folder, 'action.yml'),
    inputs: { name: 'x', ...inputs },
    env: { MAIN: code, POST: post },
    ...more,
  });

const errors = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'error');

describe('runAction', () => {
  it('sets outputs and writes the summary', async () => {
    const result = await run(
      'outputs.set({ first: inputs.count }); summary.paragraph(md`**${inputs.name}**`);',
    );
    expect(result.conclusion).toBe('success');
    expect(result.outputs).toEqual({ first: '1', second: '' });
    expect(result.summary.trim()).toBe('**x**');
  });

  it('reports every wrong input and runs nothing', async () => {
    const result = await run("log.info('ran');", {
      inputs: { name: '', count: 'many' },
    });
    expect(result.conclusion).toBe('failure');
    expect(errors(result)).toHaveLength(1);
    expect(errors(result)[0]).toMatchObject({
      title: 'sample: InvalidInputs',
    });
    expect(errors(result)[0]!.message).toContain('- count:');
    expect(errors(result)[0]!.message).toContain('- name:');
    expect(result.log.map(({ text }) => text)).not.toContain('ran');
    expect(result.outputs).toEqual({ first: '', second: '' });
  });

  it('annotates a known error with subject, fact and remedy, and points at the files', async () => {
    const result = await run(`
      outputs.set({ first: 'kept' });
      throw new KubeflowError('InputError', {
        subject: 'fleet.yaml', fact: 'it is wrong', reason: 'Wrong', remedy: 'Repair it',
        cause: new Error('the cause'),
        problems: Array.from({ length: 30 }, (_, n) => ({ message: 'p' + n, file: 'fleet.yaml', line: n + 1 })),
      });`);
    expect(result.conclusion).toBe('failure');
    expect(result.outputs.first).toBe('kept');
    expect(errors(result)).toHaveLength(10);
    expect(result.droppedAnnotations).toBe(0);
    expect(errors(result)[0]).toMatchObject({
      title: 'sample: Wrong',
      message: 'fleet.yaml: it is wrong. Repair it.',
    });
    expect(errors(result)[1]).toMatchObject({
      file: 'fleet.yaml',
      line: 1,
      message: 'fleet.yaml:1: p0',
    });
    const texts = result.log.map(({ text }) => text);
    expect(texts).toContain('21 more problems');
    expect(texts).toContain('fleet.yaml:30: p29');
    expect(texts.filter(text => /p29$/.test(text))).toHaveLength(1);
    expect(texts).toContain('Error: the cause');
    expect(result.summary).toContain('Repair it');
  });

  it('reports each error of a loop over clusters', async () => {
    const result = await run(`
      throw new AggregateError(['a', 'b'].map(subject => new KubeflowError('TimeoutError', { subject, fact: 'late', reason: 'Late' })));`);
    expect(errors(result).map(({ message }) => message)).toEqual([
      'a: late.',
      'b: late.',
    ]);
  });

  it('says once what several clusters fail of alike', async () => {
    const result = await run(`
      throw new AggregateError([1, 2, 3].map(() => new KubeflowError('AuthenticationError', { subject: 'OIDC', fact: 'no right', reason: 'Missing' })));`);
    expect(errors(result)).toHaveLength(1);
    expect(result.summary.match(/no right/g)).toHaveLength(1);
  });

  it('lists the problems of a file once, by their places', async () => {
    const result = await run(`
      throw new KubeflowError('InputError', {
        subject: 'fleet.yaml', fact: '2 errors:\\n  fleet.yaml:1:2: no name\\n  fleet.yaml:3:4: no region', reason: 'Wrong', remedy: 'Repair it',
        problems: [{ message: 'no name', file: 'fleet.yaml', line: 1, column: 2 }, { message: 'no region', file: 'fleet.yaml', line: 3, column: 4 }],
      });`);
    expect(errors(result).map(({ message }) => message)).toEqual([
      'fleet.yaml: 2 errors. Repair it.',
      'fleet.yaml:1:2: no name',
      'fleet.yaml:3:4: no region',
    ]);
    expect(result.summary.match(/fleet\.yaml:3:4/g)).toHaveLength(1);
  });

  it('does not list the problem that the message tells already', async () => {
    const result = await run(`
      throw new KubeflowError('InputError', {
        subject: 'p.yaml', fact: 'no map at p.yaml:1:2 (and 1 more)', reason: 'Wrong',
        problems: [{ message: 'no map', file: 'p.yaml', line: 1, column: 2 }, { message: 'no list', file: 'p.yaml', line: 3, column: 4 }],
      });`);
    expect(errors(result)).toMatchObject([
      { message: 'p.yaml: no map at p.yaml:1:2 (and 1 more).', line: 1 },
      { message: 'p.yaml:3:4: no list', line: 3 },
    ]);
  });

  it('annotates a single problem of a file at its place, once', async () => {
    const result = await run(`
      throw new KubeflowError('InputError', {
        subject: 'fleet.yaml', fact: 'one error\\n  fleet.yaml:1:2: a', reason: 'Wrong',
        problems: [{ message: 'a', file: 'fleet.yaml', line: 1, column: 2 }],
      });`);
    expect(errors(result)).toMatchObject([
      { file: 'fleet.yaml', line: 1, title: 'sample: Wrong' },
    ]);
  });

  it('repeats nothing that was told when it happened', async () => {
    const result = await run(`
      summary.paragraph('a is late');
      const teller = createFailureTeller({ action: 'sample', log });
      const late = () => new KubeflowError('TimeoutError', { subject: 'a', fact: 'late', reason: 'Late' });
      const failures = [late(), late(), new TypeError('oops')];
      log.info(failures.map(failure => teller.tell(failure)).join());
      throw new ToldFailures(failures);`);
    expect(result.conclusion).toBe('failure');
    expect(errors(result)).toHaveLength(2);
    expect(errors(result)[1]!.message).toContain('This is a bug');
    expect(result.log.map(({ text }) => text)).toContain('true,false,true');
    expect(result.summary.trim()).toBe('a is late');
  });

  it.each([
    ['undefined.oops();', 'TypeError'],
    ["throw 'text';", 'text'],
    ['throw new AggregateError([]);', 'AggregateError'],
  ])(
    '%s is a bug of ours: stack, and where to report it',
    async (code, word) => {
      const result = await run(code);
      expect(result.conclusion).toBe('failure');
      expect(errors(result)[0]!.message).toContain(word);
      expect(errors(result)[0]!.message).toContain('This is a bug');
      expect(errors(result)[0]!.message).toContain('/issues/new');
    },
  );

  it('writes the summary also when the work fails', async () => {
    const result = await run(
      "summary.paragraph('known so far'); throw new Error('x');",
    );
    expect(result.summary).toContain('known so far');
  });

  it('ends although a connection is open', async () => {
    const started = Date.now();
    const result = await run(
      "(await import('node:net')).createServer().listen(0); setInterval(() => {}, 1000);",
    );
    expect(result.conclusion).toBe('success');
    expect(Date.now() - started).toBeLessThan(8_000);
  });

  it('row 54: aborts its signal when the job is cancelled', async () => {
    const controller = new AbortController();
    const result = await run(
      `const timer = setInterval(() => {}, 1000);
       const aborted = new Promise(done => signal.addEventListener('abort', done));
       log.info('waiting');
       await aborted;
       clearInterval(timer);
       outputs.set({ first: signal.reason.name + ' ' + signal.reason.signal });`,
      {
        cancel: controller.signal,
        onLine: ({ text }) => text === 'waiting' && controller.abort(),
      },
    );
    expect(result.outputs.first).toBe('AbortError SIGINT');
    expect(result.sent.map(({ signal }) => signal)).toEqual(['SIGINT']);
  });
});

describe('runAction, cancelled in the middle of something', () => {
  it('says so, and does not call it a bug', async () => {
    const controller = new AbortController();
    const result = await run(
      "log.info('waiting'); await (await import('node:timers/promises')).setTimeout(60000, undefined, { signal });",
      {
        cancel: controller.signal,
        onLine: ({ text }) => text === 'waiting' && controller.abort(),
      },
    );
    expect(errors(result).map(({ message }) => message)).toEqual([
      'The job was cancelled before the work was done.',
    ]);
    expect(result.summary).toContain('cancelled');
  });
});

describe('runPostAction', () => {
  it('finds what the main step kept', async () => {
    const result = await run("saveJobState('runs', ['r-1']);", {
      post: "log.info('kept ' + JSON.stringify(readJobState('runs')));",
    });
    expect(result.log).toContainEqual({
      stage: 'post',
      kind: 'text',
      text: 'kept ["r-1"]',
    });
  });

  it('does not fail a job whose work was done', async () => {
    const result = await run('', { post: "throw new Error('late trouble');" });
    expect(result.conclusion).toBe('success');
    expect(result.post?.exitCode).toBe(0);
    expect(result.annotations).toEqual([
      expect.objectContaining({ level: 'warning', message: 'late trouble' }),
    ]);
  });
});
