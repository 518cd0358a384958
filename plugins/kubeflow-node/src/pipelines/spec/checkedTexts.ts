/** The last few: one job uploads one text to many clusters. */
const MOST = 4;

const checked = new Set<string>();

/** Remembers that this text was read as a pipeline, so that an upload need not read it again. */
export function rememberCheckedText(text: string): void {
  checked.delete(text);
  checked.add(text);
  if (checked.size > MOST) checked.delete(checked.values().next().value!);
}

export const isCheckedText = (text: string): boolean => checked.has(text);
