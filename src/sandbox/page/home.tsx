import { Blocks } from './blocks.js'
import { FormContext, useNewForm } from './form.js'
import type { ShownView } from './protocol.js'

/** The app's Home as it was published to this person. */
export function Home({ view }: { view: ShownView }) {
  const form = useNewForm(view)
  return (
    <section className="home" data-view={view.id}>
      <FormContext.Provider value={form}>
        <Blocks blocks={view.blocks} on={{ id: view.id }} />
      </FormContext.Provider>
    </section>
  )
}
