import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Endpoint } from '../../platform/endpoint';

const apiFolder = path.resolve('app/api');
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Params = Readonly<Record<string, string | string[]>>;
export type Handler = ((
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>) & { readonly endpoint?: Endpoint };

export interface Route {
  /** `GET /api/imports/{id}`, where its file lies */
  readonly address: string;
  readonly handler: Handler;
}

/** The handlers that the files of app/api export. */
export async function loadRoutes(): Promise<Route[]> {
  const files = readdirSync(apiFolder, { recursive: true, encoding: 'utf8' });
  const found: Route[] = [];
  for (const file of files.filter((each) => path.basename(each) === 'route.ts')) {
    const folder = path.dirname(file).split(path.sep).join('/');
    const place = `/api/${folder.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')}`;
    const exported = (await import(pathToFileURL(path.join(apiFolder, file)).href)) as Record<
      string,
      Handler
    >;
    for (const method of methods) {
      const handler = exported[method];
      if (handler) found.push({ address: `${method} ${place}`, handler });
    }
  }
  return found;
}
