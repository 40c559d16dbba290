import type * as endpoints from '@/lib/api/endpoints';
import { apiClient } from '@/lib/browser/api-client';
import { describeApi, isOpenToKeys } from '@/lib/api/describe-api';
import { everyEndpoint } from '@/lib/api/every-endpoint';
import type { Locale } from '@/lib/i18n/locale';
import { addressOf, type KeyEndpoint } from '@/lib/platform/endpoint';
import { getTranslations } from 'next-intl/server';

const { linkTo } = apiClient<typeof endpoints>();

const parts = [
  'imports',
  'catalogue',
  'proposals',
  'decisions',
  'commits',
  'datasets',
  'models',
] as const;

/** Every address of the REST API with what it takes and answers, from the same source as OpenAPI. */
export async function ApiReference({ locale }: { readonly locale: Locale }) {
  const t = await getTranslations('help.reference');
  const names = await getTranslations('access.parts');
  const api = describeApi(locale);
  const open = everyEndpoint.filter(isOpenToKeys);
  return (
    <article className="max-w-[860px]">
      <h1 className="mb-2 text-title font-[650]">{t('title')}</h1>
      <p className="mb-4 text-muted">
        {t('lead')}{' '}
        <a
          className="text-accent underline underline-offset-2"
          href={linkTo('GET /api/openapi.json')}
        >
          {linkTo('GET /api/openapi.json')}
        </a>
      </p>
      {parts.map((part) => (
        <section key={part} aria-label={names(part)}>
          <h2 className="mt-6 mb-2 text-value font-semibold">{names(part)}</h2>
          <ul className="divide-y divide-line rounded-lg border border-line bg-pane">
            {open
              .filter(({ scope }) => scope.startsWith(`${part}:`))
              .map((endpoint) => (
                <li key={addressOf(endpoint)}>
                  <Entry endpoint={endpoint} locale={locale} api={api} words={t} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </article>
  );
}

interface EntryProps {
  readonly endpoint: KeyEndpoint;
  readonly locale: Locale;
  readonly api: ReturnType<typeof describeApi>;
  words(key: 'scope' | 'parameters' | 'body' | 'answer'): string;
}

function Entry({ endpoint, locale, api, words }: EntryProps) {
  const { method, path, scope, summary } = endpoint;
  const described = readOperation(api, endpoint);
  return (
    <details className="group px-3 py-2">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="w-14 font-mono text-label font-semibold text-accent">{method}</span>
        <code className="font-mono text-label">{path}</code>
        <span className="text-muted">{summary[locale]}</span>
      </summary>
      <dl className="mt-2 grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-2 pl-[68px]">
        <Part label={words('scope')}>
          <code className="font-mono text-label">{scope}</code>
        </Part>
        {described.map(({ name, value }) => (
          <Part key={name} label={words(name)}>
            <pre className="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-label">
              {JSON.stringify(value, null, 2)}
            </pre>
          </Part>
        ))}
      </dl>
    </details>
  );
}

function Part({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-label text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** What one operation takes and answers; the named shapes are put in where they are referred to. */
function readOperation(api: EntryProps['api'], { method, path }: KeyEndpoint) {
  const found = api.paths[path]?.[method.toLowerCase()];
  if (!found) return [];
  const { parameters, requestBody, responses } = found;
  const answer = Object.values(responses['200']?.content ?? {})[0]?.schema;
  const name = typeof answer?.['$ref'] === 'string' ? answer['$ref'].split('/').at(-1) : undefined;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  return [
    ...(parameters.length > 0 ? [{ name: 'parameters' as const, value: parameters }] : []),
    ...(body ? [{ name: 'body' as const, value: body }] : []),
    ...(answer
      ? [{ name: 'answer' as const, value: name ? api.components.schemas[name] : answer }]
      : []),
  ];
}
