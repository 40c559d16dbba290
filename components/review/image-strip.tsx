import { useTranslations } from 'next-intl';

/** The product's pictures; each opens large. */
export function ImageStrip(props: {
  readonly urls: readonly string[];
  onZoom(place: number): void;
}) {
  const t = useTranslations('review.evidence');
  if (props.urls.length === 0) return null;
  return (
    <ul aria-label={t('images')} className="mt-3.5 flex gap-2 overflow-x-auto p-px">
      {props.urls.map((url, index) => (
        <li key={url} className="shrink-0">
          <button
            type="button"
            aria-label={t('zoom', { place: index + 1 })}
            onClick={() => props.onZoom(index)}
            className="block size-[168px] max-lg:h-[72px] max-lg:w-[92px] overflow-hidden rounded-md border border-line bg-pane hover:border-accent"
          >
            {/* Pictures come from sellers' servers: there is nothing that could resize them. */}
            <Picture url={url} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Picture({ url }: { readonly url: string }) {
  return (
    <span
      aria-hidden
      className="block size-full bg-contain bg-center bg-no-repeat"
      style={{ backgroundImage: `url(${JSON.stringify(url)})` }}
    />
  );
}
