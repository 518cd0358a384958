import { createHash } from 'node:crypto';

/** Namespace of KFP's deterministic ids (`backend/src/common/util/uuid.go`). */
const NAMESPACE = Buffer.from('c2f3a9d41e6b4c8a9f7d0b5e3a1c2d4f', 'hex');

/** UUID v5 of a name in KFP's own namespace: what makes the run id of recurring run + display name. */
export const deterministicId = (name: string): string => {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest();
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) % 16) + 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) % 64) + 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};
