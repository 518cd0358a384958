import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { decodeProtobuf } from './decodeProtobuf';

const message = (write: (writer: BinaryWriter) => void) => {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
};
const field = (writer: BinaryWriter, number: number, content: Uint8Array) =>
  writer.tag(number, 2).bytes(content);
const text = (writer: BinaryWriter, number: number, content: string) =>
  writer.tag(number, 2).string(content);

const envelope = (apiVersion: string, kind: string, raw: Uint8Array) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    message(writer => {
      field(
        writer,
        1,
        message(type => {
          text(type, 1, apiVersion);
          text(type, 2, kind);
        }),
      );
      field(writer, 2, raw);
    }),
  ]);

const typeOf = (_apiVersion: string, kind: string) =>
  ({ Secret: 'core.v1.Secret', Service: 'core.v1.Service' }[kind]);

describe('decodeProtobuf', () => {
  it('reads names, maps and bytes', () => {
    const secret = message(writer => {
      field(
        writer,
        1,
        message(metadata => {
          text(metadata, 1, 'keys');
          text(metadata, 3, '');
        }),
      );
      field(
        writer,
        2,
        message(entry => {
          text(entry, 1, 'password');
          field(entry, 2, Buffer.from('q'));
        }),
      );
      text(writer, 3, 'Opaque');
    });
    expect(decodeProtobuf(envelope('v1', 'Secret', secret), typeOf)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys' },
      data: { password: 'cQ==' },
      type: 'Opaque',
    });
  });

  it('reads lists, numbers and ports that are a number or a name', () => {
    const port = (target: (writer: BinaryWriter) => void) =>
      message(writer => {
        writer.tag(3, 0).int32(80);
        field(writer, 4, message(target));
        writer.tag(5, 0).int32(0);
      });
    const service = message(writer =>
      field(
        writer,
        2,
        message(spec => {
          field(
            spec,
            1,
            port(target => target.tag(1, 0).int32(0).tag(2, 0).int32(8080)),
          );
          field(
            spec,
            1,
            port(target => text(target.tag(1, 0).int32(1), 3, 'http')),
          );
        }),
      ),
    );
    expect(
      decodeProtobuf(envelope('v1', 'Service', service), typeOf),
    ).toMatchObject({
      spec: {
        ports: [
          { port: 80, targetPort: 8080 },
          { port: 80, targetPort: 'http' },
        ],
      },
    });
  });

  it.each([
    ['no magic', Buffer.from('{}'), /does not appear to be a protobuf message/],
    [
      'a broken envelope',
      Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0xff, 0xff, 0xff, 7])]),
      /illegal wireType or length/,
    ],
    [
      'a broken message',
      envelope('v1', 'Secret', Buffer.from([0x0a, 0x7f, 1])),
      /illegal wireType or length/,
    ],
    ['nothing', Buffer.of(), /does not appear to be a protobuf message/],
    [
      'an unknown kind',
      envelope('v1', 'Nope', Buffer.of()),
      /no kind "Nope" is registered/,
    ],
  ])('refuses %s', (_what, body, message_) => {
    expect(() => decodeProtobuf(body, typeOf)).toThrow(message_);
  });
});
