/** Speaks to Google before anything else does. */

/** Google takes only a real `arguments` object for a command: an array is ignored. */
export function gtag(..._command: unknown[]): void {
  const page = window as never as { dataLayer?: unknown[] };
  (page.dataLayer ||= []).push(arguments);
}

/** Denied until the gate says otherwise; tags that wait give it half a second. */
export function deny(): void {
  const denied: Record<string, string | number> = { wait_for_update: 500 };
  for (const type of ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage']) {
    denied[type] = 'denied';
  }
  denied.security_storage = 'granted';
  gtag('consent', 'default', denied);
}
