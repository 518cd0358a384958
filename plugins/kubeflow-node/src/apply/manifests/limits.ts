const MIB = 1024 * 1024;

/**
 * What is refused before it can cost memory or time. The largest known input is the whole Kubeflow platform:
 * 8.9 MB, 636 documents, 30 levels.
 */
export const manifestLimits = {
  /** Of one file, checked before it is read. */
  fileBytes: 32 * MIB,
  /** Of one document. A rendered platform as one `kind: List` has 9 MB. */
  documentBytes: 16 * MIB,
  /** Of all files of one deployment. */
  totalBytes: 64 * MIB,
  /** Of all files of one deployment, empty documents counted. */
  documents: 10_000,
  /** Files of one directory or pattern. */
  files: 2_000,
  /** Levels of mappings and sequences; kubectl allows 10,000, the API server's storage far fewer. */
  depth: 512,
  /** Characters of one document after its aliases are expanded. */
  expandedCharacters: 32 * MIB,
  /** Of one object as JSON: etcd's limit for a request. */
  objectBytes: 1_572_864,
  /** Keys and values of one object's annotations: the API server's limit. */
  annotationBytes: 262_144,
} as const;
