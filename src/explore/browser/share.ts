import { downloads, type Picture } from '../protocol.js'
import { fileOf } from './asking.js'
import { h } from './dom.js'
import { linkOf } from './link.js'
import type { Store } from './store.js'

/** The command for what is shown, a link to it, and its files. */
export interface Share {
  readonly element: HTMLElement
  show(picture: Picture): void
}

/** `say` tells what has been done, or what is wrong; `gone` that nothing answers. */
export function shareBar(store: Store, say: (text: string) => void, gone: () => void): Share {
  const code = h('code', { tabIndex: 0, 'aria-label': 'The command that writes this figure' })
  let picture: Picture | undefined
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text)
      say(`${what} copied`)
    } catch {
      say(`the browser does not let ${what.toLowerCase()} be copied: select it by hand`)
    }
  }
  const command = h('button', {
    ...{ type: 'button', className: 'primary', textContent: 'Copy command' },
    on: { click: () => picture?.command !== undefined && copy(picture.command, 'Command') },
  })
  const link = h('button', {
    ...{ type: 'button', textContent: 'Copy link' },
    // The address itself follows the state a little later.
    on: { click: () => copy(new URL(`#${linkOf(store.get())}`, location.href).href, 'Link') },
  })
  const save = async (format: string) => {
    const name = `${picture?.name ?? 'figure'}.${format}`
    say(`${format.toUpperCase()} is drawn …`)
    const file = await fileOf(store.get(), format)
    if (file === undefined) return gone()
    if (!(file instanceof Blob)) return say(file.error)
    const address = URL.createObjectURL(file)
    h('a', { href: address, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
    say(`${format.toUpperCase()} saved`)
  }
  const files = downloads.map(format =>
    h('button', {
      type: 'button',
      textContent: format.toUpperCase(),
      title: `Download as ${format.toUpperCase()}`,
      'aria-label': `Download ${format.toUpperCase()}`,
      on: { click: () => void save(format) },
    }),
  )
  return {
    element: h(
      'div',
      { className: 'share' },
      h(
        'div',
        { className: 'command' },
        h('span', { className: 'prompt', 'aria-hidden': 'true', textContent: '$' }),
        code,
      ),
      h(
        'div',
        { className: 'buttons' },
        command,
        link,
        h('span', { className: 'files', role: 'group', 'aria-label': 'Download' }, ...files),
      ),
    ),
    show(next) {
      picture = next
      code.textContent = next.command ?? `no command: ${next.noCommand}`
      command.disabled = next.command === undefined
    },
  }
}
