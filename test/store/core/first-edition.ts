/** What the first edition showed, outside its database, of the life that is in first-edition.sql. */
export const FIRST_EDITION = {
  /** Business time when it was stopped. */
  stoppedAt: '2026-06-30T22:05:01.928Z',
  portals: [
    {
      portalId: 7001,
      apiKey: 'blr_7001-6dqCvFN9DuM_lXw2kwX_lq2LP89tXk3PTWwTmjczLWNBj28N0c5ulIg',
      tokens: {
        accessToken: 'access-7001-IoGM84dU3cV9iszUisV-9QESiTFeJzrZ',
        refreshToken: 'refresh--BoJHjKZNhAX9_qLUR1stV3e5E_5QF49',
        expiresAt: 1795829673290,
      },
      /** By contact, from belrecht_preferences_url. */
      personLinks: {
        201: '7001.201.aI92pRuUVXx-mkZLoUVK-li6KxhVF2nk',
        202: '7001.202.vs8upbR56BIospghENN3WBKn-otNoTEk',
        204: '7001.204.oaZKfAwsaDwJ3wscbzk_W4ukcwHe0KK-',
        205: '7001.205.WH5d05FHNRbKpkHHQuKVRHmxkCV4u98D',
        210: '7001.210.KcjZOu03BzrBgURdlojKW5NBMc1rFcVc',
        211: '7001.211.gEBx-10Nga1KYsek5m1mvB-CqnCZ71iq',
      },
    },
    {
      portalId: 7002,
      apiKey: 'blr_7002-rTTnSOUAvBM_F8XbP8jAEUwaugxWOpUq2WjJFeAgvARt8_ft8Bu_w9U',
      tokens: {
        accessToken: 'access-7002-66ZViFTJJIW_JZbmVGQtvqYlQLrECsKu',
        refreshToken: 'refresh-0gQsgDMRh2CAg7Wgck10pu0ENzdMTjae',
        expiresAt: 1795829673780,
      },
      /** By contact, from belrecht_preferences_url. */
      personLinks: {
        201: '7002.201.sMWD_hjahhapC1Z6d1IL7UwlBjuMkAtF',
      },
    },
  ],
  /** Of a confirm link that was mailed. */
  confirmToken: '7001.TUFnNdwnHt4x1hC7JLxIDxTjWnA_YZaDgnJb25bx4-w',
} as const
