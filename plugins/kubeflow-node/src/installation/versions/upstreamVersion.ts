/**
 * A release of upstream as a number to compare. The platform's releases are `v1.11.0` and before, then
 * calendar versions such as `26.03`; Kubeflow Pipelines has `2.17.0`. The two lines do not compare.
 */
export interface UpstreamVersion {
  readonly line: 'pipelines' | 'platform';
  readonly numbers: readonly number[];
  /** `rc.2` of `26.03.1-rc.2`: before the release itself. */
  readonly preRelease?: string;
}

const FORM = /^v?(\d+(?:\.\d+){1,2})(?:[-+]([0-9A-Za-z.-]+))?$/;

/** Undefined for what is no release, such as a commit: it cannot be compared. */
export const parseUpstreamVersion = (
  text: string,
  line: UpstreamVersion['line'],
): UpstreamVersion | undefined => {
  const [, numbers, preRelease] = FORM.exec(text.trim()) ?? [];
  if (!numbers) return undefined;
  return { line, numbers: numbers.split('.').map(Number), preRelease };
};

const compareIdentifiers = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  if (!Number.isNaN(x)) return x - y;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const comparePreReleases = (a?: string, b?: string): number => {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  const [left, right] = [a.split('.'), b.split('.')];
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [left[index], right[index]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    const order = compareIdentifiers(x, y);
    if (order !== 0) return order;
  }
  return 0;
};

/** Negative when `a` is older, as semver orders; undefined between two lines of releases. */
export const compareUpstreamVersions = (
  a: UpstreamVersion,
  b: UpstreamVersion,
): number | undefined => {
  if (a.line !== b.line) return undefined;
  for (let index = 0; index < 3; index++) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  return comparePreReleases(a.preRelease, b.preRelease);
};

/** `2.16` of `2.16.1`. */
export const minorOf = ({ numbers }: UpstreamVersion): string =>
  `${numbers[0] ?? 0}.${numbers[1] ?? 0}`;
