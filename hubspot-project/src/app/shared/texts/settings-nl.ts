import type { Texts } from './en.ts'

const many = new Intl.NumberFormat('nl-NL')

export const settingsNl: Texts['settings'] = {
  loading: 'Instellingen worden opgehaald',
  readOnlyTitle: 'U kunt kijken, niet wijzigen',
  readOnly: 'Alleen beheerders van de app wijzigen deze instellingen. Vraag een van hen u toe te voegen.',
  unreachableTitle: 'De instellingen zijn nu niet bereikbaar',
  unreachable: 'Er is niets gewijzigd. Wat is aangehouden blijft aangehouden; probeer het over een minuut opnieuw.',
  refusedTitle: 'De instellingen kunnen niet worden getoond',
  retry: 'Opnieuw proberen',
  law: {
    title: 'De wet die nu geldt',
    book: (id, from) => `Regelboek ${id}, van kracht sinds ${from}.`,
    bookUntil: (id, from, until) => `Regelboek ${id}, van kracht van ${from} tot ${until}.`,
    body: 'De wet op het moment van het gesprek beslist. Vanaf 1 juli 2026 mag een bedrijf een persoon alleen bellen met toestemming van die persoon: klant (geweest) zijn is niet meer genoeg, ook niet voor wie het daarvoor werd. Goede doelen mogen hun donateurs, vrijwilligers en deelnemers nog bellen; uitgevers en vergunde loterijen hun eigen klanten. Rechtspersonen zoals een bv mogen door een mens worden gebeld.',
    not: 'Belrecht toont bij elk oordeel de regel erachter. Het is geen juridisch advies.',
  },
  sender: {
    title: 'Wie er belt',
    kind: 'Soort afzender',
    kindHelp:
      'Hiervan hangt af welke uitzonderingen de wet u geeft. Kies wat u bent, niet wat u zou willen: de uitzonderingen zijn smal.',
    kinds: {
      commercial: 'Bedrijf: alleen met toestemming',
      charity: 'Goed doel: ook eigen donateurs, vrijwilligers en deelnemers',
      publisher: 'Uitgever van een periodiek (drie of meer nummers per jaar): ook eigen klanten',
      lottery: 'Vergunde loterij: ook eigen klanten',
    },
    controllerName: 'Naam waaronder mensen u kennen',
    purpose: 'Doel van uw gesprekken',
    purposes: { commercial: 'Commercieel', charitable: 'Ideëel' },
    product: 'Productgroep',
    productHelp: 'Laat leeg als een toestemming of relatie voor uw hele aanbod geldt.',
    language: 'Taal van redenen en taken',
    languages: { nl: 'Nederlands', en: 'Engels' },
    b2b: 'Wij verkopen aan bedrijven: gebruik de rechtsvorm van het primaire bedrijf van een contact',
  },
  terms: {
    title: 'Hoelang een ja duurt',
    consentYears: 'Toestemming, in jaren',
    relationYears: 'Na de laatste aankoop, gift of overeenkomst, in jaren',
    three:
      'Drie jaar is wat de gedragscode van de sector als langste termijn na een relatie stelt, en ons eigen maximum voor toestemming. Het staat niet in de wet en het is geen recht: een kortere termijn die met iemand is afgesproken gaat altijd voor, en u kunt de termijn hier alleen korter maken.',
    requireVerified: 'Een toestemming telt pas als die is geverifieerd',
  },
  deals: {
    title: 'Wat uw deals zijn',
    help: 'Een gewonnen deal opent een periode waarin gebeld mag worden. Wat hij is, zegt HubSpot niet. Een goed doel dat dit niet invult, heeft geen relaties uit deals.',
    default: 'Een gewonnen deal is',
    kinds: {
      unknown: 'Niet gezegd (een goed doel: telt niet; anders: een aankoop)',
      donor: 'Een gift',
      customer: 'Een aankoop',
      none: 'Geen van beide',
    },
    pipelines: {
      donor: 'Pijplijnen met giften (id’s, gescheiden door komma’s)',
      customer: 'Pijplijnen met aankopen (id’s)',
      none: 'Pijplijnen die niet tellen (id’s)',
    },
  },
  collection: {
    title: 'Hoe u aan nummers komt',
    help: 'Een uitzondering voor een relatie geldt alleen als de persoon u het nummer gaf en daarbij bezwaar kon maken. Verklaar dit pas vanaf de dag waarop het zo was; eerdere deals blijven onbekend.',
    numberGiven: 'Klanten geven ons zelf hun nummer',
    objectionOffered: 'Zij kunnen bezwaar maken als zij het geven, en in elk gesprek',
    from: 'Zo sinds',
    answers: { unknown: 'Niet bekend', yes: 'Ja', no: 'Nee' },
  },
  consent: {
    title: 'Waarvoor een toestemming geldt',
    products: 'Productgroepen',
    productsHelp: 'Gescheiden door komma’s; leeg betekent: uw hele aanbod.',
    notice: 'De tekst bij het vakje op uw formulieren',
    noticeHelp: 'Wordt als bewijs bewaard bij elke toestemming die via een formulier binnenkomt.',
  },
  mapping: {
    title: 'Waar HubSpot het bewaart',
    help: 'Interne namen van eigenschappen, gescheiden door komma’s. Bij het opslaan worden zij met uw account vergeleken. Wijzigingen in uw eigen eigenschappen zien wij binnen vijftien minuten, in die van ons binnen seconden.',
    optIn: 'Vakjes voor toestemming',
    doNotCall: 'Vakjes voor niet bellen',
    yes: (property) => `Welke waarden van ${property} betekenen ja?`,
    no: (property) => `Welke waarden van ${property} betekenen nee?`,
    values: {
      optIn:
        'Gescheiden door komma’s; laat beide leeg bij een selectievakje. Ja is toestemming, nee trekt die in, een andere waarde zegt niets.',
      doNotCall:
        'Gescheiden door komma’s; laat beide leeg bij een selectievakje. Elke ingevulde waarde is een bezwaar, behalve false, nee, no, 0 en wat u als nee noemt.',
    },
    phones: 'Telefoonnummers',
    defaultRegion: 'Land van nummers zonder landcode',
    defaultRegionHelp:
      'Twee letters, zoals NL of BE. Geldt voor contacten zonder land; heeft een contact een land, dan telt dat.',
    optInNotice: 'Versie van de tekst bij het vakje',
    optInMethod: 'Hoe de toestemming is gegeven',
    optInSource: 'Waar de toestemming is gegeven',
    optInAt: 'Wanneer de toestemming is gegeven',
    relationKind: 'Soort relatie',
    legalForm: 'Rechtsvorm',
    companyLegalForm: 'Rechtsvorm (bedrijf)',
    contractEnd: 'Einde overeenkomst (deal)',
    contractEndNone: 'Uw eigen woorden voor een overeenkomst zonder einde',
  },
  admins: {
    title: 'Wie dit mag wijzigen',
    label: 'HubSpot-gebruikers (id)',
    help: 'Gescheiden door komma’s. Laat er minstens één staan.',
  },
  guard: {
    title: 'Beltaken',
    report: (open, lacking) =>
      `Van ${many.format(open)} open ${open === 1 ? 'beltaak mist' : 'beltaken missen'} er ${many.format(lacking)} toestemming of een andere grond.`,
    held: (held) => (held === 1 ? '1 is nu aangehouden.' : `${many.format(held)} zijn nu aangehouden.`),
    refused: (refused) =>
      `${many.format(refused)} konden in HubSpot niet worden gewijzigd; de kaart van het contact zegt waarom.`,
    lawChange: (lost) => `${many.format(lost)} daarvan verliezen hun grond als de wet verandert.`,
    noReport: 'Het overzicht is nu niet bereikbaar.',
    label: 'Wat te doen met een beltaak die niet mag',
    modes: {
      report: 'Alleen melden: niets wijzigen, tellen wat zou worden aangehouden',
      hold: 'Aanhouden: uit de belrij halen met de reden erbij, en teruggeven zodra het ja er is',
    },
  },
  save: {
    preview: 'Wijziging vooraf bekijken',
    save: 'Opslaan',
    nothing: 'Er is niets gewijzigd.',
    saved: 'Opgeslagen. Contacten worden op de achtergrond opnieuw beoordeeld.',
    loses: (count) =>
      count === 1
        ? 'Met deze wijziging verliest 1 contact het ja.'
        : `Met deze wijziging verliezen ${many.format(count)} contacten hun ja.`,
    gains: (count) => (count === 1 ? '1 contact krijgt er een.' : `${many.format(count)} contacten krijgen er een.`),
    same: 'Met deze wijziging verliest of krijgt geen contact een ja.',
    sample: (judged, all) => `Beoordeeld: ${many.format(judged)} van ${many.format(all)} contacten.`,
    invalid: 'Er is niets opgeslagen. Verbeter:',
  },
  keys: {
    title: 'Sleutels voor belsystemen en formulieren',
    help: 'Een belsysteem vraagt het na voordat het belt; een formulier levert toestemmingen aan. Een sleutel werkt alleen voor dit account. De sleutel wordt één keer getoond en als hash bewaard.',
    none: 'Er zijn geen sleutels.',
    name: 'Naam van het belsysteem of formulier',
    verify: 'Mag toestemmingen bevestigen',
    verifyHelp:
      'Meldt dit systeem dat iemand de toestemming bevestigde, dan heft dat een bezwaar op. Laat het uit, tenzij het systeem de persoon zelf vroeg.',
    trusted: (name) => `${name} (mag toestemmingen bevestigen)`,
    create: 'Sleutel maken',
    created: 'Kopieer de sleutel nu: die wordt niet opnieuw getoond.',
    copy: 'Sleutel kopiëren',
    columns: { name: 'Naam', createdAt: 'Gemaakt', lastUsedAt: 'Laatst gebruikt' },
    never: 'nooit',
    revoke: 'Intrekken',
    revokeTitle: (name) => `${name} intrekken?`,
    revokeBody: 'Wie deze sleutel gebruikt wordt vanaf nu geweigerd. Gesprekken worden dan niet meer getoetst.',
    cancel: 'Annuleren',
    failed: 'De sleutels zijn nu niet bereikbaar.',
  },
}
