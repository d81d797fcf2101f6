/** A way into the demo; the list is empty everywhere else. */
export type DemoSignIn = { role: string; name: string; token: string }

/** Asks the server which sign-ins it gives away. */
export async function demoSignIns(): Promise<DemoSignIn[]> {
  try {
    const response = await fetch('/demo/sign-ins')
    return response.ok ? ((await response.json()) as DemoSignIn[]) : []
  } catch {
    return []
  }
}
