import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An S3-compatible server of one bucket in memory, on a port of its own, for tests and benches. */
export interface ObjectServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

interface StoredObject {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly modifiedAt: Date;
}

interface UnfinishedUpload {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

interface Bucket {
  readonly name: string;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, UnfinishedUpload>;
}

interface Ask {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/**
 * Answers what an upload needs: put, get, head, list, and uploads in parts. Requests must be signed
 * with `accessKeyId`; the signature itself is not checked, nor is a body taken in signed chunks.
 */
export async function startObjectServer(name: string, accessKeyId: string): Promise<ObjectServer> {
  const bucket: Bucket = { name, objects: new Map(), uploads: new Map() };
  const server = createServer((request, response) => {
    readAsk(request, name, accessKeyId)
      .then((ask) => ('status' in ask ? ask : answerTo(bucket, ask)))
      .catch((error: unknown) => fault(500, 'InternalError', String(error)))
      .then((answer) => write(response, answer, request.method === 'HEAD'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function readAsk(
  request: IncomingMessage,
  bucket: string,
  accessKeyId: string,
): Promise<Ask | Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [first = '', ...rest] = pathname.slice(1).split('/').map(decodeURIComponent);
  const signed = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/`;
  if (!request.headers.authorization?.startsWith(signed)) return fault(403, 'AccessDenied');
  if (first !== bucket) return fault(404, 'NoSuchBucket');
  if (request.headers['content-encoding'] === 'aws-chunked') return fault(501, 'NotImplemented');
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const body = Buffer.concat(chunks);
  return { method: request.method ?? '', key: rest.join('/'), query: searchParams, headers, body };
}

function answerTo(bucket: Bucket, ask: Ask): Answer {
  const isOfUploads = ask.query.has('uploads') || ask.query.has('uploadId');
  if (isOfUploads) return answerToUpload(bucket, ask);
  switch (ask.method) {
    case 'PUT':
      return putObject(bucket, ask.key, ask.body, keptHeaders(ask.headers));
    case 'HEAD':
    case 'GET':
      return ask.key === '' ? listObjects(bucket, ask.query) : getObject(bucket, ask.key);
    default:
      return fault(501, 'NotImplemented');
  }
}

function putObject(
  { objects }: Bucket,
  key: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): Answer {
  objects.set(key, { body, headers, modifiedAt: new Date() });
  return { status: 200, headers: { etag: tagOf(body) } };
}

function getObject({ objects }: Bucket, key: string): Answer {
  const found = objects.get(key);
  if (!found) return fault(404, 'NoSuchKey');
  const { body, headers, modifiedAt } = found;
  const dated = { etag: tagOf(body), 'last-modified': modifiedAt.toUTCString() };
  return { status: 200, headers: { ...headers, ...dated }, body };
}

function listObjects({ name, objects }: Bucket, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? '';
  const contents = [...objects]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([Key, { body, modifiedAt }]) =>
      element('Contents', { Key, LastModified: modifiedAt.toISOString(), Size: body.length }),
    );
  const head = { Name: name, Prefix: prefix, KeyCount: contents.length, IsTruncated: 'false' };
  return xml(element('ListBucketResult', head, contents));
}

function answerToUpload(bucket: Bucket, { method, key, query, headers, body }: Ask): Answer {
  const id = query.get('uploadId');
  if (id === null) {
    if (method === 'GET') return listUploads(bucket, query.get('prefix') ?? '');
    const UploadId = randomUUID();
    bucket.uploads.set(UploadId, { key, headers: keptHeaders(headers), parts: new Map() });
    const begun = { Bucket: bucket.name, Key: key, UploadId };
    return xml(element('InitiateMultipartUploadResult', begun));
  }
  const upload = bucket.uploads.get(id);
  if (upload?.key !== key) return fault(404, 'NoSuchUpload');
  switch (method) {
    case 'PUT':
      upload.parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: tagOf(body) } };
    case 'POST':
      return completeUpload(bucket, id, upload, body.toString('utf8'));
    case 'DELETE':
      bucket.uploads.delete(id);
      return { status: 204 };
    default:
      return fault(501, 'NotImplemented');
  }
}

function listUploads({ name, uploads }: Bucket, prefix: string): Answer {
  const listed = [...uploads]
    .filter(([, { key }]) => key.startsWith(prefix))
    .map(([UploadId, { key }]) => element('Upload', { Key: key, UploadId }));
  const head = { Bucket: name, Prefix: prefix, IsTruncated: 'false' };
  return xml(element('ListMultipartUploadsResult', head, listed));
}

/** The object is there at once and whole, or not at all. */
function completeUpload(
  bucket: Bucket,
  id: string,
  { key, headers, parts }: UnfinishedUpload,
  wanted: string,
): Answer {
  const numbers = [...wanted.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)];
  const bodies = numbers.map(([, number]) => parts.get(Number(number)));
  if (bodies.length === 0 || !bodies.every((part) => part !== undefined))
    return fault(400, 'InvalidPart');
  bucket.uploads.delete(id);
  const body = Buffer.concat(bodies);
  putObject(bucket, key, body, headers);
  const made = { Bucket: bucket.name, Key: key, ETag: tagOf(body) };
  return xml(element('CompleteMultipartUploadResult', made));
}

function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const isKept = (name: string) => name === 'content-type' || name.startsWith('x-amz-meta-');
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name)));
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function fault(status: number, Code: string, Message = Code): Answer {
  return { ...xml(element('Error', { Code, Message })), status };
}

function xml(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function element(
  name: string,
  fields: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const texts = Object.entries(fields).map(([field, value]) => {
    const safe = String(value).replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return `<${field}>${safe}</${field}>`;
  });
  return `<${name}>${texts.join('')}${children.join('')}</${name}>`;
}

function write(response: ServerResponse, { status, headers, body = '' }: Answer, isHead: boolean) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(isHead ? undefined : body);
}
