/** Names a container's log. */
export interface LogName {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
}

/** One line, with the time it was written (milliseconds since 1970). */
export interface LogLine {
  readonly at: number;
  readonly text: string;
}

interface Log {
  readonly lines: LogLine[];
  readonly followers: Set<(line: LogLine | undefined) => void>;
}

const keyOf = ({ namespace, name, container }: LogName) =>
  `${namespace}/${name}/${container}`;

/** The logs of containers, in memory. */
export class PodLogs {
  private readonly logs = new Map<string, Log>();

  append(name: LogName, text: string, at: number): void {
    const log = this.log(name);
    for (const line of text.replace(/\n$/, '').split('\n')) {
      const entry = { at, text: line };
      log.lines.push(entry);
      log.followers.forEach(follow => follow(entry));
    }
  }

  lines(name: LogName): readonly LogLine[] {
    return this.logs.get(keyOf(name))?.lines ?? [];
  }

  /** Calls back for each later line, and with undefined at the end; call the result to stop. */
  follow(
    name: LogName,
    listener: (line: LogLine | undefined) => void,
  ): () => void {
    const { followers } = this.log(name);
    followers.add(listener);
    return () => followers.delete(listener);
  }

  /** Ends the followers of all containers of a pod. */
  end(pod: { readonly namespace: string; readonly name: string }): void {
    const prefix = `${pod.namespace}/${pod.name}/`;
    for (const [key, log] of this.logs) {
      if (!key.startsWith(prefix)) continue;
      [...log.followers].forEach(follow => follow(undefined));
    }
  }

  /** Forgets the logs of a pod. */
  remove(pod: { readonly namespace: string; readonly name: string }): void {
    this.end(pod);
    const prefix = `${pod.namespace}/${pod.name}/`;
    for (const key of [...this.logs.keys()])
      if (key.startsWith(prefix)) this.logs.delete(key);
  }

  private log(name: LogName): Log {
    const known = this.logs.get(keyOf(name));
    if (known) return known;
    const made: Log = { lines: [], followers: new Set() };
    this.logs.set(keyOf(name), made);
    return made;
  }
}
