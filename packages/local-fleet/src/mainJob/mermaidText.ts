/** Nodes and edges of a Mermaid flowchart, as the job summary draws them. */
interface Flowchart {
  readonly labels: ReadonlyMap<string, string>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

const read = (source: string): Flowchart => {
  const labels = new Map<string, string>();
  const edges: [string, string][] = [];
  for (const line of source.split('\n')) {
    const node = /^\s*(?:subgraph )?(\w+)\["(.*)"\]/.exec(line);
    const edge = /^\s*(\w+) --> (\w+)/.exec(line);
    if (node?.[1])
      labels.set(
        node[1],
        (node[2] ?? '').replace(/#(\d+);/g, (_all, code) =>
          String.fromCodePoint(Number(code)),
        ),
      );
    if (edge?.[1] && edge[2]) edges.push([edge[1], edge[2]]);
  }
  return { labels, edges };
};

/** Longest way from a start, so that every node stands right of all that it waits for. */
const columnsOf = ({ labels, edges }: Flowchart): string[][] => {
  const depth = new Map([...labels.keys()].map(key => [key, 0]));
  for (let round = 0; round < labels.size; round++)
    for (const [from, to] of edges)
      depth.set(
        to,
        Math.min(
          Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1),
          labels.size,
        ),
      );
  const columns: string[][] = [];
  for (const [key, column] of depth) (columns[column] ??= []).push(key);
  return columns.filter(Boolean);
};

/** A flowchart as one line: its steps joined by arrows, what runs side by side joined by a bar. */
export const mermaidToTerminal = (source: string): string => {
  const chart = read(source);
  return columnsOf(chart)
    .map(keys => keys.map(key => chart.labels.get(key) ?? key).join('  |  '))
    .join('  →  ');
};
