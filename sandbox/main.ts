import { addPortal, portalBody } from './control/portal-routes.ts'
import { startSandbox } from './sandbox.ts'

/** `npm run sandbox`: the local HubSpot alone, with the two portals of the demo. */
const DEMO_PORTALS = [
  { portalId: 7001, name: 'Zonnig Energie BV', hubDomain: 'zonnig-energie.nl' },
  { portalId: 7002, name: 'Stichting Waterhulp', hubDomain: 'waterhulp.nl' },
]

const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 4010) })
for (const portal of DEMO_PORTALS) addPortal(sandbox.world, portalBody.parse(portal))
process.stdout.write(
  `sandbox HubSpot on ${sandbox.url}, portals ${DEMO_PORTALS.map((portal) => portal.portalId).join(' and ')}\n`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0))
  })
}
