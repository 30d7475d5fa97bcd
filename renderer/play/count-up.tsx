/** A number that counts up to its value. */
import { useEffect, useState } from 'preact/hooks';

const DURATION_MS = 600;

export function CountUp({
  value,
  still,
}: {
  value: number /** Less motion: the value at once. */;
  still: boolean;
}) {
  const [shown, setShown] = useState(still ? value : 0);
  useEffect(() => {
    if (still) {
      setShown(value);
      return undefined;
    }
    let frame = 0;
    const startedMs = performance.now();
    const draw = (nowMs: number): void => {
      const share = Math.min(1, Math.max(0, (nowMs - startedMs) / DURATION_MS));
      setShown(Math.round(value * (1 - (1 - share) ** 3)));
      if (share < 1) frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [value, still]);
  return <>{shown}</>;
}
