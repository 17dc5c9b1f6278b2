import { Blocks } from './blocks.js'
import { FormContext, useNewForm } from './form.js'
import type { ShownView } from './protocol.js'
import { useStage } from './stage.js'

/** The app's Home as it was published to this person. */
export function Home({ view }: { view: ShownView }) {
  const form = useNewForm(view)
  const { words, inspect } = useStage()
  return (
    <section className="home" data-view={view.id}>
      <FormContext.Provider value={form}>
        <Blocks blocks={view.blocks} on={{ id: view.id }} />
      </FormContext.Provider>
      <button type="button" className="quiet home-look" onClick={() => inspect({ view: view.id })}>
        {words.inspect}
      </button>
    </section>
  )
}
