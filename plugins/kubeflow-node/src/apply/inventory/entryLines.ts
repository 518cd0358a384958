import { groupKind, type ResourceId } from '../manifest';
import type { IntendedWrite, InventoryEntry } from './contract';

type Cell = string | null;

const NEWLINE = '\n';

/** `Deployment.apps` as group and kind. */
export const parseGroupKind = (
  text: string,
): Pick<ResourceId, 'group' | 'kind'> => {
  const dot = text.indexOf('.');
  return dot < 0
    ? { group: '', kind: text }
    : { group: text.slice(dot + 1), kind: text.slice(0, dot) };
};

const withoutTrailingNulls = (cells: readonly Cell[]): readonly Cell[] => {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === null) end -= 1;
  return cells.slice(0, end);
};

const idCells = (id: ResourceId): readonly Cell[] => [
  groupKind(id),
  id.namespace ?? null,
  id.name,
];

const line = (cells: readonly Cell[]) =>
  JSON.stringify(withoutTrailingNulls(cells));

const cellsOf = (text: string): readonly Cell[] => {
  const cells: unknown = JSON.parse(text);
  const isRow =
    Array.isArray(cells) &&
    cells.every(cell => cell === null || typeof cell === 'string') &&
    cells[0] &&
    cells[2];
  if (!isRow) throw new SyntaxError(`not an entry: ${text.slice(0, 200)}`);
  return cells as Cell[];
};

const idOf = ([kind, namespace, name]: readonly Cell[]): ResourceId => ({
  ...parseGroupKind(kind ?? ''),
  ...(namespace ? { namespace } : {}),
  name: name ?? '',
});

const optional = (entries: Readonly<Record<string, Cell | undefined>>) =>
  Object.fromEntries(Object.entries(entries).filter(([, cell]) => cell));

const linesOf = (text: string) => text.split(NEWLINE).filter(Boolean);

/** One JSON array a line: group kind, namespace, name, uid, digest, owned, before. */
export const formatEntries = (entries: readonly InventoryEntry[]): string[] =>
  entries.map(({ id, uid, digest, owned, before }) =>
    line([
      ...idCells(id),
      uid ?? null,
      digest ?? null,
      owned ?? null,
      before ?? null,
    ]),
  );

/** @throws SyntaxError for what {@link formatEntries} does not write. */
export const parseEntries = (text: string): InventoryEntry[] =>
  linesOf(text).map(row => {
    const cells = cellsOf(row);
    const [, , , uid, digest, owned, before] = cells;
    return { id: idOf(cells), ...optional({ uid, digest, owned, before }) };
  });

/** One JSON array a line: group kind, namespace, name, before. */
export const formatWrites = (writes: readonly IntendedWrite[]): string =>
  writes
    .map(({ id, before }) => line([...idCells(id), before ?? null]))
    .join(NEWLINE);

/** @throws SyntaxError for what {@link formatWrites} does not write. */
export const parseWrites = (text: string): IntendedWrite[] =>
  linesOf(text).map(row => {
    const cells = cellsOf(row);
    return { id: idOf(cells), ...optional({ before: cells[3] }) };
  });
