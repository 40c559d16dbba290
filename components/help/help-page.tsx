import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import type { Topic } from '@/lib/help/topics';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const keyName = /^(\?|[A-Z]|F2|[1-9]|Enter|Shift|Tab|Esc|Ctrl|↑|↓)$/;

const parts: Components = {
  h1: ({ children }) => <h1 className="mb-3 text-title font-[650]">{children}</h1>,
  h2: ({ children }) => <h2 className="mt-6 mb-2 text-value font-semibold">{children}</h2>,
  p: ({ children }) => <p className="my-2">{children}</p>,
  ol: ({ children }) => <ol className="my-2 list-decimal space-y-1 pl-5">{children}</ol>,
  ul: ({ children }) => <ul className="my-2 list-disc space-y-1 pl-5">{children}</ul>,
  table: ({ children }) => (
    <table className="my-3 w-full border-collapse rounded-lg border border-line bg-pane text-left">
      {children}
    </table>
  ),
  th: ({ children }) => (
    <th scope="col" className="px-3 py-2 text-label font-medium text-muted">
      {children}
    </th>
  ),
  td: ({ children }) => <td className="border-t border-line px-3 py-2 align-top">{children}</td>,
  pre: ({ children }) => (
    <pre className="my-3 overflow-x-auto rounded-lg border border-line bg-pane p-3 font-mono text-label [&_code]:bg-transparent [&_code]:p-0">
      {children}
    </pre>
  ),
  code: ({ children }) => {
    if (typeof children === 'string' && keyName.test(children)) return <Kbd>{children}</Kbd>;
    return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-label">{children}</code>;
  },
};

/** One help topic beside the list of all. */
export function HelpPage(props: {
  readonly current: Topic;
  readonly titles: readonly { topic: Topic; title: string }[];
  readonly markdown: string;
}) {
  const t = useTranslations('help');
  return (
    <div className="grid grid-cols-[180px_minmax(0,720px)] gap-10 max-md:grid-cols-1">
      <nav aria-label={t('title')}>
        <ul className="sticky top-6 space-y-0.5">
          {props.titles.map(({ topic, title }) => (
            <li key={topic}>
              <Link
                href={`/help/${topic}`}
                aria-current={topic === props.current ? 'page' : undefined}
                className={classNames(
                  'block rounded-md px-2 py-1.5 base:text-muted hover:bg-sunken',
                  topic === props.current && 'bg-accent-soft font-semibold text-text',
                )}
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <article className="max-w-[720px] text-[14px] leading-relaxed">
        <Markdown remarkPlugins={[remarkGfm]} components={parts}>
          {props.markdown}
        </Markdown>
      </article>
    </div>
  );
}
