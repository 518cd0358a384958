import fs from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './runProgram';
import { toolCache } from './toolCache';

interface GoProgram {
  readonly version: string;
  /** Import path of the program's main package. */
  readonly package: string;
  /** Folder of `real-servers` whose go.mod pins it; absent: `go install` of the released version. */
  readonly module?: string;
  /** Variable that holds the version which the program reports. */
  readonly versionVariable?: string;
}

const KUBERNETES = {
  version: 'v1.35.4',
  module: 'kubernetes',
  versionVariable: 'k8s.io/component-base/version.gitVersion',
};

/** The real programs of the live lane and their versions, from the Go module proxy. */
export const goPrograms = {
  'kube-apiserver': {
    ...KUBERNETES,
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
  },
  'kube-controller-manager': {
    ...KUBERNETES,
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
  },
  'kube-scheduler': {
    ...KUBERNETES,
    package: 'k8s.io/kubernetes/cmd/kube-scheduler',
  },
  kubectl: { ...KUBERNETES, package: 'k8s.io/kubernetes/cmd/kubectl' },
  etcd: { version: 'v3.6.13', module: 'etcd', package: '.' },
  kwok: { version: 'v0.8.0', package: 'sigs.k8s.io/kwok/cmd/kwok' },
  'aws-iam-authenticator': {
    version: 'v0.7.2',
    package: 'sigs.k8s.io/aws-iam-authenticator/cmd/aws-iam-authenticator',
  },
  act: { version: 'v0.2.89', package: 'github.com/nektos/act' },
  actionlint: {
    version: 'v1.7.12',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
  },
} as const satisfies Record<string, GoProgram>;

export type GoProgramName = keyof typeof goPrograms;

const modules = path.resolve(__dirname, '../../real-servers');

/**
 * Path of the program in the tool cache, built there first when it is missing (seconds to minutes).
 *
 * @throws KubeflowError reason `ProgramMissing` when Go is not installed, `ProgramFailed` when the build fails.
 */
export async function goProgram(name: GoProgramName): Promise<string> {
  const program: GoProgram = goPrograms[name];
  const folder = path.join(toolCache(), 'go', `${name}-${program.version}`);
  const file = path.join(folder, name);
  if (await exists(file)) return file;
  // Built beside its place and moved: an interrupted build leaves no half program.
  await fs.mkdir(path.dirname(folder), { recursive: true });
  const building = await fs.mkdtemp(`${folder}-building-`);
  await build(name, program, building);
  await fs.mkdir(folder, { recursive: true });
  await fs.rename(path.join(building, name), file);
  await fs.rm(building, { recursive: true });
  return file;
}

const exists = (file: string) =>
  fs.access(file).then(
    () => true,
    () => false,
  );

async function build(name: string, program: GoProgram, folder: string) {
  const stamp = program.versionVariable
    ? ` -X ${program.versionVariable}=${program.version}`
    : '';
  const flags = ['-trimpath', '-ldflags', `-s -w${stamp}`];
  const env = { GOFLAGS: '-buildvcs=false', GOTOOLCHAIN: 'auto' };
  if (program.module) {
    const target = ['-o', path.join(folder, name), program.package];
    await runProgram('go', ['build', '-mod=readonly', ...flags, ...target], {
      cwd: path.join(modules, program.module),
      env,
      timeoutMs: 1_800_000,
    });
    return;
  }
  await runProgram(
    'go',
    ['install', ...flags, `${program.package}@${program.version}`],
    {
      env: { ...env, GOBIN: folder },
      timeoutMs: 1_800_000,
    },
  );
}
