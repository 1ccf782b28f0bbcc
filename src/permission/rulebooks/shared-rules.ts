import type { Basis, ReasonCode } from '../facts.ts'
import type { Layer, Rule } from './rule-book.ts'

const TELECOM_ACT = 'https://wetten.overheid.nl/BWBR0009950'
const GDPR = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj'
const CONSENT_GUIDELINES =
  'https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-052020-consent-under-regulation-2016679_en'
const TELEMARKETING_CODE = 'https://www.reclamecode.nl/nrc/code-telemarketing/'
const REGULATOR = 'https://www.acm.nl/nl/telemarketing'

function rule(layer: Layer, article: string, url: string): Rule {
  return { layer, source: { article, url } }
}

/** A rule of art. 11.7 Telecommunicatiewet in the wording of `version` (`YYYY-MM-DD`). */
export function telecomAct(article: string, version: string): Rule {
  return rule('statute', `${article} Telecommunicatiewet`, `${TELECOM_ACT}/${version}`)
}

/** The rules that every book here has in common, with the statute linked in the wording of `version` (`YYYY-MM-DD`). */
export function sharedRules(version: string): Record<Basis | ReasonCode, Rule> {
  const statute = (article: string): Rule => telecomAct(article, version)
  const specificConsent = rule('regulator', 'EDPB Guidelines 05/2020 on consent', CONSENT_GUIDELINES)
  const proofOfConsent = rule('statute', 'art. 7 lid 1 AVG', GDPR)
  return {
    'legal-person': statute('art. 11.7 lid 2'),
    'designated-number': statute('art. 11.7 lid 3a'),
    consent: statute('art. 11.7 lid 1 and 2'),
    donor: statute('art. 11.7 lid 5'),
    volunteer: statute('art. 11.7 lid 5'),
    attendee: statute('art. 11.7 lid 5'),
    customer: statute('art. 11.7'),
    // The article forbids unsolicited calls with an offer or an appeal; these two are neither.
    service: statute('art. 11.7'),
    requested: statute('art. 11.7'),
    'no-rulebook': rule('house', 'No rule book before 1 July 2021', `${TELECOM_ACT}/2021-07-01`),
    'no-request': rule('house', 'A request holds for fourteen days', `${TELECOM_ACT}/${version}`),
    'number-mismatch': rule('regulator', 'ACM: tied to the person actually called', REGULATOR),
    objection: rule('statute', 'art. 21 lid 2 and 3 AVG', GDPR),
    withdrawn: rule('statute', 'art. 7 lid 3 AVG', GDPR),
    'expired-consent': rule('house', 'EDPB Guidelines 05/2020, §§104-111', CONSENT_GUIDELINES),
    'incomplete-proof': proofOfConsent,
    unverified: rule('regulator', 'ACM, enforcement notice of 2025-03-27', REGULATOR),
    'controller-mismatch': specificConsent,
    'product-mismatch': specificConsent,
    'purpose-mismatch': specificConsent,
    'channel-mismatch': statute('art. 11.7 lid 1'),
    'consent-number-mismatch': rule('regulator', 'ACM: tied to the person actually called', REGULATOR),
    'relation-number-mismatch': statute('art. 11.7'),
    'expired-relation': rule('code', 'Code Telemarketing', TELEMARKETING_CODE),
    'customer-exception-ended': statute('art. 11.7 lid 6'),
    'relation-not-granted': statute('art. 11.7 lid 5'),
    'collection-refused': statute('art. 11.7'),
    'collection-unproven': statute('art. 11.7'),
    sympathiser: rule(
      'house',
      'Named in practice, not in art. 11.7 lid 5 Telecommunicatiewet',
      `${TELECOM_ACT}/${version}`,
    ),
    'legal-form-unknown': statute('art. 11.7 lid 2'),
    'no-basis': statute('art. 11.7 lid 2'),
  }
}
