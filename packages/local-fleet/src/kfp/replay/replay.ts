import { keyOf, type Workflow, type WorkflowPort } from '../workflowPort';
import { compareAnswers, IdentityCheck, type Answer } from './compare';
import { compareObservation } from './observation';
import type { RecordedStep, Recording } from './recording';
import { send } from './send';

type Plain = Record<string, unknown>;

/** The server under test. */
export interface ReplayTarget {
  readonly port: number;
  /** Where the test plays the workflow controller. */
  readonly workflows: WorkflowPort;
  /** Folder of the recordings and pipelines. */
  readonly data: string;
}

/** How exactly and how patiently a recording is replayed. */
export interface ReplayOptions {
  /** How long a GET is repeated until it agrees: reports come about a second late. Default 4 s. */
  readonly patienceMs?: number;
  /** Milliseconds to wait after a step, by its name, where the recorder was slow. */
  readonly pauses?: Readonly<Record<string, number>>;
  /** Keys of a step's answer that chance decides, by the step's name. */
  readonly chance?: Readonly<Record<string, readonly string[]>>;
  /** Steps that are not compared, with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** What came of one step. */
export interface StepResult {
  readonly step: string;
  /** Empty when the server answers as recorded. */
  readonly differences: readonly string[];
  /** Why nothing was compared. */
  readonly skipped?: string;
}

const PROXY =
  /^\/api\/v1\/namespaces\/kubeflow\/services\/ml-pipeline:(http|8888)\/proxy/;

const sleep = (ms: number) => new Promise(done => setTimeout(done, ms));

/** Replays one recording step by step; later steps refer to the answers of earlier ones. */
class Replay {
  private readonly answers = new Map<string, Plain>();
  private readonly identity = new IdentityCheck();

  constructor(
    private readonly target: ReplayTarget,
    private readonly options: ReplayOptions,
  ) {}

  async run(step: RecordedStep): Promise<StepResult> {
    const skipped = this.options.skip?.[step.name] ?? this.notOurs(step);
    if (skipped) return { step: step.name, differences: [], skipped };
    const differences = await this.differences(step);
    const pause = this.options.pauses?.[step.name];
    if (pause) await sleep(pause);
    return { step: step.name, differences };
  }

  private notOurs({ request, response, control }: RecordedStep) {
    if (control) return `done to the recorder's cluster: ${control}`;
    const viaProxy = request?.path.startsWith('/api/v1/');
    const body = response?.body as Plain | undefined;
    const ours = request && PROXY.test(request.path) && body?.kind !== 'Status';
    return viaProxy && !ours
      ? 'answered by the Kubernetes API server, not by KFP'
      : undefined;
  }

  private async differences(step: RecordedStep): Promise<readonly string[]> {
    if (step.workflowPatch) {
      await this.patch(this.filled(step.workflowPatch));
      return [];
    }
    if (step.observeWorkflow) {
      const { runId, value } = this.filled(step.observeWorkflow);
      return compareObservation(value, () => this.workflowsOf(runId), step);
    }
    return step.concurrent ? this.race(step) : this.exchange(step);
  }

  private async exchange(step: RecordedStep): Promise<readonly string[]> {
    const { response = {} } = step;
    const deadline = Date.now() + (this.options.patienceMs ?? 4_000);
    for (;;) {
      const answer = await this.send(step);
      this.remember(step.name, answer);
      const differences = compareAnswers(
        response,
        answer,
        this.options.chance?.[step.name],
      );
      const again = step.request?.method === 'GET' && Date.now() < deadline;
      if (differences.length === 0 || !again) {
        return [
          ...differences,
          ...this.identity.differences(response.body, answer.text),
        ];
      }
      await sleep(50);
    }
  }

  private async race(step: RecordedStep): Promise<readonly string[]> {
    const answers = await Promise.all(
      Array.from({ length: step.concurrent ?? 1 }, () => this.send(step)),
    );
    answers.forEach(answer => this.remember(step.name, answer));
    const ids = new Set(
      answers.map(({ text }) => (JSON.parse(text) as Plain).run_id),
    );
    const expected = step.responses?.distinctRunIds;
    const failed = answers.filter(({ status }) => status !== 200);
    return [
      ...(expected === undefined || expected === ids.size
        ? []
        : [`run ids: expected ${expected}, got ${ids.size}`]),
      ...failed.map(({ status }) => `status: expected 200, got ${status}`),
    ];
  }

  private send(step: RecordedStep): Promise<Answer> {
    const request = this.filled(step.request);
    if (!request) throw new Error(`step ${step.name} has no request`);
    return send(this.target, {
      ...request,
      path: request.path.replace(PROXY, ''),
    });
  }

  private remember(step: string, { text }: Answer): void {
    try {
      this.answers.set(step, JSON.parse(text) as Plain);
    } catch {
      this.answers.set(step, {});
    }
  }

  /** Replaces `${step.field}` in every text of a value. */
  private filled<T>(value: T): T {
    const text = JSON.stringify(value);
    if (text === undefined) return value;
    return JSON.parse(
      text.replace(
        /\$\{([\w-]+)\.(\w+)\}/g,
        (_match, step: string, field: string) =>
          String(this.answers.get(step)?.[field] ?? ''),
      ),
    ) as T;
  }

  private workflowsOf(runId: string): Promise<readonly Workflow[]> {
    return this.target.workflows.list({ 'pipeline/runid': runId });
  }

  private async patch(
    order: NonNullable<RecordedStep['workflowPatch']>,
  ): Promise<void> {
    const all = await this.workflowsOf(order.runId);
    const workflow = all[order.workflowIndex ?? 0];
    if (!workflow) throw new Error(`no Workflow of run ${order.runId}`);
    const key = keyOf(workflow);
    if (order.delete) {
      await this.target.workflows.delete(key);
      return;
    }
    const patch = JSON.stringify(order.patch).replaceAll(
      '{{workflow}}',
      key.name,
    );
    await this.target.workflows.patch(key, JSON.parse(patch));
  }
}

/** Replays a recording against a server and says for each step what is different. */
export const replayRecording = async (
  recording: Recording,
  target: ReplayTarget,
  options: ReplayOptions = {},
): Promise<readonly StepResult[]> => {
  const replay = new Replay(target, options);
  const results: StepResult[] = [];
  for (const step of recording.steps) results.push(await replay.run(step));
  return results;
};
