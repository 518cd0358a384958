/** Keys and indexes from the root of the fleet file to a value. */
export type FleetFilePath = readonly PropertyKey[];

/** `clusters[2].labels.tier`, the way messages name a place; keys that need it are quoted. */
export const pathText = (path: FleetFilePath): string =>
  path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      const key = String(segment);
      if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
