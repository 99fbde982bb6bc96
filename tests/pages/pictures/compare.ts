/** Two pictures, compared as somebody would who stands a little back. */
import type { Page } from '../harness/page'

/** Pixels of one side of what is averaged: smoothing of edges differs from one browser's version to the next. */
const GRAIN = 4
/** How far apart two averages may be, of 255. */
const NEAR = 14
/** The share of them that may be further apart. */
const SHARE = 0.002

export interface Compared {
  alike: boolean
  said: string
}

/** Whether `now` looks like `kept`; both are PNGs in base64. */
export function compare(page: Page, kept: string, now: string): Promise<Compared> {
  return page.run(
    async (one, other, grain, near, share) => {
      const read = async (png: string) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
        const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!
        pen.drawImage(image, 0, 0)
        return pen.getImageData(0, 0, image.width, image.height)
      }
      const [a, b] = [await read(one), await read(other)]
      if (a.width !== b.width || a.height !== b.height) return { alike: false, said: `${a.width} × ${a.height} was kept, now it is ${b.width} × ${b.height}` }
      const average = (of: ImageData, left: number, top: number, part: number) => {
        let sum = 0
        for (let y = top; y < top + grain; y += 1) for (let x = left; x < left + grain; x += 1) sum += of.data[4 * (y * of.width + x) + part]!
        return sum / grain ** 2
      }
      let all = 0
      let off = 0
      let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
      for (let y = 0; y + grain <= a.height; y += grain) {
        for (let x = 0; x + grain <= a.width; x += grain) {
          all += 1
          if ([0, 1, 2].every((part) => Math.abs(average(a, x, y, part) - average(b, x, y, part)) <= near)) continue
          off += 1
          ;[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + grain), Math.max(bottom, y + grain)]
        }
      }
      return { alike: off / all <= share, said: `${((100 * off) / all).toFixed(2)} % differ, from ${left}, ${top} to ${right}, ${bottom}` }
    },
    kept,
    now,
    GRAIN,
    NEAR,
    SHARE,
  )
}
