import { Skeleton } from '@/components/ui/page';

/** The desk before its first product, at its final size. */
export function DeskSkeleton() {
  return (
    <div
      aria-hidden
      className="grid h-full grid-cols-[55fr_45fr] max-lg:grid-cols-1 max-lg:grid-rows-[minmax(0,2fr)_minmax(0,3fr)] max-lg:*:overflow-hidden"
    >
      <div className="px-[22px] pt-[18px]">
        <Skeleton className="h-[26px] w-3/5" />
        <Skeleton className="mt-2 h-[18px] w-2/5" />
        <div className="mt-3.5 flex gap-2">
          <Skeleton className="size-[168px] max-lg:h-[72px] max-lg:w-[92px]" />
          <Skeleton className="size-[168px] max-lg:h-[72px] max-lg:w-[92px]" />
        </div>
        <Skeleton className="mt-[46px] h-[118px] w-full" />
        <Skeleton className="mt-[46px] h-[102px] w-full" />
      </div>
      <div className="border-l border-line bg-pane">
        {Array.from({ length: 8 }, (_, place) => (
          <div key={place} className="flex h-[78px] gap-2.5 border-b border-line px-[18px] py-3">
            <Skeleton className="size-[18px] rounded-full" />
            <Skeleton className="h-[18px] w-[90px]" />
            <Skeleton className="ml-4 h-[18px] w-[180px]" />
          </div>
        ))}
      </div>
    </div>
  );
}
