import type { Annotation, LogLine } from './contract';
import type { SecretMasker } from './masking';
import { parseWorkflowCommand } from './workflowCommand';
import type { WorkflowCommand } from './workflowCommand';

const MOST_ANNOTATIONS = 10;
const MOST_CHARACTERS = 4096;

const isLevel = (name: string): name is Annotation['level'] =>
  name === 'error' || name === 'warning' || name === 'notice';

/** Turns what a process prints into log lines, annotations and masks, as the runner does. */
export class StepLog {
  readonly lines: LogLine[] = [];
  readonly annotations: Annotation[] = [];
  /** Values of the old `::set-output` and `::save-state`, which the runner still takes. */
  readonly oldOutputs: Record<string, string> = {};
  readonly oldState: Record<string, string> = {};
  dropped = 0;
  private readonly counts = new Map<string, number>();
  private stopToken: string | undefined;
  private readonly commands: Readonly<
    Record<string, (command: WorkflowCommand, stage: LogLine['stage']) => void>
  > = {
    group: ({ message }, stage) => this.write(stage, 'group', message),
    endgroup: ({ message }, stage) => this.write(stage, 'endgroup', message),
    debug: ({ message }, stage) => {
      if (this.options.debug) this.write(stage, 'debug', message);
    },
    'add-mask': ({ message }) => this.options.masker.add(message),
    'stop-commands': ({ message }) => {
      this.stopToken = message;
    },
    'set-output': ({ properties, message }) => {
      this.oldOutputs[properties.name ?? ''] = message;
    },
    'save-state': ({ properties, message }) => {
      this.oldState[properties.name ?? ''] = message;
    },
    echo: () => undefined,
    'add-matcher': () => undefined,
    'remove-matcher': () => undefined,
  };

  constructor(
    private readonly options: {
      readonly masker: SecretMasker;
      readonly debug: boolean;
      readonly onLine?: (line: LogLine) => void;
    },
  ) {}

  /** One line of stdout or stderr, without its line end. */
  read(stage: LogLine['stage'], line: string): void {
    const command = parseWorkflowCommand(line);
    if (this.stopToken !== undefined) {
      if (command?.name === this.stopToken.toLowerCase())
        this.stopToken = undefined;
      else this.write(stage, 'text', line);
      return;
    }
    if (command && this.obey(stage, command)) return;
    this.write(stage, 'text', line);
  }

  /** Something that the runner itself says. */
  annotate(
    stage: LogLine['stage'],
    level: Annotation['level'],
    message: string,
  ): void {
    this.obey(stage, { name: level, properties: {}, message });
  }

  private obey(stage: LogLine['stage'], command: WorkflowCommand): boolean {
    const { name, message } = command;
    if (isLevel(name)) {
      this.write(stage, name, message);
      this.keep(stage, name, command);
      return true;
    }
    const act = Object.hasOwn(this.commands, name)
      ? this.commands[name]
      : undefined;
    act?.(command, stage);
    return act !== undefined;
  }

  private keep(
    stage: LogLine['stage'],
    level: Annotation['level'],
    { properties, message }: WorkflowCommand,
  ) {
    const key = `${stage}/${level}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > MOST_ANNOTATIONS) {
      this.dropped += 1;
      return;
    }
    this.annotations.push({
      level,
      message: this.options.masker.mask(message).slice(0, MOST_CHARACTERS),
      title: properties.title,
      file: properties.file,
      line: properties.line ? Number(properties.line) : undefined,
    });
  }

  private write(stage: LogLine['stage'], kind: LogLine['kind'], text: string) {
    const line = { stage, kind, text: this.options.masker.mask(text) };
    this.lines.push(line);
    this.options.onLine?.(line);
  }
}
