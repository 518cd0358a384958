/* eslint-disable jest/no-export, jest/no-standalone-expect -- shared by suites */
import {
  applyManifests,
  type ApplyRequest,
  type ApplyResult,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import {
  actions,
  ports,
  targetOf,
  type PlanContractTarget,
} from './planActions.test.fixture';

/** Ends when everything is written. */
export const APPLIED = { until: 'applied' } as const;

/** What the tests of applying do to one server. */
export const applyActions = (open: () => PlanContractTarget) => {
  const { connection, intrude } = actions(open);
  const said: { waves: string[]; waiting: (readonly Waiting[])[] } = {
    waves: [],
    waiting: [],
  };

  const observed = (signal = new AbortController().signal) => ({
    ...ports(),
    signal,
    observer: {
      wave: (wave: string) => void said.waves.push(wave),
      changed: () => undefined,
      failed: () => undefined,
      waiting: (waiting: readonly Waiting[]) => void said.waiting.push(waiting),
      warned: () => undefined,
    },
  });

  const apply = (request: ApplyRequest, signal?: AbortSignal) =>
    applyManifests(targetOf(connection()), request, observed(signal));

  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    more: {
      body?: object;
      type?: string;
      query?: Record<string, string>;
    } = {},
  ) => {
    const { body, type = 'application/json', query } = more;
    const { status, text } = await connection().transport.send({
      method,
      path,
      query,
      headers: { 'content-type': type },
      body: body && JSON.stringify(body),
    });
    return { status, body: status < 500 && text ? JSON.parse(text) : {} };
  };

  const back = ({ set, prune, write, timeoutMs }: ApplyRequest) => ({
    ...APPLIED,
    set,
    prune,
    write,
    timeoutMs,
  });

  const expectComplete = (result: ApplyResult) => {
    expect(result.error).toBeUndefined();
    expect(result.changeSet.failures).toEqual([]);
  };

  return {
    connection,
    intrude,
    said,
    observed,
    apply,
    call,
    back,
    expectComplete,
  };
};
