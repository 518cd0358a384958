import { createRedactor } from '../diff/redactor';
import type { Waiting } from '../contract';
import { memberSelector } from '../inventory';
import { groupKind, resourceKey, type ResourceId } from '../manifest';
import { definedKind } from '../order/definedKind';
import { statusOfObject } from '../status/statusOfObject';
import { isStatusless } from '../wait/statuslessKinds';
import { waitUntilReady } from '../wait/waitUntilReady';
import { waitUntilServed } from '../wait/waitUntilServed';
import type { DeployContext } from './deployContext';
import type { ClusterState } from './readState';
import type { WaitingBoard } from './waitingBoard';

const isDefinition = ({ kind }: ResourceId) =>
  kind === 'CustomResourceDefinition';

/** Objects of the set that were not ready when they were read. */
export const notReady = ({
  manifests,
  live,
  kinds,
}: ClusterState): readonly ResourceId[] =>
  manifests.flatMap(manifest => {
    const { id } = manifest;
    if (isDefinition(id)) {
      return kinds.find(definedKind(manifest)) ? [] : [id];
    }
    if (isStatusless(groupKind(id))) return [];
    const object = live.get(resourceKey(id));
    const isCurrent = object && statusOfObject(object).status === 'Current';
    return isCurrent ? [] : [id];
  });

/**
 * Waits until these objects are Current, and definitions served. What is judged was read after our writes were
 * acknowledged, by consistent lists: a status counts only once its controller has seen the generation that was
 * applied, or a later one.
 */
export const waitForReadiness = async (
  { target, api, request, ports, stop }: DeployContext,
  ids: readonly ResourceId[],
  {
    state,
    board,
  }: { readonly state: ClusterState; readonly board: WaitingBoard },
): Promise<readonly Waiting[]> => {
  if (ids.length === 0) return [];
  const kinds = await api.servedKinds();
  const wanted = new Set(ids.map(resourceKey));
  const definitions = state.manifests.filter(
    manifest =>
      isDefinition(manifest.id) &&
      wanted.has(resourceKey(manifest.id)) &&
      !kinds.find(definedKind(manifest)),
  );
  const secrets = state.manifests.filter(({ id }) => id.kind === 'Secret');
  const redactor = createRedactor(secrets);
  const options = {
    clock: ports.clock,
    signal: ports.signal,
    timeoutMs: stop.remaining(),
    redact: (text: string) => redactor.text(text),
  };
  const [ready, served] = await Promise.all([
    board.during(onWaiting =>
      waitUntilReady(
        target,
        ids.filter(id => !isDefinition(id)),
        {
          ...options,
          onWaiting,
          kinds,
          labelSelector: memberSelector(request.set),
        },
      ),
    ),
    board.during(onWaiting =>
      waitUntilServed(target, definitions, { ...options, onWaiting }),
    ),
  ]);
  return [...ready, ...served.waiting];
};
