export { createBodyStore, type BodyStore, type StoredBody } from './bodyStore';
export { exactJson, parseExactJson } from './exactJson';
export { manifestLimits } from './limits';
export { manifestOf } from './manifestOf';
export { parseManifests, type ManifestText } from './parseManifests';
export { withMembership } from './withMembership';
export { readManifestSources } from './readManifestSources';
