import { list, type Parser } from '@kubeflow-fleet/action-toolkit';
import type { PipelinePatch } from '@kubeflow-fleet/plugin-kubeflow-node';

type Toleration = NonNullable<PipelinePatch['tolerations']>[number];

const FORM =
  /^([^=:\s]+)(?:=([^:\s]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?$/;

function toleration(text: string): Toleration {
  const match = FORM.exec(text);
  if (!match) {
    throw new Error(
      `'${text.slice(
        0,
        60,
      )}' is not key, key=value, key:Effect or key=value:Effect with NoSchedule, PreferNoSchedule or NoExecute`,
    );
  }
  const [, key = '', value, effect] = match;
  return value === undefined
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect };
}

/** Tolerations as `kubectl taint` writes taints: `nvidia.com/gpu:NoSchedule`, `team=ml:NoExecute`. */
export const tolerations: Parser<readonly Toleration[]> = raw =>
  list(raw).map(toleration);
