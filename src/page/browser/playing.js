// Moves a slider through the steps of paths, by itself or by hand.

/** Milliseconds between two pictures. */
const pace = 33

/**
 * Plays a slider from where it is to its end. A path takes about eight seconds, whatever its length; ten points a second at
 * least. `draw` is called wherever the slider comes to.
 *
 * @type {(slider: HTMLInputElement, button: HTMLElement, draw: () => void) => { toggle(): void, stop(): void, seek(to: number): void }}
 */
export function playing(slider, button, draw) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer

  function run() {
    const last = Number(slider.max)
    if (Number(slider.value) >= last) slider.value = '0'
    const from = Number(slider.value)
    const rate = Math.max(10, last / 8)
    const began = performance.now()
    button.dataset.playing = ''
    button.setAttribute('aria-label', 'Pause')
    timer = setInterval(() => {
      const at = Math.min(last, from + Math.floor(((performance.now() - began) / 1000) * rate))
      slider.value = String(at)
      draw()
      if (at >= last) stop()
    }, pace)
  }

  function stop() {
    clearInterval(timer)
    timer = undefined
    delete button.dataset.playing
    button.setAttribute('aria-label', 'Play')
  }

  return {
    toggle: () => (timer === undefined ? run() : stop()),
    stop,
    seek(to) {
      stop()
      slider.value = String(to)
      draw()
    },
  }
}
