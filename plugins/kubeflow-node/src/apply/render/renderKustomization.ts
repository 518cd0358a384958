import { withoutCredentials, requirePinned } from './remoteAddress';
import { childEnvironment } from './childEnvironment';
import { withKubectlRemedy } from './installKubectl';
import { kustomizeFailure } from './kustomizeFailure';
import { remoteBases } from './remoteBases';
import { runBounded } from './runBounded';
import { manifestLimits } from '../manifests/limits';
import type { ManifestText } from '../manifests/parseManifests';

/** What to build, and with what. Exactly one of `directory` and `address`. */
export interface RenderRequest {
  /** A local kustomization's. */
  readonly directory?: string;
  /** Where local bases must lie, links followed; default: anywhere. */
  readonly within?: string;
  /** A remote kustomization as kustomize writes it, with `?ref=` a tag or commit. */
  readonly address?: string;
  /** Default `kubectl`, from the search path. */
  readonly kubectl?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Added to the child's environment, which has nothing else of the job's but paths and proxies. */
  readonly env?: Readonly<Record<string, string>>;
}

async function refuseUnpinned({ directory, address, within }: RenderRequest) {
  if (address !== undefined) requirePinned(address, 'kustomization');
  if (directory === undefined) return;
  for (const base of await remoteBases(directory, within))
    requirePinned(base.address, `kustomization in ${base.directory}`);
}

/**
 * Builds a kustomization with the runner's `kubectl kustomize`. Every remote base that it names must be pinned. The
 * result's `path` is `kustomize build …`, for messages.
 *
 * @throws KubeflowError `InputError`, reasons `UnpinnedManifests`, `OutsideWorkspace`, `KubectlTooOld`, `OutsideKustomization`,
 * `ManifestsTooLarge`, `KustomizeFailed`; `NotFoundError`, reasons `KubectlMissing`, `GitMissing`,
 * `RevisionNotFound`, `NoKustomization`, `ResourceNotFound`; `ServiceUnavailableError`, reason
 * `RemoteBaseUnreachable`; `TimeoutError`, reason `ProgramTimeout`; the signal's reason when it aborts.
 */
export async function renderKustomization(
  request: RenderRequest,
): Promise<ManifestText> {
  const { directory, address, kubectl = 'kubectl', env } = request;
  const target = directory ?? address;
  if (target === undefined || (directory && address))
    throw new TypeError('exactly one of directory and address is needed');
  await refuseUnpinned(request);
  const subject = `kustomization ${withoutCredentials(target)}`;
  const end = await withKubectlRemedy(
    runBounded({
      program: kubectl,
      // A target that begins with a dash is no option.
      args: ['kustomize', '--', target],
      env: childEnvironment(process.env, env),
      timeoutMs: request.timeoutMs,
      signal: request.signal,
      maxBytes: manifestLimits.fileBytes,
      subject,
    }),
  );
  if (end.code !== 0) throw kustomizeFailure(end, subject);
  return {
    path: `kustomize build ${withoutCredentials(target)}`,
    content: end.stdout,
  };
}
