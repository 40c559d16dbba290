import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createApiKeyInput } from '../access/contract';
import { createApiKey } from '../access/server';
import {
  addMonitorCategory,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../curation/testing/review-scenario';
import { db } from '../platform/db';
import type { RouteDefinition } from '../platform/route';
import { scope } from '../platform/scopes';
import { describeApi } from './describe-api';
import { internal, operations, shapes, type Operation } from './operations';

const apiFolder = path.resolve('app/api');
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Handler = ((
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>) & { readonly definition?: RouteDefinition };

interface Route {
  readonly method: Operation['method'];
  /** `/api/imports/{id}` */
  readonly address: string;
  readonly handler: Handler;
}

let database: ReviewDatabase;
let productId: number;
let categoryKey: string;

async function loadRoutes(): Promise<Route[]> {
  const files = readdirSync(apiFolder, { recursive: true, encoding: 'utf8' });
  const found: Route[] = [];
  for (const file of files.filter((each) => path.basename(each) === 'route.ts')) {
    const folder = path.dirname(file).split(path.sep).join('/');
    const address = `/api/${folder.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')}`;
    const exported = (await import(pathToFileURL(path.join(apiFolder, file)).href)) as Record<
      string,
      Handler
    >;
    for (const method of methods) {
      const handler = exported[method];
      if (handler) found.push({ method, address, handler });
    }
  }
  return found;
}

// Outside the hooks: reading some eighty modules may take its time.
const routes = await loadRoutes();

beforeAll(async () => {
  vi.stubEnv('BETTER_AUTH_SECRET', 'a secret of the test, long enough to be one');
  database = await openReviewDatabase();
  const category = await addMonitorCategory();
  ({ productId } = await addReadyProduct(category, { externalId: 'one' }));
  ({ key: categoryKey } = await db().category.findFirstOrThrow());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

function nameOf({ method, path: address }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${address}`;
}

function reasonFor(address: string): string | undefined {
  const place = Object.keys(internal).find(
    (prefix) => address === prefix || address.startsWith(`${prefix}/`),
  );
  return place === undefined ? undefined : internal[place];
}

const shapeOf = (schema: z.ZodType | undefined) =>
  schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : null;

describe('the description of the API', () => {
  it('has every route, or the reason why it is for people alone', () => {
    const described = new Set(operations.map(nameOf));
    const missing = routes
      .filter(({ method, address }) => !described.has(nameOf({ method, path: address })))
      .filter(({ address }) => reasonFor(address) === undefined)
      .map(({ method, address }) => `${method} ${address}`);
    expect(missing, 'add it to lib/api/operations.ts, or to `internal` there').toEqual([]);
  });

  it('names no route that is not there', () => {
    const there = new Set(routes.map(({ method, address }) => `${method} ${address}`));
    expect(operations.map(nameOf).filter((name) => !there.has(name))).toEqual([]);
    expect(new Set(operations.map(nameOf)).size).toBe(operations.length);
  });

  it('asks for the scope and takes the inputs that the route does', () => {
    for (const operation of operations) {
      const { handler } = routes.find(
        ({ method, address }) => nameOf({ method, path: address }) === nameOf(operation),
      )!;
      const { definition } = handler;
      expect(definition?.scope, nameOf(operation)).toBe(operation.scope);
      expect(shapeOf(operation.params), nameOf(operation)).toEqual(shapeOf(definition?.params));
      expect(shapeOf(operation.query), nameOf(operation)).toEqual(shapeOf(definition?.query));
      const body = shapeOf(definition?.body);
      const isParsedByVerb = body !== null && Object.keys(body).length <= 1;
      if (operation.body === 'file') expect(body, nameOf(operation)).toBeNull();
      else if (!isParsedByVerb) expect(shapeOf(operation.body), nameOf(operation)).toEqual(body);
    }
  });

  it('opens nothing to a key that people alone may call', () => {
    const open = routes.filter(
      ({ method, address, handler }) =>
        handler.definition?.scope !== undefined &&
        !operations.some((each) => nameOf(each) === nameOf({ method, path: address })),
    );
    expect(open.map(({ address }) => address)).toEqual(['/api/openapi.json']);
  });

  it('holds what the routes answer in truth', async () => {
    const { key } = await createApiKey(
      { id: 'an-admin' },
      createApiKeyInput.parse({ name: 'all', scopes: scope.options, requestsPerMinute: 10_000 }),
      new Date(),
    );
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(describeApi('en'), 'api');
    const values: Record<string, string> = {
      '/api/products/{id}': String(productId),
      '/api/catalogue/products/{id}/history': String(productId),
      '/api/review/products/{productId}': String(productId),
      '/api/categories/{key}/schema': categoryKey,
      '/api/categories/{key}/schema/draft': categoryKey,
      '/api/categories/{key}/schema/revisions': categoryKey,
    };
    let checked = 0;
    for (const { method, address, handler } of routes) {
      const operation = operations.find(
        (each) => nameOf(each) === nameOf({ method, path: address }),
      );
      const { answer, params, query } = operation ?? {};
      if (method !== 'GET' || answer === undefined || !Object.hasOwn(shapes, answer)) continue;
      const value = values[address];
      if (params && value === undefined) continue;
      const search = query?.safeParse({}).success === false ? '?q=monitor' : '';
      const name = /\{(\w+)\}/.exec(address)?.[1] ?? '';
      const url = `http://localhost${address.replace(/\{\w+\}/, value ?? '')}${search}`;
      const response = await handler(
        new Request(url, { headers: { authorization: `Bearer ${key}` } }),
        { params: Promise.resolve(value === undefined ? {} : { [name]: value }) },
      );
      const body: unknown = await response.json();
      expect(response.status, `${address} ${JSON.stringify(body)}`).toBe(200);
      const validate = ajv.compile({ $ref: `api#/components/schemas/${answer}` });
      expect(validate(body) ? [] : validate.errors, address).toEqual([]);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(15);
  });
});
