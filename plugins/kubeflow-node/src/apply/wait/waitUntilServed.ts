import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { requestJson } from '../../kubernetes/answers';
import { createKubernetesClient } from '../../kubernetes/client';
import type { LiveObject, ServedKind } from '../api/objectApi';
import type { ApplyTarget, Waiting } from '../contract';
import type { Manifest } from '../manifest';
import { definitionStatus } from '../status/apiKindStatus';
import { fields, items, textOf, valueAt } from '../status/liveValue';
import { ChangeNotice } from './changeNotice';
import { lastWord } from './lastWord';
import { metadataTransport } from './metadataTransport';
import { untilEnd } from './untilEnd';
import type { WaitOptions } from './waitOptions';
import { definitionSpec } from '../order/definitionSpec';

/** What became of definitions. */
export interface ServedOutcome {
  /** Every version that a definition serves. Take kinds from here instead of asking discovery for everything again. */
  readonly served: readonly ServedKind[];
  /** Definitions that are not served, with the condition that says why; empty when all are. */
  readonly waiting: readonly Waiting[];
}

/** Discovery follows Established within milliseconds, without an event of its own. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;
/** Definitions change in crowds, each several times: their groups are asked once for a crowd. */
const CROWD_MS = 60;
/** Whole definitions are large: only what is not served by then is asked why. */
const CONDITIONS_FROM_MS = 300;
const MOST_REQUESTS = 12;
const DEFINITIONS = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
} as const;

interface AskedKind {
  readonly definition: Manifest;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

const askedKinds = (definition: Manifest): readonly AskedKind[] => {
  const spec = definitionSpec(definition);
  const group = textOf(valueAt(spec, 'group')) ?? '';
  const plural = textOf(valueAt(spec, 'names', 'plural')) ?? '';
  return items(valueAt(spec, 'versions'))
    .filter(version => valueAt(version, 'served') === true)
    .map(version => textOf(valueAt(version, 'name')) ?? '')
    .map(version => ({ definition, group, version, plural }));
};

const servedKind = (
  asked: AskedKind,
  resource: unknown,
): ServedKind | undefined => {
  const { kind, namespaced, verbs } = fields(resource);
  return typeof kind === 'string'
    ? {
        group: asked.group,
        version: asked.version,
        plural: asked.plural,
        kind,
        namespaced: namespaced === true,
        verbs: items(verbs).map(String),
      }
    : undefined;
};

class ServedWait {
  private readonly missing: Set<AskedKind>;
  private readonly served: ServedKind[] = [];
  private readonly facts = new Map<Manifest, Waiting>();
  private readonly end = new AbortController();
  private wake = new AbortController();
  private readonly notice: ChangeNotice;

  constructor(
    private readonly target: ApplyTarget,
    definitions: readonly Manifest[],
    private readonly options: WaitOptions,
  ) {
    this.missing = new Set(definitions.flatMap(askedKinds));
    this.notice = new ChangeNotice(() => this.waiting(), options.onWaiting);
  }

  async run(): Promise<ServedOutcome> {
    await untilEnd(this.options, this.end, () => this.ask());
    if (!this.options.signal.aborted) {
      await lastWord(() => this.nameConditions(), this.options.signal);
    }
    this.notice.close();
    return { served: this.served, waiting: this.waiting() };
  }

  private async ask() {
    await this.askDiscovery();
    if (this.missing.size === 0) return;
    this.notice.touch();
    const listening = this.listen();
    let pause = FIRST_PAUSE_MS;
    while (this.missing.size > 0 && !this.end.signal.aborted) {
      const woken = await this.pause(pause);
      pause = woken ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
      if (this.end.signal.aborted) break;
      await this.askDiscovery();
      if (pause >= CONDITIONS_FROM_MS) await this.nameConditions();
      this.notice.touch();
      if (this.isDecided()) break;
    }
    this.end.abort();
    await listening;
  }

