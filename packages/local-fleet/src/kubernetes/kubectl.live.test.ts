import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createServerCertificate } from '../fleet/certificates';
import { goProgram, goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { createKubernetesEmulator } from './kubernetesEmulator';

const run = promisify(execFile);

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const DEPLOYMENT = (image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: a
        image: ${image}
        env: [{name: MODE, value: fast}]
        ports: [{containerPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`;

describeLive(
  `kubectl ${goPrograms.kubectl.version} on the emulated API server`,
  () => {
    let program: string;
    let directory: string;
    let close: () => Promise<void>;

    beforeAll(async () => {
      program = await goProgram('kubectl');
      directory = await fs.mkdtemp(path.join(os.tmpdir(), 'kubectl-'));
      const certificate = await createServerCertificate('kubectl test');
      const emulator = createKubernetesEmulator({
        authenticate: async token => {
          if (token === 'admin')
            return { username: 'admin', groups: ['system:masters'] };
          return token === 'joe' ? { username: 'joe' } : undefined;
        },
      });
      const server = createServer(certificate, emulator.handle);
      if (emulator.upgrade) server.on('upgrade', emulator.upgrade);
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      const { port } = server.address() as AddressInfo;
      const kubeConfig = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'local',
            cluster: {
              server: `https://127.0.0.1:${port}`,
              'certificate-authority-data': Buffer.from(
                certificate.ca,
              ).toString('base64'),
            },
          },
        ],
        users: ['admin', 'joe'].map(name => ({ name, user: { token: name } })),
        contexts: ['admin', 'joe'].map(name => ({
          name,
          context: { cluster: 'local', user: name },
        })),
        'current-context': 'admin',
      };
      await fs.writeFile(file('kubeconfig'), JSON.stringify(kubeConfig));
      await fs.writeFile(file('one.yaml'), DEPLOYMENT('nginx:1'));
      await fs.writeFile(file('two.yaml'), DEPLOYMENT('nginx:2'));
      close = async () => {
        emulator.close();
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
        await fs.rm(directory, { recursive: true });
      };
    }, 600_000);
    afterAll(() => close?.());

    const file = (name: string) => path.join(directory, name);
    const environment = () => ({
      PATH: process.env.PATH,
      HOME: directory,
      KUBECONFIG: file('kubeconfig'),
    });
    const kubectl = async (...args: string[]): Promise<Result> => {
      try {
        const { stdout, stderr } = await run(program, args, {
          env: environment(),
          timeout: 30_000,
        });
        return { code: 0, out: stdout, err: stderr };
      } catch (error) {
        const { code, stdout, stderr } = error as {
          code: number;
          stdout: string;
          stderr: string;
        };
        return { code, out: stdout, err: stderr };
      }
    };

    it('gets, with tables', async () => {
      const { out } = await kubectl('get', 'namespaces');
      expect(out).toMatch(/^NAME +STATUS +AGE\ndefault +Active +\d+s\n/);
      const all = await kubectl('get', 'workflows,pods', '-A');
      expect(all.err).toContain('No resources found');
      expect((await kubectl('get', 'pods', 'nope')).err).toBe(
        'Error from server (NotFound): pods "nope" not found\n',
      );
    });

    it('applies with server-side apply, waits, and reports a conflict', async () => {
      const applied = await kubectl(
        'apply',
        '--server-side',
        '-f',
        file('one.yaml'),
      );
      expect(applied.out).toBe(
        'deployment.apps/web serverside-applied\nservice/web serverside-applied\n',
      );
      const waited = await kubectl(
        'wait',
        '--for=condition=Available',
        'deployment/web',
        '--timeout=10s',
      );
      expect(waited.out).toBe('deployment.apps/web condition met\n');
      expect(
        (await kubectl('rollout', 'status', 'deployment/web')).out,
      ).toContain('successfully rolled out');
      const refused = await kubectl(
        'apply',
        '--server-side',
        '--field-manager=helm',
        '-f',
        file('two.yaml'),
      );
      expect(refused.code).toBe(1);
      expect(refused.err).toContain(
        'Apply failed with 1 conflict: conflict with "kubectl": .spec.template.spec.containers[name="a"].image',
      );
      const forced = await kubectl(
        'apply',
        '--server-side',
        '--field-manager=helm',
        '--force-conflicts',
        '-f',
        file('two.yaml'),
      );
      expect(forced.code).toBe(0);
    });

    it('diffs: nothing for what is applied, the change for another', async () => {
      const server = await kubectl(
        'diff',
        '--server-side',
        '--force-conflicts',
        '-f',
        file('one.yaml'),
      );
      expect(server.code).toBe(1);
      expect(server.out).toMatch(/-\s+image: nginx:2\n\+\s+image: nginx:1/);
      await kubectl(
        'apply',
        '--server-side',
        '--force-conflicts',
        '-f',
        file('one.yaml'),
      );
      const none = await kubectl(
        'diff',
        '--server-side',
        '-f',
        file('one.yaml'),
      );
      expect([none.code, none.out]).toEqual([0, '']);
    });

    it('applies on the client side: created, unchanged, configured', async () => {
      await kubectl('delete', '-f', file('one.yaml'));
      expect((await kubectl('apply', '-f', file('one.yaml'))).out).toBe(
        'deployment.apps/web created\nservice/web created\n',
      );
      expect((await kubectl('apply', '-f', file('one.yaml'))).out).toBe(
        'deployment.apps/web unchanged\nservice/web unchanged\n',
      );
      expect((await kubectl('apply', '-f', file('two.yaml'))).out).toBe(
        'deployment.apps/web configured\nservice/web unchanged\n',
      );
      expect((await kubectl('diff', '-f', file('two.yaml'))).code).toBe(0);
      expect(
        (await kubectl('apply', '--server-side', '-f', file('two.yaml'))).code,
      ).toBe(0);
    });

    it('refuses a typo', async () => {
      await fs.writeFile(
        file('typo.yaml'),
        DEPLOYMENT('x').replace('image:', 'imag:'),
      );
      const { code, err } = await kubectl(
        'apply',
        '--server-side',
        '-f',
        file('typo.yaml'),
      );
      expect(code).toBe(1);
      expect(err).toContain(
        '.spec.template.spec.containers[name="a"].imag: field not declared in schema',
      );
    });

    it('watches', async () => {
      const watching = spawn(
        program,
        [
          'get',
          'configmaps',
          '--watch',
          '--output-watch-events',
          '-o',
          'jsonpath={.type} {.object.metadata.name}{"\\n"}',
        ],
        { env: environment() },
      );
      let seen = '';
      watching.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
      });
      await kubectl('create', 'configmap', 'seen', '--from-literal=a=b');
      for (let wait = 0; wait < 100 && !seen.includes('seen'); wait++)
        await new Promise(resolve => setTimeout(resolve, 50));
      watching.kill();
      expect(seen.split('\n')).toContain('ADDED seen');
    });

    it('runs a pod, waits for it and reads its log', async () => {
      await kubectl('run', 'job', '--image=busybox:1');
      expect(
        (
          await kubectl(
            'wait',
            'pod/job',
            '--for=condition=Ready',
            '--timeout=10s',
          )
        ).code,
      ).toBe(0);
      expect(await kubectl('logs', 'job')).toEqual({
        code: 0,
        out: '',
        err: '',
      });
      expect((await kubectl('delete', 'pod', 'job')).out).toBe(
        'pod "job" deleted from default namespace\n',
      );
    });

    it('creates a token that says who it is, and asks what it may', async () => {
      const token = (await kubectl('create', 'token', 'default')).out.trim();
      const who = await kubectl(
        'auth',
        'whoami',
        '-o',
        'jsonpath={.status.userInfo.username}',
        '--token',
        token,
      );
      expect(who.out).toBe('system:serviceaccount:default:default');
      expect((await kubectl('auth', 'can-i', 'delete', 'nodes')).out).toContain(
        'yes',
      );
      expect(
        (await kubectl('auth', 'can-i', 'get', 'pods', '--context=joe')).out,
      ).toBe('no\n');
      const refused = await kubectl('get', 'pods', '--context=joe');
      expect(refused.err).toBe(
        'Error from server (Forbidden): pods is forbidden: User "joe" cannot list resource "pods" in API group "" in the namespace "default"\n',
      );
      const unknown = await kubectl(
        'get',
        'pods',
        '--context=joe',
        '--token=nobody',
      );
      expect(unknown.err).toContain('You must be logged in to the server');
    });

    it('installs a definition, explains it and uses it', async () => {
      await fs.writeFile(
        file('crd.yaml'),
        JSON.stringify({
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'widgets.example.com' },
          spec: {
            group: 'example.com',
            scope: 'Namespaced',
            names: { plural: 'widgets', kind: 'Widget' },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: {
                  openAPIV3Schema: {
                    type: 'object',
                    properties: {
                      spec: {
                        type: 'object',
                        properties: { size: { type: 'integer' } },
                      },
                    },
                  },
                },
              },
            ],
          },
        }),
      );
      await kubectl('apply', '--server-side', '-f', file('crd.yaml'));
      expect(
        (
          await kubectl(
            'wait',
            '--for=condition=Established',
            'crd/widgets.example.com',
            '--timeout=10s',
          )
        ).code,
      ).toBe(0);
      expect((await kubectl('explain', 'widgets.spec')).out).toContain(
        'size\t<integer>',
      );
      await fs.writeFile(
        file('widget.yaml'),
        'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3}\n',
      );
      expect((await kubectl('apply', '-f', file('widget.yaml'))).out).toBe(
        'widget.example.com/w created\n',
      );
      expect((await kubectl('delete', 'crd', 'widgets.example.com')).code).toBe(
        0,
      );
    });

    it('prunes by ApplySet', async () => {
      await kubectl('create', 'namespace', 'set');
      const apply = async (text: string) => {
        await fs.writeFile(file('set.yaml'), text);
        return run(
          program,
          [
            'apply',
            '--server-side',
            '--prune',
            '--applyset=configmaps/parent',
            '-n',
            'set',
            '-f',
            file('set.yaml'),
          ],
          { env: { ...environment(), KUBECTL_APPLYSET: 'true' } },
        );
      };
      const configMap = (name: string) =>
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n---\n`;
      await apply(configMap('stays') + configMap('goes'));
      const { stdout } = await apply(configMap('stays'));
      expect(stdout).toContain('configmap/goes pruned');
      expect(
        (await kubectl('get', 'configmap', 'goes', '-n', 'set')).code,
      ).toBe(1);
    });

    it('deletes a namespace with its content', async () => {
      await kubectl('create', 'namespace', 'gone');
      await kubectl('create', 'configmap', 'a', '-n', 'gone');
      expect(
        (await kubectl('delete', 'namespace', 'gone', '--timeout=10s')).out,
      ).toBe('namespace "gone" deleted\n');
      expect((await kubectl('get', 'namespace', 'gone')).code).toBe(1);
    });

    it('cannot port-forward: the emulator speaks no SPDY and says so', async () => {
      await kubectl('run', 'target', '--image=busybox:1');
      await kubectl('wait', 'pod/target', '--for=condition=Ready');
      const { code, err } = await kubectl('port-forward', 'pod/target', ':80');
      expect(code).toBe(1);
      expect(err).toContain('unable to upgrade');
      expect(err).toContain('not SPDY');
    });
  },
);
