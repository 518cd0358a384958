import type { Resource } from '../resources';
import { badRequest, conflict, internalError, invalid } from '../status';
import type { Replacement } from './replacement';

const VERSION_REQUIRED = {
  reason: 'FieldValueInvalid',
  message: 'Invalid value: 0: must be specified for an update',
  field: 'metadata.resourceVersion',
};

/** Kinds that no PUT replaces without saying which version it has seen. */
const needsVersion = ({ custom, kind }: Resource) =>
  custom !== undefined ||
  ['Lease', 'CustomResourceDefinition', 'APIService'].includes(kind);

/** The 422 for an applied configuration that names another uid; the real server finds it twice. */
export const fixedUid = (resource: Resource, name: string, uid: string) => {
  const cause = {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`,
    field: 'metadata.uid',
  };
  return invalid(resource, name, [cause, cause]);
};

const checkVersion = (resource: Resource, { live, next }: Replacement) => {
  const { resourceVersion } = next.metadata;
  if (!resourceVersion) {
    if (!needsVersion(resource)) return;
    throw invalid({ ...resource, kind: resource.plural }, live.metadata.name, [
      VERSION_REQUIRED,
    ]);
  }
  if (!/^\d+$/.test(resourceVersion))
    throw internalError(
      `strconv.ParseUint: parsing ${JSON.stringify(
        resourceVersion,
      )}: invalid syntax`,
    );
  if (resourceVersion !== live.metadata.resourceVersion)
    throw conflict(resource, live.metadata.name);
};

/** What a write says about the object that it means; throws 409, 422, 400, or 500 for a version that is no number. */
export const checkPreconditions = (
  resource: Resource,
  replacement: Replacement,
): void => {
  checkVersion(resource, replacement);
  const { live, next, ownershipIsFinal } = replacement;
  const { uid, name } = next.metadata;
  if (uid && uid !== live.metadata.uid) {
    if (ownershipIsFinal) throw fixedUid(resource, live.metadata.name, uid);
    throw conflict(
      resource,
      live.metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (name && name !== live.metadata.name)
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${live.metadata.name})`,
    );
};
