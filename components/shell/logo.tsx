/** Two lanes of an avenue. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-bold tracking-[-0.02em]">
      <svg aria-hidden viewBox="0 0 16 16" className="size-4">
        <rect width="6.6" height="16" rx="2" fill="var(--accent)" />
        <rect x="9.4" width="6.6" height="16" rx="2" fill="var(--accent)" />
      </svg>
      Avenue
    </span>
  );
}