  /** True when an event ended the pause. */
  private async pause(ms: number): Promise<boolean> {
    const waking = AbortSignal.any([this.end.signal, this.wake.signal]);
    await this.options.clock.sleep(ms, waking).catch(() => undefined);
    const woken = this.wake.signal.aborted;
    if (!woken) return false;
    await this.options.clock
      .sleep(CROWD_MS, this.end.signal)
      .catch(() => undefined);
    this.wake = new AbortController();
    return true;
  }

  /** Changes of definitions end the pause; where they may not be watched, the pauses alone must do. */
  private async listen() {
    const { subject, transport } = this.target;
    const { watch } = createKubernetesClient({
      subject,
      transport: metadataTransport(transport),
      clock: this.options.clock,
    });
    try {
      const { signal } = this.end;
      for await (const { type } of watch(DEFINITIONS, { signal })) {
        if (type !== 'SYNCED') this.wake.abort();
      }
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
    }
  }

  private async askDiscovery() {
    const byPath = Map.groupBy(
      [...this.missing],
      ({ group, version }) => `/apis/${group}/${version}`,
    );
    await concurrently([...byPath], MOST_REQUESTS, ([path, asked]) =>
      this.askGroup(path, asked),
    );
  }

  private async askGroup(path: string, asked: readonly AskedKind[]) {
    const found = new Map(
      (await this.resourcesOf(path)).map(resource => [
        valueAt(resource, 'name'),
        resource,
      ]),
    );
    for (const one of asked) {
      const kind = servedKind(one, found.get(one.plural));
      if (kind) {
        this.missing.delete(one);
        this.served.push(kind);
      }
    }
  }

  private async resourcesOf(path: string): Promise<readonly unknown[]> {
    const { subject, transport } = this.target;
    const call = { subject, verb: 'get', group: '', resource: path };
    try {
      const answer = await requestJson(
        transport.send,
        { method: 'GET', path, signal: this.end.signal },
        call,
      );
      return items(answer.resources);
    } catch (error) {
      if (this.end.signal.aborted || isKubeflowError(error)) return [];
      throw error;
    }
  }

  private missingDefinitions() {
    return [...new Set([...this.missing].map(({ definition }) => definition))];
  }

  private async nameConditions() {
    const definitions = this.missingDefinitions();
    await concurrently(definitions, MOST_REQUESTS, async definition => {
      this.facts.set(definition, await this.judge(definition));
    });
  }

  private async judge({ id }: Manifest): Promise<Waiting> {
    const { kubernetes } = this.target;
    const about = { id, details: [] };
    try {
      const live = await kubernetes.get(DEFINITIONS, id.name);
      const { status, message } = definitionStatus(live as LiveObject);
      return status === 'Current'
        ? {
            ...about,
            status: 'InProgress',
            fact: 'it is established and not yet served',
          }
        : { ...about, status: status as Waiting['status'], fact: message };
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
      return error.reason === 'NotFound'
        ? { ...about, status: 'NotFound', fact: 'it does not exist' }
        : { ...about, status: 'Unknown', fact: error.fact };
    }
  }

  private isDecided() {
    return this.missingDefinitions().every(
      definition => this.facts.get(definition)?.status === 'Failed',
    );
  }

  private waiting(): readonly Waiting[] {
    return this.missingDefinitions().map(
      definition =>
        this.facts.get(definition) ?? {
          id: definition.id,
          status: 'InProgress',
          fact: 'it is not served yet',
          details: [],
        },
    );
  }
}

/**
 * Waits until every version that these CustomResourceDefinitions serve is listed by discovery, which the server does
 * only once the definition is Established. Only the groups concerned are asked, at once, then after every change of a
 * definition (a watch of metadata) and in growing pauses. Ends early when all that is left is refused for good
 * (`NamesAccepted: False`). Never throws for what happens in the cluster.
 */
export const waitUntilServed = async (
  target: ApplyTarget,
  definitions: readonly Manifest[],
  options: WaitOptions,
): Promise<ServedOutcome> =>
  definitions.length === 0
    ? { served: [], waiting: [] }
    : await new ServedWait(target, definitions, options).run();
