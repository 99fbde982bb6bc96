/** Speaks to vendors: the default before anything else, then what the gate says. */
import { guard } from './report';

const page = window as never as { dataLayer?: unknown[] };

/** Google takes only a real `arguments` object for a command: an array is ignored. */
function gtag(..._command: unknown[]): void {
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

/** Speaks a list of `[queue, argument…]`, each in its own guard. */
export function tell(commands: [string, ...unknown[]][]): void {
  for (const [queue, ...command] of commands) {
    guard(() => (queue === 'gtag' ? gtag(...command) : (page.dataLayer ||= []).push(command[0])));
  }
}
