'use client';

import { classNames } from '@/components/ui/class-names';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

const tabs = [
  { name: 'access', href: '/integrations' },
  { name: 'webhooks', href: '/integrations/webhooks' },
] as const;

/** The parts of what connects Avenue with other systems. */
export function IntegrationTabs() {
  const t = useTranslations();
  const path = usePathname();
  return (
    <nav aria-label={t('common.nav.integrations')} className="mb-4 flex gap-1 border-b border-line">
      {tabs.map(({ name, href }) => {
        const isCurrent = href === '/integrations' ? path === href : path.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? 'page' : undefined}
            className={classNames(
              '-mb-px border-b-2 px-3 py-2 font-medium',
              isCurrent
                ? 'border-accent text-text'
                : 'border-transparent text-muted hover:text-text',
            )}
          >
            {t(`${name}.title`)}
          </Link>
        );
      })}
    </nav>
  );
}
