import type { Plot } from '../../page/browser/marks.js'
import type { Picture } from '../protocol.js'
import { h } from './dom.js'
import { placement, type View, viewFor } from './placement.js'

/** The picture that is there, moved to the part of the plane that is asked for, until the picture of that part is there. */
export interface Ahead {
  readonly element: HTMLElement
  /** What is seen of the plane: of the picture, or of what it was moved to. */
  seen(): Plot | undefined
  /** A new picture is shown. */
  show(picture: Picture, image: HTMLImageElement): void
  /** Another domain is asked for; undefined: the function's own, of which nothing is known yet. */
  follow(domain: View | undefined): void
}

export function aheadOf(): Ahead {
  const element = h('div', { className: 'ahead', 'aria-hidden': 'true', hidden: true })
  let picture: Picture | undefined
  let image: HTMLImageElement | undefined
  let copy: HTMLImageElement | undefined
  let wanted: View | undefined

  /** The view that is waited for; undefined where the picture shows it. */
  const viewAhead = (): View | undefined => {
    const plot = picture?.figure.plot
    if (picture === undefined || plot === undefined || wanted === undefined) return undefined
    const { domain } = picture.function
    return wanted.every((end, i) => end === domain[i]) ? undefined : viewFor(wanted, domain, plot.view)
  }
  const place = () => {
    const view = viewAhead()
    const { size, plot } = picture?.figure ?? {}
    element.hidden = view === undefined
    if (view === undefined || image === undefined || size === undefined || plot === undefined) {
      copy?.remove()
      copy = undefined
      return
    }
    const [width, height] = size
    const { box } = plot
    const part = (length: number, of: number) => `${(100 * length) / of}%`
    Object.assign(element.style, {
      ...{ left: part(box.left, width), top: part(box.top, height) },
      ...{ width: part(box.width, width), height: part(box.height, height) },
    })
    if (copy === undefined) {
      copy = h('img', { src: image.src, alt: '' })
      element.replaceChildren(copy)
    }
    const { across, down, shift } = placement(plot.view, view)
    const edges = [box.top, width - box.left - box.width, height - box.top - box.height, box.left]
    Object.assign(copy.style, {
      ...{ left: part(-box.left, box.width), top: part(-box.top, box.height) },
      ...{ width: part(width, box.width), height: part(height, box.height) },
      clipPath: `inset(${edges.map((edge, i) => part(edge, i % 2 === 0 ? height : width)).join(' ')})`,
      transformOrigin: `${part(box.left, width)} ${part(box.top, height)}`,
      transform: `translate(${part(shift[0] * box.width, width)}, ${part(shift[1] * box.height, height)}) scale(${across}, ${down})`,
    })
  }
  return {
    element,
    seen() {
      const { plot } = picture?.figure ?? {}
      return plot && { ...plot, view: viewAhead() ?? plot.view }
    },
    show(next, shown) {
      picture = next
      image = shown
      copy?.remove()
      copy = undefined
      place()
    },
    follow(domain) {
      wanted = domain
      place()
    },
  }
}
