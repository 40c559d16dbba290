'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { Loaded } from '@/components/ui/loaded';
import { Card, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { DatasetDiff, DatasetVersionDetail } from '@/lib/datasets/contract';
import { diffQuery, fileAddress, versionQuery, versionsQuery } from '@/lib/datasets/queries';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowLeft, Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CountsView } from './counts-view';
import { DeliverSection } from './deliver-section';
import { VersionStateBadge } from './version-state';

/** One dataset version: what is in it, its files, its card, and what changed since another. */
export function DatasetVersionPage({ id }: { readonly id: string }) {
  const t = useTranslations('datasets');
  const query = useQuery(versionQuery(id));
  const version = query.data;
  return (
    <>
      <Link
        href="/datasets"
        className="mb-3 inline-flex items-center gap-1 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('title')}
      </Link>
      <Loaded query={query} skeleton="h-96" />
      {version ? <Version version={version} /> : null}
    </>
  );
}

function Version({ version }: { readonly version: DatasetVersionDetail }) {
  const t = useTranslations('datasets');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const { id, state, counts, files, card, hash, error } = version;
  const isMade = state === 'ready' || state === 'same';
  const asOf = writeTime(new Date(version.asOf), {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return (
    <>
      <PageHeader
        title={`${version.recipeName} r${version.recipeRevision}`}
        lead={
          <span className="inline-flex flex-wrap items-center gap-2">
            <VersionStateBadge state={state} />
            {t('as-of-instant', { instant: asOf })}
            {hash ? <code className="font-mono text-label">{hash}</code> : null}
          </span>
        }
        actions={
          isMade ? (
            <Button asChild tone="primary">
              <Link href={`/training?dataset=${id}`}>{t('train')}</Link>
            </Button>
          ) : null
        }
      />
      {error ? (
        <p role="alert" className="mb-4 text-bad">
          {error}
        </p>
      ) : null}
      {counts ? (
        <Card className="mb-6">
          <CountsView counts={counts} />
        </Card>
      ) : null}
      {files.length > 0 ? (
        <section className="mb-6">
          <h2 className="mb-2 font-semibold">{t('files')}</h2>
          <Table label={t('files')}>
            <thead>
              <tr>
                <Th>{t('file')}</Th>
                <Th className="text-right">{t('examples')}</Th>
                <Th className="text-right">{t('bytes')}</Th>
                <Th>SHA-256</Th>
                <Th>
                  <span className="sr-only">{t('download')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {files.map((file) => (
                <Tr key={file.path}>
                  <Td className="font-mono text-label">{file.path}</Td>
                  <Td className="text-right">{format.number(file.examples)}</Td>
                  <Td className="text-right">{format.number(file.bytes)}</Td>
                  <Td className="font-mono text-label text-muted">{file.sha256.slice(0, 16)}</Td>
                  <Td className="text-right">
                    <Button asChild size="small">
                      <a
                        href={fileAddress(id, file.path)}
                        download
                        aria-label={`${file.path} – ${t('download')}`}
                      >
                        <Download aria-hidden className="size-3.5" />
                        {t('download')}
                      </a>
                    </Button>
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </section>
      ) : null}
      {isMade ? <Changes version={version} /> : null}
      {isMade ? (
        <div className="mb-6">
          <DeliverSection versionId={id} />
        </div>
      ) : null}
      {card === '' ? null : (
        <section>
          <h2 className="mb-2 font-semibold">{t('card')}</h2>
          <Card className="max-h-[36rem] overflow-auto [&_h1]:mb-2 [&_h1]:text-value [&_h1]:font-semibold [&_h2]:mt-4 [&_h2]:mb-1 [&_h2]:font-semibold [&_li]:ml-4 [&_li]:list-disc [&_pre]:overflow-auto [&_pre]:font-mono [&_pre]:text-label [&_table]:my-2 [&_td]:border-t [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:px-2 [&_th]:text-left [&_th]:text-label [&_th]:text-muted">
            <Markdown remarkPlugins={[remarkGfm]}>{withoutMetadata(card)}</Markdown>
          </Card>
        </section>
      )}
    </>
  );
}

/** The block between `---` lines is for programs. */
function withoutMetadata(card: string): string {
  return card.replace(/^---\n[\s\S]*?\n---\n/, '');
}

function Changes({ version }: { readonly version: DatasetVersionDetail }) {
  const t = useTranslations('datasets');
  const writeTime = useWriteTime();
  const versions = useInfiniteQuery(versionsQuery());
  const others = (versions.data?.pages.flatMap((page) => page.versions) ?? []).filter(
    ({ id, state, createdAt }) =>
      id !== version.id && (state === 'ready' || state === 'same') && createdAt < version.createdAt,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const before =
    others.find(({ id }) => id === chosen) ??
    others.find(({ recipeId }) => recipeId === version.recipeId) ??
    others[0];
  if (before === undefined) return null;
  return (
    <section className="mb-6">
      <h2 className="mb-2 font-semibold">{t('changes')}</h2>
      <div className="mb-3 max-w-md">
        <Field label={t('against')}>
          {(ids) => (
            <Select {...ids} value={before.id} onChange={(event) => setChosen(event.target.value)}>
              {others.map(({ id, recipeName, recipeRevision, asOf }) => (
                <option key={id} value={id}>
                  {`${recipeName} r${recipeRevision} · ${writeTime(new Date(asOf), { dateStyle: 'medium', timeStyle: 'medium' })}`}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Diff id={version.id} against={before.id} />
    </section>
  );
}

const changes = ['added', 'removed', 'changed', 'moved', 'same'] as const;

function Diff({ id, against }: { readonly id: string; readonly against: string }) {
  const t = useTranslations('datasets');
  const format = useFormatter();
  const query = useQuery(diffQuery(id, against));
  if (query.error || query.isPending) return <Loaded query={query} skeleton="h-24" />;
  const diff: DatasetDiff = query.data;
  return (
    <>
      <ul className="mb-2 flex flex-wrap gap-x-6 gap-y-1">
        {changes.map((change) => (
          <li key={change}>
            <span className="text-muted">{t(`change.${change}`)}</span>{' '}
            {format.number(diff[change])}
          </li>
        ))}
      </ul>
      {diff.samples.length > 0 ? (
        <Table label={t('changes')}>
          <thead>
            <tr>
              <Th>{t('change-label')}</Th>
              <Th className="text-right">{t('product')}</Th>
              <Th>{t('attribute')}</Th>
              <Th>{t('value-before')}</Th>
              <Th>{t('value-after')}</Th>
            </tr>
          </thead>
          <tbody>
            {diff.samples.map((sample) => (
              <Tr key={`${sample.change}-${sample.productId}-${sample.attribute}`}>
                <Td>{t(`change.${sample.change}`)}</Td>
                <Td className="text-right">{sample.productId}</Td>
                <Td>{sample.attribute}</Td>
                <Td className="text-muted">{sample.before ?? '–'}</Td>
                <Td>{sample.after ?? '–'}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </>
  );
}
