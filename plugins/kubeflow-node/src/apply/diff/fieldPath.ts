/** Path of a member of the object at `path`: `.spec`, `["a.b/c"]`; without the leading full stop at the root. */
export const memberPath = (path: string, name: string): string => {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path ? `${path}.${name}` : name;
};
