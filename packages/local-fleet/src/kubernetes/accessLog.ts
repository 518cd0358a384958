import type { RequestInfo } from './requestInfo';

/** One thing that a client needed RBAC for. */
export interface SeenAccess {
  /** User agent of the request. */
  readonly agent: string;
  readonly verb: string;
  readonly group: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  /** Absent for requests over all namespaces and for cluster-scoped kinds. */
  readonly namespace?: string;
  /** Only of subresources: what `resourceNames` would have to say. */
  readonly name?: string;
}

/** What was asked for, each once, whether it was allowed or not. */
export class AccessLog {
  private readonly seen = new Map<string, SeenAccess>();

  record(agent: string | undefined, info: RequestInfo): void {
    if (!info.isResource) return;
    const { verb, group, plural, subresource, namespace, name } = info;
    const isNamespace = plural === 'namespaces' && group === '';
    const access: SeenAccess = {
      agent: agent ?? '',
      verb,
      group,
      resource: subresource ? `${plural}/${subresource}` : plural,
      ...(namespace && !isNamespace && { namespace }),
      ...(subresource && name && { name }),
    };
    this.seen.set(JSON.stringify(access), access);
  }

  list(): readonly SeenAccess[] {
    return [...this.seen.values()];
  }
}
