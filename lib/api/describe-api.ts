import * as z from 'zod';
import type { Locale } from '../i18n/locale';
import type { Endpoint, KeyEndpoint } from '../platform/endpoint';
import { everyEndpoint } from './every-endpoint';

type Json = Record<string, unknown>;

/** A schema as OpenAPI wants it: the document says its dialect and place. */
function withoutHead(schema: Json): Json {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'),
  );
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  return withoutHead({ ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }) });
}

const parameterShape = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

const problem: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'issues'],
  properties: {
    type: { type: 'string', description: 'urn:avenue: and the reason, for programs' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'for people, in the language of Accept-Language' },
    instance: { type: 'string', description: 'number of the request in the log' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    params: { type: 'object' },
  },
};

interface Content {
  readonly [mediaType: string]: { readonly schema: Json };
}

export interface DescribedOperation extends Json {
  readonly parameters: readonly Json[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: {
    readonly [status: string]: {
      readonly description: string;
      readonly content?: Content;
      readonly headers?: Json;
    };
  };
}

export interface ApiDescription extends Json {
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components: { readonly securitySchemes: Json; readonly schemas: Record<string, Json> };
}

/** The OpenAPI 3.1 description of everything that an API key opens, made from the definitions. */
export function describeApi(
  locale: Locale,
  endpoints: readonly Endpoint[] = everyEndpoint,
): ApiDescription {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  const open = endpoints.filter(isOpenToKeys);
  for (const each of open) {
    (paths[each.path] ??= {})[each.method.toLowerCase()] = describeOperation(each, locale);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Avenue', version: '1' },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: { ...describeShapes(open), Problem: problem },
    },
  };
}

export function isOpenToKeys(endpoint: Endpoint): endpoint is KeyEndpoint {
  return endpoint.scope !== undefined;
}

/** Each named answer once; one that holds another refers to it. */
function describeShapes(endpoints: readonly KeyEndpoint[]): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const { answer, answerName } of endpoints) {
    if (answer === null || typeof answer === 'string' || answerName === undefined) continue;
    if (registry.get(answer)?.id !== answerName) registry.add(answer, { id: answerName });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutHead({ ...schema })]),
  );
}

function describeOperation(endpoint: KeyEndpoint, locale: Locale): DescribedOperation {
  const { scope, summary, params, query } = endpoint;
  return {
    summary: summary[locale],
    operationId: operationId(endpoint),
    tags: [scope.split(':')[0]],
    'x-scope': scope,
    parameters: [...describeParameters(params, 'path'), ...describeParameters(query, 'query')],
    ...describeBody(endpoint),
    responses: {
      ...describeAnswer(endpoint),
      default: {
        description: 'problem (RFC 9457)',
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    },
  };
}

function operationId({ method, path }: Endpoint): string {
  const words = path.replace('/api/', '').split(/[^A-Za-z]+/);
  return [method.toLowerCase(), ...words].filter((word) => word !== '').join('-');
}

function describeParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties, required } = parameterShape.parse(toSchema(schema, 'input'));
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    // The parts of a path below one name are joined by slashes.
    schema: place === 'path' && rest['type'] === 'array' ? { type: 'string' } : rest,
  }));
}

function describeBody({ body, describedBody }: Endpoint): Pick<DescribedOperation, 'requestBody'> {
  if (body === undefined) return {};
  const content: Content =
    body === 'file'
      ? { 'application/octet-stream': { schema: { type: 'string' } } }
      : { 'application/json': { schema: toSchema(describedBody ?? body, 'input') } };
  return { requestBody: { required: true, content } };
}

function describeAnswer({
  answer,
  answerName,
  hasTag,
}: KeyEndpoint): DescribedOperation['responses'] {
  if (answer === null) return { 204: { description: 'done' } };
  const content: Content =
    typeof answer === 'string'
      ? { [answer]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: reference(answerName ?? '') } };
  return {
    200: { description: 'done', content, ...(hasTag ? { headers: { ETag: entityTag } } : {}) },
    ...(hasTag ? { 304: { description: 'known by If-None-Match' } } : {}),
  };
}

const entityTag: Json = { schema: { type: 'string' } };

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
