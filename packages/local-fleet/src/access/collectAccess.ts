import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenAccess } from '../kubernetes/accessLog';
import type { FleetRecording } from './accessRecording';
import type { ActionAccess, ResourceAccess } from './accessFiles';

/** Where deploys keep their inventory, lease and revisions. */
const STATE_NAMESPACE = 'kubeflow-fleet-system';

/** Kinds that only suites deploy. */
const EXAMPLE_GROUP = 'example.com';

const AGENT = /^kubeflow-fleet-for-github-actions\/([a-z-]+)/;

/** What nobody has to be allowed: everybody may ask what they may do. */
const isForNobody = ({ group }: SeenAccess) =>
  group === 'authorization.k8s.io' ||
  group === 'authentication.k8s.io' ||
  group === EXAMPLE_GROUP;

/** Port-forwards name no client; where one action only was at work they are its. */
const actionOf = (
  { agent, resource }: SeenAccess,
  only: string | undefined,
): string | undefined =>
  AGENT.exec(agent)?.[1] ??
  (resource === 'pods/portforward' ? only : undefined);

const onlyAction = ({ kubernetes }: FleetRecording): string | undefined => {
  const actions = new Set(
    kubernetes.flatMap(({ agent }) => AGENT.exec(agent)?.[1] ?? []),
  );
  return actions.size === 1 ? [...actions][0] : undefined;
};

const byText = (left: string, right: string) => (left < right ? -1 : 1);

const foldKubernetes = (
  seen: readonly SeenAccess[],
): readonly ResourceAccess[] => {
  const found = new Map<
    string,
    { access: SeenAccess; verbs: Set<string>; everywhere: boolean }
  >();
  for (const access of seen) {
    const state = access.namespace === STATE_NAMESPACE;
    const key = `${access.group}/${access.resource}/${state ? 'state' : ''}`;
    const entry = found.get(key) ?? {
      access,
      verbs: new Set<string>(),
      everywhere: false,
    };
    entry.verbs.add(access.verb);
    entry.everywhere ||= access.namespace === undefined;
    found.set(key, entry);
  }
  return [...found]
    .sort(([left], [right]) => byText(left, right))
    .map(([, { access, verbs, everywhere }]) => ({
      group: access.group,
      resource: access.resource,
      verbs: [...verbs].sort(),
      ...(everywhere && { everywhere }),
      ...(access.namespace === STATE_NAMESPACE && { state: true as const }),
    }));
};

const foldAws = (recordings: readonly FleetRecording[]) => {
  const calls = recordings
    .flatMap(({ aws }) => aws)
    .map(({ action, resource }) => ({
      action,
      on: /:(\w+)\//.exec(resource)?.[1] ?? resource,
    }));
  const distinct = new Map(calls.map(call => [JSON.stringify(call), call]));
  return [...distinct]
    .sort(([left], [right]) => byText(left, right))
    .map(([, call]) => call);
};

/** What one action needed, over the recordings of all fleets in the folder. */
export const collectAccess = (folder: string, action: string): ActionAccess => {
  const recordings = readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(
      file =>
        JSON.parse(readFileSync(join(folder, file), 'utf8')) as FleetRecording,
    );
  const seen = recordings.flatMap(recording => {
    const only = onlyAction(recording);
    return recording.kubernetes.filter(
      access => actionOf(access, only) === action && !isForNobody(access),
    );
  });
  const own = recordings.filter(recording => onlyAction(recording) === action);
  return { kubernetes: foldKubernetes(seen), aws: foldAws(own) };
};
