import { timestamp, type EmulatorClock } from '../clock';
import { fnv32a } from '../fnv';
import {
  keyOf,
  type Workflow,
  type WorkflowNode,
  type WorkflowPort,
} from '../workflowPort';

/** A node as the engine starts it. */
export interface NodeStart {
  /** Name below the boundary's; a node without boundary is the Workflow itself. */
  readonly displayName: string;
  /** Id of the DAG that the node belongs to. */
  readonly boundary?: string;
  /** Ids of the nodes whose end made this one start; its children lists get it. */
  readonly after: readonly string[];
  readonly type: 'DAG' | 'Pod' | 'Retry' | 'Skipped' | 'TaskGroup';
  readonly template: string;
  /** Default `Running`. */
  readonly phase?: string;
  readonly message?: string;
}

/** Output values that the engine needs again after a restart; Argo keeps such things in the same place. */
export type EngineNode = WorkflowNode & {
  readonly outputs?: {
    readonly parameters: readonly {
      readonly name: string;
      readonly value: string;
    }[];
  };
};

const ENDED = new Set(['Succeeded', 'Failed', 'Error', 'Skipped', 'Omitted']);

/** True when a node in this phase does not change any more. */
export const hasEnded = (node: WorkflowNode | undefined): boolean =>
  ENDED.has(node?.phase ?? '');

/**
 * `status.nodes` of one Workflow: names, ids (name's FNV hash) and children as Argo makes them. Changes are written
 * together, shortly after the first of them.
 */
export class NodeTree {
  private readonly nodes: Map<string, EngineNode>;
  private readonly changed = new Set<string>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly workflow: Workflow,
    private readonly port: WorkflowPort,
    private readonly clock: EmulatorClock,
  ) {
    this.nodes = new Map(Object.entries(workflow.status?.nodes ?? {}));
  }

  get(id: string): EngineNode | undefined {
    return this.nodes.get(id);
  }

  values(): IterableIterator<EngineNode> {
    return this.nodes.values();
  }

  nameOf({ displayName, boundary }: NodeStart): string {
    const parent = boundary && this.nodes.get(boundary)?.name;
    return parent ? `${parent}.${displayName}` : displayName;
  }

  /** Enters a node, or takes up the one that is there from an earlier attempt. */
  start(start: NodeStart): EngineNode {
    const { name: workflow } = this.workflow.metadata;
    const name = this.nameOf(start);
    const id = start.boundary ? `${workflow}-${fnv32a(name)}` : workflow;
    start.after.forEach(parent => this.link(parent, id));
    const old = this.nodes.get(id);
    if (old && hasEnded(old)) return old;
    const phase = start.phase ?? 'Running';
    const now = this.now();
    return this.put({
      id,
      name,
      displayName: start.displayName,
      type: start.type,
      templateName: start.template,
      templateScope: `local/${workflow}`,
      phase,
      startedAt: old?.startedAt ?? now,
      finishedAt: ENDED.has(phase) ? now : null,
      children: old?.children ?? [],
      ...(start.boundary && { boundaryID: start.boundary }),
      ...(start.message && { message: start.message }),
      ...(start.type === 'Pod' && { hostNodeName: 'node-0' }),
    });
  }

  /** Sets phase and message of a node; an ended phase sets its `finishedAt`. */
  end(id: string, change: Partial<EngineNode>): void {
    const node = this.nodes.get(id);
    if (!node || hasEnded(node)) return;
    const ended = ENDED.has(change.phase ?? '');
    this.put({ ...node, ...change, ...(ended && { finishedAt: this.now() }) });
  }

  /** Writes what is not written yet, with more of the Workflow's own fields. */
  async flush(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const nodes = Object.fromEntries(
      [...this.changed].map(id => [id, this.nodes.get(id)]),
    );
    this.changed.clear();
    const { status = {}, ...rest } = more;
    await this.port.patch(keyOf(this.workflow), {
      ...rest,
      status: { nodes, ...(status as object) },
    });
  }

  /** Forgets what is not written; for a Workflow that is gone. */
  discard(): void {
    clearTimeout(this.timer);
    this.changed.clear();
  }

  private link(parent: string, child: string): void {
    const node = this.nodes.get(parent);
    if (!node || node.children?.includes(child)) return;
    this.put({ ...node, children: [...(node.children ?? []), child] });
  }

  private put(node: EngineNode): EngineNode {
    this.nodes.set(node.id, node);
    this.changed.add(node.id);
    this.timer ??= setTimeout(() => {
      this.flush().catch(() => this.discard());
    }, 20).unref();
    return node;
  }

  private now(): string {
    return timestamp(Math.floor(this.clock.now() / 1000));
  }
}
