import type { ServicePortBackend } from '../contract';

const keyOf = (namespace: string | undefined, deployment: string) =>
  `${namespace ?? ''}/${deployment}`;

/** What the containers of Deployments answer, by `namespace/name`. */
export class ServedDeployments {
  private readonly ports = new Map<string, readonly ServicePortBackend[]>();

  set(
    deployment: { readonly namespace: string; readonly name: string },
    ports: readonly ServicePortBackend[],
  ): void {
    this.ports.set(keyOf(deployment.namespace, deployment.name), ports);
  }

  get(
    namespace: string | undefined,
    name: string,
  ): readonly ServicePortBackend[] {
    return this.ports.get(keyOf(namespace, name)) ?? [];
  }
}
