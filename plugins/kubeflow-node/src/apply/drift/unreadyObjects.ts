import type { ApplyTarget, Waiting } from '../contract';
import type { ClusterState } from '../engine/readState';
import { groupKind, resourceKey, type Manifest } from '../manifest';
import { statusOfObject } from '../status/statusOfObject';
import { Explainer } from '../wait/explainer';
import { lastWord } from '../wait/lastWord';
import { ReadinessBoard } from '../wait/readinessBoard';
import { isStatusless } from '../wait/statuslessKinds';

/** Which of the manifests' objects are not ready right now, and why, from what was read and a look at their pods. */
export const unreadyObjects = async (
  { kubernetes }: Pick<ApplyTarget, 'kubernetes'>,
  manifests: readonly Manifest[],
  {
    live,
    redact,
    signal,
  }: Pick<ClusterState, 'live'> & {
    readonly redact: (text: string) => string;
    readonly signal: AbortSignal;
  },
): Promise<readonly Waiting[]> => {
  const ids = manifests
    .map(({ id }) => id)
    .filter(id => !isStatusless(groupKind(id)) && live.has(resourceKey(id)));
  const board = new ReadinessBoard(ids, redact);
  for (const id of ids) {
    const object = live.get(resourceKey(id));
    if (object) board.judge(id, statusOfObject(object), object);
  }
  if (board.unready().length > 0) {
    await lastWord(async () => {
      const { details, settled } = await new Explainer(kubernetes).explain(
        board.unready(),
      );
      board.explain(details);
      for (const { id, status } of settled) board.judge(id, status);
    }, signal);
  }
  return board.waiting();
};
