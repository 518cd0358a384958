import type { ServerResponse } from 'node:http';

const send = (
  response: ServerResponse,
  status: number,
  {
    contentType,
    body,
  }: { readonly contentType: string; readonly body: string },
): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  response.end(body);
};

/** An answer of the gateway. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: object,
): void =>
  send(response, status, {
    contentType: 'application/json',
    body: JSON.stringify(body),
  });

/** A text answer, as Go's `http.Error` writes it. */
export const sendText = (
  response: ServerResponse,
  status: number,
  body: string,
): void =>
  send(response, status, { contentType: 'text/plain; charset=utf-8', body });

/** An error of the handlers beside the gateway: JSON in the body, text/plain unless it came late. */
export const sendError = (
  response: ServerResponse,
  status: number,
  error: { readonly message: string; readonly asJson: boolean },
): void =>
  send(response, status, {
    contentType: error.asJson
      ? 'application/json'
      : 'text/plain; charset=utf-8',
    body: JSON.stringify({
      error_message: error.message,
      error_details: error.message,
    }),
  });
