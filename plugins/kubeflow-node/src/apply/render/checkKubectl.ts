import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { childEnvironment } from './childEnvironment';
import { installKubectl, withKubectlRemedy } from './installKubectl';
import { runBounded } from './runBounded';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;
const OLDEST_KUSTOMIZE = 5;

interface VersionAnswer {
  readonly clientVersion?: { readonly gitVersion?: string };
  readonly kustomizeVersion?: string;
}

const parse = (stdout: Uint8Array): VersionAnswer => {
  try {
    return JSON.parse(new TextDecoder().decode(stdout));
  } catch {
    // Said by the caller: there is no version in it.
    return {};
  }
};

/** What the runner's kubectl is. */
export interface KubectlVersion {
  /** `1.32.4`. */
  readonly version: string;
  /** Of the kustomize in it: `5.5.0`. */
  readonly kustomizeVersion: string;
}

/**
 * Asks the runner's kubectl what it is. kustomize 5 is the oldest that builds the Kubeflow platform (`sortOptions`);
 * it is in kubectl 1.27 and newer.
 *
 * @throws KubeflowError `NotFoundError`, reason `KubectlMissing`; `InputError`, reasons `KubectlTooOld`,
 * `KubectlUnusable`.
 */
export async function checkKubectl(
  kubectl = 'kubectl',
): Promise<KubectlVersion> {
  const { code, stdout, stderr } = await withKubectlRemedy(
    runBounded({
      program: kubectl,
      args: ['version', '--client', '-o', 'json'],
      env: childEnvironment(process.env),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      subject: 'kubectl',
    }),
  );
  const { clientVersion, kustomizeVersion } = parse(stdout);
  const version = clientVersion?.gitVersion?.match(/^v?(\d+\.\d+\.\d+)/)?.[1];
  if (code !== 0 || !version)
    throw new KubeflowError('InputError', {
      reason: 'KubectlUnusable',
      subject: 'kubectl',
      fact: `'${kubectl} version --client -o json' does not tell its version: ${
        stderr.trim().slice(0, 500) || `exit code ${code}`
      }`,
      remedy: installKubectl,
    });
  const kustomize = kustomizeVersion?.match(/^v?(\d+)\.\d+\.\d+/);
  if (!kustomize || Number(kustomize[1]) < OLDEST_KUSTOMIZE)
    throw new KubeflowError('InputError', {
      reason: 'KubectlTooOld',
      subject: 'kubectl',
      fact: `kubectl ${version} has kustomize ${
        kustomizeVersion ?? 'of an unknown version'
      }; ${OLDEST_KUSTOMIZE}.0.0 or newer is needed`,
      remedy: installKubectl,
    });
  return { version, kustomizeVersion: kustomize[0].replace(/^v/, '') };
}
