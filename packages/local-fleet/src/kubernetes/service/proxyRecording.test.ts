import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../json';
import type { TestServer } from '../testServer.test.fixture';
import { startTestServer } from '../testServer.test.fixture';

const DATA =
  process.env.KUBEFLOW_FLEET_DATA ??
  resolve(__dirname, '../../../../../../shared/data');
const FILE = join(DATA, 'kfp-2.17.0/recordings/proxy.json');

interface Step {
  readonly name: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly control?: string;
  readonly response?: { readonly status: number; readonly body?: JsonObject };
}

const ACCOUNTS: Readonly<Record<string, string>> = {
  TOKEN_full: 'rec-full',
  TOKEN_GET: 'rec-port',
  TOKEN_PLAIN: 'rec-plain',
};
const RULES: Readonly<Record<string, object>> = {
  'rec-full': {
    resourceNames: ['ml-pipeline:http', 'kfp-echo:http'],
    verbs: ['get', 'create', 'update', 'patch', 'delete'],
  },
  'rec-port': { resourceNames: ['ml-pipeline:http'], verbs: ['get'] },
  'rec-plain': { resourceNames: ['ml-pipeline'], verbs: ['get'] },
};

const steps = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as { steps: Step[] }).steps
  : [];
/** The API server's own answers; those of Kubeflow Pipelines behind it are not this test's. */
const own = steps.filter(({ response }) => response?.body?.kind === 'Status');

/** What the recording did to the backend right before a step. */
const controlsBefore = (name: string): string[] => {
  const index = steps.findIndex(step => step.name === name);
  const before = steps[index - 1];
  return before?.control ? [before.name] : [];
};
const suite = own.length > 0 ? describe : describe.skip;

const tokenOf = async (server: TestServer, header: string | undefined) => {
  const [, name = ''] = /\$\{(\w+)\}/.exec(header ?? '') ?? [];
  if (name === '') return null;
  if (name === 'TOKEN_ADMIN') return 'admin';
  const account = ACCOUNTS[name];
  return account
    ? server.emulator.serviceAccountToken({
        namespace: 'kubeflow',
        name: account,
      })
    : 'bad';
};

suite(
  `the API server's own answers in proxy.json (skipped without KUBEFLOW_FLEET_DATA: ${DATA})`,
  () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer();
      const { objects } = server.emulator;
      server.emulator.registerService(
        { namespace: 'kubeflow', name: 'ml-pipeline' },
        [
          {
            name: 'http',
            port: 8888,
            backend: (_request, response) => response.end('{}'),
          },
        ],
      );
      for (const [name, rule] of Object.entries(RULES)) {
        const metadata = { name, namespace: 'kubeflow' };
        objects.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
        objects.create({
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata,
          rules: [{ apiGroups: [''], resources: ['services/proxy'], ...rule }],
        });
        objects.create({
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata,
          roleRef: { kind: 'Role', name },
          subjects: [{ kind: 'ServiceAccount', name }],
        });
      }
    });
    afterAll(() => server.close());

    const endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      namespace: 'kubeflow',
      name: 'ml-pipeline',
    };
    const noEndpoints = () =>
      server.emulator.objects.mergePatch(endpoints, { subsets: null });
    /** The address that the recording shows, where nothing listens. */
    const refuse = async () => {
      const pod = { namespace: 'kubeflow', name: 'ml-pipeline-local' };
      const ip = '172.31.99.2';
      server.emulator.pods.setStatus(pod, { podIP: ip, podIPs: [{ ip }] });
      // The endpoints controller has seen it before the address is set by hand.
      await new Promise(settled => setTimeout(settled, 20));
      server.emulator.objects.mergePatch(endpoints, {
        subsets: [
          {
            addresses: [{ ip, targetRef: { kind: 'Pod', ...pod } }],
            ports: [{ name: 'http', port: 8897 }],
          },
        ],
      });
    };
    const CONTROLS: Readonly<Record<string, () => unknown>> = {
      'no-endpoints': noEndpoints,
      refused: refuse,
      back: () => undefined,
    };

    it.each(own.map(step => [step.name, step] as const))(
      '%s',
      async (name, { request, response }) => {
        for (const control of controlsBefore(name)) await CONTROLS[control]?.();
        const token = await tokenOf(server, request?.headers?.Authorization);
        const answer = await server.call(
          request?.method ?? 'GET',
          request?.path ?? '',
          undefined,
          { token },
        );
        expect(answer.status).toBe(response?.status);
        expect(answer.body).toEqual(response?.body);
      },
    );
  },
);
