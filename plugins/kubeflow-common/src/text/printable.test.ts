import { printable } from './printable';

describe('printable', () => {
  it('row 18: leaves no way to start a workflow command on a line of its own', () => {
    expect(printable('main\n::set-output name=x::y\r')).toBe(
      'main\\u{000a}::set-output name=x::y\\u{000d}',
    );
  });

  it('shows bidirectional overrides, NUL and lone surrogates', () => {
    expect(printable('a\u202Eb\0c\ud800d')).toBe(
      'a\\u{202e}b\\u{0000}c\\u{d800}d',
    );
  });

  it('keeps letters of every language and emoji', () => {
    expect(printable('größe 東京 🚀')).toBe('größe 東京 🚀');
  });

  it('cuts long text and never splits a character', () => {
    expect(printable('🚀'.repeat(300), 2)).toBe('🚀🚀…');
  });
});
