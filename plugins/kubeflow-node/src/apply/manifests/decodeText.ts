import { DocumentProblem } from './documentProblem';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 text with its byte order mark. With a problem the text only serves to find lines. */
export function decodeText(bytes: Uint8Array): {
  readonly text: string;
  readonly problem?: DocumentProblem;
} {
  const [first, second] = bytes;
  if (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff)
  )
    return {
      text: '',
      problem: new DocumentProblem('this is UTF-16: save the file as UTF-8'),
    };
  try {
    return { text: strict.decode(bytes) };
  } catch {
    const text = lenient.decode(bytes);
    const offset = Math.max(text.indexOf('\ufffd'), 0);
    return {
      text,
      problem: new DocumentProblem(
        'this is not UTF-8: save the file as UTF-8',
        { text, offset },
      ),
    };
  }
}
