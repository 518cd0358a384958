/** FNV-1a, 32 bits: the hash in the names that KFP's and Argo's controllers make. */
export const fnv32a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
};
