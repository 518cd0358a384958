/** `::name key=value,key=value::message`. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const unescape = (text: string) =>
  text
    .replace(/%0D/gi, '\r')
    .replace(/%0A/gi, '\n')
    .replace(/%3A/gi, ':')
    .replace(/%2C/gi, ',')
    .replace(/%25/g, '%');

const unescapeMessage = (text: string) =>
  text.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n').replace(/%25/g, '%');

/** The command on a line; undefined for ordinary text. */
export const parseWorkflowCommand = (
  line: string,
): WorkflowCommand | undefined => {
  const match = /^\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/s.exec(
    line,
  );
  if (!match) return undefined;
  const [, name = '', properties = '', message = ''] = match;
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(
      properties
        .split(',')
        .map(pair => pair.trim())
        .filter(pair => pair.includes('='))
        .map(pair => [
          pair.slice(0, pair.indexOf('=')),
          unescape(pair.slice(pair.indexOf('=') + 1)),
        ]),
    ),
    message: unescapeMessage(message),
  };
};
