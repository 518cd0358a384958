import type { User } from './authentication';
import type { Cluster } from './cluster';
import { SERVICE_ACCOUNTS } from './cluster';
import { asArray, asObject, asString } from './json';
import type { JsonObject } from './json';
import type { RequestInfo } from './requestInfo';
import { badRequest, notFound } from './status';

const requestOf = (spec: JsonObject): RequestInfo => {
  const path = asObject(spec.nonResourceAttributes);
  if (spec.nonResourceAttributes)
    return {
      isResource: false,
      verb: asString(path.verb) ?? '',
      path: asString(path.path) ?? '',
    };
  const attributes = asObject(spec.resourceAttributes);
  const namespace = asString(attributes.namespace);
  const name = asString(attributes.name);
  const subresource = asString(attributes.subresource);
  return {
    isResource: true,
    verb: asString(attributes.verb) ?? '',
    group: asString(attributes.group) ?? '',
    version: asString(attributes.version) ?? '*',
    plural: asString(attributes.resource) ?? '',
    ...(namespace && { namespace }),
    ...(name && { name }),
    ...(subresource && { subresource }),
  };
};

type Review = (
  cluster: Cluster,
  user: User,
  body: JsonObject,
) => JsonObject | Promise<JsonObject>;

const decision = (cluster: Cluster, user: User, spec: JsonObject) => {
  if (!spec.resourceAttributes && !spec.nonResourceAttributes)
    throw badRequest(
      'exactly one of spec.nonResourceAttributes or spec.resourceAttributes must be specified',
    );
  const allowed = cluster.authorizer.allows(user, requestOf(spec));
  return { allowed };
};

const selfAccess: Review = (cluster, user, body) => ({
  ...body,
  status: decision(cluster, user, asObject(body.spec)),
});

const subjectAccess: Review = (cluster, _user, body) => {
  const spec = asObject(body.spec);
  const subject: User = {
    username: asString(spec.user) ?? '',
    groups: asArray(spec.groups).map(String),
  };
  return { ...body, status: decision(cluster, subject, spec) };
};

const selfRules: Review = (cluster, user, body) => {
  const namespace = asString(asObject(body.spec).namespace);
  const rules = cluster.authorizer.rulesFor(user, { namespace });
  return {
    ...body,
    status: {
      incomplete: false,
      resourceRules: rules.filter(rule => rule.resources !== undefined),
      nonResourceRules: rules.filter(
        rule => rule.nonResourceURLs !== undefined,
      ),
    },
  };
};

const self: Review = (_cluster, user, body) => ({
  ...body,
  status: { userInfo: user },
});

const tokenReview: Review = async (cluster, _user, body) => {
  const spec = asObject(body.spec);
  const audiences = asArray(spec.audiences).map(String);
  const wanted =
    audiences.length > 0 ? audiences : [cluster.tokens.defaultAudience];
  const user = await cluster.review(asString(spec.token) ?? '', wanted);
  return {
    ...body,
    status: user
      ? { authenticated: true, user, audiences: wanted }
      : { authenticated: false, error: 'the token is not valid' },
  };
};

const REVIEWS: Readonly<Record<string, Review>> = {
  selfsubjectaccessreviews: selfAccess,
  subjectaccessreviews: subjectAccess,
  localsubjectaccessreviews: subjectAccess,
  selfsubjectrulesreviews: selfRules,
  selfsubjectreviews: self,
  tokenreviews: tokenReview,
};

/** Resources that answer a question and store nothing. */
export const reviewOf = (plural: string): Review | undefined => REVIEWS[plural];

const MINIMUM_SECONDS = 600;

/** TokenRequest of `serviceaccounts/NAME/token`. */
export const requestToken = async (
  cluster: Cluster,
  account: { readonly namespace: string; readonly name: string },
  body: JsonObject,
): Promise<JsonObject> => {
  const live = cluster.store.get(
    SERVICE_ACCOUNTS,
    account.namespace,
    account.name,
  );
  if (!live) throw notFound(SERVICE_ACCOUNTS, account.name);
  const spec = asObject(body.spec);
  const expirationSeconds = Number(spec.expirationSeconds ?? 3600);
  if (!(expirationSeconds >= MINIMUM_SECONDS))
    throw badRequest(
      `spec.expirationSeconds: Invalid value: ${expirationSeconds}: may not specify a duration less than 10 minutes`,
    );
  const given = asArray(spec.audiences).map(String);
  const audiences = given.length > 0 ? given : [cluster.tokens.defaultAudience];
  const { token, expires } = await cluster.tokens.issue({
    account: live,
    audiences,
    expirationSeconds,
  });
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name: account.name,
      namespace: account.namespace,
      creationTimestamp: cluster.writer.timestamp(),
    },
    spec: { audiences, expirationSeconds, boundObjectRef: null },
    status: {
      token,
      expirationTimestamp: expires.toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  };
};
