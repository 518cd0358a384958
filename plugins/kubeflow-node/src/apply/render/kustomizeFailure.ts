import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { installKubectl } from './installKubectl';
import { withoutCredentials } from './remoteAddress';
import type { ProgramEnd } from './runBounded';

interface Known {
  readonly pattern: RegExp;
  readonly name: 'InputError' | 'NotFoundError' | 'ServiceUnavailableError';
  readonly reason: string;
  readonly fact: (match: RegExpExecArray) => string;
  readonly remedy: string;
}

/** The first that matches; what follows a failed guess of kustomize's (`must build at directory`) never comes first. */
const KNOWN: readonly Known[] = [
  {
    pattern: /no 'git' program on path|exec: "git": executable file not found/,
    name: 'NotFoundError',
    reason: 'GitMissing',
    fact: () => 'git is not installed, and a remote base needs it',
    remedy: 'Install git on the runner',
  },
  {
    pattern:
      /fatal: (?:couldn't find remote ref|.*did not match any)[^\n]*|fatal: remote error: upload-pack: not our ref[^\n]*/,
    name: 'NotFoundError',
    reason: 'RevisionNotFound',
    fact: match => `the remote base has no such revision: ${match[0]}`,
    remedy: 'Check the tag or commit in ?ref=',
  },
  {
    pattern: /fatal: [^\n]+|hit \d+s timeout running '[^']*git[^']*'/,
    name: 'ServiceUnavailableError',
    reason: 'RemoteBaseUnreachable',
    fact: match => `a remote base cannot be fetched: ${match[0]}`,
    remedy:
      'Check the address and that the runner reaches it (proxy, credentials of git), or render the bundle elsewhere and name it as a file',
  },
  {
    pattern: /URL is a git repository|Get "[^"]+": ([^']+)/,
    name: 'ServiceUnavailableError',
    reason: 'RemoteBaseUnreachable',
    fact: match => `a remote base cannot be fetched: ${match[0]}`,
    remedy:
      'Check the address and that the runner reaches it, or commit the file and name it as a local one',
  },
  {
    pattern: /unknown field "?(sortOptions|replacements|labels|components)"?/,
    name: 'InputError',
    reason: 'KubectlTooOld',
    fact: match => `this kubectl's kustomize does not know '${match[1]}'`,
    remedy: installKubectl,
  },
  {
    pattern:
      /^error: must build at directory: [^\n]+|unable to find one of 'kustomization\.yaml'[^\n]*/,
    name: 'NotFoundError',
    reason: 'NoKustomization',
    fact: match => match[0].replace(/^error: /, ''),
    remedy: 'Name the directory that holds the kustomization.yaml',
  },
  {
    pattern: /accumulating resources from '([^']+)': evalsymlink failure/,
    name: 'NotFoundError',
    reason: 'ResourceNotFound',
    fact: match => `the kustomization names '${match[1]}', which is not there`,
    remedy: 'Correct the entry under resources',
  },
  {
    pattern: /security; file '([^']+)' is not in or below '[^']+'/,
    name: 'InputError',
    reason: 'OutsideKustomization',
    fact: match => match[0],
    remedy:
      'Move the file below the kustomization, or give its directory a kustomization.yaml and name the directory',
  },
];

const lastLines = (stderr: string) =>
  stderr
    .trim()
    .split('\n')
    .slice(-10)
    .join('\n')
    .replace(/^error: /, '')
    .slice(-2_000);

/** What kustomize's failure means, as far as it is known; else its own words. */
export function kustomizeFailure(
  { code, stderr }: ProgramEnd,
  subject: string,
): KubeflowError {
  const text = withoutCredentials(stderr);
  for (const { pattern, name, reason, fact, remedy } of KNOWN) {
    const match = pattern.exec(text);
    if (match)
      return new KubeflowError(name, {
        reason,
        subject,
        fact: fact(match),
        remedy,
      });
  }
  return new KubeflowError('InputError', {
    reason: 'KustomizeFailed',
    subject,
    fact: `kustomize cannot build it: ${
      lastLines(text) || `exit code ${code}, no message`
    }`,
    remedy: "Run 'kubectl kustomize' on it to see the same",
  });
}
