/**
 * Easter Sunday of the Gregorian calendar as month (1 to 12) and day, by the anonymous algorithm of 1876 in the form of
 * Meeus, Astronomical Algorithms, chapter 8. The letters are his.
 */
export function easterSunday(year: number): { readonly month: number; readonly day: number } {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const count = h + l - 7 * m + 114
  return { month: Math.floor(count / 31), day: (count % 31) + 1 }
}
