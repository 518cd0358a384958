/** Makes two answers comparable: what differs from one server or moment to the next becomes a placeholder. */

type Json = unknown;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\b2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
const WORKFLOW =
  /\b([a-z][a-z0-9-]*)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/g;
const DATABASE = /: Error \d{4} \([0-9A-Z]{5}\): .*$/s;
const REQUEST_IDS = /RequestID: [^,]*, HostID: [^,]*/g;

/** Keys whose values are never compared. */
const OPAQUE = new Set(['plugins_output', 'error_details', 'next_page_token']);

/** A text without ids, times (the zero times stay), Workflow names, database texts and request ids. */
export const normalizeText = (text: string): string =>
  text
    .replace(UUID, 'UUID')
    .replace(TIME, 'TIME')
    .replace(DATABASE, ': DATABASE')
    .replace(REQUEST_IDS, 'REQUEST')
    .replace(WORKFLOW, '$1-XXXXX');

const byText = (a: Json, b: Json): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;

/**
 * An answer with sorted keys and placeholders. Entries of `task_details` are sorted by their content, as the
 * server sorts them by random ids.
 */
export const normalize = (value: Json, key = ''): Json => {
  if (OPAQUE.has(key)) return 'ANY';
  if (typeof value === 'string') return normalizeText(value);
  if (Array.isArray(value)) {
    const items = value.map(item => normalize(item));
    return key === 'task_details' ? items.sort(byText) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, normalize(entry, name)]),
  );
};
