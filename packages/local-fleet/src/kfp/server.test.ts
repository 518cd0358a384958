import { request as httpRequest } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileStore } from './store';
import { chain } from './testing/pipelines';
import { startKfp, type RunningKfp } from './testing/running';

describe('the HTTP server', () => {
  let kfp: RunningKfp;
  beforeAll(async () => {
    kfp = await startKfp({ engine: 'off' });
  });
  afterAll(() => kfp.close());

  const raw = (method: string, path: string) =>
    new Promise<{ status?: number; location?: string; text: string }>(
      (resolve, reject) => {
        const { port } = new URL(kfp.origin);
        httpRequest({ port, method, path }, response => {
          let text = '';
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              location: response.headers.location,
              text,
            }),
          );
        })
          .on('error', reject)
          .end();
      },
    );

  it.each([
    ['GET', '/', 404, '404 page not found\n'],
    ['GET', '/apis/v2beta1/nonsense', 404, '"Not Found"'],
    ['PUT', '/apis/v2beta1/runs', 501, '"Method Not Allowed"'],
    ['OPTIONS', '/apis/v2beta1/runs', 501, '"Method Not Allowed"'],
    ['POST', '/apis/v2beta1/runs/x:frobnicate', 501, '"Method Not Allowed"'],
    [
      'GET',
      '/apis/v2beta1/runs/x:frobnicate',
      404,
      'Run x:frobnicate not found',
    ],
    ['GET', '/apis/v2beta1/runs/', 404, 'Run  not found'],
    ['POST', '/apis/v2beta1/runs/x%3Aarchive', 404, 'Run x not found'],
    ['GET', '/apis/v2beta1/auth', 404, '"Not Found"'],
    ['GET', '/apis/v1beta1/auth', 200, '{}'],
    ['DELETE', '/apis/v2beta1/healthz', 200, '"multi_user":false'],
    ['GET', '/apis/v2beta1/runs?page_size=x', 400, 'strconv.ParseInt'],
    [
      'GET',
      '/apis/v2beta1/runs?page_size=99999999999',
      400,
      'value out of range',
    ],
    ['GET', '/apis/v2beta1/runs?filter=%zz', 400, 'invalid URL escape'],
    ['GET', '/apis/v2beta1/%zz', 400, '400 Bad Request'],
  ])('%s %s is %i', async (...[method, path, status, text]) => {
    const answer = await raw(method, path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  it('redirects a path that is not clean', async () => {
    const answer = await raw('GET', '//apis/v2beta1/../v2beta1/runs?a=b');
    expect(answer).toMatchObject({
      status: 301,
      location: '/apis/v2beta1/runs?a=b',
    });
  });

  it('counts its calls in the metrics', async () => {
    await kfp.call('GET', '/experiments');
    const { text } = await raw('GET', '/metrics');
    expect(text).toMatch(/\nexperiment_server_list_requests [1-9]/);
  });
});

describe('multi-user mode', () => {
  let kfp: RunningKfp;
  beforeAll(async () => {
    kfp = await startKfp({
      engine: 'off',
      multiUser: true,
      access: {
        userOfToken: async token => (token === 'good' ? 'ann' : undefined),
        mayDo: (user, { namespace }) => user === namespace,
      },
    });
  });
  afterAll(() => kfp.close());

  const list = async (namespace: string, headers: Record<string, string>) => {
    const response = await fetch(
      `${kfp.origin}/apis/v2beta1/experiments?namespace=${namespace}`,
      { headers },
    );
    return response.status;
  };

  it.each([
    ['no namespace', '', { 'kubeflow-userid': 'ann' }, 400],
    ['nobody', 'ann', {}, 401],
    ['a bad token', 'ann', { authorization: 'Bearer bad' }, 401],
    ['another user', 'ann', { 'kubeflow-userid': 'bob' }, 403],
    ['the user by header', 'ann', { 'kubeflow-userid': 'ann' }, 200],
    ['the user by token', 'ann', { authorization: 'Bearer good' }, 200],
  ])('row 51: %s', async (...[, namespace, headers, status]) => {
    expect(await list(namespace, headers as Record<string, string>)).toBe(
      status,
    );
  });

  it('a run without experiment is refused', async () => {
    const { status, body } = await kfp.call('POST', '/runs', {
      display_name: 'run',
      pipeline_spec: chain(),
    });
    expect(status).toBe(400);
    expect(body.message).toContain('can not be empty in multi-user mode');
  });
});

describe('a store on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kfp-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets a run that was interrupted end after a restart', async () => {
    const first = await startKfp({
      store: openFileStore(folder),
      engine: { taskMs: 60_000 },
    });
    const { body } = await first.call('POST', '/runs', {
      display_name: 'run',
      pipeline_spec: chain(),
    });
    const running = (kfp: RunningKfp, state: string) =>
      kfp.until(`/runs/${body.run_id}`, run => run.state === state);
    await running(first, 'RUNNING');
    await first.close();
    const second = await startKfp({ store: openFileStore(folder) });
    const run = await running(second, 'SUCCEEDED');
    expect(run.display_name).toBe('run');
    await second.close();
    const rows = JSON.parse(readFileSync(join(folder, 'runs.json'), 'utf8'));
    expect(rows).toHaveLength(1);
  });

  it('reports a Workflow that ended just before a restart', async () => {
    const first = await startKfp({
      store: openFileStore(folder),
      delays: { reportMs: 60_000 },
    });
    const { body } = await first.call('POST', '/runs', {
      display_name: 'run',
      pipeline_spec: chain(),
    });
    const ended = async () => {
      const [workflow] = await first.emulator.workflows.list();
      return workflow?.status?.phase === 'Succeeded';
    };
    while (!(await ended())) await new Promise(done => setTimeout(done, 10));
    await first.close();
    const second = await startKfp({ store: openFileStore(folder) });
    const run = await second.until(
      `/runs/${body.run_id}`,
      ({ state }) => state === 'SUCCEEDED',
    );
    expect(run.run_details.task_details).toHaveLength(12);
    await second.close();
  });

  it('says which file is damaged and what to do', () => {
    const file = join(folder, 'runs.json');
    writeFileSync(file, '[{');
    expect(() => openFileStore(folder)).toThrow(
      `${file}: the saved state of the emulated Kubeflow Pipelines is not a JSON list. Delete the file`,
    );
  });
});
