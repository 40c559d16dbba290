import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useImportSchemas } from '@/lib/catalogue/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

type Chosen =
  { readonly kind: 'none' | 'bad' } | { readonly kind: 'read'; readonly input: unknown };

/** Schema documents from a file; the server takes all of them or none. */
export function ImportSchemas({ onClose }: { onClose(): void }) {
  const t = useTranslations('schemas');
  const load = useImportSchemas();
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const choose = async (file: File | undefined) => {
    load.reset();
    if (!file) return setChosen({ kind: 'none' });
    try {
      const input: unknown = JSON.parse(await file.text());
      setChosen({ kind: 'read', input });
    } catch {
      setChosen({ kind: 'bad' });
    }
  };
  const count =
    chosen.kind === 'read' ? (Array.isArray(chosen.input) ? chosen.input.length : 1) : null;
  return (
    <Dialog open onOpenChange={onClose} title={t('import-title')} description={t('import-lead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.kind !== 'read') return;
          load.mutate(chosen.input, {
            onSuccess: ({ created, changed, unchanged, queuedProducts }) => {
              toast.success(
                t('import-done', {
                  created: created.length,
                  changed: changed.length,
                  unchanged: unchanged.length,
                  products: queuedProducts,
                }),
              );
              onClose();
            },
          });
        }}
      >
        <Field
          label={t('import-file')}
          hint={count === null ? null : t('import-found', { count })}
          error={chosen.kind === 'bad' ? t('import-bad-file') : null}
        >
          {(ids) => (
            <Input
              {...ids}
              type="file"
              accept=".json,application/json"
              className="h-auto py-1.5"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          )}
        </Field>
        {load.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {load.error.message}
          </p>
        ) : null}
        <Button
          type="submit"
          tone="primary"
          className="self-end"
          disabled={chosen.kind !== 'read' || load.isPending}
        >
          {t('import-run')}
        </Button>
      </form>
    </Dialog>
  );
}
