/** Scripts that run in a page before its own code: they put the page's clock, frames and drawing in a test's hands. */

/**
 * The page's time stands still, and no frame comes, but by `pump(frames, frameMs)`: so many frames, `frameMs(i)` ms
 * after each other. `pumpedMs` is all that has passed.
 */
export const PUMP = `{
  // A little past the first moment, so that no frame falls exactly on a tick.
  let now = 1000;
  let id = 0;
  let waiting = new Map();
  performance.now = () => now;
  window.requestAnimationFrame = (callback) => (waiting.set(++id, callback), id);
  window.cancelAnimationFrame = (wanted) => waiting.delete(wanted);
  window.pumpedMs = 0;
  window.pump = (frames, frameMs) => {
    for (let i = 0; i < frames; i++) {
      window.pumpedMs += frameMs(i);
      now = 1002 + window.pumpedMs;
      const due = waiting;
      waiting = new Map();
      for (const callback of due.values()) callback(now);
    }
  };
}
`;

/** WebGL takes all orders but draws nothing: what is left of a frame is the page's own work. */
export const NO_DRAWING = `
for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
  prototype.drawElements = prototype.drawArrays = () => {};
}
`;

/** `largestTexturePx`: the longest side of any texture that the page has made so far. */
export const TEXTURE_METER = `
window.largestTexturePx = 0;
for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
  const texImage2D = prototype.texImage2D;
  prototype.texImage2D = function (...given) {
    const picture = given.at(-1);
    const sides = given.length > 6 ? given.slice(3, 5) : [picture.width, picture.height];
    window.largestTexturePx = Math.max(window.largestTexturePx, ...sides);
    return texImage2D.apply(this, given);
  };
}
`;
