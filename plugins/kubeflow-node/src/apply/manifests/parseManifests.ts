import {
  KubeflowError,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { describeResource, resourceKey, type Manifest } from '../manifest';
import { createBodyStore, type BodyStore } from './bodyStore';
import { buildManifest } from './buildManifest';
import { asObject, objectProblems } from './checkObject';
import { flattenLists } from './flattenLists';
import { manifestLimits } from './limits';
import { readDocuments } from './readDocuments';
import { countSeparators } from './splitDocuments';

/** A file of manifests, as it was read or rendered. */
export interface ManifestText {
  /** As messages name it. */
  readonly path: string;
  readonly content: Uint8Array;
}

const MOST_SHOWN = 20;
const MOST_PROBLEMS = 200;

const refuse = (problems: readonly Problem[]): never => {
  const shown = problems
    .slice(0, MOST_SHOWN)
    .map(({ file, line, message }) => `  ${file}:${line}: ${message}`);
  const more = problems.length - shown.length;
  const count =
    problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new KubeflowError('InputError', {
    reason: 'InvalidManifests',
    subject: 'manifests',
    fact: [
      `${count} in the manifests`,
      ...shown,
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join('\n'),
    remedy: 'Nothing was applied: correct them and deploy again',
    problems,
  });
};

/** What can be said of a file without reading it; the sizes of files before it count too. */
function sizeProblems(sources: readonly ManifestText[]): Problem[] {
  let bytes = 0;
  let documents = 0;
  for (const { path: file, content } of sources) {
    bytes += content.byteLength;
    const problem = (message: string): Problem[] => [
      { file, line: 1, message },
    ];
    const { fileBytes, totalBytes } = manifestLimits;
    if (content.byteLength > fileBytes)
      return problem(
        `the file has ${content.byteLength} bytes, more than ${fileBytes}: split it`,
      );
    if (bytes > totalBytes)
      return problem(
        `the manifests up to this file have ${bytes} bytes, more than ${totalBytes} together`,
      );
    documents += 1 + countSeparators(content, manifestLimits.documents);
    if (documents > manifestLimits.documents)
      return problem(
        `the manifests up to this file have more than ${manifestLimits.documents} documents together`,
      );
  }
  return [];
}

/** Collects manifests and everything that is wrong with them. */
class Collector {
  readonly problems: Problem[] = [];
  readonly manifests: Manifest[] = [];
  private readonly byKey = new Map<string, Manifest>();

  constructor(private readonly bodies: BodyStore) {}

  readonly full = () => this.problems.length >= MOST_PROBLEMS;

  readFile({ path: file, content }: ManifestText) {
    const report = (message: string, line: number) =>
      this.problems.push({ file, line, message });
    for (const document of readDocuments(content, report)) {
      if (this.full()) return;
      for (const { value, place } of flattenLists(document.value)) {
        const line = document.lineOf(place);
        const wrong = objectProblems(value);
        for (const message of wrong) report(message, line);
        if (wrong.length === 0) this.add(value, { path: file, line });
      }
    }
  }

  private add(value: unknown, source: { path: string; line: number }) {
    const { bodies } = this;
    const manifest = buildManifest(asObject(value), { source, bodies });
    const problem = this.problemOf(manifest);
    if (problem)
      this.problems.push({
        file: source.path,
        line: source.line,
        message: `${describeResource(manifest.id)} ${problem}`,
      });
    this.byKey.set(resourceKey(manifest.id), manifest);
    this.manifests.push(manifest);
  }

  private problemOf({ id, body, digest }: Manifest): string | undefined {
    if (body.byteLength > manifestLimits.objectBytes)
      return `has ${body.byteLength} bytes, more than the ${manifestLimits.objectBytes} that the API server stores: make it smaller or split it`;
    const other = this.byKey.get(resourceKey(id));
    if (!other) return undefined;
    const { path, line } = other.source;
    return other.digest === digest
      ? `stands twice with the same content, first in ${path}:${line}: remove one`
      : `stands twice with different content, first in ${path}:${line}: keep one`;
  }
}

/**
 * Reads manifests exactly as kubectl does: the same scalars, documents and lists, the same things refused. What
 * kubectl would silently lose or damage is refused too: a key or an object that stands twice, text after `...`,
 * text that is not UTF-8. In the order of the text. Empty documents give nothing.
 *
 * @throws KubeflowError `InputError`, reason `InvalidManifests`, with every problem of all files (file and line).
 */
export function parseManifests(
  sources: readonly ManifestText[],
  { bodies = createBodyStore() }: { bodies?: BodyStore } = {},
): Manifest[] {
  const tooMuch = sizeProblems(sources);
  if (tooMuch.length > 0) refuse(tooMuch);
  const collector = new Collector(bodies);
  for (const source of sources)
    if (!collector.full()) collector.readFile(source);
  if (collector.problems.length > 0) refuse(collector.problems);
  return collector.manifests;
}
